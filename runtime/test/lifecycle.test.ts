import { createServer } from "node:http";
import { isApp } from "@typeway/contract";
import { App, type Context, HttpError, Router } from "@typeway/runtime";
import t from "tap";
import { context, endpoint, path } from "./endpoint.js";
import { exchange, statuses } from "./raw-client.js";
import { onBoth, onEach, portOf, serveOn } from "./transports.js";

const say = (text: string) => () => text;
const get = (app: App, path: string) => app.fetch(new Request(`http://testserver${path}`));

/** An application that writes down what its lifespans and hooks do. */
function diary() {
  const lines: string[] = [];
  const lifespan = (name: string) =>
    function* () {
      lines.push(`start ${name}`);
      yield;
      lines.push(`stop ${name}`);
    };
  const asyncLifespan = (name: string) =>
    async function* () {
      await Promise.resolve();
      lines.push(`start ${name}`);
      yield;
      await Promise.resolve();
      lines.push(`stop ${name}`);
    };
  return { lines, lifespan, asyncLifespan };
}

t.test("R2 start-up runs once, before the first request; shutdown in reverse order", async (t) => {
  const { lines, lifespan, asyncLifespan } = diary();
  const router = new Router({ lifespan: asyncLifespan("router") });
  const app = new App({ lifespan: lifespan("app") })
    .include(router, { prefix: "/a" })
    .include(router, { prefix: "/b" });
  app.onStart(() => lines.push("hook 1")).onStart(async () => lines.push("hook 2"));
  app.onStop(() => lines.push("stop hook 1")).onStop(async () => lines.push("stop hook 2"));
  const handler = () => lines.push("request");
  app.get("/", handler, endpoint(handler));

  await Promise.all([app.start(), get(app, "/"), get(app, "/")]);
  t.strictSame(lines.splice(0), ["start app", "start router", "hook 1", "hook 2", "request", "request"]);
  await Promise.all([app.close(), app.close()]);
  t.strictSame(lines.splice(0), ["stop hook 2", "stop hook 1", "stop router", "stop app"]);
  await app.close();
  t.strictSame(lines, [], "closing what is closed does nothing");

  {
    await using again = app;
    await again.start();
  }
  t.strictSame(lines.length, 8, "it can be started again");
});

t.test("a start-up that fails undoes what it had done, and says why to everybody", async (t) => {
  const { lines, lifespan } = diary();
  const logged: unknown[] = [];
  let working = false;
  const app = new App({ lifespan: lifespan("app"), log: ({ error }) => logged.push(error) });
  app.onStart(() => {
    if (!working) throw new Error("no database");
  });
  const handler = say("x");
  app.get("/", handler, endpoint(handler));
  await t.rejects(app.start(), { message: "no database" });
  await t.rejects(get(app, "/"), { message: "no database" });
  await t.rejects(app.listen({ port: 0, signals: false }), { message: "no database" });
  t.strictSame(lines, ["start app", "start app", "start app"], "what follows yield is for what was running");

  const server = createServer(app.handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const visit = () => fetch(`http://127.0.0.1:${portOf(server)}/`);
  const refused = await visit();
  t.equal(refused.status, 500);
  t.strictSame(await refused.json(), { detail: "Internal Server Error" });
  t.match(logged, [{ message: "no database" }]);
  working = true;
  t.equal((await visit()).status, 200, "the next request tries again");
  await app.close();
  server.closeAllConnections();
  server.close();
});

t.test("an error in shutdown is logged and does not end it", async (t) => {
  const { lines, lifespan } = diary();
  const logged: unknown[] = [];
  const app = new App({ lifespan: lifespan("app"), log: ({ error }) => logged.push(error) });
  app
    .onStop(() => lines.push("hook"))
    .onStop(() => {
      throw new Error("hook");
    });
  await app.start();
  await app.close();
  t.strictSame(lines, ["start app", "hook", "stop app"]);
  t.match(logged, [{ message: "hook" }]);
});

t.test("shutdown waits for the requests under way, their clean-up included", async (t) => {
  const lines: string[] = [];
  const app = new App().onStop(() => lines.push("stop"));
  const slow = async ({ tasks }: Context) => {
    tasks.add(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      lines.push("task");
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    lines.push("answer");
    return "done";
  };
  app.get("/", slow, endpoint(slow, [context()]));
  await app.start();
  const answer = get(app, "/");
  await new Promise((resolve) => setImmediate(resolve));
  await app.close();
  t.strictSame(lines, ["answer", "task", "stop"]);
  t.equal(await (await answer).json(), "done");
});

t.test("app.handler serves from a server of one's own", async (t) => {
  const app = new App({ log: () => undefined });
  const handler = say("x");
  app.get("/", handler, endpoint(handler));
  const server = createServer(app.handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  t.equal(await (await fetch(`http://127.0.0.1:${portOf(server)}/`)).json(), "x");
  await app.close();
});

onBoth("P4 a mounted application has its own routes, errors and lifespan, and knows its prefix", async (t, serve) => {
  const { lines, lifespan } = diary();
  const sub = new App({ lifespan: lifespan("sub") });
  const show = ({ rootPath, url, app }: Context) => ({ rootPath, path: url.pathname, own: app === sub });
  sub.get("/", show, endpoint(show, [context()])).get("/users/{id}", show, endpoint(show, [context(), path("id")]));
  const fail = () => {
    throw new HttpError(409);
  };
  sub.get("/fail", fail, endpoint(fail)).onError(HttpError, ({ status }) => ({ sub: status }));
  const link = (context: Context) => context.urlFor("link").pathname;
  sub.get("/link", link, endpoint(link, [context()]));

  const app = new App({ lifespan: lifespan("app"), rootPath: "/api" });
  const handler = say("parent");
  app.get("/sub/own", handler, endpoint(handler)).mount("/sub", sub);
  app.include(new Router({ prefix: "/v1" }).mount("/deep", sub));
  const visit = await serve(app);
  const seen = async (path: string) => (await visit(path)).json();

  t.strictSame(await seen("/sub"), { rootPath: "/api/sub", path: "/sub", own: true });
  t.strictSame(await seen("/sub/"), { rootPath: "/api/sub", path: "/sub/", own: true });
  t.strictSame(await seen("/sub/users/7?q=1"), { rootPath: "/api/sub", path: "/sub/users/7", own: true });
  t.strictSame(await seen("/%73ub/users/7"), { rootPath: "/api/sub", path: "/%73ub/users/7", own: true });
  t.strictSame(await seen("/v1/deep/users/7"), { rootPath: "/api/v1/deep", path: "/v1/deep/users/7", own: true });
  t.equal(await seen("/sub/own"), "parent", "a route of the parent comes first");
  t.equal(await seen("/sub/link"), "/api/sub/link");
  t.strictSame(await seen("/sub/fail"), { sub: 409 });
  t.strictSame(await seen("/sub/nowhere"), { sub: 404 });
  t.strictSame(await seen("/subway"), { detail: "Not Found" });
  t.equal((await visit("/sub/own", { method: "POST" })).status, 405, "a path of the parent is the parent's");
  t.strictSame(
    app.records.map(({ path }) => path),
    ["/sub/own"],
  );
  await app.close();
  t.strictSame(lines, ["start app", "start sub", "stop sub", "stop app"]);
});

onBoth("mount: a fetch handler sees the path without the prefix, and streams both ways", async (t, serve) => {
  const echo = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const headers = {
      "x-method": request.method,
      "x-path": pathname + search,
      "x-a": request.headers.get("x-a") ?? "",
    };
    return request.method === "GET" ? Response.json(headers, { status: 203 }) : new Response(request.body, { headers });
  };
  const app = new App({ bodyLimit: 4 }).mount("/web", echo);
  const visit = await serve(app);
  const get = await visit("/web/a%20b?q=1", { headers: { "x-a": "1" } });
  t.equal(get.status, 203);
  t.strictSame(await get.json(), { "x-method": "GET", "x-path": "/a%20b?q=1", "x-a": "1" });
  const post = await visit("/web", { method: "POST", body: "longer than the limit" });
  t.equal(post.headers.get("x-path"), "/");
  t.equal(await post.text(), "longer than the limit");
});

onBoth("mount: a node:http listener, also where there is no socket", async (t, serve) => {
  const app = new App();
  app.mount("/node", (request, response) => {
    response.setHeader("x-seen", `${request.method} ${request.url} ${request.headers["x-a"]}`);
    if (request.method === "HEAD") response.end();
    else if (request.url === "/empty") response.writeHead(204).end();
    else request.pipe(response.writeHead(201));
  });
  const visit = await serve(app);
  const post = await visit("/node/a?b", { method: "POST", body: "echo", headers: { "x-a": "1" } });
  t.equal(post.status, 201);
  t.equal(post.headers.get("x-seen"), "POST /a?b 1");
  t.equal(await post.text(), "echo");
  t.equal((await visit("/node/empty")).status, 204);
  t.equal((await visit("/node", { method: "HEAD" })).headers.get("x-seen"), "HEAD / undefined");
});

onEach("49 mount: a TRACE, of which no web standard request can be made, is 501", async (t) => {
  const app = new App().mount("/web", () => new Response());
  const reply = await exchange(await serveOn(t, app), "TRACE /web HTTP/1.1", "Host: a", "Connection: close", "", "");
  t.strictSame(statuses(reply), [501]);
});

onBoth("32 mount: what throws in there is a 500 here", async (t, serve) => {
  const app = new App({ log: () => undefined });
  app.mount("/fetch", () => {
    throw new Error("x");
  });
  app.mount("/later", async () => {
    throw new HttpError(409);
  });
  app.mount("/node", (_request, response) => {
    response.setHeader("content-encoding", "gzip").statusMessage = "Fine";
    throw new Error("x");
  });
  app.mount("/node-later", async (_request, _response) => {
    throw new Error("x");
  });
  app.mount("/node-half-way", async (_request, response) => {
    response.write("x");
    throw new Error("x");
  });
  const visit = await serve(app);
  t.equal((await visit("/fetch")).status, 500);
  t.equal((await visit("/later")).status, 409);
  const node = await visit("/node");
  t.equal(node.status, 500);
  t.match(node.statusText, /^(?:Internal Server Error)?$/);
  t.match(await node.json(), { detail: "Internal Server Error" });
  t.equal((await visit("/node-later")).status, 500);
  await t.rejects((async () => (await visit("/node-half-way")).text())());
  t.throws(() => app.mount("/x", {} as never), TypeError);
});

t.test("an application is known by its mark", async (t) => {
  t.ok(isApp(new App()));
  t.notOk(isApp(new Router()));
});
