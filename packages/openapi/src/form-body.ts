import type { Words } from "@typeway/contract";
import { groupBy } from "./group-by.js";
import type { Reading } from "./parameters.js";
import type { SchemaWriter } from "./schema-components.js";
import { schemaWords } from "./words.js";

/** Beside the schema of a property. */
const saidOf = ({ description, deprecated }: Words): Words => ({
  ...(description === undefined ? {} : { description }),
  ...(deprecated ? { deprecated } : {}),
});

/**
 * A form: its fields are the properties of one object, the first function that reads a field describes it.
 * @see OpenAPI 3.1 §4.8.14.4, §4.8.15
 */
export function formBody(readings: readonly Reading[], write: SchemaWriter): Readonly<Record<string, unknown>> {
  const groups = [...groupBy(readings, ({ slot }) => slot.name)];
  const shown = groups.flatMap(([name, group]) => {
    const [first, ...rest] = group.filter(({ doc }) => !doc.hidden);
    return first === undefined
      ? []
      : [{ name, first, words: Object.assign({}, ...rest.map(({ doc }) => doc).reverse(), first.doc) }];
  });
  const required = groups.filter(([, group]) => group.some(({ slot }) => slot.required)).map(([name]) => name);
  const encoding = shown.flatMap(({ name, first }) =>
    first.slot.comma ? [[name, { style: "form", explode: false }] as const] : [],
  );
  const properties = shown.map(({ name, words }) => [
    name,
    { ...write(words.schema, "input"), ...schemaWords(words), ...saidOf(words) },
  ]);
  const schema = {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
  const media = { schema, ...(encoding.length > 0 ? { encoding: Object.fromEntries(encoding) } : {}) };
  return {
    content: { "application/x-www-form-urlencoded": media },
    ...(required.length > 0 ? { required: true } : {}),
  };
}
