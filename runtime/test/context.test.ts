import { App, type Context } from "@typeway/runtime";
import t from "tap";
import { context, cookie, endpoint, header, int, path, string } from "./endpoint.js";
import { onBoth, onEach, serveOn } from "./transports.js";

onBoth("B27 the context shows the request", async (t, serve) => {
  const app = new App({ rootPath: "/api" });
  const show = ({ method, url, rootPath, headers, cookies, client, state, app: own }: Context) => ({
    method,
    path: url.pathname,
    search: url.search,
    protocol: url.protocol,
    rootPath,
    agent: headers.get("X-Agent"),
    cookies: Object.fromEntries(cookies),
    client: client.host,
    state,
    app: own === app,
  });
  app.get("/show/me", show, endpoint(show, [context()]));
  const visit = await serve(app);
  const reply = await visit("/show/me?q=a%20b", {
    headers: { "x-agent": "tap", cookie: 'a=1; b="q v"; c=%C3%A9; a=2; d' },
  });
  t.strictSame(await reply.json(), {
    method: "GET",
    path: "/show/me",
    search: "?q=a%20b",
    protocol: "http:",
    rootPath: "/api",
    agent: "tap",
    cookies: { a: "1", b: "q v", c: "é" },
    client: "127.0.0.1",
    state: {},
    app: true,
  });
});

onBoth("B16, B18, B19 headers and cookies are parameters", async (t, serve) => {
  const app = new App();
  const read = (...args: unknown[]) => args;
  const params = [
    header("x-one", int),
    header("x-many", string, { many: true, or: [] }),
    cookie("session", string, { or: "none" }),
  ];
  app.get("/", read, endpoint(read, params));
  const visit = await serve(app);
  const seen = async (headers: [string, string][]) => (await visit("/", { headers })).json();
  t.strictSame(await seen([["X-One", "1"]]), [1, [], "none"]);
  t.strictSame(
    await seen([
      ["x-one", "1"],
      ["x-many", "a"],
      ["cookie", "session=s%20t"],
    ]),
    [1, ["a"], "s t"],
  );
  t.match(await seen([["x_one", "1"]]), { detail: [{ loc: ["header", "x-one"], type: "missing" }] }, "B17");
});

onBoth("the request id is the caller's when it is sane, and goes out once anybody asks for it", async (t, serve) => {
  const app = new App();
  const id = (context: Context) => context.id;
  const nobody = () => "x";
  app.get("/id", id, endpoint(id, [context()])).get("/nobody", nobody, endpoint(nobody));
  const visit = await serve(app);
  const seen = async (sent?: string) => {
    const reply = await visit("/id", sent === undefined ? {} : { headers: { "x-request-id": sent } });
    const answered = reply.headers.get("x-request-id");
    t.equal(await reply.json(), answered);
    return answered ?? "";
  };
  t.equal(await seen("trace-1.2:a/b=="), "trace-1.2:a/b==");
  for (const sent of ["a b", "x".repeat(129), '"quoted"', "<script>", ""]) t.match(await seen(sent), /^[0-9a-f-]{36}$/);
  t.notSame(await seen(), await seen());
  t.equal((await visit("/nobody", { headers: { "x-request-id": "a" } })).headers.get("x-request-id"), null);
});

onBoth("Request: the web standard view", async (t, serve) => {
  const app = new App();
  const show = async (request: Request) => [
    request.method,
    new URL(request.url).pathname,
    request.headers.get("x-a"),
    await request.text(),
  ];
  app.route({ methods: ["GET", "POST"], path: "/web" }, show, endpoint(show, [context("Request")]));
  const visit = await serve(app);
  t.strictSame(await (await visit("/web", { headers: { "x-a": "1" } })).json(), ["GET", "/web", "1", ""]);
  t.strictSame(await (await visit("/web", { method: "POST", body: "text" })).json(), ["POST", "/web", null, "text"]);
});

onEach("IncomingMessage and raw: node:http's own, where there is one", async (t) => {
  const logged: unknown[] = [];
  const app = new App({ log: ({ error }) => logged.push(error) });
  const message = ({ httpVersion }: { httpVersion: string }) => httpVersion;
  const raw = ({ raw: { request, response } }: Context) => [request.url, response.headersSent];
  app
    .get("/message", message, endpoint(message, [context("IncomingMessage")]))
    .get("/raw", raw, endpoint(raw, [context()]));
  const port = await serveOn(t, app);
  t.equal(await (await fetch(`http://127.0.0.1:${port}/message`)).json(), "1.1");
  t.strictSame(await (await fetch(`http://127.0.0.1:${port}/raw?x`)).json(), ["/raw?x", false]);
  for (const path of ["/message", "/raw"]) t.equal((await app.fetch(new Request(`http://x${path}`))).status, 500);
  t.match(logged, [{ code: "TYPEWAY_NO_NODE_REQUEST" }, { code: "TYPEWAY_NO_NODE_REQUEST" }]);
});

t.test("the address of a request whose Host is none", async (t) => {
  const app = new App();
  const show = ({ url }: Context) => url;
  app.get("/{x*}", show, endpoint(show, [context(), path("x")]));
  const request = {
    method: "GET",
    url: "http://shop.test:8080//evil.test/x?a=b?c",
    headers: new Headers(),
    body: null,
  };
  t.equal(await (await app.fetch(request as Request)).json(), "http://shop.test:8080//evil.test/x?a=b?c");
});

onBoth("tasks: the first that is added after the request is an error as well", async (t, serve) => {
  const app = new App();
  const kept: Context[] = [];
  const keep = (context: Context) => {
    kept.push(context);
  };
  app.get("/", keep, endpoint(keep, [context()]));
  const visit = await serve(app);
  t.equal((await visit("/")).status, 204);
  await app.close();
  for (const { tasks } of kept) t.throws(() => tasks.add(() => undefined), { code: "TYPEWAY_TASK_TOO_LATE" });
  t.equal(kept.length, 1);
});
