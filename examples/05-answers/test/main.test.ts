import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("a value: leaves as JSON, and only what its type declares", async (t) => {
  const answer = await client.get("/note");
  t.equal(answer.status, 200);
  t.equal(answer.headers.get("content-type"), "application/json");
  t.equal(answer.text, '{"id":1,"text":"Buy tea"}');
});

t.test("a reply: has its status and its headers", async (t) => {
  const answer = await client.post("/notes", { json: { id: 7, text: "Drink tea" } });
  t.equal(answer.status, 201);
  t.equal(answer.headers.get("location"), "/notes/7");
  t.strictSame(answer.json(), { id: 7, text: "Drink tea" });
});

t.test("a route's status: is the status of its values", async (t) => {
  const answer = await client.put("/notes/7", { json: { id: 1, text: "Drink tea" } });
  t.equal(answer.status, 202);
  t.strictSame(answer.json(), { id: 7, text: "Drink tea" });
});

t.test("nothing: is 204 without a body", async (t) => {
  const answer = await client.delete("/notes/7");
  t.equal(answer.status, 204);
  t.equal(answer.text, "");
  t.equal(answer.headers.get("content-type"), null);
});

t.test("two replies: each has its own status and type", async (t) => {
  const found = await client.get("/notes/1");
  t.strictSame([found.status, found.json()], [200, { id: 1, text: "Buy tea" }]);
  const missing = await client.get("/notes/2");
  t.strictSame([missing.status, missing.json()], [404, { sorry: "no note 2" }]);
});

t.test("headers of other types: are written as HTTP writes them", async (t) => {
  const { headers } = await client.get("/notes");
  t.equal(headers.get("x-total"), "1");
  t.equal(headers.get("last-modified"), "Thu, 01 Jan 1970 00:00:00 GMT");
});

t.test("a cookie: is set for the whole site", async (t) => {
  const { headers } = await client.post("/session");
  t.strictSame(headers.getSetCookie(), ["session=42; Path=/; HttpOnly; SameSite=Lax"]);
  t.match((await client.delete("/session")).headers.getSetCookie(), ["session=; Max-Age=0; Path=/; SameSite=Lax"]);
});

t.test("two media types: JSON, or CSV", async (t) => {
  t.strictSame((await client.get("/export")).json(), [{ id: 1, text: "Buy tea" }]);
  const csv = await client.get("/export", { query: { asCsv: true } });
  t.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
  t.equal(csv.text, "id,text\n1,Buy tea\n");
});

t.test("the context: sets a header of the answer", async (t) => {
  const answer = await client.get("/counted");
  t.equal(answer.headers.get("x-count"), "3");
  t.strictSame(answer.json(), [1, 2, 3]);
});

t.test("other answers: redirect, html that is escaped, text, a web Response", async (t) => {
  const moved = await client.get("/old", { followRedirects: false });
  t.equal(moved.status, 307);
  t.equal(moved.headers.get("location"), "/note");
  t.strictSame((await client.get("/old")).json(), { id: 1, text: "Buy tea" });

  const page = await client.get("/page", { query: { name: "<Ada>" } });
  t.match(page.headers.get("content-type"), /^text\/html/);
  t.equal(page.text, "<h1>Hello, &#60;Ada&#62;</h1>");

  const robots = await client.get("/robots.txt");
  t.match(robots.headers.get("content-type"), /^text\/plain/);
  t.equal(robots.text, "User-agent: *\n");

  const web = await client.get("/web");
  t.equal(web.status, 203);
  t.equal(web.text, "A web Response passes as it is");
});

t.test("the document: knows every status and media type, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document.paths, {
    "/notes": {
      get: { responses: { 200: { headers: { "x-total": { schema: { type: "integer" } } } } } },
      post: { responses: { 201: { headers: { location: {} } } } },
    },
    "/notes/{id}": {
      get: { responses: { 200: {}, 404: {} } },
      put: { responses: { 202: {} } },
      delete: { responses: { 204: {} } },
    },
    "/session": { post: { responses: { 204: { headers: { "Set-Cookie": { description: /`session`/ } } } } } },
    "/export": { get: { responses: { 200: { content: { "application/json": {}, "text/csv": {} } } } } },
    "/page": { get: { responses: { 200: { content: { "text/html": {} } } } } },
    "/robots.txt": { get: { responses: { 200: { content: { "text/plain": {} } } } } },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
