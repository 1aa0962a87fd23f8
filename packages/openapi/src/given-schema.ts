import type { JsonSchema, SchemaDoc, TypeKey } from "@typeway/contract";
import { dataDocOf } from "./create-schema.js";
import { mapReferences } from "./references.js";
import { isObject } from "./subschemas.js";

/** A schema of a user's own, taken apart so that its definitions become components of the document. */
export interface GivenSchema {
  readonly schema: JsonSchema;
  readonly schemas: Readonly<Record<TypeKey, SchemaDoc>>;
}

const place = "#/$defs/";

/**
 * One made by `schemaOf` shares the components of the types it was made of. The definitions of any other move out of
 * it: inside a document `#/$defs/…` would lead to the document's own root.
 */
export function takeApart(given: JsonSchema): GivenSchema {
  const made = dataDocOf(given);
  if (made !== undefined) return { schema: made.output, schemas: made.schemas };
  const { $defs, $schema: _, ...schema } = given;
  if (!isObject($defs)) return { schema: given, schemas: {} };
  // Equal definitions are one type, wherever they are given.
  const keyOf = (name: string): TypeKey => `given#${name} ${JSON.stringify($defs)}`;
  const rename = (reference: string): string => {
    const name = reference.startsWith(place) ? nameIn(reference.slice(place.length)) : undefined;
    return name !== undefined && Object.hasOwn($defs, name) ? keyOf(name) : reference;
  };
  const schemas = Object.entries($defs).map(([name, definition]): [TypeKey, SchemaDoc] => [
    keyOf(name),
    { name, input: mapReferences(isObject(definition) ? definition : {}, rename) },
  ]);
  return { schema: mapReferences(schema, rename), schemas: Object.fromEntries(schemas) };
}

/** A name in a JSON pointer in a URI's fragment. RFC 6901 §6 */
const nameIn = (pointer: string): string => decodeURIComponent(pointer).replaceAll("~1", "/").replaceAll("~0", "~");
