// Sections H over real sockets: errors with classes of their own, and their handlers, as a whole app has them.
import type { Server } from "node:http";
import t from "tap";
import {
  App,
  type Context,
  type Depends,
  defaultAnswer,
  HttpError,
  type Int,
  type Reply,
  Router,
  reply,
} from "typeway";
import { Closed, OutOfStock, type openShop, ShopError } from "./shop.js";

interface Sorry {
  sorry: string;
}

async function serve(app: App) {
  const server: Server = await app.listen({ port: 0, signals: false });
  t.teardown(() => app.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

const buy = async (sku: string, till: Depends<typeof openShop>): Promise<Int> => till.pay(sku);

t.test("H1: a class of one's own answers with its status, detail and headers, wherever it is thrown", async (t) => {
  const get = await serve(new App({ log: () => undefined }).get("/buy", buy));
  t.match(await get("/buy?sku=tea"), { status: 200, body: 1 });
  t.match(await get("/buy?sku=tea"), { status: 200, body: 0 });
  const none = await get("/buy?sku=tea");
  t.strictSame([none.status, none.body], [409, { detail: { sku: "tea" } }]);
  const closed = await get("/buy?sku=tea&sunday=yes");
  t.strictSame([closed.status, closed.body], [503, { detail: { code: "closed" } }]);
  t.equal(closed.headers.get("x-shop"), "closed");
  t.match(await get("/buy?sku=milk"), { status: 404, body: { detail: "No article milk" } });
});

t.test("H2: the nearest class answers, by its declared type", async (t) => {
  const app = new App({ log: () => undefined }).get("/buy", buy);
  app.onError(OutOfStock, (error): Reply<410, Sorry> => reply(410, { sorry: error.shelf, secret: 1 } as Sorry));
  app.onError(ShopError, (error): Sorry => ({ sorry: String(error.detail.code) }));
  app.onError(HttpError, (error: HttpError, context: Context) => {
    context.response.headers.set("x-seen", "1");
    return defaultAnswer(error, context);
  });
  const get = await serve(app);
  const of = async (query: string) => {
    const { status, body, headers } = await get(`/buy?${query}`);
    return [status, body, headers.get("x-seen")];
  };
  t.strictSame(await of("sku=tea"), [410, { sorry: "A1" }, null]);
  t.strictSame(await of("sku=coffee"), [409, { sorry: "reserved" }, null], "a plain value has the error's status");
  t.strictSame(await of("sku=tea&sunday=1"), [503, { sorry: "closed" }, null]);
  t.strictSame(await of("sku=milk"), [404, { detail: "No article milk" }, "1"]);
  t.strictSame((await get("/nowhere")).headers.get("x-seen"), "1");
});

t.test("H3: a 422 of one's own, with the issues and the body", async (t) => {
  const app = new App().post("/", (count: Int, item: { name: string }) => ({ count, item }));
  app.onStatus(422, (error): { problems: string[]; sent: unknown } => ({
    problems: "issues" in error ? error.issues.map(({ loc }) => loc.join(".")) : [],
    sent: "issues" in error ? error.body : null,
  }));
  const get = await serve(app);
  const init = { method: "POST", body: '{"name":1}', headers: { "content-type": "application/json" } };
  t.match(await get("/?count=x", init), {
    status: 422,
    body: { problems: ["query.count", "body.name"], sent: { name: 1 } },
  });
});

t.test(
  "H5: what nobody expected is 500 with a fixed text, and a text for developers only where they ask",
  async (t) => {
    const broken = (): Int => JSON.parse("{");
    const quiet = await serve(new App({ log: () => undefined }).get("/", broken));
    const plain = await quiet("/");
    t.strictSame([plain.status, Object.keys(plain.body)], [500, ["detail", "requestId"]]);
    const open = await serve(new App({ log: () => undefined, debug: true }).get("/", broken));
    t.match(await open("/"), { status: 500, body: { error: { name: "SyntaxError", stack: [/SyntaxError/, /at/] } } });
  },
);

t.test("H6: middleware's headers are on the answer of a catch-all handler as well", async (t) => {
  const app = new App({ log: () => undefined });
  app.use(async (context, next) => {
    context.response.headers.set("x-before", "1");
    await next();
    context.response.headers.set("x-after", String(context.response.status));
  });
  app.get("/", (): Int => {
    throw new TypeError("x");
  });
  app.onError(Error, (): Reply<500, Sorry> => reply(500, { sorry: "all" }));
  const { status, body, headers } = await (await serve(app))("/");
  t.strictSame([status, body, headers.get("x-before"), headers.get("x-after")], [500, { sorry: "all" }, "1", "500"]);
});

t.test("H7: errors in middleware are answered like all others, by class and by status", async (t) => {
  const app = new App({ log: () => undefined });
  app.use(async (context, next) => {
    await next();
    context.response.headers.set("x-outer", String(context.response.status));
  });
  app.use((context, next) => {
    const kind = context.headers.get("x-kind");
    if (kind === "class") throw new Closed();
    if (kind === "status") throw new HttpError(429, "Slow down");
    if (kind === "bug") throw new TypeError("a secret");
    return next();
  });
  app.get("/", (): Int => 1);
  app.onError(Closed, (): Sorry => ({ sorry: "closed" }));
  app.onStatus(429, (error) => ({ wait: error.detail }));
  const get = await serve(app);
  const of = async (kind: string, path = "/") => {
    const { status, body, headers } = await get(path, { headers: { "x-kind": kind } });
    return [status, body, headers.get("x-outer")];
  };
  t.strictSame(await of("none"), [200, 1, "200"]);
  t.strictSame(await of("class"), [503, { sorry: "closed" }, "503"]);
  t.strictSame(await of("status"), [429, { wait: "Slow down" }, "429"]);
  t.strictSame(await of("status", "/nowhere"), [429, { wait: "Slow down" }, "429"]);
  t.match(await of("bug"), [500, { detail: "Internal Server Error" }, "500"]);
});

t.test("H8: a router's handlers answer below its prefix", async (t) => {
  const api = new Router({ prefix: "/api" }).get("/items/{id}", (id: Int): Int => id);
  api.onStatus(404, (): Sorry => ({ sorry: "api" }));
  const get = await serve(new App().include(api).get("/page", () => 1));
  t.match(await get("/api/nothing"), { status: 404, body: { sorry: "api" } });
  t.match(await get("/nothing"), { status: 404, body: { detail: "Not Found" } });
});
