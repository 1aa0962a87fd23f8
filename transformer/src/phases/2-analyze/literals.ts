import type { JsonValue } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";

/** A literal type as the JSON value it stands for: `{ title: "Name" }`, `["a", 1]`, `null`. Undefined when it is none. */
export function jsonOfType(checker: ts.TypeChecker, type: ts.Type): JsonValue | undefined {
  const scalar = jsonOfScalar(checker, type);
  if (scalar !== undefined) return scalar;
  if (checker.isTupleType(type))
    return allOf(checker.getTypeArguments(type as ts.TypeReference).map((item) => jsonOfType(checker, item)));
  if (type.flags & ts.TypeFlags.Object && type.getCallSignatures().length === 0) {
    const entries = type
      .getProperties()
      .map((property) => [property.name, jsonOfType(checker, checker.getTypeOfSymbol(property))] as const);
    return entries.every((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined)
      ? Object.fromEntries(entries)
      : undefined;
  }
  return undefined;
}

/** A type of one value only, as a constant and an enum's member have it. */
function jsonOfScalar(checker: ts.TypeChecker, type: ts.Type): JsonValue | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === "true";
  if (type.flags & ts.TypeFlags.Null) return null;
  if (type.flags & ts.TypeFlags.BigIntLiteral) return digits((type as ts.BigIntLiteralType).value);
  return undefined;
}

/** An initializer as the JSON value it always is, constants and members of enums included. Else undefined. */
export function jsonOfExpression(checker: ts.TypeChecker, node: ts.Expression): JsonValue | undefined {
  const inner = ts.skipPartiallyEmittedExpressions(node);
  if (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner))
    return jsonOfExpression(checker, inner.expression);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (ts.isBigIntLiteral(inner)) return inner.text.slice(0, -1);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (inner.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken) {
    const value = jsonOfExpression(checker, inner.operand);
    return typeof value === "number"
      ? -value
      : typeof value === "string" && ts.isBigIntLiteral(inner.operand)
        ? `-${value}`
        : undefined;
  }
  if (ts.isArrayLiteralExpression(inner))
    return allOf(inner.elements.map((element) => jsonOfExpression(checker, element)));
  if (ts.isObjectLiteralExpression(inner)) return jsonOfObject(checker, inner);
  if (ts.isNewExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === "Set") {
    const [items] = inner.arguments ?? [];
    return items ? jsonOfExpression(checker, items) : [];
  }
  if (ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return jsonOfScalar(checker, checker.getTypeAtLocation(inner));
  return undefined;
}

function jsonOfObject(checker: ts.TypeChecker, node: ts.ObjectLiteralExpression): JsonValue | undefined {
  const entries: [string, JsonValue][] = [];
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property) || ts.isComputedPropertyName(property.name)) return undefined;
    const value = jsonOfExpression(checker, property.initializer);
    if (value === undefined) return undefined;
    entries.push([property.name.text, value]);
  }
  return Object.fromEntries(entries);
}

const allOf = (values: readonly (JsonValue | undefined)[]): JsonValue | undefined =>
  values.every((value): value is JsonValue => value !== undefined) ? values : undefined;

const digits = ({ negative, base10Value }: ts.PseudoBigInt): string => `${negative ? "-" : ""}${base10Value}`;
