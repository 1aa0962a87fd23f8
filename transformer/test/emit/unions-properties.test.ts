// Unions of random objects against an implementation that takes its time: it tries every member, and repeats itself.
import { deepStrictEqual } from "node:assert/strict";
import { FAIL, type Fail } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import type { ObjectType, TypeTable, WireType } from "../../dist/ir/wire-type.js";
import { codecOf, int, list, literal, record, ref, tableOf, text } from "./evaluate.js";

const runs = Number(process.env["RUNS"] ?? 300);
t.setTimeout(180_000);
const leaf = fc.constantFrom<WireType>(int(), text(), literal("a"), literal("b", 1), { kind: "boolean" });
const names = ["a", "b", "c"] as const;
/** Three objects and the union of them, in which each may hold the union again. */
const table: fc.Arbitrary<TypeTable> = fc
  .tuple(objectOf(), objectOf(), objectOf(), fc.constantFrom<readonly WireType[]>([], [text()], [list(ref("A"))]))
  .map(([A, B, C, others]) =>
    tableOf({ A, B, C, U: { kind: "union", members: [ref("A"), ref("B"), ref("C"), ...others] } }),
  );

function objectOf(): fc.Arbitrary<ObjectType> {
  const property = fc.record({
    name: fc.constantFrom(...names),
    type: fc.oneof(leaf, fc.constantFrom<WireType>(ref("U"), ref("A"), list(ref("U")), record(ref("U")))),
    optional: fc.boolean(),
  });
  return fc.uniqueArray(property, { selector: ({ name }) => name, maxLength: 3 }).map(
    (properties): ObjectType => ({
      kind: "object",
      // What holds a type that may hold this one has to be optional, or nothing is of the type.
      properties: properties.map((one) => ({ ...one, optional: one.optional || one.type.kind === "ref" })),
    }),
  );
}

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(1, 2, "a", "b", true, null),
    fc.dictionary(fc.constantFrom(...names, "d"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 2 }),
  ),
}));

/** The rule as it is written down: exact members first, then those that drop, each in declared order. */
function slowly(types: TypeTable, type: WireType, json: unknown, exact: boolean): unknown | Fail {
  switch (type.kind) {
    case "ref":
      return slowly(types, types[type.to]?.type ?? { kind: "unknown" }, json, exact);
    case "number":
      return Number.isSafeInteger(json) ? json : FAIL;
    case "string":
    case "boolean":
      return typeof json === type.kind ? json : FAIL;
    case "literal":
      return type.values.some((one) => one === json) ? json : FAIL;
    case "array": {
      const items = Array.isArray(json) ? json.map((item) => slowly(types, type.items, item, exact)) : [FAIL];
      return items.includes(FAIL) ? FAIL : items;
    }
    case "record":
      return entriesOf(json, (entries) =>
        entries.map(([name, item]) => [name, slowly(types, type.values, item, exact)]),
      );
    case "object":
      return entriesOf(json, (entries) => slowObject(types, type, new Map(entries), exact));
    case "union": {
      const isScalar = typeof json !== "object";
      const members = isScalar ? type.members.filter(({ kind }) => kind !== "ref") : type.members;
      const exactly = members.map((member) => slowly(types, member, json, true));
      const loosely = exact ? [] : members.map((member) => slowly(types, member, json, false));
      return [...exactly, ...loosely].find((outcome) => outcome !== FAIL) ?? FAIL;
    }
    default:
      throw new Error(`No ${type.kind} is generated here`);
  }
}

type Entries = readonly (readonly [name: string, value: unknown])[];

function entriesOf(json: unknown, read: (entries: Entries) => Entries): unknown | Fail {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return FAIL;
  const entries = read(Object.entries(json));
  return entries.some(([, item]) => item === FAIL) ? FAIL : Object.fromEntries(entries);
}

function slowObject(
  types: TypeTable,
  { properties }: ObjectType,
  given: Map<string, unknown>,
  exact: boolean,
): Entries {
  const declared = properties.flatMap(({ name, type, optional }) =>
    optional && !given.has(name) ? [] : [[name, slowly(types, type, given.get(name), exact)] as const],
  );
  const others = [...given.keys()].filter((key) => !properties.some(({ name }) => name === key));
  return exact && others.length > 0 ? [["", FAIL]] : declared;
}

/** Records are decoded without a prototype. */
const asJson = (decoded: unknown): unknown => (decoded === FAIL ? FAIL : JSON.parse(JSON.stringify(decoded)));

const cases = fc.tuple(table, fc.array(value, { minLength: 30, maxLength: 30 }));

t.test("read: exactly what the slow implementation reads", async (t) => {
  let read = 0;
  let dropped = 0;
  fc.assert(
    fc.property(cases, ([types, values]) => {
      const codec = codecOf(ref("U"), types);
      for (const json of values) {
        const expected = slowly(types, ref("U"), json, false);
        deepStrictEqual(asJson(codec.decode(json)), asJson(expected));
        deepStrictEqual(codec.explain(json).length > 0, expected === FAIL);
        if (expected === FAIL) continue;
        read++;
        if (JSON.stringify(expected).length < JSON.stringify(json).length) dropped++;
      }
    }),
    { numRuns: runs },
  );
  t.ok(read > runs && dropped > runs / 4, `read ${read}, of which ${dropped} with keys that nothing declares`);
});

t.test("written: nothing is left out that a member declares which fits wholly", async (t) => {
  let whole = 0;
  fc.assert(
    fc.property(cases, ([types, values]) => {
      const codec = codecOf(ref("U"), types);
      for (const json of values) {
        const fits = slowly(types, ref("U"), json, true) !== FAIL;
        const written = fits ? codec.encode(json) : codec.encode(json, false);
        if (fits) deepStrictEqual(JSON.parse(written), json);
        if (fits) whole++;
      }
    }),
    { numRuns: runs },
  );
  t.ok(whole > runs, `${whole} values fit`);
});

t.test("written and refused alike: MISMATCH exactly where explain finds issues", async (t) => {
  fc.assert(
    fc.property(cases, ([types, values]) => {
      const codec = codecOf(ref("U"), types);
      for (const json of values) {
        let isWritten = true;
        try {
          codec.encode(json);
        } catch {
          isWritten = false;
        }
        deepStrictEqual(isWritten, codec.explainValue(json).length === 0);
        deepStrictEqual(isWritten, slowly(types, ref("U"), json, false) !== FAIL);
      }
    }),
    { numRuns: runs },
  );
  t.pass();
});
