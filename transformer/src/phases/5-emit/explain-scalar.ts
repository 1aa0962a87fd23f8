import type {
  ArrayConstraints,
  LiteralValue,
  NumberConstraints,
  StringConstraints,
  StringTransform,
  WireType,
} from "../../ir/wire-type.js";
import { callAt, type Place } from "./place.js";
import { bigintLiteral, isCheckedFormat, literalText, stringConditions } from "./scalar-condition.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { isIntegerFormat } from "./type-name.js";

/** A call of the probe's method for a scalar type, as a statement. */
export function explainScalar(sheet: Sheet, type: WireType, value: string, place: Place): string {
  const call = (method: string, ...more: readonly string[]): string => callAt(place, method, value, ...more);
  switch (type.kind) {
    case "string":
      return call("string", stringRules(sheet, type.constraints, type.transforms));
    case "number":
      return isIntegerFormat(type.format)
        ? call("integer", integerRules(sheet, type.format, type.constraints))
        : call("number", rulesOf(sheet, "NumberRules", rules({ ...type.constraints }, String) ?? "{}"));
    case "bigint":
      if (type.values !== undefined) return call("digits", choiceOf(sheet, type.values));
      return call("bigint", rulesOf(sheet, "BigintRules", rules({ ...type.constraints }, bigintLiteral) ?? "{}"));
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
      return call(type.enum ? "member" : "literal", choiceOf(sheet, type.values));
    case "unknown":
      return call("anything");
    default:
      throw new Error(`A ${type.kind} is no scalar`);
  }
}

/** The same for a value that is known not to be of the type: not all has to be looked at again. */
export function explainWrongScalar(sheet: Sheet, type: WireType, value: string, place: Place): string {
  if (type.kind === "literal") {
    return callAt(place, "other", value, `${choiceOf(sheet, type.values)}.${type.enum ? "noMember" : "noLiteral"}`);
  }
  if (type.kind === "boolean") return callAt(place, "other", value, sheet.constant("noBoolean"));
  if (type.kind !== "string") return explainScalar(sheet, type, value, place);
  if (stringConditions(sheet, type.constraints, value).length === 0)
    return callAt(place, "other", value, sheet.constant("noString"));
  if (!isOnlyFormat(type.constraints)) return explainScalar(sheet, type, value, place);
  return callAt(place, "format", value, stringRules(sheet, type.constraints, type.transforms));
}

const isOnlyFormat = ({ minLength, maxLength, pattern, format }: StringConstraints): boolean =>
  minLength === undefined &&
  maxLength === undefined &&
  pattern === undefined &&
  format !== undefined &&
  isCheckedFormat(format);

/** What is said of who breaks a constraint is made once, with the rules. */
const rulesOf = (sheet: Sheet, kind: string, ...parameters: readonly string[]): string =>
  sheet.constantOf("rules", `new ${sheet.call(kind, ...parameters)}`);

function integerRules(sheet: Sheet, format: string, constraints: NumberConstraints): string {
  const own = rules({ ...constraints }, String);
  return rulesOf(sheet, "IntegerRules", doubleQuoted(format), ...(own === undefined ? [] : [own]));
}

/** Of a string without constraints. */
export const anyString = (sheet: Sheet): string => stringRules(sheet, {}, undefined);

/** The text that names the values is made once. */
export const choiceOf = (sheet: Sheet, values: readonly LiteralValue[]): string =>
  sheet.constantOf("choice", `new ${sheet.call("Choice", ...values.map(literalText))}`);

function stringRules(
  sheet: Sheet,
  constraints: StringConstraints,
  transforms: readonly StringTransform[] | undefined,
): string {
  const { minLength, maxLength, pattern, format } = constraints;
  const checked = format !== undefined && isCheckedFormat(format);
  const own = objectText([
    ["minLength", minLength === undefined ? undefined : String(minLength)],
    ["maxLength", maxLength === undefined ? undefined : String(maxLength)],
    ["pattern", pattern === undefined ? undefined : sheet.patternOf(pattern)],
    ["format", checked ? doubleQuoted(format) : undefined],
    ["transforms", transforms && dataLiteral(transforms)],
  ]);
  return rulesOf(sheet, "StringRules", own ?? "{}");
}

/** @param transforms of its items, where they have to differ */
export const listRules = (
  constraints: ArrayConstraints,
  transforms?: readonly StringTransform[],
): string | undefined =>
  transforms === undefined
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
