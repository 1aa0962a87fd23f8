import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

const ada = { username: "ada", email: "ada@example.com", age: 36, interests: ["engines"] };

t.test("a registration: gets the defaults of what it leaves out", async (t) => {
  const answer = await client.post("/registrations", { json: ada });
  t.equal(answer.status, 200);
  t.strictSame(answer.json(), { ...ada, plan: "free" });
});

const refused: [string, object, string][] = [
  ["username", { username: "ad" }, "string_too_short"],
  ["username", { username: "a".repeat(21) }, "string_too_long"],
  ["username", { username: "Ada" }, "string_pattern_mismatch"],
  ["email", { email: "ada" }, "value_error"],
  ["age", { age: 17 }, "greater_than_equal"],
  ["age", { age: 151 }, "less_than_equal"],
  ["age", { age: 36.5 }, "int_from_float"],
  ["interests", { interests: [] }, "too_short"],
  ["plan", { plan: "gold" }, "literal_error"],
  ["discount", { discount: 1.5 }, "less_than_equal"],
];
for (const [property, change, type] of refused) {
  t.test(`a registration: 422 for ${JSON.stringify(change)}`, async (t) => {
    const answer = await client.post("/registrations", { json: { ...ada, ...change } });
    t.equal(answer.status, 422);
    const { detail } = answer.json<{ detail: { type: string; loc: string[] }[] }>();
    t.strictSame(
      detail.map((issue) => [issue.type, issue.loc]),
      [[type, ["body", property]]],
    );
  });
}

t.test("a registration: 422 for an interest that is named twice", async (t) => {
  const answer = await client.post("/registrations", { json: { ...ada, interests: ["tea", "tea"] } });
  t.equal(answer.status, 422);
  t.match(answer.json(), { detail: [{ loc: ["body", "interests"] }] });
});

t.test("a parameter: has the same constraints", async (t) => {
  t.strictSame((await client.get("/usernames/ada")).json(), { username: "ada", suggestions: 3 });
  t.match((await client.get("/usernames/Ada?suggestions=-1")).json(), {
    detail: [
      { type: "string_pattern_mismatch", loc: ["path", "username"] },
      { type: "greater_than_equal", loc: ["query", "suggestions"], ctx: { ge: 0 } },
    ],
  });
});

t.test("the document: says what is allowed, and is valid", async (t) => {
  const document = app.openapi();
  const schemas = document.components?.["schemas"] ?? {};
  const [registration] = Object.entries(schemas).filter(([name]) => name.startsWith("Registration"));
  t.match(registration?.[1], {
    properties: {
      email: { type: "string", format: "email" },
      age: { type: "integer", minimum: 18, maximum: 150 },
      interests: { type: "array", minItems: 1, uniqueItems: true },
      plan: { enum: ["free", "paid"], default: "free" },
      discount: { type: "number", minimum: 0, maximum: 1 },
    },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
