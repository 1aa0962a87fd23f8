import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app, { log } from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());
t.beforeEach(() => {
  log.length = 0;
});

t.test("middleware: runs around answers, errors and what has no route", async (t) => {
  t.strictSame((await client.get("/teas")).json(), ["Assam", "Sencha"]);
  t.equal((await client.get("/teas/9")).status, 404);
  t.equal((await client.get("/teas/nine")).status, 422);
  t.equal((await client.get("/coffees")).status, 404);
  t.strictSame(log, ["GET /teas 200", "GET /teas/9 404", "GET /teas/nine 422", "GET /coffees 404"]);
});

t.test("middleware: what it sets is on every answer, from helmet and CORS as well", async (t) => {
  for (const path of ["/teas", "/teas/9", "/coffees"]) {
    const { headers } = await client.get(path, { headers: { origin: "https://teas.example" } });
    t.equal(headers.get("access-control-allow-origin"), "https://teas.example");
    t.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    t.match(headers.get("vary"), /x-visitor/i);
  }
});

t.test("middleware: answers instead of the route, on its router only", async (t) => {
  const refused = await client.get("/stock/count");
  t.equal(refused.status, 403);
  t.strictSame(refused.json(), { detail: "For staff only" });
  const counted = await client.get("/stock/count", { headers: { "x-visitor": "Ada" } });
  t.equal(counted.json(), "Counted by Ada");
});

t.test("timeout: 503, with the headers of the middleware around it", async (t) => {
  const answer = await client.get("/stock/slow", { headers: { "x-visitor": "Ada" } });
  t.equal(answer.status, 503);
  t.strictSame(answer.json(), { detail: "Service Unavailable" });
  t.equal(answer.headers.get("vary"), "x-visitor, Origin");
  t.strictSame(log, ["GET /stock/slow 503"]);
});

t.test("the document: is served through the middleware, and valid", async (t) => {
  t.equal((await client.get("/openapi.json")).status, 200);
  t.strictSame(log, ["GET /openapi.json 200"]);
  const problems = await validateDocument(app.openapi());
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
