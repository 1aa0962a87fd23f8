// `errors: "problem"`: every error as RFC 9457 writes it, over real sockets, and the document that says so.
import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, defaultAnswer, HttpError, type Int, type WebSocket } from "typeway";
import { TestClient } from "typeway/testing";

interface Conflict {
  type: string;
  title: string;
  balance: Int;
}
interface Item {
  name: string;
}
class Teapot extends HttpError {}

function fail(kind: string): string {
  switch (kind) {
    case "text":
      throw new HttpError(404, "No such item");
    case "phrase":
      throw new HttpError(403);
    case "object": {
      const conflict: Conflict = { type: "https://errors.example/balance", title: "Too little money", balance: 30 };
      throw new HttpError(409, conflict, { headers: { "x-code": "7" } });
    }
    case "list":
      throw new HttpError(410, [1, 2]);
    case "status":
      throw new HttpError(402, { status: 200, detail: "Pay" });
    case "teapot":
      throw new Teapot(418, "short and stout");
    case "crash":
      throw new Error("a secret of ours");
    default:
      return kind;
  }
}

const child = new App({ errors: "problem", log: () => undefined });
child.get("/inner/{id}", (id: Int) => id);

const app = new App({ title: "Shop", version: "1.0.0", errors: "problem", log: () => undefined, rootPath: "/api" });
app.get("/fail/{kind}", fail);
app.post("/items", (item: Item, count: Int) => ({ item, count }));
app.websocket("/socket", async (id: Int, socket: WebSocket<string>) => {
  await socket.send(String(id));
});
app.mount("/child", child);
app.onError(Teapot, (error, context) => {
  const answer = defaultAnswer(error, context);
  answer.headers.set("x-tea", "earl grey");
  return answer;
});

const client = new TestClient(app);
let port = 0;
t.before(async () => {
  const server: Server = await app.listen({ port: 0, signals: false });
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
t.teardown(async () => {
  await client.close();
  await app.close();
});

async function get(path: string, init?: RequestInit): Promise<unknown[]> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return [reply.status, reply.headers.get("content-type"), await reply.json()];
}
/** The status line, and the body, of what raw bytes are answered with. */
async function send(...lines: readonly string[]): Promise<{ readonly head: string; readonly body: unknown }> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(lines.join("\r\n"));
  const [bytes] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  const [head = "", body = ""] = bytes.toString().split("\r\n\r\n");
  return { head, body: JSON.parse(body) };
}

const problem = "application/problem+json";
const path = (instance: string) => `/api${instance}`;

t.test("an HttpError's text is the detail; without one the title says it", async (t) => {
  t.strictSame(await get("/fail/text"), [
    404,
    problem,
    { type: "about:blank", title: "Not Found", status: 404, detail: "No such item", instance: path("/fail/text") },
  ]);
  t.strictSame(await get("/fail/phrase?secret=1"), [
    403,
    problem,
    { type: "about:blank", title: "Forbidden", status: 403, instance: path("/fail/phrase") },
  ]);
});

t.test("an object's members are the problem's; the status is the answer's", async (t) => {
  t.strictSame(await get("/fail/object"), [
    409,
    problem,
    {
      type: "https://errors.example/balance",
      title: "Too little money",
      status: 409,
      instance: path("/fail/object"),
      balance: 30,
    },
  ]);
  t.match(await get("/fail/status"), [402, problem, { title: "Payment Required", status: 402, detail: "Pay" }]);
  t.match(await get("/fail/list"), [410, problem, { title: "Gone", details: [1, 2] }]);
});

t.test("404 and 405 of the framework", async (t) => {
  t.strictSame(await get("/nowhere"), [
    404,
    problem,
    { type: "about:blank", title: "Not Found", status: 404, instance: path("/nowhere") },
  ]);
  const reply = await fetch(`http://127.0.0.1:${port}/items`);
  t.equal(reply.headers.get("allow"), "OPTIONS, POST");
  t.match(await reply.json(), { title: "Method Not Allowed", status: 405 });
});

t.test("422 and 400 carry their issues", async (t) => {
  const json = { "content-type": "application/json" };
  t.strictSame(await get("/items", { method: "POST", body: '{"name":1}', headers: json }), [
    422,
    problem,
    {
      type: "about:blank",
      title: "Unprocessable Entity",
      status: 422,
      detail: "The request is not of the declared type",
      instance: path("/items"),
      issues: [
        { type: "missing", loc: ["query", "count"], msg: "A value is required here", input: null },
        { type: "string_type", loc: ["body", "name"], msg: "Expected a string", input: 1 },
      ],
    },
  ]);
  t.match(await get("/items", { method: "POST", body: "{", headers: json }), [
    400,
    problem,
    { status: 400, detail: "The request cannot be read", issues: [{ type: "json_invalid", loc: ["body", 1] }] },
  ]);
});

t.test("415, 413 and 414", async (t) => {
  t.match(await get("/items", { method: "POST", body: "x", headers: { "content-type": "text/plain" } }), [
    415,
    problem,
    { detail: "The body must be application/json" },
  ]);
  const body = "x".repeat(1_048_577);
  t.match(await get("/items", { method: "POST", body, headers: { "content-type": "application/json" } }), [
    413,
    problem,
    { status: 413 },
  ]);
  t.match(await get(`/${"x".repeat(9_000)}`), [414, problem, { status: 414 }]);
});

t.test("500 says nothing but its request id", async (t) => {
  const [status, type, body] = await get("/fail/crash", { headers: { "x-request-id": "r1" } });
  t.strictSame([status, type], [500, problem]);
  t.strictSame(body, {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    instance: path("/fail/crash"),
    requestId: "r1",
  });
});

t.test("requests that never get to the application", async (t) => {
  const twoHosts = await send("GET / HTTP/1.1", "Host: a", "Host: b", "", "");
  t.match(twoHosts, { head: /^HTTP\/1.1 400 [\s\S]*problem\+json/, body: { status: 400, title: "Bad Request" } });
  const garbage = await send("GARBAGE", "", "");
  t.match(garbage, { head: /^HTTP\/1.1 400 [\s\S]*problem\+json/, body: { status: 400, title: "Bad Request" } });
});

t.test("a refused WebSocket", async (t) => {
  const handshake = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
  const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  const refused = await send("GET /socket?id=x HTTP/1.1", "Host: x", ...handshake, key, "", "");
  t.match(refused, {
    head: /^HTTP\/1.1 422 [\s\S]*problem\+json/,
    body: { status: 422, issues: [{ type: "int_parsing", loc: ["query", "id"] }] },
  });
});

t.test("instance names no other host and stays short", async (t) => {
  const odd = await send("GET //evil.example/x HTTP/1.1", "Host: x", "Connection: close", "", "");
  t.match(odd.body, { status: 404, instance: path("//evil.example/x") });
  t.notOk(((await get(`/${"x".repeat(1_000)}`))[2] as { instance?: string }).instance);
});

t.test("a mounted application writes its own errors", async (t) => {
  t.match(await get("/child/inner/x"), [422, problem, { instance: "/api/child/inner/x" }]);
});

t.test("defaultAnswer follows with the request's context", async (t) => {
  const reply = await fetch(`http://127.0.0.1:${port}/fail/teapot`);
  t.equal(reply.headers.get("x-tea"), "earl grey");
  t.equal(reply.headers.get("content-type"), problem);
  t.match(await reply.json(), { status: 418, detail: "short and stout", instance: path("/fail/teapot") });
  t.strictSame(await defaultAnswer(new HttpError(404)).json(), { detail: "Not Found" }, "without one it cannot");
});

t.test("the document follows", async (t) => {
  const document = app.openapi();
  t.strictSame(
    (
      await validateDocument({ ...document, info: { ...document.info, license: { name: "MIT", identifier: "MIT" } } })
    ).filter(({ severity }) => severity !== "warning"),
    [],
  );
  const { schemas = {} } = document.components ?? {};
  t.strictSame(Object.keys(schemas), ["Conflict", "Issue", "Item", "ProblemDetails", "ValidationProblem"]);
  const content = (schema: object) => ({ [problem]: { schema } });
  t.match(document.paths["/fail/{kind}"]?.["get"], {
    responses: {
      404: { content: content({ $ref: "#/components/schemas/ProblemDetails" }) },
      409: {
        content: content({
          allOf: [{ $ref: "#/components/schemas/ProblemDetails" }, { $ref: "#/components/schemas/Conflict" }],
        }),
      },
      422: { content: content({ $ref: "#/components/schemas/ValidationProblem" }) },
    },
  });
  t.match(schemas["ValidationProblem"], { examples: [{ status: 422, issues: [{ loc: ["query", "limit"] }] }] });
});
