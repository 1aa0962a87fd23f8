import { DATA_DOC, type DataDoc, type JsonSchema } from "@typeway/contract";
import { referencesOf } from "./references.js";
import { type Direction, schemaComponents } from "./schema-components.js";
import { mapSubschemas } from "./subschemas.js";

const dialect = "https://json-schema.org/draft/2020-12/schema";
const place = "#/$defs/";

/**
 * The schema of one type, complete in itself. The type stands at the root; under `$defs` are the named types it refers
 * to, and itself only where it is among them.
 * @throws {TypeError} when it refers to a type that is not described
 */
export function createSchema(doc: DataDoc, direction: Direction): JsonSchema {
  const docs = new Map(Object.entries(doc.schemas));
  const { components, write } = schemaComponents(docs, [{ schema: doc[direction], direction }], true, place);
  const root = write(doc[direction], direction);
  const defs = new Map(Object.entries(components));
  const inlined = typeof root.$ref === "string" ? takeUnshared(root.$ref, defs) : undefined;
  const all = [...defs].map(([name, schema]) => [name, withoutDiscriminators(schema)]);
  const schema = {
    $schema: dialect,
    ...withoutDiscriminators(inlined ?? root),
    ...(all.length === 0 ? {} : { $defs: Object.fromEntries(all) }),
  };
  return Object.defineProperty(schema, DATA_DOC, { value: doc });
}

/** What a schema made by {@link createSchema} is made of. */
export const dataDocOf = (schema: object): DataDoc | undefined => (schema as { [DATA_DOC]?: DataDoc })[DATA_DOC];

/** Takes the definition behind the reference out, unless a definition refers to it. */
function takeUnshared(reference: string, defs: Map<string, JsonSchema>): JsonSchema | undefined {
  if ([...defs.values()].some((schema) => referencesOf(schema).includes(reference))) return undefined;
  const name = reference.slice(place.length);
  const found = defs.get(name);
  defs.delete(name);
  return found;
}

/** A word of OpenAPI's, which tells validators of plain JSON Schema nothing and stops the strict ones. */
function withoutDiscriminators({ discriminator: _, ...schema }: JsonSchema): JsonSchema {
  return mapSubschemas(schema, withoutDiscriminators);
}
