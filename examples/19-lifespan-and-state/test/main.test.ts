import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

t.test("the state is there from the start to the end", async (t) => {
  const client = await new TestClient(app).start();
  const { ledger } = app.state;
  t.ok(ledger.isOpen);
  t.equal((await client.post("/guests/Ada")).json(), "Welcome, Ada");
  t.strictSame((await client.get("/guests")).json(), ["Ada"]);
  await client.close();
  t.notOk(ledger.isOpen);
  t.notOk("ledger" in app.state);
});

t.test("each start opens anew", async (t) => {
  await using client = new TestClient(app);
  t.strictSame((await client.get("/guests")).json(), []);
});

t.test("what a request sets is its own", async (t) => {
  await using client = new TestClient(app);
  t.equal((await client.get("/me", { headers: { "x-visitor": "Ada" } })).json(), "Ada");
  t.equal((await client.get("/me")).json(), "nobody");
});
