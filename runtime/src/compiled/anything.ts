import { MISMATCH } from "@typeway/contract";
import { isWritableDate } from "./dates.js";
import { quote } from "./write.js";

/** What `JSON.stringify` writes as `{}` or as bytes by number, so that what is in it would be lost without a word. */
const opaque = new Set(
  `ArrayBuffer AsyncGenerator DataView Error Generator Map Promise RegExp Set SharedArrayBuffer WeakMap WeakRef
  WeakSet`.split(/\s+/),
);

/** What cannot be written although it is an object; undefined for any other. */
export function opaqueKind(value: object): string | undefined {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return opaque.has(kind) || ArrayBuffer.isView(value) ? kind : undefined;
}

interface Own {
  toJSON(key: string): unknown;
}

/** Whether the value says itself how it is written; nothing that is declared speaks against it. */
export const hasOwnForm = (value: object): value is Own => typeof (value as Partial<Own>).toJSON === "function";

/**
 * For a declared `unknown`: all of it, as `JSON.stringify` writes it, `toJSON` included.
 * @throws {MISMATCH} when `strict` and something would be lost or become null: NaN, undefined in an array, a function, a
 *   `Map`, a bigint
 * @throws {RangeError} when it holds itself
 */
export const json = (value: unknown, strict: boolean): string => write(value, strict) ?? misfitIn(strict);

/** Of a value that JSON does not have. */
function misfitIn(strict: boolean): string {
  if (strict) throw MISMATCH;
  return "null";
}

/** `undefined` where nothing is written: a property is left out, an item cannot be. */
function write(value: unknown, strict: boolean): string | undefined {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return Number.isFinite(value) ? `${value}` : misfitIn(strict);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : writeObject(value, strict);
    case "bigint":
      return strict ? misfitIn(strict) : `"${value}"`;
    case "undefined":
      return undefined;
    default:
      return strict ? misfitIn(strict) : undefined;
  }
}

function writeObject(value: object, strict: boolean): string | undefined {
  if (value instanceof Date) return isWritableDate(value) ? `"${value.toISOString()}"` : misfitIn(strict);
  if (hasOwnForm(value)) {
    const form = value.toJSON("");
    // As with `JSON.stringify`, the form is not asked for its own.
    return typeof form === "object" && form !== null ? writeMembers(form, strict) : write(form, strict);
  }
  return writeMembers(value, strict);
}

function writeMembers(value: object, strict: boolean): string | undefined {
  if (Array.isArray(value)) return writeItems(value, strict);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return write(value.valueOf(), strict);
  }
  if (strict && opaqueKind(value) !== undefined) throw MISMATCH;
  let text = "{";
  for (const key of Object.keys(value)) {
    const member = write((value as Readonly<Record<string, unknown>>)[key], strict);
    if (member !== undefined) text += `${text.length > 1 ? "," : ""}${quote(key)}:${member}`;
  }
  return `${text}}`;
}

function writeItems(items: readonly unknown[], strict: boolean): string {
  let text = "[";
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ",";
    text += json(items[index], strict);
  }
  return `${text}]`;
}
