import type {
  ArrayConstraints,
  LiteralValue,
  StringConstraints,
  StringTransform,
  WireType,
} from "../../ir/wire-type.js";
import { bigintLiteral, isCheckedFormat, literalText } from "./scalar-condition.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { isIntegerFormat } from "./type-name.js";

/** A call of the probe's method for a scalar type, as a statement. */
export function explainScalar(sheet: Sheet, type: WireType, value: string, probe: string): string {
  const call = (method: string, ...more: readonly (string | undefined)[]): string =>
    `${probe}.${method}(${[value, ...more.filter((text) => text !== undefined)].join(", ")});`;
  switch (type.kind) {
    case "string":
      return call("string", stringRules(sheet, type.constraints, type.transforms));
    case "number":
      return isIntegerFormat(type.format)
        ? call("integer", doubleQuoted(type.format), rules({ ...type.constraints }, String))
        : call("number", rules({ ...type.constraints }, String));
    case "bigint":
      if (type.values !== undefined) return call("digits", choiceOf(sheet, type.values));
      return call("bigint", rules({ ...type.constraints }, bigintLiteral));
    case "boolean":
      return call("boolean");
    case "date":
      return call("date");
    case "url":
      return call("url");
    case "bytes":
      return call(type.buffer ? "buffer" : "bytes");
    case "null":
      return call("nothing");
    case "literal":
      return call("literal", choiceOf(sheet, type.values), type.enum && doubleQuoted("enum"));
    case "unknown":
      return call("anything");
    default:
      throw new Error(`A ${type.kind} is no scalar`);
  }
}

/** The text that names the values is made once. */
export const choiceOf = (sheet: Sheet, values: readonly LiteralValue[]): string =>
  sheet.constantOf("choice", `new ${sheet.call("Choice", ...values.map(literalText))}`);

function stringRules(
  sheet: Sheet,
  constraints: StringConstraints,
  transforms: readonly StringTransform[] | undefined,
): string | undefined {
  const { minLength, maxLength, pattern, format } = constraints;
  const checked = format !== undefined && isCheckedFormat(format);
  return objectText([
    ["minLength", minLength === undefined ? undefined : String(minLength)],
    ["maxLength", maxLength === undefined ? undefined : String(maxLength)],
    ["pattern", pattern === undefined ? undefined : sheet.patternOf(pattern)],
    ["format", checked ? doubleQuoted(format) : undefined],
    ["transforms", transforms && dataLiteral(transforms)],
  ]);
}

/** @param transforms of its items, where they have to differ */
export const listRules = (
  constraints: ArrayConstraints,
  transforms?: readonly StringTransform[],
): string | undefined =>
  transforms === undefined || !constraints.uniqueItems
    ? rules<number | true>({ ...constraints }, String)
    : rules<number | true | readonly StringTransform[]>({ ...constraints, transforms }, dataLiteral);

function rules<V>(constraints: Partial<Record<string, V>>, literal: (value: V) => string): string | undefined {
  return objectText(
    Object.entries(constraints).map(([word, value]) => [word, value === undefined ? undefined : literal(value)]),
  );
}

function objectText(members: readonly (readonly [key: string, value: string | undefined])[]): string | undefined {
  const texts = members.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  return texts.length === 0 ? undefined : `{ ${texts.join(", ")} }`;
}
