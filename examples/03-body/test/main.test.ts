import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

const ingredients = [
  { name: "flour", grams: 500 },
  { name: "water", grams: 325.5 },
];

t.test("a body: is read as its type says", async (t) => {
  const answer = await client.post("/recipes", {
    json: { title: "Bread", ingredients, inventedAt: "1799-12-31T23:00:00Z" },
  });
  t.equal(answer.status, 200);
  t.strictSame(answer.json(), { title: "Bread", grams: 825.5, century: 18 });
});

t.test("a body: what the type does not declare does not get in", async (t) => {
  const answer = await client.put("/recipes/7?notify=no", {
    json: { title: "Bread", ingredients: [{ name: "flour", grams: 1, secret: 1 }], admin: true },
  });
  t.equal(answer.status, 200);
  t.strictSame(answer.json(), {
    recipeId: 7,
    recipe: { title: "Bread", ingredients: [{ name: "flour", grams: 1 }] },
    notify: false,
  });
});

t.test("a body: two parameters are two keys", async (t) => {
  const answer = await client.post("/reviews", { json: { cook: { name: "Ada" }, stars: 5 } });
  t.strictSame(answer.json(), { cook: "Ada", stars: 5 });
});

t.test("a body: 422 names everything that is wrong, wherever it is", async (t) => {
  const answer = await client.put("/recipes/seven", {
    json: { title: 3, ingredients: [{ name: "flour" }, { name: "water", grams: "much" }] },
  });
  t.equal(answer.status, 422);
  const { detail } = answer.json<{ detail: { type: string; loc: (string | number)[] }[] }>();
  t.strictSame(
    detail.map(({ type, loc }) => [type, ...loc]),
    [
      ["int_parsing", "path", "recipeId"],
      ["string_type", "body", "title"],
      ["missing", "body", "ingredients", 0, "grams"],
      ["float_type", "body", "ingredients", 1, "grams"],
    ],
  );
});

t.test("a body: 400 when it is no JSON, 415 when it says so itself, 422 when it is missing", async (t) => {
  const json = { "content-type": "application/json" };
  t.equal((await client.post("/recipes", { body: "{", headers: json })).status, 400);
  t.equal((await client.post("/recipes", { body: "bread", headers: { "content-type": "text/plain" } })).status, 415);
  t.equal((await client.post("/recipes")).status, 422);
});

t.test("the document: has a schema for each type, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document, {
    paths: {
      "/recipes": {
        post: { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Recipe" } } } } },
      },
    },
    components: {
      schemas: {
        Recipe: {
          type: "object",
          required: ["title", "ingredients"],
          properties: { ingredients: { type: "array", items: { $ref: "#/components/schemas/Ingredient" } } },
        },
      },
    },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
