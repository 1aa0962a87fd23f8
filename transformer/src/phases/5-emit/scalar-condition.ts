import type {
  BigintConstraints,
  NumberConstraints,
  NumberFormat,
  SetConstraints,
  StringConstraints,
  WireType,
} from "../../ir/wire-type.js";
import { all, any, atom, type Condition, isSame, predicate, typeIs } from "./condition.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted } from "./source-text.js";

/** The support library's check by format; formats without one are documentation. */
const checkByFormat: Readonly<Record<string, string>> = {
  "date-time": "isDateTime",
  date: "isDate",
  time: "isTime",
  duration: "isDuration",
  uuid: "isUuid",
  uri: "isUri",
  "uri-reference": "isUriReference",
  email: "isEmail",
  hostname: "isHostname",
  ipv4: "isIpv4",
  ipv6: "isIpv6",
  byte: "isByte",
  regex: "isRegex",
  "json-pointer": "isJsonPointer",
};

export const isCheckedFormat = (format: string): boolean => Object.hasOwn(checkByFormat, format);

/** More values than this are looked up in a set. */
const longestComparison = 6;

/**
 * Whether a value in memory is of a scalar type (or of a union of scalars), constraints included. For plain types the
 * same holds for the JSON value.
 */
export function scalarCondition(sheet: Sheet, type: WireType, value: string): Condition {
  const found = sheet.resolve(type);
  switch (found.kind) {
    case "unknown":
      return atom(`${value} !== undefined`, `${value} === undefined`);
    case "null":
      return isSame(value, "null");
    case "boolean":
      return typeIs(value, "boolean");
    case "string":
      return all(typeIs(value, "string"), ...stringConditions(sheet, found.constraints, value));
    case "number":
      return all(...numberConditions(sheet, found, value));
    case "bigint":
      return all(typeIs(value, "bigint"), ...bigintConditions(sheet, found, value));
    case "date":
      return predicate(sheet.call("isWritableDate", value));
    case "url":
      return predicate(sheet.call("isWritableUrl", value));
    case "bytes":
      return predicate(sheet.call(found.buffer ? "isBuffer" : "isBytes", value));
    case "literal":
      return literalCondition(sheet, found.values, value);
    case "union":
      return any(...found.members.map((member) => scalarCondition(sheet, member, value)));
    default:
      throw new Error(`A ${found.kind} is no scalar`);
  }
}

/** Lengths before the pattern and the format, whose cost grows with the length. */
export function stringConditions(sheet: Sheet, constraints: StringConstraints, value: string): Condition[] {
  const { minLength = 0, maxLength, pattern, format } = constraints;
  const conditions: Condition[] = [];
  if (minLength === 1) conditions.push(atom(`${value} !== ""`, `${value} === ""`));
  else if (minLength > 0) conditions.push(predicate(sheet.call("hasAtLeast", value, String(minLength))));
  if (maxLength !== undefined) conditions.push(predicate(sheet.call("hasAtMost", value, String(maxLength))));
  if (pattern !== undefined) conditions.push(predicate(matchText(sheet, sheet.patternOf(pattern), value, maxLength)));
  const check = format !== undefined && isCheckedFormat(format) ? checkByFormat[format] : undefined;
  if (check !== undefined) conditions.push(predicate(sheet.call(check, value)));
  return conditions;
}

/** Without a length of its own a string is matched up to a length that bounds what the match can cost. */
const matchText = (sheet: Sheet, pattern: string, value: string, maxLength: number | undefined): string =>
  maxLength === undefined ? sheet.call("matches", value, pattern) : `${pattern}.test(${value})`;

function numberConditions(sheet: Sheet, type: Extract<WireType, { kind: "number" }>, value: string): Condition[] {
  const constraints = numberConstraintConditions(sheet, type.constraints, value);
  return [...numberKindConditions(sheet, type.format, value), ...constraints];
}

/** What the format says; without one, that it is a number. */
export function numberKindConditions(sheet: Sheet, format: NumberFormat | undefined, value: string): Condition[] {
  const check = predicate(sheet.call(checkOfNumber(format), value));
  return format === "uint64" ? [check, atLeast(value, "0")] : [check];
}

function checkOfNumber(format: string | undefined): string {
  switch (format) {
    case "int32":
      return "isInt32";
    case "uint32":
      return "isUint32";
    case "int64":
    case "uint64":
      return "isInteger";
    default:
      return "isNumber";
  }
}

/** Of a value that is known to be a number. */
export function numberConstraintConditions(sheet: Sheet, constraints: NumberConstraints, value: string): Condition[] {
  const { multipleOf } = constraints;
  const conditions = rangeConditions(constraints, value, String);
  if (multipleOf !== undefined) conditions.push(predicate(sheet.call("isMultiple", value, String(multipleOf))));
  return conditions;
}

/** Of a value that is known to be a bigint. */
export function bigintConditions(
  sheet: Sheet,
  { constraints, values }: { readonly constraints: BigintConstraints; readonly values?: readonly string[] },
  value: string,
): Condition[] {
  if (values !== undefined) return [amongConditions(sheet, values, value)];
  const { multipleOf } = constraints;
  const conditions = rangeConditions(constraints, value, bigintLiteral);
  if (multipleOf !== undefined) {
    const rest = `${value} % ${bigintLiteral(multipleOf)}`;
    conditions.push(atom(`${rest} === 0n`, `${rest} !== 0n`));
  }
  return conditions;
}

function amongConditions(sheet: Sheet, values: readonly string[], value: string): Condition {
  if (values.length > longestComparison) return predicate(`${sheet.setOf("digits", values)}.has(String(${value}))`);
  return any(...values.map((digits) => isSame(value, bigintLiteral(digits))));
}

export const bigintLiteral = (digits: string): string => `${BigInt(digits)}n`;

interface Range<N> {
  readonly minimum?: N;
  readonly maximum?: N;
  readonly exclusiveMinimum?: N;
  readonly exclusiveMaximum?: N;
}

function rangeConditions<N>(range: Range<N>, value: string, literal: (bound: N) => string): Condition[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  const conditions: Condition[] = [];
  if (minimum !== undefined) conditions.push(atLeast(value, literal(minimum)));
  if (exclusiveMinimum !== undefined) conditions.push(above(value, literal(exclusiveMinimum)));
  if (maximum !== undefined) conditions.push(atom(`${value} <= ${literal(maximum)}`, `${value} > ${literal(maximum)}`));
  if (exclusiveMaximum !== undefined) {
    conditions.push(atom(`${value} < ${literal(exclusiveMaximum)}`, `${value} >= ${literal(exclusiveMaximum)}`));
  }
  return conditions;
}

const atLeast = (value: string, bound: string): Condition => atom(`${value} >= ${bound}`, `${value} < ${bound}`);
const above = (value: string, bound: string): Condition => atom(`${value} > ${bound}`, `${value} <= ${bound}`);

/** Of a `Set`. */
export function sizeConditions({ minItems = 0, maxItems }: SetConstraints, value: string): Condition[] {
  const size = `${value}.size`;
  return [
    ...(minItems > 0 ? [atLeast(size, String(minItems))] : []),
    ...(maxItems === undefined ? [] : [atom(`${size} <= ${maxItems}`, `${size} > ${maxItems}`)]),
  ];
}

function literalCondition(sheet: Sheet, values: readonly (string | number | boolean)[], value: string): Condition {
  if (values.length > longestComparison) return predicate(`${sheet.setOf("literals", values)}.has(${value})`);
  return any(...values.map((one) => isSame(value, literalText(one))));
}

export const literalText = (value: string | number | boolean): string =>
  typeof value === "string" ? doubleQuoted(value) : String(value);
