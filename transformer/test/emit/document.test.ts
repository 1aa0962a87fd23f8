import t from "tap";
import type { WireType } from "../../dist/ir/wire-type.js";
import { jsonSchema } from "../../dist/phases/5-emit/json-schema.js";
import {
  bigint,
  boolean,
  date,
  echoPlan,
  emitEndpoints,
  endpointPlan,
  evaluate,
  int,
  keyOf,
  list,
  literal,
  nothingType,
  number,
  object,
  orNull,
  property,
  record,
  ref,
  tableOf,
  text,
  union,
  unknown,
  variants,
} from "./evaluate.js";

t.test("schemas as a person would write them", async (t) => {
  const rows: [WireType, object][] = [
    [unknown, {}],
    [nothingType, { type: "null" }],
    [boolean, { type: "boolean" }],
    [text({ minLength: 1, format: "email" }), { type: "string", minLength: 1, format: "email" }],
    [number({ exclusiveMinimum: 0 }), { type: "number", exclusiveMinimum: 0 }],
    [int({ minimum: 1 }), { type: "integer", format: "int64", minimum: 1 }],
    [
      { kind: "number", format: "int32", constraints: {} },
      { type: "integer", format: "int32" },
    ],
    [
      { kind: "number", format: "uint32", constraints: { minimum: -5 } },
      { type: "integer", format: "uint32", minimum: 0, maximum: 4294967295 },
    ],
    [
      { kind: "number", format: "double", constraints: {} },
      { type: "number", format: "double" },
    ],
    [date, { type: "string", format: "date-time" }],
    [literal("a"), { type: "string", const: "a" }],
    [literal("a", "b"), { type: "string", enum: ["a", "b"] }],
    [literal(1, 2), { type: "integer", enum: [1, 2] }],
    [literal(1, "a"), { enum: [1, "a"] }],
    [orNull(literal("a")), { type: ["string", "null"], enum: ["a", null] }],
    [orNull(text({ maxLength: 3 })), { type: ["string", "null"], maxLength: 3 }],
    [orNull(int()), { type: ["integer", "null"], format: "int64" }],
    [orNull(ref("User")), { anyOf: [{ $ref: "src/models.ts#User" }, { type: "null" }] }],
    [
      list(text(), { minItems: 1, uniqueItems: true }),
      { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
    ],
    [record(number()), { type: "object", additionalProperties: { type: "number" } }],
    [object({}), { type: "object" }],
    [
      object({ id: int(), "nick?": text() }, { exact: true }),
      {
        type: "object",
        properties: { id: { type: "integer", format: "int64" }, nick: { type: "string" } },
        required: ["id"],
        additionalProperties: false,
      },
    ],
    [union(int(), text()), { anyOf: [{ type: "integer", format: "int64" }, { type: "string" }] }],
    [
      variants("Cat", "Dog"),
      {
        oneOf: [{ $ref: "src/models.ts#Cat" }, { $ref: "src/models.ts#Dog" }],
        discriminator: { propertyName: "kind", mapping: { cat: "src/models.ts#Cat", dog: "src/models.ts#Dog" } },
      },
    ],
    [
      { kind: "string", constraints: {}, schema: { "x-slug": true } },
      { type: "string", "x-slug": true },
    ],
  ];
  for (const [type, schema] of rows) t.strictSame(jsonSchema(type, "input"), schema);
});

t.test("a bigint: read from digits or a safe integer, written as digits, in text digits only", async (t) => {
  const digits = "^-?(0|[1-9]\\d{0,99})$";
  const range = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  t.strictSame(jsonSchema(bigint(), "input"), { type: ["string", "integer"], pattern: digits, ...range });
  t.strictSame(jsonSchema(bigint(), "output"), { type: "string", pattern: digits });
  t.strictSame(jsonSchema(bigint(), "text"), { type: "string", pattern: digits });
  t.strictSame(jsonSchema(orNull(bigint()), "text"), { type: "string", pattern: digits }, "text has no null");
});

t.test("words, defaults and what is hidden", async (t) => {
  const type: WireType = {
    kind: "object",
    properties: [
      property("name", text(), {
        words: { title: "Name", description: "Of the thing.", deprecated: true, examples: ["a"] },
      }),
      property("size", int(), { optional: true, default: 20, fillsDefault: true }),
      property("hint", ref("User"), { optional: true, default: null, words: { description: "A hint." } }),
      property("trace", text(), { optional: true, words: { hidden: true } }),
      property("seen", text(), { words: { namedExamples: { one: { summary: "One", value: "1" } } } }),
    ],
  };
  t.strictSame(jsonSchema(type, "input"), {
    type: "object",
    properties: {
      name: { title: "Name", description: "Of the thing.", type: "string", deprecated: true, examples: ["a"] },
      size: { type: "integer", format: "int64", default: 20 },
      hint: { description: "A hint.", $ref: "src/models.ts#User", default: null },
      seen: { type: "string", examples: ["1"] },
    },
    required: ["name", "seen"],
  });
  t.strictSame(jsonSchema(type, "output")["required"], ["name", "size", "seen"], "the output always has its defaults");
});

t.test("a document names its types by key; an output schema stands only where it differs", async (t) => {
  const types = tableOf({
    User: object({ id: bigint() }),
    Page: object({ items: list(ref("User")) }),
  });
  const [endpoint] = evaluate(emitEndpoints(types, echoPlan(ref("Page"))));
  const { schemas } = endpoint?.doc() ?? {};
  t.strictSame(Object.keys(schemas ?? {}), [keyOf("User"), keyOf("Page")]);
  t.equal(schemas?.[keyOf("User")]?.name, "User");
  t.ok(schemas?.[keyOf("User")]?.output);
  t.notOk(schemas?.[keyOf("Page")]?.output, "its own text is the same");
});

t.test("a document of an endpoint", async (t) => {
  const plan = endpointPlan({
    slots: [
      {
        in: "query",
        name: "limit",
        type: int(),
        required: false,
        many: false,
        default: 20,
        words: { description: "At most." },
      },
    ],
    bodies: [{ name: "b", type: text(), required: true, mediaType: "application/json", words: { examples: ["x"] } }],
    errors: [{ status: 404, description: "No such thing" }],
    answers: [
      {
        kind: "reply",
        status: 201,
        type: int(),
        headers: [{ name: "location", type: text(), required: true }],
        description: "Made",
      },
    ],
    docs: { summary: "Do it.", tags: ["a"], deprecated: true },
  });
  const [endpoint] = evaluate(emitEndpoints({}, plan));
  t.strictSame(endpoint?.doc(), {
    summary: "Do it.",
    tags: ["a"],
    deprecated: true,
    slots: [{ schema: { type: "integer", format: "int64", default: 20 }, description: "At most." }],
    bodies: [{ schema: { type: "string" }, examples: ["x"] }],
    errors: [{ status: 404, description: "No such thing" }],
    answers: [
      {
        status: 201,
        description: "Made",
        content: { mediaType: "application/json", schema: { type: "integer", format: "int64" } },
        headers: { location: { schema: { type: "string" }, required: true } },
      },
    ],
    schemas: {},
  });
});
