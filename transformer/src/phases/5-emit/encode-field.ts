import type { LiteralValue, WireType } from "../../ir/wire-type.js";
import { all, any, type Condition, isSame, typeIs } from "./condition.js";
import {
  bigintConditions,
  numberConstraintConditions,
  numberKindConditions,
  scalarCondition,
  stringConditions,
} from "./scalar-condition.js";
import { isScalar, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { isWritten, writeCall, writeOrNull, writerMethod } from "./written.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/** Names a function for a type. */
export type EncoderOf = (sheet: Sheet, type: WireType, hint: string) => string;

export interface FunctionsOf {
  /** Of a function that returns JSON text. */
  readonly encoderOf: EncoderOf;
  /** Of a function that writes to a writer. */
  readonly writerOf: EncoderOf;
}

/** One property of an object as it is written: `before`, then `text`, then `after`; or by `write`. */
export interface FieldEncoding {
  /** What `text` relies on, constraints aside. */
  readonly kind?: Condition;
  /** What a strict encoder checks beside. */
  readonly constraints?: Condition;
  /** Constant JSON text. */
  readonly before: string;
  /** An expression of a string, or of what `+` makes the right string of; sees the variable `strict`. */
  readonly text?: string;
  /** Constant JSON text. */
  readonly after: string;
  /** An expression of the function that writes what is not of this kind; absent for scalars. */
  readonly loosely?: string;
  /** A statement that writes constant JSON text and then the value. */
  readonly write?: (before: string) => string;
}

const bare = (text: string): FieldEncoding => ({ before: "", text, after: "" });
const quoted = (text: string): FieldEncoding => ({ before: '"', text, after: '"' });
const constant = (text: string): FieldEncoding => ({ before: text, after: "" });

/** @param value a variable */
export function fieldEncodingOf(
  sheet: Sheet,
  type: WireType,
  value: string,
  hint: string,
  functions: FunctionsOf,
): FieldEncoding {
  if (sheet.resolve(type).kind === "unknown") {
    return { ...bare(sheet.call("json", value, "strict")), loosely: `${sheet.support}.json` };
  }
  const split = splitNull(sheet, type);
  const encoding = isScalar(sheet, split.type)
    ? scalarEncoding(sheet, split.type, value)
    : structuredEncoding(sheet, split.type, value, hint, functions);
  return split.nullable ? orNull(sheet, encoding, value) : encoding;
}

function structuredEncoding(
  sheet: Sheet,
  type: WireType,
  value: string,
  hint: string,
  { encoderOf, writerOf }: FunctionsOf,
): FieldEncoding {
  if (isWritten(sheet, type)) {
    const writer = writerOf(sheet, type, hint);
    return { ...constant(""), loosely: writer, write: (before) => writeCall(sheet, writer, value, before) };
  }
  const loosely = encoderOf(sheet, type, hint);
  return { ...bare(`${loosely}(${value}, strict)`), loosely };
}

function orNull(sheet: Sheet, encoding: FieldEncoding, value: string): FieldEncoding {
  const { kind, constraints, before, text, after, write } = encoding;
  const parts = [before && JSON.stringify(before), text ?? "", after && JSON.stringify(after)].filter((part) => part);
  const isNull = isSame(value, "null");
  return {
    ...encoding,
    ...bare(`(${value} === null ? "null" : ${parts.join(" + ")})`),
    ...(kind === undefined ? {} : { kind: any(isNull, kind) }),
    ...(constraints === undefined ? {} : { constraints: any(isNull, constraints) }),
    ...(write === undefined ? {} : { write: (constant) => writeOrNull(sheet, value, constant, write(constant)) }),
  };
}

function scalarEncoding(sheet: Sheet, type: WireType, value: string): FieldEncoding {
  const found = sheet.resolve(type);
  switch (found.kind) {
    case "string":
      return {
        ...quoted(sheet.call("escaped", value)),
        write: writerMethod(sheet, "string", value),
        kind: typeIs(value, "string"),
        ...constrained(stringConditions(sheet, found.constraints, value)),
      };
    case "number":
      return {
        ...bare(value),
        write: writerMethod(sheet, "number", value),
        kind: all(...numberKindConditions(sheet, found.format, value)),
        ...constrained(numberConstraintConditions(sheet, found.constraints, value)),
      };
    case "bigint":
      return {
        ...quoted(value),
        kind: typeIs(value, "bigint"),
        ...constrained(bigintConditions(sheet, found, value)),
      };
    case "date":
      return {
        ...quoted(`${value}.toISOString()`),
        write: writerMethod(sheet, "date", value),
        kind: scalarCondition(sheet, found, value),
      };
    case "url":
      return { ...quoted(sheet.call("uriOf", value)), kind: scalarCondition(sheet, found, value) };
    case "bytes":
      return { ...quoted(sheet.call("base64", value)), kind: scalarCondition(sheet, found, value) };
    case "boolean":
      return { ...bare(value), write: writerMethod(sheet, "boolean", value), kind: typeIs(value, "boolean") };
    case "null":
      return { ...constant("null"), kind: isSame(value, "null") };
    case "literal":
      return { ...literalEncoding(sheet, found, value), kind: scalarCondition(sheet, found, value) };
    default:
      return { ...bare(sheet.call("scalar", value)), kind: scalarCondition(sheet, found, value) };
  }
}

const constrained = (conditions: readonly Condition[]): Pick<FieldEncoding, "constraints"> =>
  conditions.length === 0 ? {} : { constraints: all(...conditions) };

/** The values are known, and with them whether they need to be escaped. */
function literalEncoding(sheet: Sheet, { values }: Found<"literal">, value: string): FieldEncoding {
  const [only] = values;
  if (only !== undefined && values.length === 1) return constant(JSON.stringify(only));
  if (values.every(isOwnJson)) return { ...quoted(value), write: writerMethod(sheet, "string", value) };
  return bare(values.some((one) => typeof one === "string") ? sheet.call("scalar", value) : value);
}

const isOwnJson = (value: LiteralValue): boolean => typeof value === "string" && JSON.stringify(value) === `"${value}"`;
