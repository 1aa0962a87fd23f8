import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("a router: is served under its prefix", async (t) => {
  t.strictSame((await client.get("/teas")).json(), ["Assam", "Sencha"]);
  t.strictSame((await client.get("/teas/1")).json(), { teaId: 1 });
  t.equal((await client.get("/teas/")).status, 404);
});

t.test("a router: reads a parameter from the path where the path has it, else from the query", async (t) => {
  t.strictSame((await client.get("/reviews?teaId=1")).json(), [{ teaId: 1, stars: 5 }]);
  t.strictSame((await client.get("/teas/2/reviews")).json(), [{ teaId: 2, stars: 5 }]);
  t.match((await client.get("/reviews")).json(), { detail: [{ type: "missing", loc: ["query", "teaId"] }] });
  t.match((await client.get("/teas/x/reviews")).json(), { detail: [{ type: "int_parsing", loc: ["path", "teaId"] }] });
});

t.test("a mounted application: answers under its path, with a document of its own", async (t) => {
  t.strictSame((await client.get("/admin/health")).json(), { healthy: true });
  t.match((await client.get("/admin/openapi.json")).json(), {
    info: { title: "Administration" },
    paths: { "/health": {} },
  });
  t.equal((await client.get("/admin/nothing")).status, 404);
});

t.test("a mounted function: gets a web Request without the mount's path", async (t) => {
  t.equal((await client.post("/echo/a/b")).text, "POST /a/b");
});

t.test("the document: has the tags of the routers, nothing of the mounts, and is valid", async (t) => {
  const document = app.openapi();
  t.strictSame(Object.keys(document.paths), ["/teas", "/teas/{teaId}", "/reviews", "/teas/{teaId}/reviews"]);
  t.match(document.paths, {
    "/teas": { get: { tags: ["Teas"] } },
    "/reviews": { get: { tags: ["Reviews"], parameters: [{ name: "teaId", in: "query" }] } },
    "/teas/{teaId}/reviews": { get: { tags: ["Reviews"], parameters: [{ name: "teaId", in: "path" }] } },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
