import type { Place, TextSlot, TextSlotDoc } from "@typeway/contract";
import type { Fragment } from "./described-route.js";
import { groupBy } from "./group-by.js";
import type { SchemaWriter } from "./schema-components.js";
import { placeWords, schemaWords } from "./words.js";

export interface Reading {
  readonly in: Place;
  readonly slot: Pick<TextSlot, "name" | "required" | "comma">;
  /** An object whose properties are sent as `name[property]`. */
  readonly deep?: true;
  readonly doc: TextSlotDoc;
}

export type Parameter = Readonly<Record<string, unknown>> & { readonly name: string; readonly in: Place };

const order: readonly Place[] = ["path", "query", "header", "cookie"];

/**
 * The parameters of a whole tree, one for each place and name: the first function that reads it describes it, the
 * others fill in what it leaves unsaid, and it is required as soon as one of them requires it. Hidden ones are left
 * out, except in the path, where OpenAPI wants every segment described.
 */
export function parametersOf(
  fragments: readonly Fragment[],
  pathNames: ReadonlyMap<string, string>,
  write: SchemaWriter,
): Parameter[] {
  const readings = fragments.flatMap(readingsOf).filter((reading) => reading.in !== "form");
  const merged = [...groupBy(readings, ({ in: place, slot }) => `${place} ${slot.name}`).values()];
  return merged
    .flatMap((group) => parameterOf(group, pathNames, write))
    .sort((a, b) => order.indexOf(a.in) - order.indexOf(b.in) || pathOrder(a, b, pathNames));
}

/** Whether a request to these functions can be refused with issues. */
export const readsAnything = (fragments: readonly Fragment[]): boolean =>
  fragments.some(({ placed }) => placed.compiled.slots.length > 0 || placed.compiled.bodies.length > 0);

/** Every text that a function reads, in order. */
export function readingsOf({ placed, doc }: Fragment): Reading[] {
  const grouped = new Set(doc.groups?.flatMap(({ slots }) => slots));
  const groups = (doc.groups ?? []).map(
    ({ name, required, slots, ...words }): Reading & { readonly first: number } => ({
      in: "query",
      slot: { name, required },
      deep: true,
      doc: words,
      first: slots[0] ?? placed.compiled.slots.length,
    }),
  );
  const single = placed.compiled.slots.flatMap((slot, index) => {
    const place = placed.places[index];
    const slotDoc = doc.slots[index];
    if (place === undefined || slotDoc === undefined) {
      throw new TypeError(`${placed.compiled.at}: no place or no documentation for parameter ${slot.name}.`);
    }
    return grouped.has(index) ? [] : [{ in: place, slot, doc: slotDoc, first: index }];
  });
  return [...single, ...groups].sort((a, b) => a.first - b.first);
}

function parameterOf(
  group: readonly Reading[],
  pathNames: ReadonlyMap<string, string>,
  write: SchemaWriter,
): Parameter[] {
  const shown = group.filter((reading) => reading.in === "path" || !reading.doc.hidden);
  const [first, ...rest] = shown;
  if (first === undefined) return [];
  let words = first.doc;
  for (const { doc } of rest) words = { ...doc, ...words };
  const required = first.in === "path" || group.some(({ slot }) => slot.required);
  const name = first.in === "path" ? (pathNames.get(first.slot.name) ?? first.slot.name) : first.slot.name;
  return [
    {
      name,
      in: first.in,
      ...(required ? { required } : {}),
      ...placeWords(words),
      ...styleOf(first),
      schema: { ...write(words.schema, "input"), ...schemaWords(words) },
    },
  ];
}

/** What differs from how OpenAPI reads a place: `form` with repeated keys in queries and cookies, `simple` elsewhere. */
function styleOf({ in: place, slot, deep }: Reading): Readonly<Record<string, unknown>> {
  if (deep) return { style: "deepObject", explode: true };
  return slot.comma && (place === "query" || place === "cookie") ? { style: "form", explode: false } : {};
}

const pathOrder = (a: Parameter, b: Parameter, pathNames: ReadonlyMap<string, string>): number => {
  if (a.in !== "path") return 0;
  const names = [...pathNames.values()];
  return names.indexOf(a.name) - names.indexOf(b.name);
};
