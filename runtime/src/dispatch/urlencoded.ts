import type { Location } from "@typeway/contract";
import { HIDDEN } from "../compiled/echo.js";
import { unreadable } from "../errors/unreadable.js";
import type { Shown } from "./undeclared.js";

/** It stands for itself. */
export const isPlain = (text: string): boolean => !text.includes("%") && !text.includes("+");

/**
 * A key or value of a query or form, where `+` is a space.
 * @param at of what is decoded, for the issue
 * @throws {ValidationError} 400 for what is not percent-encoded UTF-8
 */
export function decodeUrlencoded(text: string, at: Location, { secret }: Shown): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  try {
    return decodeAscii(spaced) ?? decodeURIComponent(spaced);
  } catch (cause) {
    throw unreadable("bad_percent_encoding", at, secret ? HIDDEN : text, cause);
  }
}

/**
 * Most of what is encoded is a space or a sign, which takes a third of the time that `decodeURIComponent` takes.
 * @returns `undefined` for what is beyond ASCII, and for what is no encoding
 */
function decodeAscii(text: string): string | undefined {
  let decoded = "";
  let from = 0;
  for (let at = text.indexOf("%"); at !== -1; at = text.indexOf("%", from)) {
    const code = digit(text.charCodeAt(at + 1)) * 16 + digit(text.charCodeAt(at + 2));
    if (code > 127) return undefined;
    decoded += text.slice(from, at) + String.fromCharCode(code);
    from = at + 3;
  }
  return from === 0 ? text : decoded + text.slice(from);
}

/** The value of a hexadecimal digit; more than a byte for anything else. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 256;
}
