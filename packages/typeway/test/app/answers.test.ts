// What a function may answer, from source to wire and document. The tests are named after the rows of FastAPI's
// feature list (F9 …).
import t from "tap";
import {
  App,
  bytes,
  type Context,
  html,
  type Int,
  type Minimum,
  type NoContent,
  type OpenApiDocument,
  type Raw,
  type Reply,
  redirect,
  reply,
  text,
} from "typeway";
import { TestClient } from "typeway/testing";

interface User {
  id: Int & Minimum<1>;
  name: string;
}
interface Problem {
  reason: string;
  by?: User;
}
const ada: User = { id: 1, name: "Ada" };

/** The responses of one operation, each checked to be part of a valid document. */
const responsesOf = (document: OpenApiDocument, path: string, method = "get"): Record<string, unknown> =>
  Object(document.paths[path]?.[method]).responses;
const componentRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ "application/json": { schema } });

t.test("F9: a property's name is its name on the wire, whatever it is", async (t) => {
  interface Linked {
    "@id": string;
    "first name": string;
  }
  const app = new App();
  app.post("/linked", (linked: Linked): Linked => linked);
  const sent = { "@id": "/1", "first name": "Ada" };
  t.strictSame((await new TestClient(app).post("/linked", { json: sent })).json(), sent);
});

t.test("F12: the status of plain answers is the route's, else 200, else 204 for nothing", async (t) => {
  const app = new App();
  app.get("/usual", () => ada).post("/made", { status: 201 }, () => ada);
  app.delete("/gone", (): void => {}).put("/later", { status: 202 }, (): void => {});
  app.get("/text", { status: 203 }, () => text("a"));
  const client = new TestClient(app);
  t.equal((await client.get("/usual")).status, 200);
  t.equal((await client.post("/made")).status, 201);
  t.equal((await client.delete("/gone")).status, 204);
  t.equal((await client.put("/later")).status, 202);
  t.equal((await client.get("/text")).status, 203, "of text as well");
  const document = app.openapi();
  t.strictSame(Object.keys(responsesOf(document, "/made", "post")), ["201"]);
  t.strictSame(Object.keys(responsesOf(document, "/gone", "delete")), ["204"]);
  t.strictSame(Object.keys(responsesOf(document, "/later", "put")), ["202"]);
  t.strictSame(responsesOf(document, "/text"), {
    203: { description: "Successful response", content: { "text/plain": {} } },
  });
});

t.test("F13: an answer without a body has no content type and says so in the document", async (t) => {
  const app = new App();
  app.delete("/one", (known: boolean): NoContent | Reply<404, Problem> =>
    known ? reply(204) : reply(404, { reason: "unknown" }),
  );
  app.get("/cached", () => reply(304, undefined, { etag: '"1"' }));
  const client = new TestClient(app);
  const gone = await client.delete("/one?known=true");
  t.equal(gone.status, 204);
  t.equal(gone.headers.get("content-type"), null);
  t.equal(gone.headers.get("content-length"), null);
  t.equal(gone.text, "");
  const cached = await client.get("/cached");
  t.equal(cached.status, 304);
  t.equal(cached.headers.get("etag"), '"1"');
  const { 204: none, 404: missing } = responsesOf(app.openapi(), "/one", "delete");
  t.strictSame(none, { description: "No Content" });
  t.strictSame(missing, { description: "Not Found", content: json(componentRef("Problem")) });
});

t.test("F14: a status set at run time, with the body still checked", async (t) => {
  const app = new App({ log: () => undefined });
  app.put("/users/{id}", (id: Int, context: Context): User => {
    if (id > 1) context.response.status = 201;
    return { id, name: "Ada" };
  });
  const client = new TestClient(app, { raiseServerErrors: false });
  t.equal((await client.put("/users/1")).status, 200);
  const made = await client.put("/users/2");
  t.equal(made.status, 201);
  t.strictSame(made.json(), { id: 2, name: "Ada" });
  t.equal((await client.put("/users/0")).status, 500, "0 is no User's id");
});

t.test("F16: a Response goes as it is and says nothing to the document", async (t) => {
  const app = new App();
  app.get("/", (): User | Response => new Response("raw", { status: 418, headers: { "content-type": "x/y" } }));
  app.get("/only", () => new Response("raw"));
  const sent = await new TestClient(app).get("/");
  t.equal(sent.status, 418);
  t.equal(sent.headers.get("content-type"), "x/y");
  t.equal(sent.text, "raw");
  t.strictSame(Object.keys(responsesOf(app.openapi(), "/")), ["200"]);
  t.strictSame(responsesOf(app.openapi(), "/only"), { 200: { description: "Successful response" } });
});

t.test("F17: several statuses, each with the type of its body", async (t) => {
  const app = new App({ log: () => undefined });
  /**
   * Save a user.
   * @returns {201} The new user.
   * @returns {200} The user as they were.
   */
  function save(id: Int): Reply<200, User> | Reply<201, User, { location: string }> | Reply<409, Problem> {
    if (id === 1) return reply(200, ada);
    return id === 2 ? reply(409, { reason: "taken" }) : reply(201, { id, name: "new" }, { location: `/users/${id}` });
  }
  app.put("/users/{id}", save);
  const client = new TestClient(app, { raiseServerErrors: false });
  const seen = await Promise.all([0, 1, 2, 3].map((id) => client.put(`/users/${id}`)));
  t.strictSame(
    seen.map(({ status }) => status),
    [500, 200, 409, 201],
    "the body of each is checked",
  );
  t.equal(seen[3]?.headers.get("location"), "/users/3");
  const user = json(componentRef("User"));
  t.strictSame(responsesOf(app.openapi(), "/users/{id}", "put"), {
    200: { description: "The user as they were.", content: user },
    201: {
      description: "The new user.",
      headers: { location: { required: true, schema: { type: "string" } } },
      content: user,
    },
    409: { description: "Conflict", content: json(componentRef("Problem")) },
    422: { description: "The request is not of the declared type", content: json(componentRef("ValidationError")) },
  });
});

t.test("F18: other media types stand beside JSON under one status", async (t) => {
  const app = new App();
  const list = (accept = ""): User[] | Raw<"text/csv"> | Raw<"image/png", 200, { etag: string }> => {
    if (accept === "text/csv") return text("id;name", { type: "text/csv" });
    if (accept === "image/png") return bytes(new Uint8Array([1]), { type: "image/png", headers: { etag: '"1"' } });
    return [ada];
  };
  app.get("/users", list);
  const client = new TestClient(app);
  t.equal((await client.get("/users")).headers.get("content-type"), "application/json");
  const csv = await client.get("/users?accept=text/csv");
  t.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
  t.equal(csv.text, "id;name");
  const image = await client.get("/users?accept=image/png");
  t.equal(image.headers.get("content-type"), "image/png");
  t.equal(image.headers.get("etag"), '"1"');
  t.strictSame(responsesOf(app.openapi(), "/users")["200"], {
    description: "Successful response",
    headers: { etag: { schema: { type: "string" } } },
    content: {
      "text/csv": {},
      "image/png": {},
      "application/json": { schema: { type: "array", items: componentRef("User") } },
    },
  });
});

t.test("F19: a redirect is 307 unless it says otherwise, with its target in the document", async (t) => {
  const app = new App();
  app.get("/old", () => redirect("/new")).post("/form", () => redirect("/done", 303));
  const client = new TestClient(app);
  const old = await client.get("/old", { followRedirects: false });
  t.equal(old.status, 307);
  t.equal(old.headers.get("location"), "/new");
  t.equal((await client.post("/form", { followRedirects: false })).status, 303);
  t.strictSame(responsesOf(app.openapi(), "/form", "post"), {
    303: { description: "See Other", headers: { location: { required: true, schema: { type: "string" } } } },
  });
});

t.test("F21: an answer of one's own making is a function that returns one of ours", async (t) => {
  const yaml = (value: object) =>
    text(
      Object.entries(value)
        .map(([name, each]) => `${name}: ${each}\n`)
        .join(""),
      { type: "application/yaml" },
    );
  const app = new App();
  app.get("/", () => yaml(ada));
  const sent = await new TestClient(app).get("/");
  t.equal(sent.headers.get("content-type"), "application/yaml");
  t.equal(sent.text, "id: 1\nname: Ada\n");
  t.strictSame(Object(responsesOf(app.openapi(), "/")["200"]).content, { "application/yaml": {} });
});

t.test("F22: there is no default class of answers: each handler's type says what it answers", async (t) => {
  const app = new App();
  app.get("/json", () => "<p>").get("/html", () => html("<p>"));
  const client = new TestClient(app);
  t.equal((await client.get("/json")).headers.get("content-type"), "application/json");
  t.equal((await client.get("/html")).headers.get("content-type"), "text/html; charset=utf-8");
});

t.test("F23: one pass writes the text: only declared properties are looked at", async (t) => {
  const app = new App();
  const looked: string[] = [];
  const source = new Proxy<User & { secret: string }>(
    { ...ada, secret: "x" },
    {
      get(target, name) {
        looked.push(String(name));
        return Reflect.get(target, name);
      },
    },
  );
  app.get("/", (): User => source);
  t.equal((await new TestClient(app).get("/")).text, '{"id":1,"name":"Ada"}');
  t.notOk(looked.includes("secret"));
  t.equal(looked.filter((name) => name === "name").length, 1);
});
