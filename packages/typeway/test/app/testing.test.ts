// Testing an application. The tests are named after the rows of FastAPI's feature list (R1 …).
import t from "tap";
import { App, type Context, type Cookie, type Depends, type Int, redirect } from "typeway";
import { AppDispatcher, TestClient } from "typeway/testing";

interface Note {
  text: string;
}
const database = () => new Map([[1, "from the database"]]);

function notes(options: { readonly events?: string[] } = {}): App {
  const { events = [] } = options;
  const app = new App({
    title: "Notes",
    lifespan: function* () {
      events.push("start");
      yield;
      events.push("stop");
    },
    log: () => {},
  });
  app.get("/notes/{id}", (id: Int, rows: Depends<typeof database>) => ({ text: rows.get(id) ?? "none" }));
  app.post("/notes", (note: Note) => note);
  app.post("/session", (context: Context) => {
    context.response.setCookie("user", "ada lovelace");
    return redirect("/session", 303);
  });
  app.get("/session", (user?: Cookie<string>) => ({ user: user ?? null }));
  app.get("/broken", (): Note => {
    throw new RangeError("out of ideas");
  });
  return app;
}

t.test("R1 TestClient: requests and answers, cookies kept, redirects followed", async (t) => {
  await using client = new TestClient(notes());
  t.strictSame((await client.get("/notes/1")).json<Note>(), { text: "from the database" });
  t.strictSame((await client.post("/notes", { json: { text: "new" } })).json(), { text: "new" });
  t.equal((await client.post("/notes", { json: {} })).status, 422);
  const session = await client.post("/session");
  t.equal(session.url.pathname, "/session");
  t.strictSame(session.json(), { user: "ada lovelace" });
  t.strictSame((await client.get("/session")).json(), { user: "ada lovelace" });
  t.equal((await client.post("/session", { followRedirects: false })).status, 303);
});

t.test("R1 TestClient: an unexpected error is thrown in the test, or answered with 500", async (t) => {
  const app = notes();
  await using client = new TestClient(app);
  await t.rejects(client.get("/broken"), new RangeError("out of ideas"));
  const quiet = new TestClient(app, { raiseServerErrors: false });
  t.equal((await quiet.get("/broken")).status, 500);
});

t.test("R2 lifespan: runs before the first request, and when the client is closed", async (t) => {
  const events: string[] = [];
  const client = new TestClient(notes({ events }));
  t.strictSame(events, []);
  await client.get("/notes/1");
  await client.get("/notes/1");
  t.strictSame(events, ["start"]);
  await client.close();
  t.strictSame(events, ["start", "stop"]);
});

t.test("R4 overrides: replace a dependency until they are cleared", async (t) => {
  const app = notes();
  await using client = new TestClient(app);
  app.override(database, () => new Map([[1, "from the test"]]));
  t.strictSame((await client.get("/notes/1")).json(), { text: "from the test" });
  app.clearOverrides();
  t.strictSame((await client.get("/notes/1")).json(), { text: "from the database" });
});

t.test("R5 fetch: any code that takes a dispatcher can be given the app", async (t) => {
  const app = notes();
  t.teardown(() => app.close());
  const options: object = { dispatcher: new AppDispatcher(app) };
  const reply = await fetch("https://notes.example/notes/1", options);
  t.strictSame(await reply.json(), { text: "from the database" });
});
