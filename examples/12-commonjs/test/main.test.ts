import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import { readBottles } from "../dist/cellar.js";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("a CommonJS project: is CommonJS when it is built", async (t) => {
  const built = readFileSync(join(__dirname, "../dist/main.js"), "utf8");
  t.match(built, /require\("typeway"\)/);
  t.notMatch(built, /^import /m);
});

t.test("a CommonJS project: serves and checks like any other", async (t) => {
  const answer = await client.post("/bottles?count=20");
  t.equal(answer.status, 200);
  t.strictSame(answer.json(), { taken: 12 });
  t.match((await client.post("/bottles?count=0")).json(), {
    detail: [{ type: "greater_than_equal", loc: ["query", "count"], ctx: { ge: 1 } }],
  });
});

t.test("a CommonJS project: parses outside a handler", async (t) => {
  t.strictSame(readBottles({ taken: 3, left: 9 }), { taken: 3 });
  t.throws(() => readBottles({ taken: 0.5 }), { message: "taken: Expected an integer, not a fraction" });
});

t.test("the document: is valid", async (t) => {
  const problems = await validateDocument(app.openapi());
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
