// Middleware of one's own, over real sockets. The tests are named after FastAPI's rows (K1 …).
import type { AddressInfo } from "node:net";
import type { Test } from "tap";
import {
  App,
  type BackgroundTasks,
  type Context,
  type Depends,
  HttpError,
  html,
  type Int,
  type Middleware,
  Router,
  reply,
  type State,
} from "typeway";
import { listening, onEach } from "./transports.js";

declare module "typeway" {
  interface State {
    /** Set by middleware of these tests. */
    visitor?: string;
  }
}

/** Serves an application until the test ends. @returns its address */
async function serve(t: Test, app: App): Promise<string> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const quiet = { log: () => undefined };

onEach("K1: a function around each request sees it first, and its answer last", async (t) => {
  const app = new App();
  const greet: Middleware = async ({ headers, state, response }, next) => {
    state.visitor = headers.get("x-visitor") ?? "nobody";
    await next();
    response.headers.set("x-status", `${response.status} for ${state.visitor}`);
    response.setCookie("last", state.visitor);
  };
  app.use(greet);
  app.get("/context", ({ state }: Context) => state.visitor ?? "");
  app.post("/type", { status: 201 }, (state: State, item: { n: Int }) => ({ ...item, visitor: state.visitor ?? "" }));
  const url = await serve(t, app);

  const first = await fetch(`${url}/context`, { headers: { "x-visitor": "Ada" } });
  t.equal(await first.json(), "Ada");
  t.equal(first.headers.get("x-status"), "200 for Ada");
  t.strictSame(first.headers.getSetCookie(), ["last=Ada; Path=/; SameSite=Lax"]);
  const second = await fetch(`${url}/type`, {
    method: "POST",
    body: '{"n":1}',
    headers: { "content-type": "application/json" },
  });
  t.strictSame(await second.json(), { n: 1, visitor: "nobody" });
  t.equal(second.headers.get("x-status"), "201 for nobody");
  const third = await fetch(`${url}/type`, { method: "POST" });
  t.equal(third.status, 422);
  t.equal(third.headers.get("x-status"), "422 for nobody");
});

onEach("K1: middleware answers instead, or replaces what was answered", async (t) => {
  const app = new App();
  let calls = 0;
  app.use(async ({ url, response }, next) => {
    if (url.searchParams.has("closed")) return reply(503, { detail: "Closed" }, { "retry-after": 60 });
    await next();
    return response.status === 404 ? html("<h1>Not here</h1>", { status: 404 }) : undefined;
  });
  app.get("/", () => ++calls);
  const url = await serve(t, app);

  const closed = await fetch(`${url}/?closed`);
  t.strictSame(
    [closed.status, closed.headers.get("retry-after"), await closed.json()],
    [503, "60", { detail: "Closed" }],
  );
  t.equal(calls, 0);
  t.equal(await (await fetch(`${url}/`)).json(), 1);
  const missing = await fetch(`${url}/missing`);
  t.strictSame([missing.status, await missing.text()], [404, "<h1>Not here</h1>"]);
  t.equal(missing.headers.get("content-type"), "text/html; charset=utf-8");
});

onEach("K2: the first added is outermost, around dependencies, 422, 404 and the documentation", async (t) => {
  const events: string[] = [];
  const named =
    (name: string): Middleware =>
    async ({ response }, next) => {
      events.push(`> ${name}`);
      await next();
      events.push(`< ${name} ${response.status}`);
    };
  function* session() {
    events.push("open");
    yield "session";
    events.push("close");
  }
  const app = new App({ middleware: [named("option")] });
  app.use(named("first"), named("second"));
  app.get("/items/{id}", (id: Int, held: Depends<typeof session>, tasks: BackgroundTasks) => {
    events.push("handler");
    tasks.add(() => events.push("task"));
    return `${held} ${id}`;
  });
  const url = await serve(t, app);
  const asked = async (path: string) => {
    events.length = 0;
    const { status } = await fetch(url + path);
    return [status, ...events];
  };
  const around = (status: number) => [
    ...[status, "> option", "> first", "> second"],
    ...[`< second ${status}`, `< first ${status}`, `< option ${status}`],
  ];

  t.strictSame(await asked("/items/x"), around(422));
  t.strictSame(await asked("/nowhere"), around(404));
  t.strictSame(await asked("/openapi.json"), around(200));
  t.strictSame(await asked("/docs"), around(200));
  await fetch(`${url}/items/1`);
  events.length = 0;
  await fetch(`${url}/items/1`);
  await app.close();
  t.strictSame(events, [
    ...["> option", "> first", "> second", "open", "handler"],
    ...["< second 200", "< first 200", "< option 200", "task", "close"],
  ]);
});

onEach("K3: middleware with options is a function that returns one; a class has one as a method", async (t) => {
  const stamp =
    (name: string, value: string): Middleware =>
    async ({ response }, next) => {
      response.headers.set(name, value);
      await next();
    };
  class Counter {
    calls = 0;
    readonly count: Middleware = async (_context, next) => {
      this.calls += 1;
      await next();
    };
  }
  const counter = new Counter();
  const app = new App();
  app.use(counter.count, stamp("x-stamp", "here"));
  app.get("/", () => 1);
  const url = await serve(t, app);
  t.equal((await fetch(url)).headers.get("x-stamp"), "here");
  t.equal((await fetch(url)).status, 200);
  t.equal(counter.calls, 2);
});

onEach("K9: routers and routes have middleware of their own, for each place where they are included", async (t) => {
  const add =
    (name: string): Middleware =>
    async ({ response }, next) => {
      await next();
      response.headers.append("x-passed", name);
    };
  const items = new Router({ prefix: "/items", middleware: [add("items")] });
  items.get("/plain", () => "plain");
  items.get("/special", { middleware: [add("special")] }, () => "special");
  // It counts for what was registered before as well.
  items.use(add("used"));
  const app = new App({ middleware: [add("app")] });
  app.include(items);
  app.include(items, { prefix: "/v2", middleware: [add("v2")] });
  app.get("/outside", () => "outside");
  const url = await serve(t, app);
  const passed = async (path: string) => (await fetch(url + path)).headers.get("x-passed");

  t.equal(await passed("/items/plain"), "used, items, app");
  t.equal(await passed("/items/special"), "special, used, items, app");
  t.equal(await passed("/v2/items/special"), "special, used, items, v2, app");
  t.equal(await passed("/outside"), "app");
  t.equal(await passed("/items/missing"), "app", "what has no route has no router");
});

onEach(
  "H6: the headers of middleware are on errors that nobody expected, and on those of onError(Error)",
  async (t) => {
    const cors: Middleware = async ({ response }, next) => {
      response.headers.set("access-control-allow-origin", "*");
      await next();
      response.headers.set("x-status", String(response.status));
    };
    const boom = (): string => {
      throw new Error("boom");
    };
    const bare = new App({ ...quiet, middleware: [cors] });
    const handled = new App({ ...quiet, middleware: [cors] });
    handled.onError(Error, () => reply(500, { sorry: true }));
    for (const app of [bare, handled]) app.get("/", boom);
    const asked = async (app: App) => {
      const { status, headers } = await fetch(await serve(t, app));
      return [status, headers.get("access-control-allow-origin"), headers.get("x-status")];
    };
    t.strictSame(await asked(bare), [500, "*", "500"]);
    t.strictSame(await asked(handled), [500, "*", "500"]);
  },
);

onEach("H7: what middleware throws is answered like any error, where outer middleware sees it", async (t) => {
  class Refused extends Error {}
  const seen: number[] = [];
  const app = new App(quiet);
  app.use(async ({ response }, next) => {
    await next();
    seen.push(response.status);
  });
  app.use(async ({ url }, next) => {
    if (url.pathname === "/429") throw new HttpError(429, "Slow down", { headers: { "retry-after": 1 } });
    if (url.pathname === "/own") throw new Refused("no");
    await next();
    if (url.pathname === "/late") throw new Error("late");
  });
  app.onError(Refused, (error) => reply(403, { why: error.message }));
  app.get("/late", () => "fine");
  const url = await serve(t, app);

  const slow = await fetch(`${url}/429`);
  t.strictSame([slow.status, slow.headers.get("retry-after"), await slow.json()], [429, "1", { detail: "Slow down" }]);
  const own = await fetch(`${url}/own`);
  t.strictSame([own.status, await own.json()], [403, { why: "no" }]);
  const late = await fetch(`${url}/late`);
  t.match([late.status, await late.json()], [500, { detail: "Internal Server Error", requestId: String }]);
  t.strictSame(seen, [429, 403, 500]);
});
