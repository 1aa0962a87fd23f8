// What middleware and timeouts answer by themselves, in the document of the routes that they run around.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, HttpError, type Middleware, Router, reply } from "typeway";
import { rateLimit } from "typeway/middleware";
import { TestClient } from "typeway/testing";

const closed: Middleware = Object.assign(
  () => {
    throw new HttpError(503);
  },
  { refusals: [{ status: 503, description: "Closed on Sundays" }] },
);
const app = new App({ title: "Refusals", version: "1.0.0" });
app.get("/plain", () => 1);
app.get("/limited", { middleware: [rateLimit({ limit: 1, window: 60 })] }, () => 1);
app.get("/slow", { timeout: 1 }, () => 1);
const router = new Router({ prefix: "/shop", timeout: 2 }).use(closed);
router.get("/any", () => 1);
router.get("/patient", { timeout: false }, () => 1);
app.include(router);
app.get("/said", { middleware: [closed], responses: { 503: { description: "Come back" } } }, () => 1);

const responsesOf = (path: string, of = app): Record<string, unknown> =>
  Object(of.openapi().paths[path]?.["get"]).responses;
const content = { "application/json": { schema: { $ref: "#/components/schemas/HttpError" } } };

t.test("refusals: of middleware and timeouts around a route, and of no other", async (t) => {
  t.strictSame(Object.keys(responsesOf("/plain")), ["200"]);
  t.match(responsesOf("/limited"), {
    429: { description: "Too Many Requests", headers: { "Retry-After": { required: true } }, content },
  });
  t.match(responsesOf("/slow"), { 503: { description: "The answer took too long", content } });
  t.match(responsesOf("/shop/any"), { 503: { description: "Closed on Sundays; The answer took too long", content } });
  t.match(responsesOf("/shop/patient"), { 503: { description: "Closed on Sundays", content } });
  t.match(responsesOf("/said"), { 503: { description: "Come back", content } });
  t.strictSame(
    (await validateDocument(app.openapi())).filter(({ severity }) => severity === "error"),
    [],
  );
});

t.test("refusals: what the document says is what is answered", async (t) => {
  const client = new TestClient(app);
  t.equal((await client.get("/limited")).status, 200);
  const { status, headers, text } = await client.get("/limited");
  t.strictSame([status, JSON.parse(text)], [429, { detail: "Too Many Requests" }]);
  t.match(headers.get("retry-after"), /^\d+$/);
});

t.test("refusals: in the words of a handler of the status, and as problem details", (t) => {
  const worded = new App().onStatus(429, () => reply(429, { wait: true }));
  worded.get("/limited", { middleware: [rateLimit({ limit: 1, window: 60 })] }, () => 1);
  t.match(responsesOf("/limited", worded), {
    429: { content: { "application/json": { schema: { properties: { wait: { type: "boolean" } } } } } },
  });
  const problem = new App({ errors: "problem", timeout: 1 });
  problem.get("/slow", () => 1);
  t.match(responsesOf("/slow", problem), { 503: { content: { "application/problem+json": {} } } });
  t.end();
});
