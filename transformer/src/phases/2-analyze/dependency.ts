import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Provision } from "../1-discover/provisions.js";

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
  const found = signatureOf(checker, checker.getTypeFromTypeNode(target));
  if (typeof found === "string") return refuse(found);
  if (found === overloaded) return { problem: problem("TW1003", anchor, { name: target.exprName.getText() }) };
  return { dependency: { query: target, signature: found } };
}

/** Finds the function that stands as a value where a `Dependency` is asked for. */
export function resolveProvision(
  { checker }: Project,
  { expression }: Provision,
): { readonly signature: ts.Signature } | { readonly problem: Problem } {
  const found = signatureOf(checker, checker.getTypeAtLocation(expression));
  const name = expression.getText();
  if (found === overloaded) return { problem: problem("TW1003", expression, { name }) };
  if (typeof found === "string") return { problem: problem("TW2013", expression, { name, reason: found }) };
  return { signature: found };
}

const overloaded = Symbol("overloaded");

/** The one signature that a request calls, or why there is none. */
function signatureOf(checker: ts.TypeChecker, type: ts.Type): ts.Signature | typeof overloaded | string {
  if (type.flags & ts.TypeFlags.Any) return "its type is 'any'";
  const signatures = (type.isUnion() ? type.types : [type]).flatMap((member) => [
    ...checker.getSignaturesOfType(member, ts.SignatureKind.Call),
    ...checker.getSignaturesOfType(member, ts.SignatureKind.Construct),
  ]);
  const [signature, ...others] = signatures;
  if (!signature) return "it is not a function";
  if (signatures.some((one) => takesAnything(checker, one))) return "its type does not say what it takes";
  if (type.isUnion()) return "it is one of several functions, and only the program knows which";
  if (others.length > 0) return overloaded;
  if (signature.typeParameters) return "it is generic, and nothing binds its type parameters";
  return signature;
}

/** `(...args: any[]) => …`: what is left of a function that went through `Provider`. */
function takesAnything(checker: ts.TypeChecker, { parameters: [first], declaration }: ts.Signature): boolean {
  const node = first?.valueDeclaration;
  if (!first || !declaration || !node || !ts.isParameter(node) || !node.dotDotDotToken) return false;
  const items = checker.getIndexTypeOfType(checker.getTypeOfSymbolAtLocation(first, declaration), ts.IndexKind.Number);
  return Boolean(items && items.flags & ts.TypeFlags.Any);
}

export const leftmost = (name: ts.EntityName): ts.Identifier => (ts.isIdentifier(name) ? name : leftmost(name.left));
