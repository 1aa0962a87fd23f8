import { FAIL, type Fail } from "@typeway/contract";

export type Properties = Readonly<Record<string, unknown>>;

export const isArray: (value: unknown) => value is readonly unknown[] = Array.isArray;

export const isSet = (value: unknown): value is ReadonlySet<unknown> => value instanceof Set;

export const isMap = (value: unknown): value is ReadonlyMap<unknown, unknown> => value instanceof Map;

export const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object whose content are its properties. Others keep theirs elsewhere, and would leave as `{}`. */
export const isRecord = (value: unknown): value is Properties =>
  isObject(value) && !(isMap(value) || isSet(value) || value instanceof Date || ArrayBuffer.isView(value));

/** Reads a property whose name is also on `Object.prototype`. */
export const own = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Properties)[name] : undefined;

/** Writes such a property: an assignment to `__proto__` would change the prototype instead. */
export function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/** An object of what was sent: without what is undefined, and without objects of nothing else. */
export function present(sent: Properties): Properties {
  const found = openRecord();
  for (const [name, value] of Object.entries(sent)) {
    const inner = isObject(value) ? present(value) : value;
    if (inner !== undefined && !(isObject(inner) && Object.keys(inner).length === 0)) define(found, name, inner);
  }
  return found;
}

/** What an open record is decoded into: without a prototype, a lookup by a client's key finds only what the client sent. */
export const openRecord = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** What a `Map` is decoded into. */
export const mapOf = (): Map<unknown, unknown> => new Map();

export const keysOf = (value: object): readonly string[] => Object.keys(value);

export const setOf = (...values: readonly unknown[]): ReadonlySet<unknown> => new Set(values);

export const regularExpression = (source: string, flags: string): RegExp => new RegExp(source, flags);

/** The length of a tuple: optional items at its end may be there as `undefined`. */
export function lengthOf(tuple: readonly unknown[]): number {
  let length = tuple.length;
  while (length > 0 && tuple[length - 1] === undefined) length--;
  return length;
}

/** Whether `value` has no other keys than `names`. */
export function hasOnly(value: object, names: ReadonlySet<unknown>): boolean {
  // Without the array that Object.keys makes; what is inherited by an object of JSON is not enumerable.
  for (const key in value) if (!names.has(key) && Object.hasOwn(value, key)) return false;
  return true;
}

/** The occurrences of a text slot that may be repeated. */
export const listOf = (text: unknown): readonly unknown[] | Fail =>
  typeof text === "string" ? [text] : Array.isArray(text) ? text : FAIL;

/** JSON Schema's `uniqueItems`: objects are equal whatever the order of their keys. */
export function areUnique(items: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  for (const item of items) seen.add(typeof item === "object" && item !== null ? identityOf(item) : wrap(item));
  return seen.size === items.length;
}

/** Strings are told from the texts that stand for objects. */
const wrap = (item: unknown): unknown => (typeof item === "string" ? `"${item}` : item);

/** Equal for equal JSON values: keys in order, `bigint` as its digits. */
function identityOf(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "bigint") return `${inner}n`;
    if (!isObject(inner)) return inner;
    const sorted = openRecord();
    for (const key of Object.keys(inner).sort()) sorted[key] = inner[key];
    return sorted;
  });
}
