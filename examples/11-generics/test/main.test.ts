import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("a page: of each type has the properties of its type", async (t) => {
  t.strictSame((await client.get("/teas")).json(), {
    items: [
      { id: 1, name: "Assam", minutes: 4 },
      { id: 2, name: "Sencha", minutes: 1.5, notes: "Not too hot" },
    ],
    total: 3,
  });
  t.strictSame((await client.get("/teas?page=2")).json(), { items: [{ id: 3, name: "Mate", minutes: 5 }], total: 3 });
  t.strictSame((await client.get("/cups")).json(), { items: [{ litres: 0.2 }], total: 1 });
});

t.test("Omit: the new tea needs no id, and one that it brings is dropped", async (t) => {
  const answer = await client.post("/teas", { json: { id: 99, name: "Rooibos", minutes: 6 } });
  t.equal(answer.status, 201);
  t.strictSame(answer.json(), { id: 4, name: "Rooibos", minutes: 6 });
});

t.test("Partial: changes what is there and nothing else", async (t) => {
  t.strictSame((await client.patch("/teas/2", { json: { minutes: 1 } })).json(), {
    id: 2,
    name: "Sencha",
    minutes: 1,
    notes: "Not too hot",
  });
  t.strictSame((await client.patch("/teas/1", { json: {} })).json(), { id: 1, name: "Assam", minutes: 4 });
  t.match((await client.patch("/teas/1", { json: { minutes: null } })).json(), {
    detail: [{ type: "float_type", loc: ["body", "minutes"], input: null }],
  });
});

t.test("Pick: only what was picked leaves", async (t) => {
  t.strictSame((await client.get("/names")).json(), [
    { id: 1, name: "Assam" },
    { id: 2, name: "Sencha" },
    { id: 3, name: "Mate" },
  ]);
});

t.test("the document: names the pages after their types, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document, {
    paths: {
      "/teas": {
        get: {
          responses: {
            200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Page_Tea" } } } },
          },
        },
      },
    },
    components: { schemas: { Page_Tea: {}, Page_Cup: {}, Tea: {}, Cup: {} } },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
