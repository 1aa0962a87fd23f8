import type { SlotRole } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { type Provision, ProvisionFinder } from "./provisions.js";

/** A call whose last declared parameter is a `Compiled` slot which the call leaves to us. */
export interface Registration {
  readonly call: ts.CallExpression;
  /** As resolved for this call, type arguments and all. */
  readonly signature: ts.Signature;
  /** The `X` of `Compiled<X>`. */
  readonly subject: ts.Type;
  readonly role: SlotRole;
  /** Index of the slot among the arguments. */
  readonly slot: number;
}

/** A function that may take dependencies: some parameter's written type is a name. */
export type Callee = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

export interface Discovered {
  readonly registrations: readonly Registration[];
  readonly functions: readonly Callee[];
  readonly provisions: readonly Provision[];
  /** Calls of a function's own `bind` with nothing but its `this`. */
  readonly bindings: readonly ts.CallExpression[];
  /** Those that extend another. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
  readonly problems: readonly Problem[];
}

/**
 * Finds what a file leaves to us: calls to complete, functions that may need a side note, dependencies named as values,
 * classes that may be of errors.
 */
export function discover(project: Project, file: ts.SourceFile): Discovered {
  const registrations: Registration[] = [];
  const functions: Callee[] = [];
  const provisions: Provision[] = [];
  const bindings: ts.CallExpression[] = [];
  const classes: ts.ClassLikeDeclaration[] = [];
  const problems: Problem[] = [];
  const finder = new ProvisionFinder(project);
  const visit = (node: ts.Node): void => {
    if (isOnlyType(node)) return;
    if (ts.isCallExpression(node)) {
      const found = registration(project, node);
      if (found?.kind === "registration") registrations.push(found.registration);
      else if (found) problems.push(found.problem);
      else if (isBinding(node)) bindings.push(node);
    } else if (isCallee(node) && (node.parameters.some(isNamedType) || isTypedFromOutside(node))) functions.push(node);
    if (ts.isClassLike(node) && node.heritageClauses?.some(isExtension)) classes.push(node);
    for (const found of finder.find(node)) {
      if ("problem" in found) problems.push(found.problem);
      else provisions.push(found.provision);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { registrations, functions, provisions, bindings, classes, problems };
}

type Found =
  | { readonly kind: "registration"; readonly registration: Registration }
  | { readonly kind: "problem"; readonly problem: Problem };

function registration({ checker }: Project, call: ts.CallExpression): Found | undefined {
  const signature = checker.getResolvedSignature(call);
  const last = signature?.parameters.at(-1);
  if (!signature || !last) return undefined;
  const slot = compiledSlot(checker, checker.getTypeOfSymbolAtLocation(last, call));
  if (!slot) return undefined;
  if (call.arguments.some(ts.isSpreadElement)) return { kind: "problem", problem: problem("TW1004", call, {}) };
  const index = signature.parameters.length - 1;
  if (call.arguments.length > index) return undefined;
  return { kind: "registration", registration: { call, signature, slot: index, ...slot } };
}

/** `Compiled<X, Role>` is recognised by the unique symbol it is keyed by, wherever and under whatever name it arrives. */
function compiledSlot(checker: ts.TypeChecker, type: ts.Type): Pick<Registration, "subject" | "role"> | undefined {
  const slot = checker.getNonNullableType(type);
  const key = slot.getProperties().find((property) => property.name.startsWith("__@typewaySlot@"));
  const declaration = key?.valueDeclaration;
  if (!key || !declaration) return undefined;
  const [filler] = checker.getSignaturesOfType(
    checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(key, declaration)),
    ts.SignatureKind.Call,
  );
  const [subject, role] = filler?.parameters ?? [];
  if (!subject || !role) return undefined;
  const roleType = checker.getTypeOfSymbolAtLocation(role, declaration);
  return {
    subject: checker.getTypeOfSymbolAtLocation(subject, declaration),
    role: roleType.isStringLiteral() ? (roleType.value as SlotRole) : "handler",
  };
}

/** Types say nothing that runs; the classes of `extends` are values. */
const isOnlyType = (node: ts.Node): boolean =>
  (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node);

const isExtension = ({ token }: ts.HeritageClause): boolean => token === ts.SyntaxKind.ExtendsKeyword;

const isBinding = ({ expression, arguments: given }: ts.CallExpression): boolean =>
  given.length === 1 && ts.isPropertyAccessExpression(expression) && expression.name.text === "bind";

const isCallee = (node: ts.Node): node is Callee =>
  ts.isFunctionLike(node) && "body" in node && node.body !== undefined;

/** Its parameters may have the types of a place: `const read: Reader = (db) => …`. */
const isTypedFromOutside = (node: Callee): boolean =>
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent));

const isNamedType = ({ type }: ts.ParameterDeclaration): boolean => type !== undefined && !isKeyword(type);

const isKeyword = (type: ts.TypeNode): boolean =>
  type.kind >= ts.SyntaxKind.FirstKeyword && type.kind <= ts.SyntaxKind.LastKeyword;
