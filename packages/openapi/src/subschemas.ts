import type { JsonSchema } from "@typeway/contract";

/** Keywords of JSON Schema 2020-12 whose value is a schema, a list of schemas, or schemas by name. */
const single = new Set([
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
]);
const list = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const named = new Set(["properties", "patternProperties", "$defs", "dependentSchemas"]);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const mapValues = (
  object: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));

/**
 * Copies a schema with every schema directly inside it changed; `true` and `false` stay what they are. Data inside the
 * schema (`default`, `example`, `examples`, `const`, `enum`) is not searched: what looks like a schema there is a value.
 */
export function mapSubschemas(schema: JsonSchema, change: (inner: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (value: unknown): unknown => (isObject(value) ? change(value) : value);
  return mapValues(schema, (value, keyword) => {
    if (single.has(keyword)) return inner(value);
    if (list.has(keyword) && Array.isArray(value)) return value.map(inner);
    if (named.has(keyword) && isObject(value)) return mapValues(value, inner);
    return value;
  });
}
