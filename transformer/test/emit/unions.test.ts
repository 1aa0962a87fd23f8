// Unions: which member a value becomes when it is read, which it is written by, and what is said when it is of none.
import { deepStrictEqual } from "node:assert/strict";
import { FAIL } from "@typeway/contract";
import t from "tap";
import type { TypeTable, WireType } from "../../dist/ir/wire-type.js";
import {
  bigint,
  codecOf,
  date,
  int,
  list,
  literal,
  number,
  object,
  orNull,
  property,
  record,
  ref,
  set,
  tableOf,
  text,
  union,
  variants,
} from "./evaluate.js";

const types = tableOf({
  Base: object({ id: int() }),
  Item: object({ id: int(), price: number() }),
  Sized: object({ id: int(), "size?": int() }),
  Cat: object({ kind: literal("cat", "lion"), lives: int() }),
  Dog: object({ kind: literal("dog"), born: date }),
  InBase: object({ inner: ref("Base") }),
  InItem: object({ inner: ref("Item") }),
});
const read = (type: WireType, value: unknown, table: TypeTable = types): unknown => codecOf(type, table).decode(value);
const issuesOf = (type: WireType, value: unknown, table: TypeTable = types): unknown[] =>
  codecOf(type, table)
    .explain(value)
    .map(({ type: code, loc }) => [code, ...loc.slice(1)]);

t.test("read: a member that drops nothing wins over an earlier one that does", async (t) => {
  const either = union(ref("Base"), ref("Item"));
  t.strictSame(read(either, { id: 1 }), { id: 1 });
  t.strictSame(read(either, { id: 1, price: 2 }), { id: 1, price: 2 });
  t.strictSame(read(either, { id: 1, price: 2, more: 3 }), { id: 1 }, "both drop: the first");
  t.strictSame(read(either, { id: 1, price: "free" }), { id: 1 }, "the second does not fit at all");
  t.equal(read(either, { price: 2 }), FAIL);
});

t.test("read: dropping counts at any depth", async (t) => {
  const either = union(ref("InBase"), ref("InItem"));
  t.strictSame(read(either, { inner: { id: 1, price: 2 } }), { inner: { id: 1, price: 2 } });
  t.strictSame(read(either, { inner: { id: 1, x: 2 } }), { inner: { id: 1 } });
  const lists = union(list(ref("Base")), list(ref("Item")));
  t.strictSame(read(lists, [{ id: 1, price: 2 }]), [{ id: 1, price: 2 }]);
  t.strictSame(read(lists, [{ id: 1 }, { id: 1, price: 2 }]), [{ id: 1 }, { id: 1 }]);
  const open = union(ref("Base"), record(int()));
  t.equal(JSON.stringify(read(open, { id: 1, more: 2 })), '{"id":1,"more":2}', "a record drops nothing");
});

t.test("read: what JSON itself tells apart comes before what has to be parsed", async (t) => {
  t.equal(read(union(date, text()), "2020-01-01T00:00:00Z"), "2020-01-01T00:00:00Z", "a string is a string (B13)");
  t.equal(read(union(bigint(), number()), 5), 5);
  t.equal(read(union(bigint(), number()), "5"), 5n);
  t.equal(read(union(text(), bigint()), "5"), "5");
  t.equal(read(union(text(), bigint()), 5), 5n);
  t.equal(read(union(date, bigint()), "5"), 5n);
  t.strictSame(read(union(date, bigint()), "2020-01-01T00:00:00Z"), new Date("2020-01-01T00:00:00Z"));
  t.equal(read(union(date, literal("now")), "now"), "now");
  t.strictSame(read(union(set(int()), list(int())), [1]), new Set([1]));
});

t.test("read: told apart at once, without a try", async (t) => {
  const by = union(object({ t: text(), "x?": ref("U") }), object({ t: int(), "x?": ref("U") }));
  const table = tableOf({ U: by });
  const deep = { t: 1, x: { t: "a", x: { t: 2 } } };
  t.strictSame(read(ref("U"), deep, table), deep);
  t.strictSame(read(ref("U"), { t: "a", x: { t: "b", y: 1 } }, table), { t: "a", x: { t: "b" } });
  t.equal(read(ref("U"), { t: "a", x: { t: null } }, table), FAIL);
});

t.test("read: a discriminator decides alone", async (t) => {
  const pet = variants("Cat", "Dog");
  const cats = { ...pet, discriminator: { property: "kind", memberByValue: { '"cat"': 0, '"lion"': 0, '"dog"': 1 } } };
  t.strictSame(read(cats, { kind: "lion", lives: 1, born: 2 }), { kind: "lion", lives: 1 });
  t.equal(read(cats, { kind: "dog", lives: 1 }), FAIL);
  t.strictSame(issuesOf(cats, { kind: "dog", lives: 1 }), [["missing", "dog", "born"]]);
  t.strictSame(issuesOf(cats, { kind: "cow" }), [["union_tag_invalid"]]);
  t.strictSame(issuesOf(cats, {}), [["union_tag_not_found"]]);
});

t.test("a variant that may be without its tag", async (t) => {
  const table = tableOf({
    A: object({ "kind?": literal("a"), n: int() }),
    B: object({ kind: literal("b"), n: text() }),
  });
  const either: WireType = {
    kind: "union",
    members: [ref("A"), ref("B")],
    discriminator: { property: "kind", memberByValue: { '"a"': 0, '"b"': 1 }, absent: 0 },
  };
  t.strictSame(read(either, { n: 1 }, table), { n: 1 });
  t.strictSame(read(either, { kind: "a", n: 1 }, table), { kind: "a", n: 1 });
  t.strictSame(read(either, { kind: "b", n: "x" }, table), { kind: "b", n: "x" });
  t.strictSame(issuesOf(either, { n: "x" }, table), [["int_type", "a", "n"]]);
  t.strictSame(issuesOf(either, { kind: null, n: 1 }, table), [["union_tag_invalid"]]);
  t.equal(codecOf(either, table).encode({ n: 1 }), '{"n":1}');
  t.equal(codecOf(either, table).encode({ n: "x", kind: "b" }), '{"kind":"b","n":"x"}');
});

t.test("variants that one property groups and another tells apart", async (t) => {
  const table = tableOf({
    AX: object({ kind: literal("a"), sub: literal("x"), n: int() }),
    AY: object({ kind: literal("a"), sub: literal("y"), s: text() }),
    B: object({ kind: literal("b") }),
  });
  const a: WireType = {
    kind: "union",
    members: [ref("AX"), ref("AY")],
    discriminator: { property: "sub", memberByValue: { '"x"': 0, '"y"': 1 } },
  };
  const all: WireType = {
    kind: "union",
    members: [a, ref("B")],
    discriminator: { property: "kind", memberByValue: { '"a"': 0, '"b"': 1 } },
  };
  t.strictSame(read(all, { kind: "a", sub: "y", s: "x", n: 1 }, table), { kind: "a", sub: "y", s: "x" });
  t.strictSame(issuesOf(all, { kind: "a", sub: "x" }, table), [["missing", "a", "x", "n"]]);
  t.strictSame(issuesOf(all, { kind: "a", sub: "z" }, table), [["union_tag_invalid", "a"]]);
  t.equal(codecOf(all, table).encode({ kind: "a", sub: "x", n: 1, s: "secret" }), '{"kind":"a","sub":"x","n":1}');
});

t.test("what only answers have tells members apart where it is sent back, and is needed nowhere", async (t) => {
  const readOnly = (name: string, type: WireType) => property(name, type, { access: "read" });
  const table = tableOf({
    Short: { kind: "object", properties: [readOnly("id", int()), property("name", text())] },
    Long: { kind: "object", properties: [readOnly("id", text()), property("name", text()), property("note", text())] },
  });
  const either = union(ref("Short"), ref("Long"));
  t.strictSame(read(either, { name: "a" }, table), { name: "a" });
  t.strictSame(read(either, { id: 1, name: "a", note: "b" }, table), { name: "a", note: "b" });
  t.equal(codecOf(either, table).encode({ id: "x", name: "a", note: "b" }), '{"id":"x","name":"a","note":"b"}');
  t.equal(codecOf(either, table).encode({ id: 1, name: "a", note: "b" }), '{"id":1,"name":"a"}');
});

t.test("D16: when no member fits, the issues of all of them, each under its name", async (t) => {
  const either = union(ref("Base"), ref("Item"), list(int()), text());
  t.strictSame(issuesOf(either, { price: "x" }), [
    ["missing", "Base", "id"],
    ["missing", "Item", "id"],
    ["float_type", "Item", "price"],
    ["list_type", "int[]"],
    ["string_type", "string"],
  ]);
});

t.test("written by the member that keeps most of what the value has", async (t) => {
  const either = codecOf(union(ref("Base"), ref("Item")), types);
  t.equal(either.encode({ id: 1, price: 2, secret: 3 }), '{"id":1,"price":2}');
  t.equal(either.encode({ id: 1, secret: 3 }), '{"id":1}');
  t.equal(either.encode({ id: 1, price: "free" }), '{"id":1}', "which is of the first only");
  const deep = codecOf(union(ref("InBase"), ref("InItem")), types);
  t.equal(deep.encode({ inner: { id: 1, price: 2 } }), '{"inner":{"id":1,"price":2}}');
  const lists = codecOf(union(list(ref("Base")), list(ref("Item"))), types);
  t.equal(lists.encode([{ id: 1, price: 2 }]), '[{"id":1,"price":2}]');
  t.equal(codecOf(union(ref("Base"), ref("Sized")), types).encode({ id: 1, size: 2 }), '{"id":1,"size":2}');
});

t.test("written by what the value is in memory", async (t) => {
  const codec = codecOf(union(ref("Sized"), set(int()), list(int()), date, bigint(), text(), number()), types);
  t.equal(codec.encode(new Set([1, 2])), "[1,2]");
  t.equal(codec.encode([1]), "[1]");
  t.equal(codec.encode(new Date(0)), '"1970-01-01T00:00:00.000Z"');
  t.equal(codec.encode(5n), '"5"');
  t.equal(codec.encode(5), "5");
  t.equal(codec.encode("2020"), '"2020"');
  class Row {
    get id(): number {
      return 7;
    }
  }
  t.equal(codec.encode(new Row()), '{"id":7}');
  t.throws(() => codec.encode(true), "a boolean is of no member");
  t.throws(() => codec.encode(Number.NaN));
});

t.test("what is of no member: MISMATCH, or, unchecked, the first of its shape and nothing undeclared", async (t) => {
  const codec = codecOf(orNull(union(ref("Base"), ref("Item"))), types);
  t.throws(() => codec.encode({ price: 1, secret: 2 }));
  t.equal(codec.encode({ price: 1, secret: 2 }, false), "{}");
  t.equal(codec.encode({ id: "x", price: 1, secret: 2 }, false), '{"id":"x"}');
  t.equal(codec.encode("x", false), '"x"');
});

/** `{ x: U, k: string } | { x: U, k: number, … }`: the members differ only behind what they share. */
const tangled = tableOf({
  U: union(ref("L"), ref("R"), ref("S")),
  L: object({ "x?": ref("U"), k: text() }),
  R: object({ "x?": ref("U"), k: orNull(text()), "more?": int() }),
  S: object({ "x?": ref("U"), k: orNull(text()), "other?": int() }),
});
const chain = (depth: number, last: object): object => {
  let value = last;
  for (let level = 0; level < depth; level++) value = { x: value, k: null };
  return value;
};

t.test(
  "a hostile body costs no more than its size: members that lead to the same value do not repeat it",
  async (t) => {
    const codec = codecOf(ref("U"), tangled);
    const good = chain(60, { k: null, other: 1 });
    deepStrictEqual(codec.decode(good), good);
    t.equal(codec.encode(good), JSON.stringify(good));
    const bad = chain(60, { k: 5 });
    t.equal(codec.decode(bad), FAIL);
    const issues = codec.explain(bad);
    t.ok(issues.length > 3 && issues.length <= 303, `${issues.length} issues`);
    t.equal(codec.explainValue(good).length, 0);
    t.ok(codec.explainValue(bad).length > 3);
  },
);
