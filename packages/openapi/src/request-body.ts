import type { BodySlot, BodySlotDoc } from "@typeway/contract";
import type { Fragment } from "./described-route.js";
import { formBody } from "./form-body.js";
import { groupBy } from "./group-by.js";
import { readingsOf as textReadingsOf } from "./parameters.js";
import type { SchemaWriter } from "./schema-components.js";
import { exampleWords, schemaWords } from "./words.js";

interface Reading {
  readonly slot: BodySlot;
  readonly doc: BodySlotDoc;
}

const readingsOf = ({ placed, doc }: Fragment): Reading[] =>
  placed.compiled.bodies.map((slot, index) => {
    const slotDoc = doc.bodies[index];
    if (slotDoc === undefined) throw new TypeError(`${placed.compiled.at}: no documentation for body ${slot.name}.`);
    return { slot, doc: slotDoc };
  });

const isShown = ({ doc }: Reading) => !doc.hidden;

/**
 * The body of a whole tree: the only body parameter is the whole body, several are the keys of one object. Hidden
 * ones are left out but count, for they decide which of the two it is.
 */
export function requestBodyOf(
  fragments: readonly Fragment[],
  write: SchemaWriter,
): Readonly<Record<string, unknown>> | undefined {
  const fields = fragments.flatMap(textReadingsOf).filter((reading) => reading.in === "form");
  if (fields.length > 0) return formBody(fields, write);
  const readings = fragments.flatMap(readingsOf);
  const shown = readings.filter(isShown);
  const [first] = shown;
  if (first === undefined) return undefined;
  return readings.length === 1 ? wholeBody(first, write) : objectBody(first.slot.mediaType, shown, write);
}

const schemaOf = ({ doc }: Reading, write: SchemaWriter) => ({ ...write(doc.schema, "input"), ...schemaWords(doc) });

/** OpenAPI 3.1 §4.8.14.4: of bytes the media type says all. */
const contentSchema = (reading: Reading, write: SchemaWriter) =>
  reading.slot.raw === "bytes" ? {} : { schema: schemaOf(reading, write) };

const wholeBody = (reading: Reading, write: SchemaWriter) => ({
  ...(reading.doc.description === undefined ? {} : { description: reading.doc.description }),
  content: { [reading.slot.mediaType]: { ...contentSchema(reading, write), ...exampleWords(reading.doc) } },
  ...(reading.slot.required ? { required: true } : {}),
});

function objectBody(mediaType: string, readings: readonly Reading[], write: SchemaWriter) {
  const groups = [...groupBy(readings, ({ slot }) => slot.name)];
  const required = groups.filter(([, group]) => group.some(({ slot }) => slot.required)).map(([name]) => name);
  const properties = groups.map(([name, group]) => [name, propertyOf(group, write)]);
  const schema = {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
  return { content: { [mediaType]: { schema } }, ...(required.length > 0 ? { required: true } : {}) };
}

/** Functions that read the same key must all be satisfied. */
function propertyOf(group: readonly Reading[], write: SchemaWriter): Readonly<Record<string, unknown>> {
  const schemas = group.map((reading) => schemaOf(reading, write));
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  const description = group.find(({ doc }) => doc.description !== undefined)?.doc.description;
  return {
    ...(distinct.length === 1 ? distinct[0] : { allOf: distinct }),
    ...(description === undefined ? {} : { description }),
    ...(group.some(({ doc }) => doc.deprecated) ? { deprecated: true } : {}),
  };
}
