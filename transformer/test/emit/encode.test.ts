import { MISMATCH } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import {
  bigint,
  boolean,
  codecOf,
  date,
  echoPlan,
  emitEndpoints,
  evaluate,
  int,
  list,
  literal,
  number,
  object,
  orNull,
  record,
  ref,
  tableOf,
  text,
  union,
  unknown,
  variants,
} from "./evaluate.js";

const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
};

t.test("declared properties only, in declared order", async (t) => {
  const user = codecOf(object({ id: int(), name: text(), "nick?": text() }));
  const row = { password: "secret", name: "Ada", id: 1 };
  t.equal(user.encode(row), '{"id":1,"name":"Ada"}');
  t.equal(user.encode({ ...row, nick: undefined }), '{"id":1,"name":"Ada"}');
  t.equal(user.encode({ ...row, nick: "A" }), '{"id":1,"name":"Ada","nick":"A"}');
});

t.test("optional properties at every place leave no comma behind", async (t) => {
  const codec = codecOf(object({ "a?": int(), "b?": text(), c: boolean, "d?": int(), e: int(), "f?": int() }));
  for (let bits = 0; bits < 16; bits++) {
    const value = {
      ...(bits & 1 ? { a: 1 } : {}),
      ...(bits & 2 ? { b: "x" } : {}),
      c: true,
      ...(bits & 4 ? { d: 2 } : {}),
      e: 3,
      ...(bits & 8 ? { f: 4 } : {}),
    };
    t.equal(codec.encode(value), JSON.stringify(value));
  }
  t.equal(codecOf(object({ "a?": int() })).encode({}), "{}");
  t.equal(codecOf(object({})).encode({ a: 1 }), "{}");
});

t.test("strings are written as JSON.stringify writes them", async (t) => {
  const codec = codecOf(object({ s: text() }));
  const check = (s: string) => codec.encode({ s }) === JSON.stringify({ s });
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), check));
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), check));
  for (const s of ['"', "\\", "\n", "\u0000", "\u001f", "\u007f", "\u2028", "\ud800", "\udc00x", "😀", "é"]) {
    for (const around of ["", "x".repeat(39), "x".repeat(50), "x".repeat(6000)]) {
      t.equal(codec.encode({ s: around + s + around }), JSON.stringify({ s: around + s + around }));
    }
  }
});

t.test("numbers, bigints, dates, booleans, literals", async (t) => {
  const type = object({
    n: number(),
    i: int(),
    b: bigint(),
    d: date,
    f: boolean,
    l: literal("a", 1, true),
    z: orNull(date),
  });
  const codec = codecOf(type);
  const value = { n: -0, i: 5, b: 2n ** 70n, d: new Date(0), f: false, l: 1, z: null };
  t.equal(
    codec.encode(value),
    '{"n":0,"i":5,"b":"1180591620717411303424","d":"1970-01-01T00:00:00.000Z","f":false,"l":1,"z":null}',
  );
  for (const n of [0.1, 1e21, 1e-7, 5e-324, Number.MAX_VALUE]) t.equal(codecOf(number()).encode(n), JSON.stringify(n));
});

t.test("a strict encoder throws MISMATCH and says where; constraints count", async (t) => {
  const type = object({
    n: number({ minimum: 0 }),
    i: int(),
    s: text({ maxLength: 2 }),
    d: date,
    b: bigint(),
    list: list(text(), { maxItems: 2 }),
    "o?": object({ x: boolean }),
    r: record(int()),
    u: unknown,
  });
  const good = { n: 1, i: 1, s: "a", d: new Date(0), b: 1n, list: ["a"], r: { a: 1 }, u: null };
  const codec = codecOf(type);
  t.strictSame(codec.explainValue(good), []);
  t.equal(typeof codec.encode(good), "string");
  const rows: [object, (string | number)[], string][] = [
    [{ n: Number.NaN }, ["n"], "finite_number"],
    [{ n: Number.POSITIVE_INFINITY }, ["n"], "finite_number"],
    [{ n: -1 }, ["n"], "greater_than_equal"],
    [{ n: "1" }, ["n"], "float_type"],
    [{ n: undefined }, ["n"], "missing"],
    [{ i: 1.5 }, ["i"], "int_from_float"],
    [{ s: "abc" }, ["s"], "string_too_long"],
    [{ d: new Date(Number.NaN) }, ["d"], "datetime_type"],
    [{ d: new Date("+012345-01-01T00:00:00Z") }, ["d"], "datetime_type"],
    [{ d: "1970-01-01T00:00:00Z" }, ["d"], "datetime_type"],
    [{ b: 1 }, ["b"], "int_type"],
    [{ list: ["a", undefined] }, ["list", 1], "missing"],
    [{ list: ["a", "b", "c"] }, ["list"], "too_long"],
    [{ list: { length: 0 } }, ["list"], "list_type"],
    [{ o: null }, ["o"], "model_attributes_type"],
    [{ o: { x: 1 } }, ["o", "x"], "bool_type"],
    [{ r: { a: 1, b: "x" } }, ["r", "b"], "int_type"],
    [{ u: undefined }, ["u"], "missing"],
    [{ u: () => 1 }, ["u"], "value_error"],
  ];
  for (const [bad, place, code] of rows) {
    const value = { ...good, ...bad };
    t.equal(
      thrownBy(() => codec.encode(value)),
      MISMATCH,
      place.join("."),
    );
    const found = codec.explainValue(value).map(({ type: one, loc }) => [one, loc]);
    t.strictSame(found, [[code, ["response", ...place]]]);
    t.doesNotThrow(() => JSON.parse(codec.encode(value, false)));
  }
  t.equal(
    thrownBy(() => codec.encode(null)),
    MISMATCH,
  );
  t.match(codec.explainValue(undefined), [{ type: "missing", loc: ["response"] }]);
});

t.test("an encoder that is not strict writes what is there, but nothing undeclared", async (t) => {
  const codec = codecOf(
    object({ id: int(), name: text(), "at?": date, inner: object({ x: int() }), tags: list(text()) }),
  );
  const value = {
    id: "7",
    name: { first: "Ada", password: "secret" },
    at: "yesterday",
    inner: { x: null, y: "secret" },
    tags: [1, undefined, { password: "secret" }],
    password: "secret",
  };
  t.equal(
    codec.encode(value, false),
    '{"id":"7","name":null,"at":"yesterday","inner":{"x":null},"tags":[1,null,null]}',
  );
  t.equal(codec.encode({ id: 1, inner: "x" }, false), '{"id":1,"inner":"x"}');
  t.equal(codec.encode(undefined, false), "null");
  t.equal(codec.encode([{ password: "secret" }], false), "null");
});

t.test("records: own enumerable keys, undefined left out", async (t) => {
  const codec = codecOf(record(int()));
  t.equal(codec.encode({ b: 1, 'a"': 2, gone: undefined }), '{"b":1,"a\\"":2}');
  t.equal(codec.encode(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } })), '{"own":2}');
  t.equal(codecOf(object({ id: int() }, { additional: text() })).encode({ x: "y", id: 1 }), '{"id":1,"x":"y"}');
});

t.test("class instances: getters count, each is read once", async (t) => {
  let reads = 0;
  class Row {
    readonly #secret = "secret";
    get id(): number {
      return ++reads;
    }
    get name(): string {
      return this.#secret.slice(0, 3);
    }
  }
  t.equal(codecOf(object({ id: int(), name: text() })).encode(new Row()), '{"id":1,"name":"sec"}');
  t.equal(reads, 1);
});

t.test("unions: the member the value is of", async (t) => {
  const types = tableOf({
    Cat: object({ kind: literal("cat"), lives: int() }),
    Dog: object({ kind: literal("dog"), born: date }),
    Circle: object({ radius: number() }),
    Box: object({ width: number() }),
  });
  const pet = codecOf(orNull(variants("Cat", "Dog")), types);
  t.equal(pet.encode({ kind: "dog", born: new Date(0), x: 1 }), '{"kind":"dog","born":"1970-01-01T00:00:00.000Z"}');
  t.equal(pet.encode(null), "null");
  t.equal(
    thrownBy(() => pet.encode({ kind: "cow" })),
    MISMATCH,
  );
  const shape = codecOf(union(ref("Circle"), ref("Box"), text(), bigint(), date, list(ref("Box"))), types);
  t.equal(shape.encode({ width: 2, secret: 1 }), '{"width":2}');
  t.equal(shape.encode([{ width: 2 }]), '[{"width":2}]');
  t.equal(shape.encode(5n), '"5"');
  t.equal(shape.encode(new Date(0)), '"1970-01-01T00:00:00.000Z"');
  t.equal(
    thrownBy(() => shape.encode({ depth: 1 })),
    MISMATCH,
  );
  t.equal(shape.encode({ depth: 1, radius: "wide" }, false), '{"radius":"wide"}', "as the first of its shape");
});

t.test("unknown is written as it is", async (t) => {
  t.equal(codecOf(object({ u: unknown })).encode({ u: { a: [1], b: undefined } }), '{"u":{"a":[1]}}');
});

t.test("answers: a plain one, replies by status, replies without a body", async (t) => {
  const [endpoint] = evaluate(
    emitEndpoints(
      {},
      echoPlan(int(), [
        { kind: "json", status: null, type: int() },
        { kind: "empty", status: null },
        { kind: "reply", status: 201, type: text() },
        { kind: "reply", status: 201, type: boolean },
        { kind: "reply", status: 409 },
        { kind: "reply", status: "default", type: object({ why: text() }) },
        { kind: "response" },
        { kind: "raw", status: 200, mediaType: "text/html" },
      ]),
    ),
  );
  const answers = endpoint?.answers;
  t.equal(answers?.plain?.encode(5, true), "5");
  t.equal(answers?.empty, true);
  t.equal(answers?.replies?.[201]?.encode("x", true), '"x"');
  t.equal(answers?.replies?.[201]?.encode(true, true), "true");
  t.equal(answers?.replies?.[409], null);
  t.equal(answers?.otherReplies?.encode({ why: "x" }, true), '{"why":"x"}');
  t.strictSame(
    endpoint?.doc().answers.map(({ status, content }) => [status, content?.mediaType]),
    [
      [null, "application/json"],
      [null, undefined],
      [201, "application/json"],
      [201, "application/json"],
      [409, undefined],
      ["default", "application/json"],
      [200, "text/html"],
    ],
  );
});
