import type { JsonValue, ObjectType, Property } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { jsonOfExpression } from "../2-analyze/literals.js";
import type { Describer } from "./describer.js";
import { classReference } from "./marked.js";

/** How values of a class with field initializers come about. */
export interface Construction {
  readonly type: Pick<ObjectType, "construct" | "unreadable">;
  /** What an initializer says of its property. */
  property(symbol: ts.Symbol): Pick<Property, "optional" | "initialized" | "default" | "access"> | undefined;
}

/** @returns undefined for what is no class, and for a class whose fields have no initializers */
export function constructionOf(describer: Describer, type: ts.Type): Construction | undefined {
  const { symbol } = type;
  const declaration = symbol?.declarations?.find(ts.isClassLike);
  if (!declaration || (!type.isClassOrInterface() && !(type as ts.TypeReference).target?.isClassOrInterface()))
    return undefined;
  const { checker } = describer.project;
  if (declaration.getSourceFile().isDeclarationFile) return undefined;
  if (!checker.getPropertiesOfType(type).some((property) => initializerOf(property) !== undefined)) return undefined;
  const unreadable = obstacle(checker, symbol, declaration);
  if (unreadable !== undefined) return { type: { unreadable }, property: () => undefined };
  const construct = classReference(describer, type);
  if (construct === undefined)
    return { type: { unreadable: "it has no name by which it could be made" }, property: () => undefined };
  return { type: { construct }, property: (property) => describeInitialized(checker, property) };
}

function describeInitialized(checker: ts.TypeChecker, symbol: ts.Symbol): ReturnType<Construction["property"]> {
  if (isComputed(symbol)) return { optional: true, initialized: true, access: "read" };
  const initializer = initializerOf(symbol);
  if (initializer === undefined) return undefined;
  const value: JsonValue | undefined = jsonOfExpression(checker, initializer);
  return { optional: true, initialized: true, ...(value === undefined ? {} : { default: value }) };
}

function initializerOf({ valueDeclaration }: ts.Symbol): ts.Expression | undefined {
  if (!valueDeclaration || !ts.isPropertyDeclaration(valueDeclaration)) return undefined;
  return valueDeclaration.initializer;
}

/** A getter without a setter: what it gives is never set. */
export const isComputed = ({ flags, valueDeclaration }: ts.Symbol): boolean =>
  Boolean(flags & ts.SymbolFlags.GetAccessor) &&
  !(flags & ts.SymbolFlags.SetAccessor) &&
  valueDeclaration !== undefined &&
  ts.isClassLike(valueDeclaration.parent);

/** A setter without a getter: what it is given is not kept as a property. */
export const isSetter = ({ flags, valueDeclaration }: ts.Symbol): boolean =>
  Boolean(flags & ts.SymbolFlags.SetAccessor) &&
  !(flags & ts.SymbolFlags.GetAccessor) &&
  valueDeclaration !== undefined &&
  ts.isClassLike(valueDeclaration.parent);

/** Why a request cannot make an instance. */
function obstacle(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  declaration: ts.ClassLikeDeclaration,
): string | undefined {
  if (declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)) return "it is abstract";
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getConstructSignatures();
  const written = signature?.declaration;
  if (!written || !ts.isConstructorDeclaration(written)) return undefined;
  if (ts.getCombinedModifierFlags(written) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))
    return "its constructor is not public";
  const isNeeded = ({ questionToken, initializer, dotDotDotToken }: ts.ParameterDeclaration): boolean =>
    !questionToken && !initializer && !dotDotDotToken;
  return written.parameters.some(isNeeded) ? "its constructor needs arguments" : undefined;
}
