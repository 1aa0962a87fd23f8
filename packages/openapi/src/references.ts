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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapValues = (
  object: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));

/**
 * Copies a schema with every reference renamed: `$ref` and the values of a discriminator's mapping. Data inside the
 * schema (`default`, `example`, `examples`, `const`, `enum`) is not searched: a value that looks like a reference is
 * a value.
 */
export function mapReferences(schema: JsonSchema, rename: (reference: string) => string): JsonSchema {
  const inner = (value: unknown): unknown => (isObject(value) ? mapReferences(value, rename) : value);
  return mapValues(schema, (value, keyword) => {
    if (keyword === "$ref" && typeof value === "string") return rename(value);
    if (keyword === "discriminator" && isObject(value)) return mapDiscriminator(value, rename);
    if (single.has(keyword)) return inner(value);
    if (list.has(keyword) && Array.isArray(value)) return value.map(inner);
    if (named.has(keyword) && isObject(value)) return mapValues(value, inner);
    return value;
  });
}

const mapDiscriminator = (discriminator: Readonly<Record<string, unknown>>, rename: (reference: string) => string) =>
  mapValues(discriminator, (value, name) =>
    name === "mapping" && isObject(value)
      ? mapValues(value, (target) => (typeof target === "string" ? rename(target) : target))
      : value,
  );

/** Every reference of a schema, as often as it occurs. */
export function referencesOf(schema: JsonSchema): string[] {
  const found: string[] = [];
  mapReferences(schema, (reference) => {
    found.push(reference);
    return reference;
  });
  return found;
}
