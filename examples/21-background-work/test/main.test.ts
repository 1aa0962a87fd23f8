import t from "tap";
import { TestClient } from "typeway/testing";
import app, { outbox } from "../dist/main.js";

t.beforeEach(() => {
  outbox.length = 0;
});

t.test("tasks run after the answer, in order", async (t) => {
  const client = new TestClient(app);
  const answer = await client.post("/orders", { json: { email: "ada@example.com", item: "Tea" } });
  t.equal(answer.status, 202);
  t.equal((await client.delete("/orders/7")).status, 204);
  await client.close();
  t.strictSame(outbox, ["Tea is ordered to ada@example.com", "An order to shop@example.com", "order 7 is gone"]);
});

t.test("a task that fails does not keep the others from running", async (t) => {
  const client = new TestClient(app);
  await client.post("/orders", { json: { email: "ada@nowhere.invalid", item: "Tea" } });
  await client.close();
  t.strictSame(outbox, ["An order to shop@example.com"]);
});

t.test("what computes for long does so elsewhere, and is an endpoint like others", async (t) => {
  await using client = new TestClient(app);
  t.equal((await client.get("/primes/100000")).json(), 9592);
  t.equal((await client.get("/primes/-1")).status, 422);
  t.strictSame((await client.get("/factors/360")).json(), { n: 360, factors: [2, 2, 2, 3, 3, 5] });
  const refused = await client.get("/factors/1");
  t.equal(refused.status, 422);
  t.strictSame(refused.json(), { detail: "1 has no prime factors" });
});
