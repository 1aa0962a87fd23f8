import { changedSchema, type JsonSchema, schemaChanges } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";

t.test("changes: the places where two schemas differ", async (t) => {
  const one = { type: "object", properties: { a: { type: "string" }, b: { type: "number" } }, required: ["a"] };
  const rows: readonly (readonly [other: JsonSchema, changes: unknown])[] = [
    [one, []],
    [{ ...one, required: ["a", "b"] }, [[["required"], ["a", "b"]]]],
    [{ ...one, additionalProperties: false }, [[["additionalProperties"], false]]],
    [
      { ...one, properties: { ...one.properties, b: { type: "number", minimum: 0 } } },
      [[["properties", "b", "minimum"], 0]],
    ],
    [{ ...one, properties: { ...one.properties, b: { const: 1 } } }, [[["properties", "b"], { const: 1 }]]],
    [{ ...one, properties: { a: { type: "string" } } }, [[["properties"], { a: { type: "string" } }]]],
    [{ type: "object", properties: one.properties }, undefined],
    [{ properties: one.properties, type: "object", required: ["a"] }, undefined],
  ];
  for (const [other, changes] of rows) t.strictSame(schemaChanges(one, other), changes, JSON.stringify(other));
});

t.test("changes: made, they give the other schema to the letter, and leave the first alone", async (t) => {
  const key = fc.constantFrom("a", "b", "type", "__proto__", "");
  const schema = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constantFrom<unknown>(1, "x", null, ["a"], []), tie("object")),
    object: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  })).object;
  let expressible = 0;
  fc.assert(
    fc.property(schema, schema, (one, other) => {
      const before = JSON.stringify(one);
      const changes = schemaChanges(one, other);
      if (changes === undefined) return;
      expressible++;
      t.equal(JSON.stringify(changedSchema(one, changes)), JSON.stringify(other));
      t.equal(JSON.stringify(one), before);
    }),
    { numRuns: 300 },
  );
  t.ok(expressible > 10);
});
