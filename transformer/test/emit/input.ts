import fc from "fast-check";
import type { Property, TupleType, TypeTable, WireType } from "../../dist/ir/wire-type.js";
import type { Model } from "./model.js";

const samples: Readonly<Record<string, readonly string[]>> = {
  "date-time": [
    "2020-02-29T23:59:60Z",
    "2021-02-29T00:00:00Z",
    "2020-01-01T00:00:00.123456+05:30",
    "2020-12-31t23:59:59z",
    "2020-01-01",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-00:00",
  ],
  date: ["2020-02-29", "1900-02-29", "2020-13-01", "2020-1-1"],
  time: ["12:00:00Z", "23:59:60+00:00", "22:59:60-01:00", "12:00:60Z", "12:00:00", "24:00:00Z"],
  duration: ["P1D", "PT1H30M", "P4W", "P", "PT", "P1Y2M3DT4H5M6S", "P1W2D", "P1S"],
  uuid: ["123e4567-e89b-12d3-a456-426614174000", "urn:uuid:123E4567-e89b-12d3-a456-426614174000", "123e4567"],
  email: ["a@b.co", "a.b+c@d-e.example", ".a@b.co", "a@b", "a@-b.co", "a@b_c.co"],
  uri: ["https://a.example/b?c#d", "mailto:a@b", "a", "http:", "http://[::1]:80/", "http://a b"],
  ipv4: ["127.0.0.1", "1.2.3", "1.2.3.256", "01.2.3.4"],
  ipv6: ["::1", "1:2:3:4:5:6:7:8", "1::2::3", "::ffff:1.2.3.4", "12345::"],
  hostname: ["example.com", "a-.b", "a.b."],
  "json-pointer": ["", "/a~0b/~1", "/a~b", "a"],
};

const texts = [
  "",
  "a",
  "abc",
  "cba",
  "ABC",
  "Äß",
  "😀",
  "😀😀",
  "😀😀😀😀",
  "\ud800",
  "12",
  "-7",
  "red",
  "true",
  '"x',
  "/y",
  "\\z",
  "\n",
];
const numbers = [
  0,
  1,
  -1,
  5,
  7,
  10,
  100,
  0.01,
  0.3,
  1.5,
  -2.25,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  1e18,
];

const urls = [
  "https://a.example/b?c#d",
  "HTTP://A.example:80/%7e/../x",
  "mailto:a@b.example",
  "urn:isbn:123",
  "http://[::1]:8080/",
  "http://a b/",
  "https://exämple.example/",
  "/relative",
  "a",
];

const recordNames = ["a", "constructor", "toString", "b c"];

/** Names that are of the type, or nearly. */
function namesOf(keys: WireType): readonly string[] {
  switch (keys.kind) {
    case "number":
      return ["0", "-7", "12", "01", "-0", "1.0", "1e3", " 1"];
    case "bigint":
      return ["0", "-7", "9".repeat(100), "-0", "1n"];
    case "boolean":
      return ["true", "false", "yes", "1"];
    case "literal":
      return [...keys.values.map(String), "1.0"];
    case "union":
      return keys.members.flatMap(namesOf);
    default:
      return ["abc", "cba", "x-1", "😀😀", ""];
  }
}

/** JSON values that are of the type, or nearly. */
function valuesOf(type: WireType, types: TypeTable, depth: number): fc.Arbitrary<unknown> {
  if (depth < 0) return fc.constantFrom<unknown>(null, [], {}, 1, "a");
  switch (type.kind) {
    case "unknown":
      return fc.constantFrom<unknown>(null, 1, "a", [1, { a: null }], { b: "\u2028" });
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      return type.constraints.format !== undefined && Object.hasOwn(samples, type.constraints.format)
        ? fc.constantFrom(...(samples[type.constraints.format] ?? []))
        : fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "grapheme", maxLength: 6 }));
    case "number":
      return fc.oneof(fc.constantFrom(...numbers), fc.integer({ min: -20, max: 120 }));
    case "bigint":
      if (type.values !== undefined) return fc.constantFrom<unknown>(...type.values, 1, "01");
      return fc.oneof(fc.bigInt().map(String), fc.constantFrom<unknown>(7, "0", "-0", "01", "9".repeat(101), 1.5));
    case "date":
      return fc.oneof(
        fc.constantFrom(...(samples["date-time"] ?? [])),
        fc
          .date({ min: new Date("0001-01-01"), max: new Date("9998-01-01"), noInvalidDate: true })
          .map((at) => at.toISOString()),
      );
    case "url":
      return fc.constantFrom(...urls);
    case "bytes":
      return fc.oneof(
        fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("base64")),
        fc.constantFrom("AA", "AB==", "AAB=", "A===", "AA==\n", "-_8=", "+/8="),
      );
    case "literal":
      return fc.constantFrom(...type.values);
    case "array":
      return fc.array(valuesOf(type.items, types, depth - 1), { maxLength: 3 });
    case "set":
      return fc.array(valuesOf(type.items, types, depth - 1), { maxLength: 3 });
    case "tuple":
      return tupleOf(type, types, depth);
    case "record":
      return fc.dictionary(
        fc.constantFrom(...recordNames, ...(type.keys === undefined ? [] : namesOf(type.keys))),
        valuesOf(type.values, types, depth - 1),
      );
    case "object":
      return objectOf(type, types, depth);
    case "union":
      return fc.oneof(...type.members.map((member) => valuesOf(member, types, depth)));
    case "checked":
      return valuesOf(type.type, types, depth);
    case "coded":
      return valuesOf(type.wire, types, depth);
    case "ref": {
      const named = types[type.to];
      return named === undefined ? fc.constant(null) : valuesOf(named.type, types, depth - 1);
    }
  }
}

function tupleOf({ items, required, rest }: TupleType, types: TypeTable, depth: number): fc.Arbitrary<unknown> {
  const all = fc.tuple(...items.map((item) => valuesOf(item, types, depth - 1)));
  const length = fc.integer({ min: required, max: items.length });
  const more = rest === undefined ? fc.constant([]) : fc.array(valuesOf(rest, types, depth - 1), { maxLength: 2 });
  return fc
    .tuple(all, length, more)
    .map(([values, count, others]) => (count < items.length ? values.slice(0, count) : [...values, ...others]));
}

function objectOf(type: Extract<WireType, { kind: "object" }>, types: TypeTable, depth: number): fc.Arbitrary<unknown> {
  const entryOf = ({ name, type: inner, optional }: Property) =>
    fc.option(
      valuesOf(inner, types, optional ? depth - 2 : depth - 1).map((value) => [name, value] as const),
      { nil: undefined, freq: optional ? 2 : 60 },
    );
  const declared = fc.tuple(...type.properties.map(entryOf));
  const other = type.additional === undefined ? fc.constant(1) : valuesOf(type.additional, types, depth - 1);
  const name = fc.constantFrom("undeclared", "x-more", "7");
  const extra = fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(name, other).map((entry) => [entry] as const) },
  );
  return fc
    .tuple(declared, extra)
    .map(([entries, more]) => Object.fromEntries([...entries, ...more].filter((one) => one !== undefined)));
}

const strangers: readonly unknown[] = [
  null,
  "",
  "a",
  0,
  -0.5,
  true,
  [],
  {},
  [null],
  { __proto__: null, kind: "cat" },
  "2020-01-01T00:00:00Z",
];

/** What JSON.parse makes of `1e400`. JSON.stringify makes null of it, so it is of no use in the place of an unknown. */
const tooLarge = [Number.POSITIVE_INFINITY];

/** Replaces, drops or adds something somewhere. */
function spoil(value: unknown, path: readonly number[], stranger: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return stranger;
  if (Array.isArray(value)) {
    if (value.length === 0 || step % 5 === 4) return [...value, stranger];
    const at = step % value.length;
    return value.map((item, index) => (index === at ? spoil(item, rest, stranger) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || step % 7 === 6) return JSON.parse(`{"__proto__":1,"more":${JSON.stringify(stranger)}}`);
  const at = step % entries.length;
  return Object.fromEntries(
    step % 5 === 3
      ? entries.filter((_, index) => index !== at)
      : entries.map(([name, inner], index) => [name, index === at ? spoil(inner, rest, stranger) : inner]),
  );
}

/** JSON of a model: of its type, nearly so, or anything. */
export function inputOf({ type, types }: Model): fc.Arbitrary<unknown> {
  const good = valuesOf(type, types, 5);
  const hasUnknown = JSON.stringify({ type, types }).includes('"kind":"unknown"');
  const spoilt = fc
    .tuple(
      good,
      fc.array(fc.nat({ max: 100 }), { maxLength: 4 }),
      fc.constantFrom(...strangers, ...(hasUnknown ? [] : tooLarge)),
    )
    .map(([value, path, stranger]) => spoil(value, path, stranger));
  const all = fc.oneof(
    { weight: 5, arbitrary: good },
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
  return all.map(withinReach);
}

/**
 * JSON has `-0`, but writes 0. And of quotients above 1e21 ajv says that they are no integers, because it compares them
 * with what `parseInt` makes of their text.
 */
function withinReach(value: unknown): unknown {
  if (Object.is(value, -0) || (Number.isFinite(value) && Math.abs(Number(value)) > 1e18)) return 0;
  if (Array.isArray(value)) return value.map(withinReach);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withinReach(inner)]));
}
