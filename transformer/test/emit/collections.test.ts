// Sets and tuples: arrays in JSON, repeated keys in text.
import { FAIL, MISMATCH } from "@typeway/contract";
import t from "tap";
import type { WireType } from "../../dist/ir/wire-type.js";
import {
  bigint,
  boolean,
  codecOf,
  date,
  int,
  list,
  literal,
  object,
  orNull,
  set,
  text,
  textCodecOf,
  tuple,
  union,
  unknown,
} from "./evaluate.js";

/** The issues of a JSON value, as code and place inside the body. */
const issuesOf = (type: WireType, json: unknown): unknown[] =>
  codecOf(type)
    .explain(json)
    .map(({ type: code, loc }) => [code, ...loc.slice(1)]);
const textIssuesOf = (type: WireType, sent: string | string[]): unknown[] =>
  textCodecOf(type, { many: true })
    .explain(sent)
    .map(({ type: code, loc }) => [code, ...loc.slice(2)]);
const mismatches = (type: WireType, value: unknown): boolean => {
  try {
    codecOf(type).encode(value);
    return false;
  } catch (thrown) {
    if (thrown !== MISMATCH) throw thrown;
    return codecOf(type).explainValue(value).length > 0;
  }
};

t.test("a set is an array without repetition in JSON, and a Set in memory", async (t) => {
  const codec = codecOf(set(int()));
  t.strictSame(codec.decode([3, 1, 2]), new Set([3, 1, 2]));
  t.strictSame(codec.decode([]), new Set());
  t.equal(codec.encode(new Set([3, 1, 2])), "[3,1,2]");
  t.equal(codec.encode(new Set()), "[]");
  t.equal(codec.decode([1, 1]), FAIL, "the schema says uniqueItems");
  t.strictSame(codec.explain([1, 1]), [
    {
      type: "value_error",
      loc: ["body"],
      msg: "This value is a list with repeated items",
      input: [1, 1],
      ctx: { reason: "a list with repeated items" },
    },
  ]);
  t.strictSame(codec.endpoint.doc().bodies[0]?.schema, {
    type: "array",
    items: { type: "integer", format: "int64" },
    uniqueItems: true,
  });
});

t.test("a set: what else is wrong with it", async (t) => {
  t.strictSame(issuesOf(set(int()), { 0: 1 }), [["set_type"]]);
  t.strictSame(issuesOf(set(int()), [1, "2", null]), [
    ["int_type", 1],
    ["int_type", 2],
  ]);
  t.strictSame(codecOf(set(int(), { minItems: 2 })).explain([1]), [
    {
      type: "too_short",
      loc: ["body"],
      msg: "Expected at least 2 items, got 1",
      input: [1],
      ctx: { field_type: "Set", min_length: 2, actual_length: 1 },
    },
  ]);
  t.strictSame(issuesOf(set(int(), { maxItems: 1 }), [1, 2]), [["too_long"]]);
  t.strictSame(issuesOf(set(object({ a: int() })), [{ a: 1 }, { a: 1 }]), [["value_error"]], "also of objects");
  t.strictSame(issuesOf(orNull(set(int())), null), []);
});

t.test("a set that is written: items that look the same in JSON are written once", async (t) => {
  t.equal(codecOf(set(date)).encode(new Set([new Date(0), new Date(0)])), '["1970-01-01T00:00:00.000Z"]');
  const users = new Set([{ id: 1, password: "a" }, { id: 1, password: "b" }, { id: 2 }]);
  t.equal(codecOf(set(object({ id: int() }))).encode(users), '[{"id":1},{"id":2}]');
  t.equal(codecOf(set(bigint())).encode(new Set([1n, 2n])), '["1","2"]');
});

t.test("a set that is written has to be a Set of the declared items and size", async (t) => {
  t.ok(mismatches(set(int()), [1]), "an array is none");
  t.ok(mismatches(set(int()), new Set(["1"])));
  t.ok(mismatches(set(int(), { minItems: 1 }), new Set()));
  t.ok(mismatches(set(int(), { maxItems: 1 }), new Set([1, 2])));
  t.equal(codecOf(set(int())).encode([1], false), "null");
  t.equal(codecOf(set(int(), { minItems: 3 })).encode(new Set([1, "a"]), false), '[1,"a"]');
});

t.test("a set in text: repeated keys, of which equal ones collapse", async (t) => {
  const codec = textCodecOf(set(int()), { many: true });
  t.strictSame(codec.decode(["2", "1", "2"]), new Set([2, 1]));
  t.strictSame(codec.decode("5"), new Set([5]));
  t.strictSame(textIssuesOf(set(int()), ["1", "x"]), [["int_parsing", 1]]);
  t.strictSame(textCodecOf(set(text()), { many: true }).decode(["b", "a", "b"]), new Set(["b", "a"]));
});

t.test("a set in text: its constraints are those of what is left", async (t) => {
  const two = set({ kind: "number", constraints: {} }, { minItems: 2, maxItems: 2 });
  const codec = textCodecOf(two, { many: true });
  t.strictSame(codec.decode(["1", "2", "2.0"]), new Set([1, 2]));
  t.equal(codec.decode(["1", "1.0"]), FAIL);
  t.strictSame(codec.explain(["1", "1.0"]), [
    {
      type: "too_short",
      loc: ["query", "q"],
      msg: "Expected at least 2 items, got 1",
      input: [1],
      ctx: { field_type: "Set", min_length: 2, actual_length: 1 },
    },
  ]);
  t.strictSame(textIssuesOf(two, ["1", "2", "3"]), [["too_long"]]);
  t.strictSame(textIssuesOf(two, ["1", "x"]), [["float_parsing", 1]], "what is left is not known");
});

const pair = tuple([text(), int()]);
const open = tuple([date, text()], 1, bigint());

t.test("a tuple has a type for each position", async (t) => {
  t.strictSame(codecOf(pair).decode(["a", 1]), ["a", 1]);
  t.equal(codecOf(pair).encode(["a", 1]), '["a",1]');
  t.strictSame(codecOf(pair).endpoint.doc().bodies[0]?.schema, {
    type: "array",
    prefixItems: [{ type: "string" }, { type: "integer", format: "int64" }],
    items: false,
    minItems: 2,
    maxItems: 2,
  });
  t.strictSame(codecOf(tuple([])).decode([]), []);
  t.equal(codecOf(tuple([])).encode([]), "[]");
  t.strictSame(codecOf(tuple([])).endpoint.doc().bodies[0]?.schema, { type: "array", items: false, maxItems: 0 });
});

t.test("a tuple: optional items and rest items", async (t) => {
  const codec = codecOf(open);
  const day = "2020-01-01T00:00:00.000Z";
  const at = new Date(day);
  for (const [json, value] of [
    [[day], [at]],
    [
      [day, "a"],
      [at, "a"],
    ],
    [
      [day, "a", "1", "2"],
      [at, "a", 1n, 2n],
    ],
  ]) {
    t.strictSame(codec.decode(json), value);
    t.equal(codec.encode(value), JSON.stringify(json));
  }
  t.equal(codec.encode([at, undefined]), `["${day}"]`, "an optional item may be there as undefined");
  t.strictSame(codec.endpoint.doc().answers[0]?.content?.schema, {
    type: "array",
    prefixItems: [{ type: "string", format: "date-time" }, { type: "string" }],
    items: { type: "string", pattern: "^-?(0|[1-9]\\d{0,99})$" },
    minItems: 1,
  });
});

t.test("a tuple: each missing item has its place, and what is too much is too long", async (t) => {
  t.strictSame(issuesOf(pair, []), [
    ["missing", 0],
    ["missing", 1],
  ]);
  t.strictSame(issuesOf(pair, ["a"]), [["missing", 1]]);
  t.strictSame(codecOf(pair).explain(["a", 1, 2]), [
    {
      type: "too_long",
      loc: ["body"],
      msg: "Expected at most 2 items, got 3",
      input: ["a", 1, 2],
      ctx: { field_type: "Tuple", max_length: 2, actual_length: 3 },
    },
  ]);
  t.strictSame(issuesOf(pair, [1, "a"]), [
    ["string_type", 0],
    ["int_type", 1],
  ]);
  t.strictSame(issuesOf(pair, "ab"), [["tuple_type"]]);
  t.strictSame(issuesOf(tuple([unknown, orNull(text())]), []), [
    ["missing", 0],
    ["missing", 1],
  ]);
  t.strictSame(issuesOf(open, ["2020-01-01T00:00:00Z", "a", "1", "x"]), [["int_parsing", 3]]);
  t.strictSame(issuesOf(open, ["2020-01-01T00:00:00Z", null]), [["string_type", 1]], "absent is not null");
});

t.test("a tuple that is written has to be of the declared length and items", async (t) => {
  for (const value of [["a"], ["a", 1, 2], [1, 1], ["a", undefined], "ab", new Set(["a", 1])])
    t.ok(mismatches(pair, value));
  t.ok(mismatches(tuple([int(), int()], 0), [undefined, 1]), "no item stands behind one that is not there");
  t.equal(codecOf(pair).encode(["a"], false), '["a",null]');
  t.equal(codecOf(pair).encode(["a", 1, "secret"], false), '["a",1]');
});

t.test("a tuple in text: repeated keys in order", async (t) => {
  const codec = textCodecOf(pair, { many: true });
  t.strictSame(codec.decode(["1", "1"]), ["1", 1]);
  t.strictSame(textIssuesOf(pair, "1"), [["missing", 1]]);
  t.strictSame(textIssuesOf(pair, ["1", "x", "2"]), [["too_long"], ["int_parsing", 1]]);
  t.strictSame(textCodecOf(open, { many: true }).decode(["2020-01-01T00:00:00Z", "a", "7"]), [
    new Date("2020-01-01T00:00:00Z"),
    "a",
    7n,
  ]);
  t.strictSame(textIssuesOf(open, ["2020-01-01T00:00:00Z", "a", "b"]), [["int_parsing", 2]]);
});

t.test("a union of arrays, sets and tuples: in JSON the first that fits, in memory a Set is a Set", async (t) => {
  const type = union(object({ "a?": int() }), list(int()), set(text()), tuple([literal("x"), boolean]));
  const codec = codecOf(type);
  t.strictSame(codec.decode([1, 1]), [1, 1]);
  t.strictSame(codec.decode(["a", "b"]), new Set(["a", "b"]));
  t.strictSame(codec.decode(["x", true]), ["x", true]);
  t.equal(codec.decode(["a", "a"]), FAIL);
  t.equal(codec.encode([1, 1]), "[1,1]");
  t.equal(codec.encode(new Set(["a"])), '["a"]');
  t.equal(codec.encode(["x", false]), '["x",false]');
  t.equal(codec.encode({ a: 1 }), '{"a":1}');
  t.strictSame(
    codec.explain(["a", "a"]).map(({ type: code, loc }) => [code, ...loc.slice(1)]),
    [
      ["model_attributes_type", "object"],
      ["int_type", "int[]", 0],
      ["int_type", "int[]", 1],
      ["value_error", "Set<string>"],
      ["literal_error", "[literal, boolean]", 0],
      ["bool_type", "[literal, boolean]", 1],
    ],
  );
});
