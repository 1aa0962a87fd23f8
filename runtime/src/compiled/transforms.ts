import { FAIL, type Fail } from "@typeway/contract";
import type { Transform } from "./rules.js";

/** Without the white space around it, as JavaScript's `trim` sees it. */
export const trimmed = (value: unknown): string | Fail => (typeof value === "string" ? value.trim() : FAIL);

/** In small letters, whatever the server's language. */
export const lowered = (value: unknown): string | Fail => (typeof value === "string" ? value.toLowerCase() : FAIL);

export const trimmedAndLowered = (value: unknown): string | Fail =>
  typeof value === "string" ? value.trim().toLowerCase() : FAIL;

/** The same for the slow path. */
export function transformed(value: string, transforms: readonly Transform[] | undefined): string {
  if (transforms === undefined) return value;
  const stripped = transforms.includes("trim") ? value.trim() : value;
  return transforms.includes("lowercase") ? stripped.toLowerCase() : stripped;
}
