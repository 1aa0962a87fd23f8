import { MISMATCH } from "@typeway/contract";
import { isWritableDate } from "./dates.js";

/** What JSON must escape, and surrogates, which may be alone. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** JSON text of a string; of any other scalar its own. */
export function quote(value: unknown): string {
  if (typeof value !== "string") return scalar(value);
  const length = value.length;
  if (length > 40) return length < 5000 && !needsEscape.test(value) ? `"${value}"` : JSON.stringify(value);
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(value);
  }
  return `"${value}"`;
}

/** JSON text of a finite number; `-0` is written as 0. */
export const digits = (value: unknown): string =>
  typeof value === "number" && value - value === 0 ? `${value}` : scalar(value);

export const truth = (value: unknown): string => (value === true ? "true" : value === false ? "false" : scalar(value));

/** A bigint as a string of its digits. */
export const quotedDigits = (value: unknown): string => (typeof value === "bigint" ? `"${value}"` : scalar(value));

export const instant = (value: unknown): string => (isWritableDate(value) ? `"${value.toISOString()}"` : scalar(value));

/**
 * JSON text of whatever scalar is there. Anything else is `null`: where a scalar is declared, an object would show
 * properties that nobody declared.
 */
export function scalar(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return Number.isFinite(value) ? `${value}` : "null";
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return `"${value}"`;
    default:
      return isWritableDate(value) ? `"${value.toISOString()}"` : "null";
  }
}

/** For a declared `unknown`: all of it, as `JSON.stringify` sees it. */
export function json(value: unknown, strict: boolean): string {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? misfit(value, strict) : text;
}

/** A value of none of the declared kinds. @throws {MISMATCH} when `strict` */
export function misfit(value: unknown, strict: boolean): string {
  if (strict) throw MISMATCH;
  return scalar(value);
}
