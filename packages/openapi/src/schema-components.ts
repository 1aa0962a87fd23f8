import { isDeepStrictEqual } from "node:util";
import type { JsonSchema, SchemaDoc, TypeKey } from "@typeway/contract";
import { type Candidate, nameComponents } from "./component-names.js";
import { mapReferences, referencesOf } from "./references.js";

/** Whether a schema stands where something is read or where something is written. */
export type Direction = "input" | "output";

/** Puts a fragment's schema into the document. */
export type SchemaWriter = (schema: JsonSchema, direction: Direction) => JsonSchema;

export interface SchemaUse {
  readonly schema: JsonSchema;
  readonly direction: Direction;
}

type Docs = ReadonlyMap<TypeKey, SchemaDoc>;
type Reached = ReadonlyMap<TypeKey, ReadonlySet<Direction>>;

const formOf = (doc: SchemaDoc, direction: Direction): JsonSchema =>
  direction === "output" ? (doc.output ?? doc.input) : doc.input;

/** One form for each type, whatever the direction. */
const joined = (docs: Docs): Docs =>
  new Map([...docs].map(([key, { name, input, shared = input }]) => [key, { name, input: shared }]));

/** A reference that is nobody's type key: into the document (`#/components/…`) or out of it. */
const isForeign = (reference: string) => reference.startsWith("#") || reference.includes("://");

function docOf(docs: Docs, key: string): SchemaDoc | undefined {
  const doc = docs.get(key);
  if (doc === undefined && !isForeign(key)) throw new TypeError(`No schema was compiled for ${JSON.stringify(key)}.`);
  return doc;
}

/**
 * The components that the uses need, directly and through other components, under their final names.
 * A type has two components (`User-Input`, `User-Output`) only where it is both read and written and the two differ,
 * by themselves or in a type they refer to.
 * @param place where references find them
 */
export function schemaComponents(
  forms: Docs,
  uses: readonly SchemaUse[],
  separate: boolean,
  place = "#/components/schemas/",
): { readonly components: Record<string, JsonSchema>; readonly write: SchemaWriter } {
  const docs = separate ? forms : joined(forms);
  const directed = (direction: Direction): Direction => (separate ? direction : "input");
  const reached = reach(
    docs,
    uses.map(({ schema, direction }) => ({ schema, direction: directed(direction) })),
  );
  const split = splitKeys(docs, reached);
  const candidates = [...reached.keys()].map(
    (key): Candidate => ({
      key,
      wanted: docs.get(key)?.name ?? key,
      endings: split.has(key) ? ["-Input", "-Output"] : [""],
    }),
  );
  const names = nameComponents(candidates);

  const nameOf = (key: TypeKey, direction: Direction) =>
    `${names.get(key)}${split.has(key) ? (direction === "input" ? "-Input" : "-Output") : ""}`;
  const write: SchemaWriter = (schema, direction) =>
    mapReferences(schema, (reference) =>
      names.has(reference) ? `${place}${nameOf(reference, directed(direction))}` : reference,
    );

  const entries: [string, JsonSchema][] = [];
  for (const [key, directions] of reached) {
    const doc = docs.get(key);
    if (doc === undefined) continue;
    for (const direction of split.has(key) ? (["input", "output"] as const) : [...directions].slice(0, 1)) {
      entries.push([nameOf(key, direction), write(formOf(doc, direction), direction)]);
    }
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { components: Object.fromEntries(entries), write };
}

function reach(docs: Docs, uses: readonly SchemaUse[]): Reached {
  const reached = new Map<TypeKey, Set<Direction>>();
  const open: SchemaUse[] = [...uses];
  for (let use = open.pop(); use !== undefined; use = open.pop()) {
    for (const key of referencesOf(use.schema)) {
      const doc = docOf(docs, key);
      if (doc === undefined) continue;
      const directions = reached.get(key) ?? new Set<Direction>();
      if (directions.has(use.direction)) continue;
      reached.set(key, directions.add(use.direction));
      open.push({ schema: formOf(doc, use.direction), direction: use.direction });
    }
  }
  return reached;
}

/** Types read and written whose forms differ, or lead to a type whose forms do. */
function splitKeys(docs: Docs, reached: Reached): ReadonlySet<TypeKey> {
  const both = [...reached].filter(([, directions]) => directions.size === 2).map(([key]) => key);
  const referrers = new Map<TypeKey, TypeKey[]>();
  const open: TypeKey[] = [];
  for (const key of both) {
    const doc = docs.get(key);
    if (doc === undefined) continue;
    if (doc.output !== undefined && !isDeepStrictEqual(doc.input, doc.output)) open.push(key);
    for (const target of referencesOf(doc.input)) referrers.set(target, [...(referrers.get(target) ?? []), key]);
  }
  const split = new Set<TypeKey>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (split.has(key)) continue;
    split.add(key);
    open.push(...(referrers.get(key) ?? []));
  }
  return split;
}
