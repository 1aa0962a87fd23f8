import type { DependencyOptions } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Callee } from "../1-discover/index.js";
import { resolveDependency } from "../2-analyze/dependency.js";
import { readSignature } from "../2-analyze/signature.js";
import { asWritten } from "../2-analyze/written.js";
import type { Describer } from "../3-describe/describer.js";

type Lifetime = NonNullable<DependencyOptions["scope"]>;
type Declaration = ts.SignatureDeclaration | ts.JSDocSignature;

/** One dependency of a function. */
interface Need {
  readonly param: ts.ParameterDeclaration;
  /** As it is written behind `typeof`. */
  readonly name: string;
  readonly declaration: Declaration | undefined;
  /** Absent when TypeScript finds no type for it, as in a circle. */
  readonly signature?: ts.Signature;
  readonly scope: Lifetime | undefined;
}

interface Provider {
  readonly name: string;
  readonly signature: ts.Signature;
}

const order: Readonly<Record<Lifetime, number>> = { function: 0, request: 1, app: 2 };

/** What functions depend on, to any depth: circles, and values that end before those that need them. */
export class DependencyTrees {
  readonly #needsByDeclaration = new Map<Declaration, readonly Need[]>();

  constructor(readonly describer: Describer) {}

  /** What is wrong with the tree below one dependency of `callee`. */
  problemsOf(callee: Callee, param: ts.ParameterDeclaration): Problem[] {
    const need = this.#needsOf(callee).find((one) => one.param === param);
    if (!need) return [];
    const circle = this.#pathTo(callee, need);
    if (circle) return isFirst(callee, circle) ? [circleProblem(param, circle)] : [];
    const { name, signature } = need;
    return signature ? this.lifetimeProblems({ name, signature }, need.scope ?? "request", param) : [];
  }

  /** Whether a dependency of `callee` leads back to it. */
  isCircular(callee: Callee, param: ts.ParameterDeclaration): boolean {
    const need = this.#needsOf(callee).find((one) => one.param === param);
    return need !== undefined && this.#pathTo(callee, need) !== undefined;
  }

  /** @param lifetime of the value; what it needs must live at least as long */
  lifetimeProblems({ name, signature }: Provider, lifetime: Lifetime, anchor: ts.Node): Problem[] {
    if (lifetime === "function") return [];
    const needs = lifetime === "app" ? this.#requestNeeds(signature, anchor) : [];
    const problems = needs.map((what) => problem("TW2016", anchor, { name, scope: lifetime, needs: what }));
    for (const inner of this.#needsOf(signature.declaration)) {
      const scope = inner.scope ?? (lifetime === "app" ? "app" : "request");
      if (order[scope] < order[lifetime]) {
        const what = `'${inner.name}' of scope "${scope}"`;
        const related = isDeclared(inner.param) ? undefined : { node: inner.param, message: "It is asked for here." };
        problems.push(problem("TW2016", anchor, { name, scope: lifetime, needs: what }, related));
      } else if (lifetime === "app" && inner.scope === undefined && !this.#pathTo(signature.declaration, inner)) {
        const deeper = inner.signature && { name: inner.name, signature: inner.signature };
        if (deeper) problems.push(...this.lifetimeProblems(deeper, "app", anchor));
      }
    }
    return problems;
  }

  #needsOf(declaration: Declaration | undefined): readonly Need[] {
    if (!declaration) return [];
    const known = this.#needsByDeclaration.get(declaration);
    if (known) return known;
    const needs = declaration.parameters.flatMap((param) => (ts.isParameter(param) ? this.#needOf(param) : []));
    this.#needsByDeclaration.set(declaration, needs);
    return needs;
  }

  #needOf(param: ts.ParameterDeclaration): Need[] {
    const { project, markers } = this.describer;
    const depends = markers.read(asWritten(param.type)).depends;
    if (!depends || !ts.isTypeQueryNode(depends.target)) return [];
    const common = { param, name: depends.target.exprName.getText(), scope: depends.options?.scope };
    const resolved = resolveDependency(project, depends.target, param);
    if ("problem" in resolved) return [{ ...common, declaration: initializerOf(project, depends.target) }];
    const { signature } = resolved.dependency;
    return [{ ...common, declaration: signature.declaration, signature }];
  }

  /** What leads from a dependency of a function back to the function: names and declarations, in their order. */
  #pathTo(goal: Declaration | undefined, first: Need): readonly Need[] | undefined {
    const seen = new Set<Declaration>();
    const walk = (path: readonly Need[], need: Need): readonly Need[] | undefined => {
      const { declaration } = need;
      const here = [...path, need];
      if (!declaration || seen.has(declaration)) return undefined;
      if (declaration === goal) return here;
      seen.add(declaration);
      for (const inner of this.#needsOf(declaration)) {
        const found = walk(here, inner);
        if (found) return found;
      }
      return undefined;
    };
    return walk([], first);
  }

  /** What a function takes from a request by itself. */
  #requestNeeds(signature: ts.Signature, site: ts.Node): string[] {
    const { project, markers } = this.describer;
    return readSignature({ project, markers, site }, signature).params.flatMap((param) => {
      // An application has a state of its own, before and beside every request.
      if (param.markers.depends || param.rest || param.context === "State") return [];
      return [param.context ? `the ${param.context} of a request` : `'${param.name}' of a request`];
    });
  }
}

function circleProblem(param: ts.ParameterDeclaration, circle: readonly Need[]): Problem {
  const names = circle.map(({ name }) => name);
  const last = names.at(-1) ?? "";
  return problem("TW2015", param, { name: last, circle: [last, ...names].join(" → ") });
}

/** The function that a constant is, when its type is not known. */
function initializerOf({ checker }: Project, { exprName }: ts.TypeQueryNode): Declaration | undefined {
  const symbol = checker.getSymbolAtLocation(exprName);
  const seen = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = seen?.valueDeclaration;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : undefined;
}

/** Of the functions in a circle the one that stands first says so; of another project's only declarations are known. */
function isFirst(callee: Callee, circle: readonly Need[]): boolean {
  const others = circle.flatMap(({ declaration }) =>
    declaration && !declaration.getSourceFile().isDeclarationFile ? [placeOf(declaration)] : [],
  );
  return others.every((place) => placeOf(callee) <= place);
}

const placeOf = (node: ts.Node): string => `${node.getSourceFile().fileName} ${String(node.pos).padStart(9, "0")}`;

const isDeclared = (node: ts.Node): boolean => node.getSourceFile().isDeclarationFile;
