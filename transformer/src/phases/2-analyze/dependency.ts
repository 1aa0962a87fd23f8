import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** A provider named by `Depends<typeof f>`. */
export interface Dependency {
  /** `typeof f`, where it is written. */
  readonly query: ts.TypeQueryNode;
  readonly signature: ts.Signature;
}

export type ResolvedDependency = { readonly dependency: Dependency } | { readonly problem: Problem };

/** Finds the function behind `Depends<…>`. `anchor` is where a problem is shown. */
export function resolveDependency({ checker }: Project, target: ts.TypeNode, anchor: ts.Node): ResolvedDependency {
  const type = target.getText();
  const refuse = (reason: string): ResolvedDependency => ({ problem: problem("TW2004", anchor, { type, reason }) });
  if (ts.isImportTypeNode(target)) return refuse("`import(…)` does not import it; an import declaration does");
  if (!ts.isTypeQueryNode(target)) return refuse("it is a type, and a type does not exist at run time");
  if (ts.isImportTypeNode(target.exprName)) return refuse("`import(…)` does not import it; an import declaration does");
  if (leftmost(target.exprName).escapedText === "this") return refuse("`this` is unknown before the first request");
  const found = checker.getTypeFromTypeNode(target);
  const signatures = [
    ...checker.getSignaturesOfType(found, ts.SignatureKind.Call),
    ...checker.getSignaturesOfType(found, ts.SignatureKind.Construct),
  ];
  const [signature, ...others] = signatures;
  if (!signature) return refuse("it is not a function");
  if (others.length > 0) return { problem: problem("TW1003", anchor, { name: target.exprName.getText() }) };
  if (signature.typeParameters) return refuse("it is generic, and nothing binds its type parameters");
  return { dependency: { query: target, signature } };
}

export const leftmost = (name: ts.EntityName): ts.Identifier => (ts.isIdentifier(name) ? name : leftmost(name.left));
