import { MISMATCH } from "@typeway/contract";
import { base64, isBytes } from "./bytes.js";
import { isWritableDate } from "./dates.js";
import { isWritableUrl, uriOf } from "./urls.js";

/** What JSON must escape, and surrogates, which may be alone. */
export const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A string as it stands between quotes in JSON. Most strings stand as they are. */
export function escaped(value: string): string {
  const length = value.length;
  if (length > 40) return length < 5000 && !needsEscape.test(value) ? value : JSON.stringify(value).slice(1, -1);
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) {
      return JSON.stringify(value).slice(1, -1);
    }
  }
  return value;
}

/** JSON text of a string; of any other scalar its own. */
export const quote = (value: unknown): string => (typeof value === "string" ? `"${escaped(value)}"` : scalar(value));

/** A key of a `Map` as its own text; one of no declared kind may be anything, and has none. */
export function quotedKey(key: unknown): string {
  if (typeof key === "string") return quote(key);
  return ["number", "bigint", "boolean"].includes(typeof key) ? `"${key}"` : '"null"';
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
      return instance(value);
  }
}

/** What is an object in memory and a string in JSON. */
function instance(value: unknown): string {
  if (isWritableDate(value)) return `"${value.toISOString()}"`;
  if (isWritableUrl(value)) return `"${uriOf(value)}"`;
  return isBytes(value) ? `"${base64(value)}"` : "null";
}

export const link = (value: unknown): string => (isWritableUrl(value) ? `"${uriOf(value)}"` : scalar(value));

/** Bytes as base64. */
export const quotedBytes = (value: unknown): string => (isBytes(value) ? `"${base64(value)}"` : scalar(value));

/** A value of none of the declared kinds. @throws {MISMATCH} when `strict` */
export function misfit(value: unknown, strict: boolean): string {
  if (strict) throw MISMATCH;
  return scalar(value);
}
