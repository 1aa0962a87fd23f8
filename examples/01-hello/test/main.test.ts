import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("hello: the world, somebody, and loudly", async (t) => {
  for (const [path, message] of [
    ["/", "Hello, world"],
    ["/hello/Ada", "Hello, Ada"],
    ["/hello/Zo%C3%AB", "Hello, Zoë"],
    ["/hello/Ada?shout=yes", "HELLO, ADA"],
  ] as const) {
    const answer = await client.get(path);
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), { message }, path);
  }
});

t.test("hello: 422 says what is wrong with a query", async (t) => {
  const answer = await client.get("/hello/Ada?shout=loudly");
  t.equal(answer.status, 422);
  t.match(answer.json(), { detail: [{ type: "bool_parsing", loc: ["query", "shout"], input: "loudly" }] });
});

t.test("hello: 404 for another path, 405 for another method", async (t) => {
  t.equal((await client.get("/goodbye")).status, 404);
  const answer = await client.delete("/");
  t.equal(answer.status, 405);
  t.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS");
});

t.test("the document: has both endpoints and is valid", async (t) => {
  const document = app.openapi();
  t.match(document.paths, {
    "/": { get: { summary: "Greet the world." } },
    "/hello/{name}": {
      get: {
        summary: "Greet somebody.",
        parameters: [
          { name: "name", in: "path", required: true, schema: { type: "string" } },
          { name: "shout", in: "query", schema: { type: "boolean", default: false } },
        ],
      },
    },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
