// The schemas of what is a string, or an object, in JSON and something else in memory.
import t from "tap";
import type { WireType } from "../../dist/ir/wire-type.js";
import { jsonSchema } from "../../dist/phases/5-emit/json-schema.js";
import { bigint, boolean, int, literal, object, orNull, text, union } from "./evaluate.js";

const url: WireType = { kind: "url" };
const bytes: WireType = { kind: "bytes" };
const versions: WireType = { kind: "bigint", constraints: {}, values: ["1", "2"] };
const open = (keys: WireType | undefined, map?: true): WireType => ({
  kind: "record",
  values: boolean,
  ...(keys ? { keys } : {}),
  ...(map ? { map } : {}),
});

t.test("URLs, bytes and bigint literals are strings", async (t) => {
  for (const side of ["input", "output", "text"] as const) {
    t.strictSame(jsonSchema(url, side), { type: "string", format: "uri" });
    t.strictSame(jsonSchema(bytes, side), { type: "string", contentEncoding: "base64" });
    t.strictSame(jsonSchema(versions, side), { type: "string", enum: ["1", "2"] });
  }
  t.strictSame(jsonSchema({ kind: "bigint", constraints: {}, values: ["1"] }, "input"), { type: "string", const: "1" });
  t.strictSame(jsonSchema(orNull(url), "output"), { type: ["string", "null"], format: "uri" });
  t.strictSame(jsonSchema(orNull(versions), "output"), { type: ["string", "null"], enum: ["1", "2", null] });
});

t.test("a map is an object; names that are not any string are said", async (t) => {
  const names = (keys: WireType | undefined): unknown => jsonSchema(open(keys, true), "input")["propertyNames"];
  t.strictSame(jsonSchema(open(undefined, true), "input"), {
    type: "object",
    additionalProperties: { type: "boolean" },
  });
  t.strictSame(names(text({ pattern: "^x-" })), { pattern: "^x-" });
  t.strictSame(names(text({ minLength: 2 })), { minLength: 2 });
  t.strictSame(names(int()), { pattern: "^(?:0|-?[1-9]\\d{0,15})$" });
  t.strictSame(names(bigint()), { pattern: "^(?:0|-?[1-9]\\d{0,99})$" });
  t.strictSame(names(boolean), { enum: ["true", "false"] });
  t.strictSame(names(literal(1, 2)), { enum: ["1", "2"] });
  t.strictSame(names(union(literal("a"), text({ pattern: "^b" }))), { anyOf: [{ enum: ["a"] }, { pattern: "^b" }] });
});

t.test("an index signature beside declared properties is a pattern of names", async (t) => {
  const extended = object(
    { id: int() },
    { additional: boolean, additionalKeys: { kind: "string", constraints: { pattern: "^x-" } } },
  );
  const expected = {
    type: "object",
    properties: { id: { type: "integer", format: "int64" } },
    required: ["id"],
    patternProperties: { "^x-": { type: "boolean" } },
  };
  t.strictSame(jsonSchema(extended, "input"), expected);
  t.strictSame(jsonSchema({ ...extended, exact: true }, "input"), { ...expected, additionalProperties: false });
});
