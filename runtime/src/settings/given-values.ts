import type { Text } from "@typeway/contract";
import { isObject } from "../compiled/structure.js";

/**
 * The text of a value that the program itself gives, so that it is checked like any other.
 * @param path from the object of values to the property
 * @returns undefined for what is not given
 */
export function textGiven(values: unknown, path: readonly string[]): Text {
  const value = path.reduce<unknown>(
    (at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    values,
  );
  if (value === undefined || value === null) return undefined;
  return value instanceof Set || Array.isArray(value) ? [...value].map(textOf) : textOf(value);
}

function textOf(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return String(value);
}
