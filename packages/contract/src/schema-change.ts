import type { JsonSchema } from "./document.js";

/** What is written at a place of a schema, named by the keys that lead there. */
export type SchemaChange = readonly [path: readonly string[], value: unknown];

/** The schema with other values at some places; a new key comes last. What is not on a path is shared, not copied. */
export const changedSchema = (schema: JsonSchema, changes: readonly SchemaChange[]): JsonSchema =>
  changes.reduce((changed, [path, value]) => put(changed, path, value), schema);

function put(schema: JsonSchema, [key = "", ...rest]: readonly string[], value: unknown): JsonSchema {
  const inner = own(schema, key);
  return { ...schema, [key]: rest.length > 0 && isSchema(inner) ? put(inner, rest, value) : value };
}

/**
 * What makes the other of the one; undefined when {@link changedSchema} cannot, because something is gone or stands in
 * another order.
 */
export function schemaChanges(one: JsonSchema, other: JsonSchema): readonly SchemaChange[] | undefined {
  const keys = Object.keys(other);
  if (Object.keys(one).some((key, index) => key !== keys[index])) return undefined;
  return keys.flatMap((key): readonly SchemaChange[] => {
    const [before, after] = [own(one, key), own(other, key)];
    if (Object.hasOwn(one, key) && JSON.stringify(before) === JSON.stringify(after)) return [];
    const inside = isSchema(before) && isSchema(after) ? schemaChanges(before, after) : undefined;
    return inside?.map(([path, value]): SchemaChange => [[key, ...path], value]) ?? [[[key], after]];
  });
}

/** Not what every object inherits under the name `__proto__`. */
const own = (schema: JsonSchema, key: string): unknown => (Object.hasOwn(schema, key) ? schema[key] : undefined);

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
