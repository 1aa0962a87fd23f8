import { FAIL, type Fail } from "@typeway/contract";

/** A number that JSON can carry: neither infinite nor NaN. */
export const isNumber: (value: unknown) => value is number = Number.isFinite as (value: unknown) => value is number;

/** An integer that a double holds exactly: up to ±(2^53-1). */
export const isInteger: (value: unknown) => value is number = Number.isSafeInteger as (
  value: unknown,
) => value is number;

export const isInt32 = (value: unknown): value is number => typeof value === "number" && (value | 0) === value;

export const isUint32 = (value: unknown): value is number => typeof value === "number" && value >>> 0 === value;

/** On doubles as JSON Schema validators do it: `0.3` is not a multiple of `0.1`. */
export const isMultiple = (value: number, of: number): boolean => Number.isInteger(value / of);

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const integerText = /^-?(?:0|[1-9]\d*)$/;
/** At most 100 digits, because the conversion of `n` digits takes more than `n` steps. */
const bigintText = /^-?(?:0|[1-9]\d{0,99})$/;

/** Whether it has a number's form, however large. */
export const hasNumberForm = (text: string): boolean => numberText.test(text);
export const hasIntegerForm = (text: string): boolean => integerText.test(text);

/** A finite number in JSON's own grammar: no spaces, `+`, hexadecimal, `NaN`. */
export function textNumber(text: unknown): number | Fail {
  if (typeof text !== "string" || !numberText.test(text)) return FAIL;
  const value = Number(text);
  return Number.isFinite(value) ? value : FAIL;
}

/** A safe integer without point or exponent; `-0` is 0. */
export function textInteger(text: unknown): number | Fail {
  if (typeof text !== "string" || !integerText.test(text)) return FAIL;
  const value = Number(text) + 0;
  return Number.isSafeInteger(value) ? value : FAIL;
}

export const textBigint = (text: unknown): bigint | Fail =>
  typeof text === "string" && bigintText.test(text) ? BigInt(text) : FAIL;

/** From JSON: a string of digits, or a number that is a safe integer. */
export function readBigint(value: unknown): bigint | Fail {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : FAIL;
  return textBigint(value);
}

/** Of bigint literals: a string of digits, exactly as one of them is written. Equally in text. */
export const readBigintAmong = (value: unknown, digits: ReadonlySet<unknown>): bigint | Fail =>
  typeof value === "string" && digits.has(value) ? BigInt(value) : FAIL;

/** `true`, `1`, `yes`, `on` and their opposites, in any case. */
export function textBoolean(text: unknown): boolean | Fail {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  if (typeof text !== "string" || text.length > 5) return FAIL;
  switch (text.toLowerCase()) {
    case "true":
    case "yes":
    case "on":
      return true;
    case "false":
    case "no":
    case "off":
      return false;
    default:
      return FAIL;
  }
}

/** The literal among `values` that the text stands for; a string is itself, before numbers and booleans are tried. */
export function textLiteral(text: unknown, values: readonly unknown[]): unknown {
  if (typeof text !== "string") return FAIL;
  if (values.includes(text)) return text;
  const number = textNumber(text);
  for (const value of values) if (value === number) return value;
  const boolean = textBoolean(text);
  return values.includes(boolean) ? boolean : FAIL;
}
