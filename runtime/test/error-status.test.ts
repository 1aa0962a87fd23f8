// Handlers of `onStatus`: which of them answers, and what it is given.
import type { LogEntry } from "@typeway/runtime";
import { App, defaultAnswer, HttpError, Router, reply, ValidationError, WebSocketError } from "@typeway/runtime";
import t from "tap";
import { body, endpoint, int, path, query } from "./endpoint.js";
import { onBoth } from "./transports.js";

onBoth("H2 onStatus: answers errors of its status, Typeway's own among them", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const save = (id: number) => {
    if (id === 1) throw new HttpError(404, "No such item");
    return id;
  };
  app.post("/items/{id}", { bodyLimit: 8 }, save, endpoint(save, [path("id", int), body("item", int)]));
  for (const status of [400, 404, 405, 413, 415, 422])
    app.onStatus(status, (error) => reply(error.status, { status, sort: error.constructor.name }));
  const visit = await serve(app);
  const post = async (path: string, body: string, type = "application/json") => {
    const answer = await visit(path, { method: "POST", body, headers: { "content-type": type } });
    return [answer.status, await answer.json()];
  };
  t.strictSame(await post("/items/1", "1"), [404, { status: 404, sort: "HttpError" }], "thrown by a handler");
  t.strictSame(await post("/nowhere", "1"), [404, { status: 404, sort: "HttpError" }], "where nothing is");
  t.strictSame(await post("/items/x", "1"), [422, { status: 422, sort: "ValidationError" }]);
  t.strictSame(await post("/items/2", "{"), [400, { status: 400, sort: "ValidationError" }]);
  t.strictSame(await post("/items/2", "1", "text/plain"), [415, { status: 415, sort: "HttpError" }]);
  t.strictSame(await post("/items/2", "1234567890"), [413, { status: 413, sort: "HttpError" }]);
  const wrong = await visit("/items/2", { method: "PUT" });
  t.strictSame([wrong.status, await wrong.json()], [405, { status: 405, sort: "HttpError" }]);
  t.strictSame(await (await visit("/items/2", { method: "OPTIONS" })).text(), "");
});

onBoth("H2 onStatus: a subclass stands nearer than its status, and that nearer than HttpError", async (t, serve) => {
  class Gone extends HttpError<410> {}
  const app = new App();
  const fail = (name: string) => {
    if (name === "class") throw new Gone(410);
    throw new HttpError(name === "status" ? 410 : 409);
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  app.onError(HttpError, () => "HttpError");
  app.onStatus(410, () => "status");
  app.onError(Gone, () => "class");
  const visit = await serve(app);
  const seen = async (name: string) => (await visit(`/${name}`)).json();
  t.equal(await seen("class"), "class");
  t.equal(await seen("status"), "status");
  t.equal(await seen("other"), "HttpError");
});

onBoth("H6 onStatus(500): words what nobody expected, which is in the log all the same", async (t, serve) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const boom = new TypeError("boom");
  const fail = (name: string) => {
    if (name === "http") throw new HttpError(500, "ours");
    throw name === "range" ? new RangeError("range") : boom;
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  app.onError(RangeError, () => reply(400, "range"));
  app.onStatus(500, (error) => ({ sorry: error.detail, cause: error.cause === boom }));
  const visit = await serve(app);
  const seen = async (name: string) => {
    const answer = await visit(`/${name}`);
    return [answer.status, await answer.json()];
  };
  t.strictSame(await seen("type"), [500, { sorry: "Internal Server Error", cause: true }]);
  t.match(logged.splice(0), [{ level: "error", error: boom }]);
  t.strictSame(await seen("http"), [500, { sorry: "ours", cause: false }]);
  t.strictSame(await seen("range"), [400, "range"]);
  t.strictSame(logged, [], "what was meant is no failure");
});

onBoth("H8 onStatus on a router: below its prefix, for what is not there as well", async (t, serve) => {
  const pages = new Router();
  const api = new Router({ prefix: "/{version}/api" });
  const inner = new Router({ prefix: "/inner" });
  const item = (id: number) => {
    throw new HttpError(404, `no ${id}`);
  };
  for (const router of [pages, api, inner])
    router.get("/items/{id}", item, endpoint(item, [path("id", int), ...(router === pages ? [] : [path("version")])]));
  api.onStatus(404, () => reply(404, "api"));
  inner.onStatus(405, () => reply(405, "inner"));
  pages.onStatus(404, () => reply(404, "pages"));
  api.include(inner);
  const app = new App().include(api).include(pages);
  const visit = await serve(app);
  const seen = async (path: string, method = "GET") => (await visit(path, { method })).json();
  t.equal(await seen("/v1/api/items/1"), "api");
  t.equal(await seen("/v1/api/nothing"), "api");
  t.equal(await seen("/v1/%61pi/nothing"), "api");
  t.equal(await seen("/v1/api/inner/items/1"), "api");
  t.equal(await seen("/v1/api/inner/items/1", "PUT"), "inner");
  t.strictSame(await seen("/v1/api/items/1", "PUT"), { detail: "Method Not Allowed" });
  t.equal(await seen("/items/1"), "pages");
  t.strictSame(await seen("/nothing"), { detail: "Not Found" }, "a router without a prefix has no paths of its own");
});

onBoth("H3 onStatus(422): in problem mode too, with Typeway's own answer to add to", async (t, serve) => {
  const app = new App({ errors: "problem" });
  const read = (page: number) => page;
  app.get("/", read, endpoint(read, [query("page", int)]));
  app.onStatus(422, (error, context) => {
    const answer = defaultAnswer(error, context);
    answer.headers.set("x-issues", String(error instanceof ValidationError && error.issues.length));
    return answer;
  });
  const answer = await (await serve(app))("/?page=x");
  t.equal(answer.status, 422);
  t.equal(answer.headers.get("content-type"), "application/problem+json");
  t.equal(answer.headers.get("x-issues"), "1");
  t.match(await answer.json(), { title: "Unprocessable Entity", status: 422, issues: [{ type: "int_parsing" }] });
});

onBoth("H2 onStatus(403): is told of a refused socket", async (t, serve) => {
  const app = new App();
  const refuse = () => {
    throw new WebSocketError(4000, "not you");
  };
  app.get("/", refuse, endpoint(refuse));
  app.onStatus(403, (error) => ({ because: error.detail }));
  const answer = await (await serve(app))("/");
  t.strictSame([answer.status, await answer.json()], [403, { because: "not you" }]);
});

t.test("H2 onStatus: takes the statuses of answers, before the start", async (t) => {
  t.throws(() => new App().onStatus(99, () => 1), { code: "TYPEWAY_STATUS_INVALID" });
  const app = new App();
  await app.start();
  t.throws(() => app.onStatus(404, () => 1), { code: "TYPEWAY_ALREADY_STARTED" });
  await app.close();
});
