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
  if (!text.includes("%")) return text.includes("+") ? text.replaceAll("+", " ") : text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw unreadable("bad_percent_encoding", at, secret ? HIDDEN : text, cause);
  }
}
