import { type Problem, problem } from "../../diagnostics/problem.js";
import type { CallablePlan } from "../../ir/plan.js";
import ts from "../../typescript.cjs";
import type { Callee } from "../1-discover/index.js";
import { type Dependency, resolveDependency } from "../2-analyze/dependency.js";
import { outerParameters } from "../2-analyze/outer-parameters.js";
import { nameOf, nameText, readSignature } from "../2-analyze/signature.js";
import { asWritten } from "../2-analyze/written.js";
import type { Describer } from "../3-describe/describer.js";
import { planCallable } from "./callable.js";
import type { DependencyTrees } from "./dependency-trees.js";

/** The side note of a function that takes dependencies. */
export interface PlannedNote {
  readonly callee: Callee;
  /** In the order of the function's dependency parameters. */
  readonly dependencies: readonly NotedDependency[];
  readonly problems: readonly Problem[];
}

export interface NotedDependency {
  readonly query: ts.TypeQueryNode;
  readonly plan: CallablePlan;
  /** Where problems are shown. */
  readonly anchor: ts.Node;
}

/** @returns undefined for a function that takes no dependencies */
export function planNote(describer: Describer, trees: DependencyTrees, callee: Callee): PlannedNote | undefined {
  const taken = takenBy(describer, callee);
  if (taken.length === 0) return undefined;
  const dependencies: NotedDependency[] = [];
  const problems: Problem[] = isNotable(callee)
    ? []
    : [problem("TW2008", callee, { name: nameOf(callee) || "This function" })];
  for (const { param, anchor, target } of taken) {
    const resolved = resolveDependency(describer.project, target, anchor);
    problems.push(...trees.problemsOf(callee, param));
    if (!("problem" in resolved)) {
      const { plan, problems: found } = planProvider(describer, resolved.dependency, anchor);
      problems.push(...found);
      dependencies.push({ query: resolved.dependency.query, plan, anchor });
    } else if (!trees.isCircular(callee, param)) problems.push(resolved.problem);
  }
  return { callee, dependencies, problems };
}

/** The parameters that are dependencies, by their own type or by that of the place for which the function is written. */
function takenBy(
  { project, markers }: Describer,
  callee: Callee,
): readonly { readonly param: ts.ParameterDeclaration; readonly anchor: ts.Node; readonly target: ts.TypeNode }[] {
  const targetOf = (param: ts.ParameterDeclaration | undefined) => markers.read(asWritten(param?.type)).depends?.target;
  const own = callee.parameters;
  const outer = outerParameters(project, callee);
  return Array.from({ length: Math.max(own.length, outer.length) }).flatMap((_, index) => {
    const ownTarget = targetOf(own[index]);
    const param = ownTarget ? own[index] : outer[index];
    const target = ownTarget ?? targetOf(param);
    return param && target ? [{ param, anchor: own[index] ?? callee, target }] : [];
  });
}

/** Whether what is bound here takes dependencies, so that its note must be found by the bound function too. */
export function bindsDependencies({ project: { checker }, markers }: Describer, call: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const [signature] = checker.getTypeAtLocation(call.expression.expression).getCallSignatures();
  return Boolean(
    signature?.declaration?.parameters.some(
      (param) => ts.isParameter(param) && markers.read(asWritten(param.type)).depends,
    ),
  );
}

function planProvider(
  describer: Describer,
  { signature, query }: Dependency,
  anchor: ts.Node,
): { plan: CallablePlan; problems: readonly Problem[] } {
  const { project, markers } = describer;
  const read = readSignature({ project, markers, site: anchor }, signature);
  const name = read.name || lastName(query);
  return planCallable(describer, { ...read, name }, { complete: false });
}

const lastName = ({ exprName }: ts.TypeQueryNode): string => {
  if (ts.isImportTypeNode(exprName)) return "";
  return ts.isIdentifier(exprName) ? exprName.text : exprName.right.text;
};

/** Whether a note can be left beside the function. */
function isNotable(callee: Callee): boolean {
  if (ts.isFunctionDeclaration(callee))
    return ts.isSourceFile(callee.parent) || ts.isBlock(callee.parent) || ts.isModuleBlock(callee.parent);
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee) || ts.isConstructorDeclaration(callee)) return true;
  return ts.isMethodDeclaration(callee) && nameText(callee.name) !== undefined;
}
