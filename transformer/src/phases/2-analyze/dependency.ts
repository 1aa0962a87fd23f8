import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Provision } from "../1-discover/provisions.js";
import { sourceOf } from "./stands-for.js";

/** A provider named by `Depends<typeof f>`. */
export interface Dependency {
  /** `typeof f`, where it is written. */
  readonly query: ts.TypeQueryNode;
  readonly signature: ts.Signature;
}

export type ResolvedDependency = { readonly dependency: Dependency } | { readonly problem: Problem };

/** Finds the function behind `Depends<…>`. `anchor` is where a problem is shown. */
export function resolveDependency(project: Project, target: ts.TypeNode, anchor: ts.Node): ResolvedDependency {
  const { checker } = project;
  const found =
    ts.isTypeQueryNode(target) && !ts.isImportTypeNode(target.exprName)
      ? queried(project, target)
      : noValue(checker, target);
  if ("reason" in found) return { problem: problem("TW2004", anchor, { type: target.getText(), ...found }) };
  if ("overloads" in found) return { problem: problem("TW1003", anchor, { name: found.overloads }) };
  return { dependency: found };
}

type Refusal = { readonly reason: string; readonly cure?: string };
type Overloaded = { readonly overloads: string };

function queried(project: Project, query: ts.TypeQueryNode): Dependency | Refusal | Overloaded {
  const { checker } = project;
  const { exprName, typeArguments } = query;
  if (ts.isImportTypeNode(exprName)) return importRefusal;
  const first = leftmost(exprName);
  if (first.escapedText === "this") return { reason: "`this` is unknown before the first request" };
  const named = checker.getSymbolAtLocation(first)?.valueDeclaration;
  if (named && ts.isParameter(named) && ts.findAncestor(query, (node) => node === named))
    return {
      reason: `'${first.text}' is the parameter itself here`,
      cure: "Give the parameter another name than the function has.",
    };
  const symbol = checker.getSymbolAtLocation(ts.isIdentifier(exprName) ? exprName : exprName.right);
  if (typeArguments || isInstantiation(seenThrough(checker, symbol)?.valueDeclaration)) return instantiationRefusal;
  const found = signatureOf(project, checker.getTypeFromTypeNode(query));
  if (found === overloaded) return { overloads: exprName.getText() };
  return "reason" in found ? found : { query, signature: found };
}

/** Why something that is not `typeof f` is no dependency. */
function noValue(checker: ts.TypeChecker, target: ts.TypeNode): Refusal {
  if (ts.isImportTypeNode(target) || ts.isTypeQueryNode(target)) return importRefusal;
  const reason = "it is a type, and a type does not exist at run time";
  if (!ts.isTypeReferenceNode(target)) return { reason };
  const symbol = checker.getSymbolAtLocation(target.typeName);
  if (symbol && symbol.flags & ts.SymbolFlags.TypeParameter)
    return { reason: "it is a type parameter, which nothing binds here", cure: "Name the function itself." };
  const first = leftmost(target.typeName);
  const isValue = checker.getSymbolsInScope(target, ts.SymbolFlags.Value).some(({ name }) => name === first.text);
  return isValue ? { reason, cure: `Write \`typeof\`: \`Depends<typeof ${target.typeName.getText()}>\`.` } : { reason };
}

const importRefusal: Refusal = { reason: "`import(…)` does not import it; an import declaration does" };

const instantiationRefusal: Refusal = {
  reason: "at run time it is one function for all its type arguments",
  cure: "Make one that calls it with these: `const listUsers = (page: Depends<typeof paging>) => listOf<User>(page)`.",
};

/** `const listUsers = listOf<User>`. */
const isInstantiation = (declaration: ts.Node | undefined): boolean =>
  declaration !== undefined &&
  ts.isVariableDeclaration(declaration) &&
  declaration.initializer !== undefined &&
  ts.isExpressionWithTypeArguments(declaration.initializer);

const seenThrough = (checker: ts.TypeChecker, symbol: ts.Symbol | undefined): ts.Symbol | undefined =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Finds the function that stands as a value where a `Dependency` is asked for. */
export function resolveProvision(
  project: Project,
  { expression }: Provision,
): { readonly signature: ts.Signature } | { readonly problem: Problem } {
  const { checker } = project;
  const name = expression.getText();
  const symbol = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression) : undefined;
  const isOneOfMany =
    ts.isExpressionWithTypeArguments(expression) || isInstantiation(seenThrough(checker, symbol)?.valueDeclaration);
  const found = isOneOfMany ? instantiationRefusal : signatureOf(project, checker.getTypeAtLocation(expression));
  if (found === overloaded) return { problem: problem("TW1003", expression, { name }) };
  if ("reason" in found) return { problem: problem("TW2013", expression, { name, ...found }) };
  return { signature: found };
}

const overloaded = Symbol("overloaded");

/** The one signature that a request calls, or why there is none. */
function signatureOf(project: Project, given: ts.Type): ts.Signature | typeof overloaded | Refusal {
  const { checker } = project;
  const type = sourceOf(checker, given);
  if (type.flags & ts.TypeFlags.Any) return { reason: "its type is 'any'" };
  const signatures = (type.isUnion() ? type.types : [type]).flatMap((member) => [
    ...checker.getSignaturesOfType(member, ts.SignatureKind.Call),
    ...checker.getSignaturesOfType(member, ts.SignatureKind.Construct),
  ]);
  const [signature, ...others] = signatures;
  if (!signature) return { reason: "it is not a function" };
  if (signatures.some((one) => takesAnything(checker, one))) return { reason: "its type does not say what it takes" };
  if (type.isUnion()) return { reason: "it is one of several functions, and only the program knows which" };
  if (others.length > 0) return overloaded;
  if (signature.typeParameters)
    return { reason: "it is generic, and nothing binds its type parameters", cure: instantiationRefusal.cure ?? "" };
  if (isAbstract(type))
    return {
      reason: "it is abstract, so that there are no instances of it",
      cure: "Name a class that extends it, or a function that returns an instance.",
    };
  const { declaration } = signature;
  if (
    project.isPlatform(declaration) &&
    declaration?.parameters.some((param) => ts.isParameter(param) && param.dotDotDotToken)
  )
    return {
      reason: "`bind` leaves parameters without names over",
      cure: "Write what is left as a function: `(page: Int) => pageOf(5, page)`.",
    };
  return signature;
}

const isAbstract = ({ symbol }: ts.Type): boolean =>
  Boolean(
    symbol?.declarations?.some(
      (node) => ts.isClassLike(node) && ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract,
    ),
  );

/** `(...args: any[]) => …`: what is left of a function that went through `Provider`. */
function takesAnything(checker: ts.TypeChecker, { parameters: [first], declaration }: ts.Signature): boolean {
  const node = first?.valueDeclaration;
  if (!first || !declaration || !node || !ts.isParameter(node) || !node.dotDotDotToken) return false;
  const items = checker.getIndexTypeOfType(checker.getTypeOfSymbolAtLocation(first, declaration), ts.IndexKind.Number);
  return Boolean(items && items.flags & ts.TypeFlags.Any);
}

export const leftmost = (name: ts.EntityName): ts.Identifier => (ts.isIdentifier(name) ? name : leftmost(name.left));
