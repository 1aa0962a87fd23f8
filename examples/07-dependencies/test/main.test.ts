import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app, { log, openCellar } from "../dist/main.js";

const client = new TestClient(app);
t.before(() => app.start());
t.teardown(() => client.close());
t.beforeEach(() => {
  log.length = 0;
});

t.test("a dependency: its parameters come from the request", async (t) => {
  t.strictSame((await client.get("/teas")).json(), ["Assam", "Sencha", "Mate"]);
  t.strictSame((await client.get("/teas?page=2&size=2")).json(), ["Mate"]);
  t.strictSame((await client.get("/teas/2")).json(), { id: 2, name: "Sencha" });
});

t.test("a dependency: its errors are errors of the request, all at once", async (t) => {
  const answer = await client.get("/teas?page=0&size=many");
  t.equal(answer.status, 422);
  t.match(answer.json(), {
    detail: [
      { type: "greater_than_equal", loc: ["query", "page"] },
      { type: "int_parsing", loc: ["query", "size"] },
    ],
  });
  t.strictSame(log, [], "the store was never opened");

  const missing = await client.get("/teas/9");
  t.equal(missing.status, 404);
  t.strictSame(missing.json(), { detail: "No such tea" });
});

t.test("a generator: is opened once per request, and closed after it", async (t) => {
  const answer = await client.put("/teas/3?name=Rooibos");
  t.strictSame(answer.json(), { id: 3, name: "Rooibos" });
  t.strictSame(log, ["open", "close"]);
});

t.test("a generator: is closed when the handler, or another dependency, throws", async (t) => {
  await client.get("/teas/9");
  t.strictSame(log, ["open", "close"]);
});

t.test("one without a value: runs before the handler, and is documented", async (t) => {
  const refused = await client.delete("/teas/1");
  t.strictSame([refused.status, refused.json()], [403, { detail: "The key is missing" }]);
  const answer = await client.delete("/teas/1", { headers: { "x-key": "samovar" } });
  t.equal(answer.status, 204);
  t.strictSame((await client.get("/teas")).json(), ["Sencha", "Rooibos"]);
  t.match(app.openapi().paths["/teas/{teaId}"]?.["delete"], {
    parameters: [{ name: "teaId" }, { name: "x-key", in: "header" }],
    responses: { 403: { description: "The key is missing" } },
  });
});

t.test("the document: has the parameters and errors of the whole tree, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document.paths, {
    "/teas": {
      get: {
        parameters: [
          { name: "page", in: "query", schema: { minimum: 1, default: 1 } },
          { name: "size", in: "query", schema: { maximum: 100, default: 10 } },
        ],
      },
    },
    "/teas/{teaId}": {
      get: { parameters: [{ name: "teaId", in: "path" }], responses: { 404: { description: "No such tea" } } },
    },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});

t.test("scope app: open since the start, the same outside requests, closed with the application", async (t) => {
  const cellar = await app.resolve(openCellar);
  t.equal(cellar.get(2), "Sencha");
  t.strictSame(log, []);
  await app.close();
  t.strictSame(log, ["close the cellar"]);
});
