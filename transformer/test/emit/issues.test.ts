import { FAIL, type Issue } from "@typeway/contract";
import t from "tap";
import type { WireType } from "../../dist/ir/wire-type.js";
import {
  bigint,
  boolean,
  codecOf,
  date,
  echoPlan,
  emitEndpoints,
  endpointPlan,
  evaluate,
  int,
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

type Row = readonly [type: WireType, input: unknown, code: string, ctx?: Record<string, unknown>];

const format = (name: string): WireType => text({ format: name });

t.test("the code and the words of each issue", async (t) => {
  const rows: readonly Row[] = [
    [text(), 5, "string_type"],
    [text({ minLength: 2 }), "a", "string_too_short", { min_length: 2 }],
    [text({ maxLength: 2 }), "abc", "string_too_long", { max_length: 2 }],
    [text({ pattern: "^a/b$" }), "x", "string_pattern_mismatch", { pattern: "^a/b$" }],
    [int(), "3", "int_type"],
    [int(), null, "int_type"],
    [int(), 1.5, "int_from_float"],
    [int(), Number.POSITIVE_INFINITY, "finite_number"],
    [int(), 2 ** 53, "less_than_equal", { le: Number.MAX_SAFE_INTEGER }],
    [number(), "3", "float_type"],
    [number(), true, "float_type"],
    [number(), Number.NEGATIVE_INFINITY, "finite_number"],
    [number({ exclusiveMinimum: 0 }), 0, "greater_than", { gt: 0 }],
    [number({ minimum: 0.5 }), 0, "greater_than_equal", { ge: 0.5 }],
    [number({ exclusiveMaximum: 1 }), 1, "less_than", { lt: 1 }],
    [number({ maximum: 1 }), 2, "less_than_equal", { le: 1 }],
    [number({ multipleOf: 5 }), 7, "multiple_of", { multiple_of: 5 }],
    [bigint(), "x", "int_parsing"],
    [bigint(), 1.5, "int_from_float"],
    [bigint(), true, "int_type"],
    [bigint({ maximum: "10" }), "11", "less_than_equal", { le: "10" }],
    [boolean, "true", "bool_type"],
    [boolean, 1, "bool_type"],
    [date, "2024-01-01", "datetime_from_date_parsing", { error: "not an RFC 3339 date and time" }],
    [date, 1709164800, "datetime_type"],
    [nothingType, 1, "none_required"],
    [literal("red", "blue"), "green", "literal_error", { expected: "'red' or 'blue'" }],
    [list(int()), { 0: 1 }, "list_type"],
    [list(int(), { minItems: 1 }), [], "too_short", { field_type: "List", min_length: 1, actual_length: 0 }],
    [list(int(), { maxItems: 1 }), [1, 2], "too_long", { field_type: "List", max_length: 1, actual_length: 2 }],
    [list(int(), { uniqueItems: true }), [1, 1], "value_error", { reason: "a list with repeated items" }],
    [object({}), [], "model_attributes_type"],
    [record(int()), "x", "dict_type"],
    [format("date-time"), "x", "datetime_from_date_parsing", { error: "not an RFC 3339 date and time" }],
    [format("date"), "2024-02-30", "date_from_datetime_parsing", { error: "not a calendar date" }],
    [format("time"), "12:00", "time_parsing", { error: "not an RFC 3339 time with an offset" }],
    [format("duration"), "5", "time_delta_parsing", { error: "not an ISO 8601 duration" }],
    [format("uuid"), "x", "uuid_parsing", { error: "not a UUID" }],
    [format("uri"), "x", "url_parsing", { error: "not an absolute URI" }],
    [format("email"), "x", "value_error", { reason: "not an email address" }],
    [format("hostname"), "-", "value_error", { reason: "not a host name" }],
    [format("ipv4"), "x", "ip_any_address"],
    [format("ipv6"), "x", "ip_any_address"],
  ];
  for (const [type, input, code, ctx] of rows) {
    // Inside a property: at the root null is as good as nothing.
    const [issue, ...others] = codecOf(object({ value: type })).explain({ value: input });
    const label = `${code} for ${JSON.stringify(input)}`;
    t.strictSame([issue?.type, issue?.loc, issue?.ctx], [code, ["body", "value"], ctx], label);
    t.ok(issue !== undefined && issue.msg.length > 5 && !issue.msg.includes("undefined"), `${label}: ${issue?.msg}`);
    t.strictSame(others, [], label);
  }
});

t.test("an issue, whole", async (t) => {
  const codec = codecOf(object({ name: text({ minLength: 1 }), tags: list(text({ maxLength: 3 })) }));
  t.strictSame(codec.explain({ name: "", tags: ["a", "long"] }), [
    {
      type: "string_too_short",
      loc: ["body", "name"],
      msg: "Expected at least 1 character",
      input: "",
      ctx: { min_length: 1 },
    },
    {
      type: "string_too_long",
      loc: ["body", "tags", 1],
      msg: "Expected at most 3 characters",
      input: "long",
      ctx: { max_length: 3 },
    },
  ]);
});

t.test("an absent property is missing; an optional one is not", async (t) => {
  const codec = codecOf(object({ id: int(), "note?": text(), at: orNull(date) }));
  t.strictSame(codec.explain({}), [
    { type: "missing", loc: ["body", "id"], msg: "A value is required here", input: null },
    { type: "missing", loc: ["body", "at"], msg: "A value is required here", input: null },
  ]);
  t.strictSame(codec.decode({ id: 1, at: null }), { id: 1, at: null });
  t.equal(codec.decode({ id: 1, at: null, note: null }), FAIL, "null is not absence");
});

t.test("a body that is not there, or null where null is not of its type, is missing", async (t) => {
  for (const type of [object({}), list(int()), text(), variants("Cat"), union(int(), text())]) {
    for (const body of [undefined, null]) {
      const issues = codecOf(type, pets).explain(body);
      t.strictSame(issues, [{ type: "missing", loc: ["body"], msg: "A value is required here", input: null }]);
    }
  }
  t.equal(codecOf(orNull(object({}))).decode(null), null);
  t.equal(codecOf(unknown).decode(null), null);
  t.match(codecOf(unknown).explain(undefined), [{ type: "missing" }]);
});

t.test("an optional body: absent is undefined, null is refused where it is not of the type", async (t) => {
  const plan = echoPlan(object({ a: int() }));
  const bodies = plan.bodies.map((body) => ({ ...body, required: false }));
  const [endpoint] = evaluate(emitEndpoints({}, { ...plan, bodies }));
  const explain = (body: unknown): Issue[] => {
    const issues: Issue[] = [];
    endpoint?.explain([], [body], { text: [], body: [["body"]] }, issues);
    return issues;
  };
  t.strictSame(endpoint?.decode([], [undefined]), [undefined]);
  t.strictSame(explain(undefined), []);
  t.equal(endpoint?.decode([], [null]), FAIL);
  t.match(explain(null), [{ type: "model_attributes_type", loc: ["body"], input: null }]);
});

t.test("several bodies: each at its own place", async (t) => {
  const body = (name: string) => ({ name, type: object({ n: int() }), required: true, mediaType: "application/json" });
  const plan = endpointPlan({
    params: [
      { kind: "body", name: "a", body: 0 },
      { kind: "body", name: "b", body: 1 },
    ],
    bodies: [body("a"), body("b")],
  });
  const [endpoint] = evaluate(emitEndpoints({}, plan));
  const issues: Issue[] = [];
  const at = {
    text: [],
    body: [
      ["body", "a"],
      ["body", "b"],
    ],
  };
  endpoint?.explain([], [{ n: "x" }, undefined], at, issues);
  t.strictSame(
    issues.map(({ type, loc }) => [type, loc]),
    [
      ["int_type", ["body", "a", "n"]],
      ["missing", ["body", "b"]],
    ],
  );
});

const pets = tableOf({
  Cat: object({ kind: literal("cat"), lives: int() }),
  Dog: object({ kind: literal("dog"), name: text() }),
});

t.test("a discriminated union: the tag is a segment of the place", async (t) => {
  const codec = codecOf(variants("Cat", "Dog"), pets);
  const found = (input: unknown) => codec.explain(input).map(({ type, loc, ctx }) => [type, loc, ctx]);
  t.strictSame(found({ kind: "cat", lives: "x" }), [["int_type", ["body", "cat", "lives"], undefined]]);
  t.strictSame(found({ lives: 9 }), [["union_tag_not_found", ["body"], { discriminator: "'kind'" }]]);
  t.strictSame(found({ kind: "cow" }), [
    ["union_tag_invalid", ["body"], { discriminator: "'kind'", tag: "cow", expected_tags: "'cat', 'dog'" }],
  ]);
  t.strictSame(found("cat"), [["model_attributes_type", ["body"], undefined]]);
});

t.test("another union: the issues of every member, under its name", async (t) => {
  const codec = codecOf(list(union(ref("Cat"), ref("Dog"), text(), list(int()))), pets);
  t.strictSame(
    codec.explain([5]).map(({ type, loc }) => [type, loc]),
    [
      ["model_attributes_type", ["body", 0, "Cat"]],
      ["model_attributes_type", ["body", 0, "Dog"]],
      ["string_type", ["body", 0, "string"]],
      ["list_type", ["body", 0, "int[]"]],
    ],
  );
  t.strictSame(codec.explain(["ok", [1]]), []);
});

t.test("undeclared keys: dropped, or refused by an exact type", async (t) => {
  const properties = { id: int() };
  t.strictSame(codecOf(object(properties)).decode({ id: 1, admin: true }), { id: 1 });
  const exact = codecOf(object(properties, { exact: true }));
  t.equal(exact.decode({ id: 1, admin: true }), FAIL);
  t.strictSame(
    exact.explain({ id: 1, admin: "yes", root: 2 }).map(({ type, loc, input }) => [type, loc, input]),
    [
      ["extra_forbidden", ["body", "admin"], "yes"],
      ["extra_forbidden", ["body", "root"], 2],
    ],
  );
});

t.test("input is echoed, strings to 100 characters", async (t) => {
  const codec = codecOf(object({ n: int() }));
  t.equal(codec.explain({ n: "x".repeat(5000) })[0]?.input, "x".repeat(100));
  t.strictSame(codec.explain({ n: { deep: [1] } })[0]?.input, { deep: [1] });
});

t.test("defaults are filled in; without `fillsDefault` they document only", async (t) => {
  const codec = codecOf({
    kind: "object",
    properties: [
      property("size", int({ minimum: 1 }), { optional: true, default: 20, fillsDefault: true }),
      property("since", date, { optional: true, default: "2020-01-01T00:00:00Z", fillsDefault: true }),
      property("tags", list(text()), { optional: true, default: [], fillsDefault: true }),
      property("note", orNull(text()), { optional: true, default: null, fillsDefault: true }),
      property("hint", text(), { optional: true, default: "none" }),
    ],
  });
  const filled = { size: 20, since: new Date("2020-01-01T00:00:00Z"), tags: [], note: null };
  t.strictSame(codec.decode({}), filled);
  t.not(Object.is(firstTags(codec.decode({})), firstTags(codec.decode({}))), true, "a new array each time");
  t.equal(codec.decode({ size: 0 }), FAIL);
  t.match(codec.explain({ size: 0, since: "x" }), [{ loc: ["body", "size"] }, { loc: ["body", "since"] }]);
  t.throws(() => codec.encode({ ...filled, size: undefined }), "the answer always has it");
  t.match(codec.explainValue({ ...filled, size: undefined }), [{ type: "missing", loc: ["response", "size"] }]);
});

const firstTags = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "tags" in value ? value.tags : undefined;
