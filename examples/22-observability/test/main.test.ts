import { setImmediate } from "node:timers/promises";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";
import { spans } from "../dist/telemetry.js";

const client = new TestClient(app);
t.teardown(() => client.close());
t.afterEach(() => spans.reset());

/** Each span's name with its parent's, in the order in which they ended. */
function tree(): readonly string[] {
  const all = spans.getFinishedSpans();
  const nameById = new Map(all.map((span) => [span.spanContext().spanId, span.name]));
  return all.map(({ name, parentSpanContext }) => {
    const parent = parentSpanContext && nameById.get(parentSpanContext.spanId);
    return parent === undefined ? name : `${name} < ${parent}`;
  });
}

t.test("X8 a request: a span for each step, and what these report stands below", async (t) => {
  t.strictSame((await client.get("/teas/1")).json(), { id: 1, name: "Assam" });
  t.strictSame(tree(), [
    "dependency openShelf < GET /teas/{id}",
    "SELECT teas < handler readTea",
    "handler readTea < GET /teas/{id}",
    "serialization readTea < GET /teas/{id}",
    "GET /teas/{id}",
  ]);
});

t.test("X8 an HttpError: is an answer, and no span fails", async (t) => {
  t.equal((await client.get("/teas/2")).status, 404);
  t.strictSame(
    spans.getFinishedSpans().map(({ status }) => status.code),
    [0, 0, 0, 0],
  );
});

t.test("X8 a background task: has a span that outlives the request's", async (t) => {
  await client.post("/sales", { json: { id: 1, name: "Assam" } });
  while (!tree().includes("task noteSale < POST /sales")) await setImmediate();
  t.strictSame(tree(), [
    "handler sell < POST /sales",
    "serialization sell < POST /sales",
    "POST /sales",
    "INSERT Assam < task noteSale",
    "task noteSale < POST /sales",
  ]);
});

t.test("X8 what is excluded: leaves no span", async (t) => {
  await client.get("/openapi.json");
  t.strictSame(tree(), []);
});

t.test("the document: is valid", async (t) => {
  const problems = await validateDocument(app.openapi());
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
