import { FAIL } from "@typeway/contract";
import t from "tap";
import type { WireType } from "../../dist/ir/wire-type.js";
import {
  bigint,
  boolean,
  date,
  int,
  list,
  literal,
  number,
  orNull,
  text,
  textCodecOf,
  union,
  unknown,
} from "./evaluate.js";

/** The types of the issues of a text, with the constraint's words. */
function issuesOf(type: WireType, value: string | string[] | undefined, many = false): unknown[] {
  return textCodecOf(type, { many })
    .explain(value)
    .map(({ type: code, loc, ctx }) => [code, loc.slice(2), ctx].filter((part) => part !== undefined));
}

const int32: WireType = { kind: "number", format: "int32", constraints: {} };
const uint32: WireType = { kind: "number", format: "uint32", constraints: {} };
const uint64: WireType = { kind: "number", format: "uint64", constraints: {} };
const refused = FAIL;

const literals: readonly (readonly [string, number: unknown, int: unknown, bigint: unknown])[] = [
  ["0", 0, 0, 0n],
  ["-0", -0, 0, 0n],
  ["7", 7, 7, 7n],
  ["-12", -12, -12, -12n],
  ["1.5", 1.5, refused, refused],
  ["-0.25", -0.25, refused, refused],
  ["1e3", 1000, refused, refused],
  ["1E+3", 1000, refused, refused],
  ["25e-1", 2.5, refused, refused],
  ["1.0", 1, refused, refused],
  ["9007199254740991", 9007199254740991, 9007199254740991, 9007199254740991n],
  ["9007199254740993", 9007199254740992, refused, 9007199254740993n],
  ["9".repeat(100), 1e100, refused, BigInt("9".repeat(100))],
  ["9".repeat(101), 1e101, refused, refused],
  ["1e400", refused, refused, refused],
  ["9".repeat(400), refused, refused, refused],
  ["", refused, refused, refused],
  [" 1", refused, refused, refused],
  ["1 ", refused, refused, refused],
  ["+1", refused, refused, refused],
  ["1_000", refused, refused, refused],
  ["1,5", refused, refused, refused],
  ["01", refused, refused, refused],
  ["-", refused, refused, refused],
  [".5", refused, refused, refused],
  ["5.", refused, refused, refused],
  ["1e", refused, refused, refused],
  ["0x10", refused, refused, refused],
  ["0b1", refused, refused, refused],
  ["1n", refused, refused, refused],
  ["NaN", refused, refused, refused],
  ["Infinity", refused, refused, refused],
  ["-Infinity", refused, refused, refused],
  ["null", refused, refused, refused],
  ["true", refused, refused, refused],
  ["١", refused, refused, refused],
  ["１", refused, refused, refused],
  ["1\n", refused, refused, refused],
];

t.test("text of a number: one grammar", async (t) => {
  const kinds = { number: textCodecOf(number()), int: textCodecOf(int()), bigint: textCodecOf(bigint()) };
  for (const [literalText, asNumber, asInt, asBigint] of literals) {
    const shown = JSON.stringify(literalText.slice(0, 20));
    for (const [kind, expected] of Object.entries({ number: asNumber, int: asInt, bigint: asBigint })) {
      const codec = kinds[kind as keyof typeof kinds];
      const actual = codec.decode(literalText);
      t.ok(
        Object.is(actual, expected),
        `${kind} of ${shown} is ${String(expected).slice(0, 30)}, not ${String(actual)}`,
      );
      t.equal(codec.explain(literalText).length, expected === refused ? 1 : 0, `${kind} of ${shown} is explained`);
    }
  }
});

t.test("text of an integer: the range of its format", async (t) => {
  const rows: [WireType, string, unknown][] = [
    [int32, "2147483647", 2147483647],
    [int32, "2147483648", refused],
    [int32, "-2147483648", -2147483648],
    [int32, "-2147483649", refused],
    [uint32, "4294967295", 4294967295],
    [uint32, "4294967296", refused],
    [uint32, "-1", refused],
    [uint64, "9007199254740991", 9007199254740991],
    [uint64, "9007199254740992", refused],
    [uint64, "-1", refused],
  ];
  for (const [type, sent, expected] of rows) t.equal(textCodecOf(type).decode(sent), expected, sent);
  t.strictSame(issuesOf(int32, "2147483648"), [["less_than_equal", [], { le: 2147483647 }]]);
  t.strictSame(issuesOf(uint32, "-1"), [["greater_than_equal", [], { ge: 0 }]]);
});

t.test("text of a number: constraints apply after the conversion", async (t) => {
  const page = textCodecOf(int({ minimum: 1, exclusiveMaximum: 10, multipleOf: 3 }));
  t.strictSame(
    ["3", "0", "10", "4"].map((sent) => page.decode(sent)),
    [3, refused, refused, refused],
  );
  t.strictSame(issuesOf(int({ minimum: 1, multipleOf: 3 }), "-1"), [
    ["greater_than_equal", [], { ge: 1 }],
    ["multiple_of", [], { multiple_of: 3 }],
  ]);
  t.strictSame(issuesOf(bigint({ exclusiveMinimum: "5" }), "5"), [["greater_than", [], { gt: "5" }]]);
  t.strictSame(issuesOf(text({ minLength: 2 }), "😀"), [["string_too_short", [], { min_length: 2 }]]);
  t.equal(textCodecOf(text({ maxLength: 1 })).decode("😀"), "😀", "lengths are in code points");
});

t.test("text of a boolean: four pairs in any case", async (t) => {
  const flag = textCodecOf(boolean);
  for (const sent of ["true", "1", "yes", "on", "TRUE", "Yes", "oN"]) t.equal(flag.decode(sent), true, sent);
  for (const sent of ["false", "0", "no", "off", "False", "NO", "OFF"]) t.equal(flag.decode(sent), false, sent);
  for (const sent of ["", "t", "y", "2", "truе", " true", "null", "ok"]) t.equal(flag.decode(sent), refused, sent);
  t.strictSame(issuesOf(boolean, "maybe"), [["bool_parsing", []]]);
});

t.test("text of a date: RFC 3339", async (t) => {
  const at = textCodecOf(date);
  t.strictSame(at.decode("2024-02-29T12:00:00.5+02:00"), new Date("2024-02-29T10:00:00.500Z"));
  t.strictSame(at.decode("2016-12-31T23:59:60Z"), new Date("2017-01-01T00:00:00Z"), "a leap second is the next second");
  for (const sent of [
    "",
    "2024-02-30T00:00:00Z",
    "2024-02-29",
    "1709164800",
    "2024-02-29T12:00:00",
    "2024-02-29 12:00:00Z",
  ]) {
    t.equal(at.decode(sent), refused, sent);
    t.equal(at.explain(sent)[0]?.type, "datetime_from_date_parsing");
  }
});

t.test("text of a literal: parsed by its kind", async (t) => {
  const choice = textCodecOf(literal("red", "1", 2, -3.5, true));
  const rows: [string, unknown][] = [
    ["red", "red"],
    ["1", "1"],
    ["2", 2],
    ["2.0", 2],
    ["-3.5", -3.5],
    ["true", true],
    ["YES", true],
    ["false", refused],
    ["Red", refused],
    ["3", refused],
  ];
  for (const [sent, expected] of rows) t.equal(choice.decode(sent), expected, sent);
  t.strictSame(issuesOf(literal("a", "b", 3), "x"), [["literal_error", [], { expected: "'a', 'b' or 3" }]]);
  const many = textCodecOf(literal(..."abcdefgh"));
  t.strictSame(
    ["h", "x"].map((sent) => many.decode(sent)),
    ["h", refused],
  );
});

t.test("text of a union: an exact literal, then a string, then what can be parsed", async (t) => {
  t.equal(textCodecOf(union(int(), text())).decode("5"), "5", "a string takes any text");
  t.equal(textCodecOf(union(int(), text({ maxLength: 1 }))).decode("50"), 50, "unless its constraints say no");
  t.equal(textCodecOf(union(text(), literal("5", 5))).decode("5"), "5");
  t.equal(textCodecOf(union(boolean, number())).decode("1"), 1, "a number before a boolean");
  t.equal(textCodecOf(union(boolean, number())).decode("yes"), true);
  t.equal(textCodecOf(union(bigint(), int())).decode("9007199254740993"), 9007199254740993n);
  t.strictSame(textCodecOf(union(date, int())).decode("2024-01-01T00:00:00Z"), new Date("2024-01-01T00:00:00Z"));
  t.strictSame(issuesOf(union(int(), boolean), "x"), [
    ["int_parsing", ["int"]],
    ["bool_parsing", ["boolean"]],
  ]);
});

t.test("text has no form of null", async (t) => {
  const limit = textCodecOf(orNull(int()));
  t.equal(limit.decode("5"), 5);
  for (const sent of ["", "null"]) t.equal(limit.decode(sent), refused, `"${sent}"`);
  t.strictSame(issuesOf(orNull(int()), "null"), [["int_parsing", []]], "null is no member of its own");
  t.equal(textCodecOf(orNull(text())).decode(""), "");
});

t.test("text of an unknown is itself", async (t) => {
  t.equal(textCodecOf(unknown).decode("[1]"), "[1]");
});

t.test("a slot that takes one text and got two", async (t) => {
  for (const type of [text(), int(), boolean, date, literal("a"), literal(1), union(int(), boolean), unknown]) {
    t.equal(textCodecOf(type).decode(["1", "1"]), refused, type.kind);
    t.strictSame(issuesOf(type, ["1", "1"]), [["duplicate", []]], type.kind);
  }
});

t.test("a slot that got nothing", async (t) => {
  t.equal(textCodecOf(int()).decode(undefined), refused);
  t.strictSame(textCodecOf(int()).explain(undefined), [
    { type: "missing", loc: ["query", "q"], msg: "A value is required here", input: null },
  ]);
  const optional = textCodecOf(int(), { required: false });
  t.equal(optional.decode(undefined), undefined);
  t.strictSame(optional.explain(undefined), []);
});

t.test("a slot that may be repeated collects", async (t) => {
  const ids = textCodecOf(list(int({ minimum: 1 }), { maxItems: 3, uniqueItems: true }), { many: true });
  t.strictSame(ids.decode("5"), [5]);
  t.strictSame(ids.decode(["5", "6"]), [5, 6]);
  t.equal(ids.decode("1,2"), refused, "commas do not separate");
  t.equal(ids.decode(["1", "2", "3", "4"]), refused);
  t.equal(ids.decode(["1", "1"]), refused);
  t.strictSame(issuesOf(list(int()), ["1", "x"], true), [["int_parsing", [1]]]);
  t.strictSame(issuesOf(list(text(), { minItems: 2 }), "a", true), [
    ["too_short", [], { field_type: "List", min_length: 2, actual_length: 1 }],
  ]);
  t.strictSame(textCodecOf(union(text(), list(text())), { many: true }).decode(["a", "b"]), ["a", "b"]);
  t.strictSame(textCodecOf(union(text(), list(text())), { many: true }).decode("a"), "a");
  t.equal(textCodecOf(orNull(list(int())), { many: true, required: false }).decode(undefined), undefined);
});
