// Routes whose handlers and wrappers are the user's own. The tests are named after the rows of FastAPI's feature list (A10 …).
import t from "tap";
import { App, type Compiled, type Context, type Depends, type Handler, type Int } from "typeway";
import { TestClient } from "typeway/testing";

const app = new App({ title: "Routing", version: "1.0.0" });

app.get("/users/{userId}/items/{itemId}", (itemId: Int, userId: string) => ({ itemId, userId }));
app.get("/sync", () => "sync");
app.get("/async", async () => "async");

/** What FastAPI does by a route class: a wrapper with an answer of its own around every handler. */
function stamped<H extends Handler>(path: string, handler: H, compiled?: Compiled<H>) {
  app.get(path, { tags: ["stamped"] }, handler, compiled);
}
function stamp(context: Context) {
  context.response.headers.set("x-stamped", context.method);
}
stamped("/stamped/{id}", (id: Int, _stamp: Depends<typeof stamp>) => ({ id }));

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("A10 path parameters are matched by name, in any order", async (t) => {
  t.strictSame((await client.get("/users/ada/items/3")).json(), { itemId: 3, userId: "ada" });
});

t.test("A12 a handler is synchronous or asynchronous", async (t) => {
  t.equal((await client.get("/sync")).json(), "sync");
  t.equal((await client.get("/async")).json(), "async");
});

t.test("A14 a wrapper of the user's own registers routes, with everything its handlers' signatures say", async (t) => {
  const reply = await client.get("/stamped/7");
  t.strictSame([reply.status, reply.json(), reply.headers.get("x-stamped")], [200, { id: 7 }, "GET"]);
  t.equal((await client.get("/stamped/x")).status, 422);
  t.match(app.openapi().paths["/stamped/{id}"]?.["get"], {
    tags: ["stamped"],
    parameters: [{ name: "id", in: "path" }],
  });
});
