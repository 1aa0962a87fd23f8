import { type Problem, problem } from "../../diagnostics/problem.js";
import type { DataPlan } from "../../ir/plan.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";
import { includesUndefined } from "../2-analyze/absence.js";
import { asWritten } from "../2-analyze/written.js";
import { areErrors } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { readProblems } from "../3-describe/readable.js";
import { toProblem } from "./callable.js";

export interface PlannedData {
  readonly plan?: DataPlan;
  readonly problems: readonly Problem[];
}

/** The type of data that a call such as `parse<User>(value)` is about. */
export function planData(describer: Describer, registration: Registration): PlannedData {
  const { subject, call } = registration;
  const { checker } = describer.project;
  const name = checker.typeToString(subject);
  if (isUnsaid(registration))
    return { problems: [problem("TW1007", call, { call: call.expression.getText(), takesAny: true })] };
  const { type, problems: found } = describer.describe(subject, asWritten(writtenSubject(checker, registration)));
  const problems = [...found, ...(makes(checker, registration) ? readProblems(describer, type) : [])];
  if (problems.some(({ code }) => code === "TW3002")) return { problems: [problem("TW1008", call, { type: name })] };
  const reported = problems.map((found) => toProblem(found, call, "value"));
  if (areErrors(problems)) return { problems: reported };
  return { plan: { name, type, optional: includesUndefined(subject) }, problems: reported };
}

/** Whether a call gives values of the type, as `parse` does; `toJson` and `schemaOf` make none. */
function makes(checker: ts.TypeChecker, { signature, subject }: Registration): boolean {
  const { declaration } = signature;
  if (!declaration || ts.isJSDocSignature(declaration) || !declaration.type) return false;
  const names = new Set(declaration.typeParameters?.map((parameter) => parameter.name.text));
  const made = signature.getReturnType();
  return mentions(declaration.type, names) && [made, checker.getAwaitedType(made)].includes(subject);
}

/** The only type argument, when it is the type that the call is about. */
export function writtenSubject(checker: ts.TypeChecker, { call, subject }: Registration): ts.TypeNode | undefined {
  const [only, ...others] = call.typeArguments ?? [];
  return only && others.length === 0 && checker.getTypeFromTypeNode(only) === subject ? only : undefined;
}

/**
 * `parse(value)`: no type is written, and none of the arguments tells one. What is inferred from a place that takes any
 * value, as in `console.log(parse(value))`, is no type either.
 */
export function isUnsaid({ call, subject, signature }: Registration): boolean {
  if (!(subject.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) || call.typeArguments) return false;
  const { declaration } = signature;
  if (!declaration || ts.isJSDocSignature(declaration)) return false;
  const names = new Set(declaration.typeParameters?.map((parameter) => parameter.name.text));
  return !declaration.parameters.slice(0, -1).some(({ type }) => type !== undefined && mentions(type, names));
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text)) return true;
  return ts.forEachChild(node, (child) => mentions(child, names)) ?? false;
}
