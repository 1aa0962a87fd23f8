import { App, Router, TypewayError } from "@typeway/runtime";
import t from "tap";
import { auto, body, context, endpoint, int, path, query, string } from "./endpoint.js";
import { onBoth } from "./transports.js";

const say = (text: string) => () => text;

onBoth("A1 every method has a registrar", async (t, serve) => {
  const app = new App();
  const list = say("list");
  const make = say("make");
  app.get("/items", list, endpoint(list)).post("/items", make, endpoint(make));
  const other = (context: { method: string }) => context.method;
  for (const register of ["put", "patch", "delete", "options", "query"] as const)
    app[register]("/items", other, endpoint(other, [context()]));
  const visit = await serve(app);
  t.equal(await (await visit("/items")).json(), "list");
  t.equal(await (await visit("/items", { method: "POST" })).json(), "make");
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"])
    t.equal(await (await visit("/items", { method })).json(), method);
});

onBoth("A3 a path that nobody has is 404", async (t, serve) => {
  const visit = await serve(new App());
  const reply = await visit("/nowhere");
  t.equal(reply.status, 404);
  t.equal(reply.headers.get("content-type"), "application/json");
  t.equal(await reply.text(), '{"detail":"Not Found"}');
});

onBoth("A4 a method the path does not have is 405, and Allow lists all it has", async (t, serve) => {
  const app = new App();
  const handler = say("x");
  app.get("/dup", handler, endpoint(handler)).post("/dup", handler, endpoint(handler));
  app.delete("/{any}", handler, endpoint(handler, [path("any")]));
  const visit = await serve(app);
  const reply = await visit("/dup", { method: "PUT" });
  t.equal(reply.status, 405);
  t.equal(reply.headers.get("allow"), "DELETE, GET, HEAD, OPTIONS, POST");
  t.strictSame(await reply.json(), { detail: "Method Not Allowed" });
});

onBoth("A5 a GET answers HEAD with the same head and no body", async (t, serve) => {
  const app = new App();
  const read = () => ({ text: "€" });
  app.get("/items", read, endpoint(read));
  const visit = await serve(app);
  const get = await visit("/items");
  const head = await visit("/items", { method: "HEAD" });
  t.equal(head.status, 200);
  t.equal(head.headers.get("content-length"), String(Buffer.byteLength('{"text":"€"}')));
  t.equal(await head.text(), "");
  const ofConnection = new Set(["date", "connection", "keep-alive"]);
  const fields = (reply: Response) => [...reply.headers].filter(([name]) => !ofConnection.has(name));
  t.strictSame(fields(head), fields(get));
});

onBoth("A6 OPTIONS answers 204 with Allow, unless the path has one of its own", async (t, serve) => {
  const app = new App();
  const handler = say("own");
  app.get("/items", handler, endpoint(handler)).options("/own", handler, endpoint(handler));
  const visit = await serve(app);
  const reply = await visit("/items", { method: "OPTIONS" });
  t.equal(reply.status, 204);
  t.equal(reply.headers.get("allow"), "GET, HEAD, OPTIONS");
  t.equal(reply.headers.get("content-length"), null);
  t.equal(await (await visit("/own", { method: "OPTIONS" })).json(), "own");
  t.equal((await visit("/nowhere", { method: "OPTIONS" })).status, 404);
});

onBoth("A7 slash redirects: off by default, on request for the form that no route takes", async (t, serve) => {
  const handler = say("x");
  const register = (app: App) =>
    app.get("/items/", handler, endpoint(handler)).post("/books", handler, endpoint(handler));
  t.equal((await (await serve(register(new App())))("/items")).status, 404);

  const visit = await serve(register(new App({ redirectSlashes: true })));
  const reply = await visit("/items?page=2&q=a%20b");
  t.equal(reply.status, 307);
  t.equal(reply.headers.get("location"), "/items/?page=2&q=a%20b");
  t.equal(await reply.text(), "");
  t.equal((await visit("/books/", { method: "POST", body: "x" })).headers.get("location"), "/books");
  t.equal((await visit("/nowhere/")).status, 404);
  t.equal((await visit("/items/")).status, 200);
});

t.test("A7 slash redirects: never to another host, and with the prefix a proxy strips", async (t) => {
  const handler = say("x");
  const sub = new App({ redirectSlashes: true });
  sub.get("//evil.test/", handler, endpoint(handler));
  const visit = (app: App, path: string) => app.fetch(new Request(`http://testserver${path}`));
  t.equal((await visit(sub, "//evil.test")).status, 404);
  const under = new App({ redirectSlashes: true, rootPath: "/api" });
  under.get("/a/", handler, endpoint(handler));
  t.equal((await visit(under, "/a")).headers.get("location"), "/api/a/");
});

onBoth("A8 percent-encoding is undone once, and an encoded slash stays in its segment", async (t, serve) => {
  const app = new App();
  const echo = (value: string) => value;
  app.get("/int/{value}", echo, endpoint(echo, [path("value")]));
  app.get("/a-b/{value}.json", echo, endpoint(echo, [path("value")]));
  const visit = await serve(app);
  t.equal(await (await visit("/int/a%2Fb%2520c")).json(), "a/b%20c");
  t.equal(await (await visit("/a-b/x.json")).json(), "x");
  t.equal((await visit("/INT/x")).status, 404);
  t.equal((await visit("//x")).status, 404);
});

onBoth("A9 {rest*} takes what is left of the path, slashes included", async (t, serve) => {
  const app = new App();
  const echo = (path: string) => ({ path });
  app.get("/path/{path*}", echo, endpoint(echo, [path("path")]));
  const visit = await serve(app);
  t.strictSame(await (await visit("/path/a/b.txt")).json(), { path: "a/b.txt" });
  t.strictSame(await (await visit("/path//a")).json(), { path: "/a" }, "a leading slash is kept");
  t.strictSame(await (await visit("/path/")).json(), { path: "" }, "it may be empty");
  t.equal((await visit("/path")).status, 404);
});

onBoth("A9 a path parameter of the wrong type is 422, not 404", async (t, serve) => {
  const app = new App();
  const read = (id: number) => id;
  app.get("/users/{id}", read, endpoint(read, [auto("id", int)]));
  const visit = await serve(app);
  t.equal(await (await visit("/users/7")).json(), 7);
  const reply = await visit("/users/x");
  t.equal(reply.status, 422);
  t.strictSame(await reply.json(), {
    detail: [{ type: "int_parsing", loc: ["path", "id"], msg: "int_parsing", input: "x" }],
  });
});

onBoth("A11 one function on several paths and methods", async (t, serve) => {
  const app = new App();
  const hello = (name: string) => `hello ${name}`;
  const compiled = endpoint(hello, [auto("name")]);
  app.get("/hello", hello, compiled).get("/hello/{name}", hello, compiled);
  app.route({ methods: ["PUT", "PATCH"], path: "/hello" }, hello, compiled);
  const visit = await serve(app);
  t.equal(await (await visit("/hello?name=Ada")).json(), "hello Ada");
  t.equal(await (await visit("/hello/Ada")).json(), "hello Ada");
  t.equal(await (await visit("/hello?name=Ada", { method: "PATCH" })).json(), "hello Ada");
  t.strictSame(
    app.routes.map(({ path, methods }) => [path, methods]),
    [
      ["/hello", ["GET"]],
      ["/hello/{name}", ["GET"]],
      ["/hello", ["PUT", "PATCH"]],
    ],
  );
});

t.test("A13 urlFor builds an address from a route's name", async (t) => {
  const app = new App({ rootPath: "/api" });
  const readUser = (id: number) => id;
  const files = () => "";
  app.get("/users/{id}", readUser, endpoint(readUser, [path("id", int)]));
  app.get("/v{major}/{path*}", { name: "download" }, files, endpoint(files, [path("major"), path("path")]));
  const links = (context: { urlFor(name: string, params?: Record<string, string | number>): URL }) => [
    context.urlFor("readUser", { id: 5 }),
    context.urlFor("download", { major: "1/2", path: "a b/c?.txt" }),
  ];
  app.get("/links", links, endpoint(links, [context()]));
  const wrong = (name: string, context: { urlFor: Function }) => {
    const calls: Record<string, () => unknown> = {
      name: () => context.urlFor("nobody"),
      missing: () => context.urlFor("readUser"),
      extra: () => context.urlFor("readUser", { id: 5, page: 2 }),
    };
    try {
      return calls[name]?.();
    } catch (error) {
      return error instanceof TypewayError ? error.message : "";
    }
  };
  app.get("/wrong/{name}", wrong, endpoint(wrong, [path("name"), context()]));
  const get = async (path: string) => (await app.fetch(new Request(`https://shop.test${path}`))).json();
  t.strictSame(await get("/links"), ["https://shop.test/api/users/5", "https://shop.test/api/v1%2F2/a%20b/c%3F.txt"]);
  t.match(await get("/wrong/name"), "no route has this name");
  t.match(await get("/wrong/missing"), "the segment '{id}' of /users/{id} is missing");
  t.match(await get("/wrong/extra"), "/users/{id} has no segment '{page}'");
});

onBoth("P1 a router shares prefix, tags and options with its routes", async (t, serve) => {
  const app = new App({ tags: ["all"] });
  const router = new Router({ prefix: "/users", tags: ["users"], deprecated: true, bodyLimit: 4 });
  const list = say("list");
  const make = (user: unknown) => ({ user });
  router.get("", { tags: ["read"] }, list, endpoint(list)).post("/", make, endpoint(make, [body("user")]));
  app.include(router);
  t.strictSame(
    app.records.map(({ method, path, words: { tags, deprecated } }) => ({ method, path, tags, deprecated })),
    [
      { method: "GET", path: "/users", tags: ["all", "users", "read"], deprecated: true },
      { method: "POST", path: "/users/", tags: ["all", "users"], deprecated: true },
    ],
  );
  const visit = await serve(app);
  t.equal(await (await visit("/users")).json(), "list");
  const post = (text: string) =>
    visit("/users/", { method: "POST", body: text, headers: { "content-type": "application/json" } });
  t.equal((await post("1234")).status, 200);
  t.equal((await post("12345")).status, 413);
});

onBoth("P2 routers nest, and one router may be included in several places", async (t, serve) => {
  const items = new Router({ prefix: "/items" });
  const read = (userId: string | undefined, id: string) => ({ userId: userId ?? null, id });
  items.get("/{id}", read, endpoint(read, [auto("userId", string, { or: undefined }), auto("id")]));
  const users = new Router().include(items, { prefix: "/users/{userId}", tags: ["theirs"] });
  const app = new App({ prefix: "/api" }).include(users, { prefix: "/v1" }).include(items, { documented: false });
  const visit = await serve(app);
  t.strictSame(await (await visit("/api/v1/users/7/items/3")).json(), { userId: "7", id: "3" });
  t.strictSame(await (await visit("/api/items/3?userId=8")).json(), { userId: "8", id: "3" });
  t.strictSame(
    app.records.map(({ path, endpoint, words }) => [path, endpoint.places, words.tags, words.documented]),
    [
      ["/api/v1/users/{userId}/items/{id}", ["path", "path"], ["theirs"], true],
      ["/api/items/{id}", ["query", "path"], [], false],
    ],
  );
});

t.test("P3 what is added to a router after it was included counts until the start", async (t) => {
  const app = new App();
  const router = new Router();
  app.include(router, { prefix: "/late" });
  const late = say("late");
  router.get("/route", late, endpoint(late));
  t.equal((await app.fetch(new Request("http://x/late/route"))).status, 200);
  const refused = { code: "TYPEWAY_ALREADY_STARTED", message: /'\/other' was added after the application had started/ };
  t.throws(() => router.get("/other", late, endpoint(late)), refused);
  t.throws(() => app.get("/other", late, endpoint(late)), refused);
  t.throws(() => app.include(new Router()), { code: "TYPEWAY_ALREADY_STARTED" });
  t.throws(() => app.onError(Error, late, endpoint(late)), { code: "TYPEWAY_ALREADY_STARTED" });
  await app.close();
  router.get("/other", late, endpoint(late));
  t.equal((await app.fetch(new Request("http://x/late/other"))).status, 200, "a shutdown opens it again");
});

t.test("start-up names what cannot work", async (t) => {
  const handler = say("x");
  const started = (build: (app: App) => void, options = {}) => {
    const app = new App(options);
    build(app);
    return app.start();
  };
  const named = function readUser() {};

  await t.rejects(
    started((app) => app.get("/users/{id}", named, endpoint(named))),
    {
      code: "TYPEWAY_SEGMENT_UNUSED",
      message:
        /No parameter of 'readUser' \(test\/readUser\.ts:1:1\).* '\{id\}' in GET \/users\/\{id\}\. Add a parameter 'id'/,
    },
  );
  await t.rejects(
    started((app) => app.get("/users", named, endpoint(named, [path("id")]))),
    {
      code: "TYPEWAY_SEGMENT_MISSING",
      message: /'readUser' .* reads 'id' from the path, but GET \/users has no segment '\{id\}'/,
    },
  );
  await t.rejects(
    started((app) => {
      app.get("/users/{id}", named, endpoint(named, [path("id")]));
      app.include(new Router().get("/{name}", handler, endpoint(handler, [auto("name")])), { prefix: "/users" });
    }),
    {
      code: "TYPEWAY_ROUTE_CONFLICT",
      message:
        /GET \/users\/\{name\} is registered twice: for 'readUser' \(test\/readUser\.ts:1:1, as \/users\/\{id\}\) and for/,
    },
  );
  const circle = new Router();
  circle.include(new Router().include(circle, { prefix: "/b" }), { prefix: "/a" });
  await t.rejects(
    started((app) => app.include(circle)),
    { code: "TYPEWAY_ROUTER_CYCLE", message: /'\/a\/b'/ },
  );
  await t.rejects(
    started((app) => app.get("", handler, endpoint(handler))),
    { code: "TYPEWAY_PATH_SYNTAX" },
  );
  await t.rejects(
    started((app) => app.get("users", handler, endpoint(handler))),
    {
      message: /The path 'users' must start with '\/'/,
    },
  );
  await t.rejects(
    started((app) => app.get("/x", { status: 99 }, handler, endpoint(handler))),
    {
      code: "TYPEWAY_STATUS_INVALID",
    },
  );
  for (const kind of ["WebSocket"] as const)
    await t.rejects(
      started((app) => app.get("/x", handler, endpoint(handler, [context(kind)]))),
      {
        code: "TYPEWAY_PARAMETER_UNSUPPORTED",
        message: new RegExp(`asks for ${kind}, which is not available there`),
      },
    );
  t.throws(() => new Router({ prefix: "users" }), { message: /is a prefix and must start with '\/'/ });
  t.throws(() => new App().include(new Router(), { prefix: "/users/" }), { message: /must not end with '\/'/ });
});

t.test("a start that failed can be mended and repeated", async (t) => {
  const app = new App();
  const read = (id: string) => id;
  const router = new Router();
  app.include(router, { prefix: "/users/{id}" });
  const list = say("list");
  router.get("/list", list, endpoint(list));
  await t.rejects(app.fetch(new Request("http://x/users/7/list")), { code: "TYPEWAY_SEGMENT_UNUSED" });
  t.throws(() => app.records, { code: "TYPEWAY_SEGMENT_UNUSED" });
  t.doesNotThrow(() => router.get("/one", read, endpoint(read, [auto("id")])), "nothing is running");
});

onBoth("a query is read by name, as often as it is sent", async (t, serve) => {
  const app = new App();
  const find = (q: string, tags: string[], page: number) => ({ q, tags, page });
  const params = [query("q"), query("tag[]", string, { many: true, or: [] }), query("page", int, { or: 1 })];
  app.get("/find", find, endpoint(find, params));
  const visit = await serve(app);
  const get = async (search: string) => (await visit(`/find?${search}`)).json();
  t.strictSame(await get("q=tea"), { q: "tea", tags: [], page: 1 });
  t.strictSame(await get("&&q=green+tea%20%2B&&"), { q: "green tea +", tags: [], page: 1 });
  t.strictSame(await get("q"), { q: "", tags: [], page: 1 }, "without '=' it is empty");
  t.strictSame(await get("q=a=b"), { q: "a=b", tags: [], page: 1 });
  t.strictSame(await get("%71=tea&page=2"), { q: "tea", tags: [], page: 2 }, "keys are encoded too");
  t.strictSame(await get("tag[]=a&q=x&tag%5B%5D=b&Q=y&qq=z&other=%zz".replace("%zz", "w")), {
    q: "x",
    tags: ["a", "b"],
    page: 1,
  });
  t.strictSame(await get("page=2&q=x&page=3"), {
    detail: [{ type: "duplicate", loc: ["query", "page"], msg: "duplicate", input: ["2", "3"] }],
  });
});
