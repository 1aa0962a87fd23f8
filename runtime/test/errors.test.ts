import type { LogEntry } from "@typeway/runtime";
import { App, defaultAnswer, HttpError, Router, reply, stream, TypewayError, ValidationError } from "@typeway/runtime";
import t from "tap";
import { body, endpoint, int, path, properties, query } from "./endpoint.js";
import { onBoth } from "./transports.js";

const get = (app: App, path: string) => app.fetch(new Request(`http://testserver${path}`));

onBoth("H1 HttpError becomes its status, detail and headers", async (t, serve) => {
  const app = new App();
  const errors: Record<string, () => unknown> = {
    text: () => new HttpError(404, "User not found"),
    phrase: () => new HttpError(418),
    any: () => new HttpError(409, { code: 7, at: [1] }, { headers: { "X-Code": "7", vary: ["a", "b"] } }),
    empty: () => new HttpError(304, "dropped", { headers: { etag: '"1"' } }),
    unusual: () => new HttpError(599),
  };
  const fail = (name: string) => {
    throw errors[name]?.();
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  const visit = await serve(app);
  const seen = async (name: string) => {
    const reply = await visit(`/${name}`);
    return [reply.status, await reply.text()];
  };
  t.strictSame(await seen("text"), [404, '{"detail":"User not found"}']);
  t.strictSame(await seen("phrase"), [418, `{"detail":"I'm a Teapot"}`]);
  t.strictSame(await seen("any"), [409, '{"detail":{"code":7,"at":[1]}}']);
  t.strictSame(await seen("empty"), [304, ""]);
  t.strictSame(await seen("unusual"), [599, '{"detail":"Status 599"}']);
  const any = await visit("/any");
  t.equal(any.headers.get("x-code"), "7");
  t.equal(any.headers.get("vary"), "a, b");
  t.equal(any.headers.get("x-content-type-options"), "nosniff");
  t.throws(() => new HttpError(700), { code: "TYPEWAY_STATUS_INVALID" });
  t.match(new HttpError(404, "User not found", { cause: "x" }), {
    name: "HttpError",
    message: "User not found",
    cause: "x",
  });
});

onBoth("H2 onError: the nearest class answers", async (t, serve) => {
  class ShopError extends Error {}
  class OutOfStock extends ShopError {
    constructor(readonly sku: string) {
      super(`out of ${sku}`);
    }
  }
  class Gone extends HttpError {}
  const app = new App({ log: () => undefined });
  const onShop = (error: ShopError) => ({ shop: error.message });
  const onStock = async ({ sku }: OutOfStock, { id }: { id: string }) =>
    reply(409, { sku, id: id.length > 0, secret: 1 });
  const onGone = (error: Gone) => ({ gone: error.detail });
  const onAny = () => "any";
  app.onError(ShopError, onShop);
  app.onError(
    OutOfStock,
    onStock,
    endpoint(onStock, [], { empty: false, replies: { 409: properties({ sku: "string" }) } }),
  );
  app.onError(Gone, onGone).onError(Error, onAny);
  const errors: Record<string, unknown> = {
    shop: new ShopError("closed"),
    stock: new OutOfStock("tea"),
    gone: new Gone(410, "sold"),
    http: new HttpError(404),
    other: new TypeError("x"),
    text: "not an error",
  };
  const fail = async (name: string) => {
    throw errors[name];
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  const visit = await serve(app);
  const seen = async (name: string) => {
    const reply = await visit(`/${name}`);
    return [reply.status, await reply.json()];
  };
  t.strictSame(await seen("shop"), [500, { shop: "closed" }]);
  t.strictSame(await seen("stock"), [409, { sku: "tea" }], "what it replies leaves by its declared type");
  t.strictSame(await seen("gone"), [410, { gone: "sold" }], "a plain value has the error's status");
  t.strictSame(await seen("http"), [404, { detail: "Not Found" }], "Typeway's own answer stands nearer than Error");
  t.strictSame(await seen("other"), [500, "any"]);
  t.match(await seen("text"), [500, { detail: "Internal Server Error" }], "what is no error has no class");
});

onBoth("H2 onError(HttpError) catches the framework's 404 and 405 as well", async (t, serve) => {
  const app = new App();
  const handler = () => "x";
  app.get("/items", handler, endpoint(handler));
  app.onError(HttpError, ({ status, headers }) => reply(status, { oops: status }, headers));
  const visit = await serve(app);
  t.strictSame(await (await visit("/nowhere")).json(), { oops: 404 });
  const wrong = await visit("/items", { method: "PUT" });
  t.strictSame(await wrong.json(), { oops: 405 });
  t.equal(wrong.headers.get("allow"), "GET, HEAD, OPTIONS");
});

onBoth("H3 onError(ValidationError) replaces the 422 and the 400 of unreadable bytes", async (t, serve) => {
  const app = new App();
  const save = () => "saved";
  app.post("/items", save, endpoint(save, [query("page", int), body("item", int)]));
  app.onError(ValidationError, ({ status, issues, body }) =>
    reply(status, { problems: issues.map(({ loc }) => loc.join(".")), body }),
  );
  const visit = await serve(app);
  const post = (body: string) =>
    visit("/items?page=x", { method: "POST", body, headers: { "content-type": "application/json" } });
  const invalid = await post('{"a":1}');
  t.equal(invalid.status, 422);
  t.strictSame(await invalid.json(), { problems: ["query.page", "body"], body: { a: 1 } });
  const unreadable = await post("{a");
  t.equal(unreadable.status, 400);
  t.strictSame(await unreadable.json(), { problems: ["body.1"], body: "{a" });
});

t.test("H4 defaultAnswer: Typeway's own answer, to add to", async (t) => {
  const app = new App();
  const fail = (status: number) => {
    throw new HttpError(status, "sorry", { headers: { "retry-after": "5" } });
  };
  app.get("/{status}", fail, endpoint(fail, [path("status", int)]));
  app.onError(HttpError, (error) => {
    const answer = defaultAnswer(error);
    answer.headers.set("x-seen", "1");
    return answer;
  });
  const reply = await get(app, "/503");
  t.equal(reply.status, 503);
  t.equal(reply.headers.get("retry-after"), "5");
  t.equal(reply.headers.get("x-seen"), "1");
  t.equal(reply.headers.get("content-type"), "application/json");
  t.strictSame(await reply.json(), { detail: "sorry" });
  t.equal((await get(app, "/304")).status, 304);
  const issues = [{ type: "missing", loc: ["query", "q"], msg: "A value is required here", input: null }];
  const invalid = defaultAnswer(new ValidationError(issues, undefined));
  t.equal(invalid.status, 422);
  t.strictSame(await invalid.json(), { detail: issues });
});

onBoth("H8 onError on a router: the innermost router that has one for the error", async (t, serve) => {
  const inner = new Router({ prefix: "/inner" });
  const outer = new Router({ prefix: "/outer" }).include(inner);
  const app = new App({ log: () => undefined }).include(outer);
  const errors: Record<string, unknown> = {
    type: new TypeError("t"),
    range: new RangeError("r"),
    http: new HttpError(409),
  };
  const fail = (name: string) => {
    throw errors[name];
  };
  for (const each of [inner, outer]) each.get("/{name}", fail, endpoint(fail, [path("name")]));
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  inner.onError(TypeError, () => reply(400, "inner"));
  outer.onError(Error, () => reply(400, "outer"));
  app.onError(HttpError, () => reply(400, "app"));
  const visit = await serve(app);
  const seen = async (path: string) => (await visit(path)).json();
  t.equal(await seen("/outer/inner/type"), "inner");
  t.equal(await seen("/outer/inner/range"), "outer");
  t.equal(await seen("/outer/inner/http"), "app");
  t.equal(await seen("/outer/type"), "outer");
  t.match(await seen("/type"), { detail: "Internal Server Error" });
});

onBoth("28 an unexpected error is 500 with fixed text and an id; the log has the rest", async (t, serve) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const boom = new Error("the password is hunter2");
  const fail = (how: string) => {
    if (how === "later") return Promise.reject(boom);
    throw boom;
  };
  app.get("/boom/{how}", fail, endpoint(fail, [path("how")]));
  const visit = await serve(app);
  for (const how of ["now", "later"]) {
    const reply = await visit(`/boom/${how}?token=secret`);
    t.equal(reply.status, 500);
    const id = reply.headers.get("x-request-id") ?? "";
    t.match(id, /^[0-9a-f-]{36}$/);
    t.strictSame(await reply.json(), { detail: "Internal Server Error", requestId: id });
    t.match(logged.splice(0), [{ level: "error", requestId: id, method: "GET", path: `/boom/${how}`, error: boom }]);
  }
});

t.test("28 the observer of inject is told of what became a 500", async (t) => {
  const app = new App({ log: () => undefined });
  const boom = new Error("boom");
  const fail = (kind: string) => {
    if (kind === "http") throw new HttpError(503);
    throw boom;
  };
  app.get("/{kind}", fail, endpoint(fail, [path("kind")]));
  const seen: unknown[] = [];
  const observer = { unexpected: (error: unknown) => void seen.push(error) };
  t.equal((await app.inject(new Request("http://x/http"), observer)).status, 503);
  t.strictSame(seen, [], "a thrown HttpError is an answer");
  t.equal((await app.inject(new Request("http://x/boom"), observer)).status, 500);
  t.strictSame(seen, [boom]);
});

onBoth("32 a handler of onError that fails itself falls back to Typeway's answer", async (t, serve) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const fail = (name: string) => {
    throw name === "type"
      ? new TypeError("first")
      : name === "range"
        ? new RangeError("first")
        : new SyntaxError("first");
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  app.onError(TypeError, () => {
    throw new HttpError(409, "second");
  });
  app.onError(RangeError, async () => {
    throw new Error("second");
  });
  app.onError(SyntaxError, () => 1n);
  const visit = await serve(app);
  t.strictSame(await (await visit("/type")).json(), { detail: "second" });
  t.equal((await visit("/range")).status, 500);
  t.equal((await visit("/syntax")).status, 500);
  const first = { message: "The handler of an error failed. This was the error.", error: { message: "first" } };
  t.match(logged, [first, { error: { message: "second" } }, first, { error: { message: /BigInt/ } }]);
  t.equal(logged.length, 4);
});

onBoth("32 an HttpError whose detail cannot be written is a 500", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const fail = () => {
    throw new HttpError(400, 1n);
  };
  app.get("/", fail, endpoint(fail));
  t.equal((await (await serve(app))("/")).status, 500);
});

onBoth("32 whatever throws, wherever, the next request is served", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const places: Record<string, () => unknown> = {
    now: () => {
      throw new Error("now");
    },
    later: async () => {
      throw new Error("later");
    },
    getter: () => ({
      get value() {
        throw new Error("getter");
      },
    }),
    // biome-ignore lint/suspicious/noThenProperty: the name of a path.
    then: () => ({
      // biome-ignore lint/suspicious/noThenProperty: this is what is tried.
      then() {
        throw new Error("then");
      },
    }),
    undefined: () => {
      throw undefined;
    },
    iterator: () =>
      stream({
        [Symbol.iterator]() {
          throw new Error("iterator");
        },
      }),
  };
  for (const [path, handler] of Object.entries(places)) app.get(`/${path}`, handler, endpoint(handler));
  const fine = () => "fine";
  app.get("/fine", fine, endpoint(fine));
  const visit = await serve(app);
  for (const path of Object.keys(places)) {
    t.equal((await visit(`/${path}`)).status, 500, path);
    t.equal(await (await visit("/fine")).json(), "fine");
  }
});

t.test("TypewayError: a code to match on, details, a sentence", async (t) => {
  const error = new TypewayError("TYPEWAY_PORT_IN_USE", { host: "::", port: 80 }, { cause: "x" });
  t.match(error, { name: "TypewayError", code: "TYPEWAY_PORT_IN_USE", details: { host: "::", port: 80 }, cause: "x" });
  t.equal(
    error.message,
    "TYPEWAY_PORT_IN_USE: Port 80 on :: is in use. Stop the other program, or choose a port: PORT=81.",
  );
});
