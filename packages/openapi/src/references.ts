import type { JsonSchema } from "@typeway/contract";
import { isObject, mapSubschemas, mapValues } from "./subschemas.js";

/**
 * Copies a schema with every reference renamed: `$ref` and the values of a discriminator's mapping. A value that looks
 * like a reference is a value.
 */
export function mapReferences(schema: JsonSchema, rename: (reference: string) => string): JsonSchema {
  const copy = mapSubschemas(schema, (inner) => mapReferences(inner, rename));
  return mapValues(copy, (value, keyword) => {
    if (keyword === "$ref" && typeof value === "string") return rename(value);
    if (keyword === "discriminator" && isObject(value)) return mapDiscriminator(value, rename);
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
