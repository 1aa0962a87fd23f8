import { App, HttpError, type LogEntry, type Middleware, reply, TypewayError } from "@typeway/runtime";
import { body, endpoint, int, object, query } from "../endpoint.js";
import { onBoth } from "../transports.js";

/** As CORS does: before the rest, so that it goes out with whatever is answered. */
const mark: Middleware = async (context, next) => {
  context.response.headers.set("x-mark", "middleware");
  context.response.setCookie("seen", "1");
  await next();
};

onBoth("middleware: its headers stay on every kind of error, those of the handler go", async (t, serve) => {
  const app = new App({ log: () => undefined });
  app.use(mark);
  const boom = (context: { response: { headers: Headers } }) => {
    context.response.headers.set("x-handler", "gone");
    throw new Error("boom");
  };
  const gone = () => {
    throw new HttpError(410, "gone", { headers: { "x-error": "own" } });
  };
  const save = (item: unknown) => item;
  app.get("/boom", boom, endpoint(boom, [{ kind: "context", what: "Context" }]));
  app.get("/gone", gone, endpoint(gone));
  app.post("/items", { bodyLimit: 20 }, save, endpoint(save, [body("item", object({ n: int })), query("q")]));
  const visit = await serve(app);
  const asked = async (path: string, init?: RequestInit) => {
    const { status, headers } = await visit(path, init);
    return [status, headers.get("x-mark"), headers.getSetCookie(), headers.get("x-handler"), headers.get("x-error")];
  };
  const kept = ["middleware", ["seen=1; Path=/; SameSite=Lax"], null];
  const json = { "content-type": "application/json" };
  const post = (body: string, headers: Record<string, string> = json) => ({ method: "POST", body, headers });

  t.strictSame(await asked("/boom"), [500, ...kept, null]);
  t.strictSame(await asked("/gone"), [410, ...kept, "own"]);
  t.strictSame(await asked("/nowhere"), [404, ...kept, null]);
  t.strictSame(await asked("/gone", { method: "DELETE" }), [405, ...kept, null]);
  t.strictSame(await asked("/%ff"), [400, ...kept, null]);
  t.strictSame(await asked("/items?q=1", post("{")), [400, ...kept, null]);
  t.strictSame(await asked("/items?q=1", post('{"n":"a very long text"}')), [413, ...kept, null]);
  t.strictSame(await asked("/items?q=1", post("{}", { "content-type": "text/csv" })), [415, ...kept, null]);
  t.strictSame(await asked("/items", post("{}")), [422, ...kept, null]);
});

onBoth("middleware: an error of its own is answered at its place, by onError or as it stands", async (t, serve) => {
  class Refused extends Error {}
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const seen: unknown[] = [];
  app.use(async (context, next) => {
    await next();
    seen.push(context.response.status);
    context.response.headers.set("x-outer", "saw it");
  });
  app.use(async (context, next) => {
    const which = context.url.searchParams.get("fail");
    context.response.headers.set("x-before", "set before");
    if (which === "early") throw new HttpError(429, "slow down", { headers: { "retry-after": "1" } });
    if (which === "own") throw new Refused("no");
    await next();
    context.response.headers.set("x-after", "set after");
    if (which === "late") throw new Error("late");
  });
  app.onError(Refused, (error) => reply(403, { why: error.message }, { "x-handled": "yes" }));
  const plain = () => 1;
  app.get("/plain", plain, endpoint(plain));
  const visit = await serve(app);
  const asked = async (path: string) => {
    const { status, headers } = await visit(path);
    return [status, ...["x-before", "x-after", "x-outer", "x-handled", "retry-after"].map((name) => headers.get(name))];
  };

  t.strictSame(await asked("/plain"), [200, "set before", "set after", "saw it", null, null]);
  t.strictSame(await asked("/plain?fail=early"), [429, "set before", null, "saw it", null, "1"]);
  t.strictSame(await asked("/plain?fail=own"), [403, "set before", null, "saw it", "yes", null]);
  t.strictSame(await asked("/plain?fail=late"), [500, "set before", null, "saw it", null, null]);
  t.strictSame(seen, [200, 429, 403, 500]);
  t.strictSame(
    logged.map(({ level, error }) => [level, error instanceof Error && error.message]),
    [["error", "late"]],
  );
});

onBoth("middleware: next() never rejects, and may be forgotten, but not called twice", async (t, serve) => {
  const logged: unknown[] = [];
  const app = new App({
    log: ({ message, error }) => logged.push(error instanceof TypewayError ? error.code : message),
  });
  const plain = () => 1;
  const boom = async () => {
    throw new HttpError(409);
  };
  const at = (path: string, middleware: Middleware, handler: () => unknown = plain) =>
    app.get(path, { middleware: [middleware] }, handler, endpoint(handler));
  const outcomes: unknown[] = [];
  at("/rejects", async (_, next) => outcomes.push(await next().then(() => "fine")) && undefined, boom);
  at("/twice", async (_, next) => {
    await next();
    await next();
  });
  at("/twice-at-once", (_, next) => {
    next();
    next();
  });
  at("/forgotten", (_, next) => {
    next();
  });
  at("/forgotten-error", (_, next) => void next(), boom);
  at("/both", async (_, next) => {
    await next();
    return reply(202, "instead");
  });
  at("/both-at-once", (_, next) => {
    next();
    return reply(202, "instead");
  });
  at("/returned", (_, next) => next());
  at("/silent", () => undefined);
  let late: Promise<void> | undefined;
  at("/late", (_, next) => {
    setTimeout(() => {
      late = next();
    }, 1);
    return "early";
  });
  const visit = await serve(app);
  const asked = async (path: string) => {
    const response = await visit(path);
    return [response.status, await response.text()];
  };

  t.strictSame(await asked("/rejects"), [409, '{"detail":"Conflict"}']);
  t.strictSame(outcomes, ["fine"]);
  t.match(await asked("/twice"), [500, /Internal Server Error/]);
  t.match(await asked("/twice-at-once"), [500, /Internal Server Error/]);
  t.strictSame(await asked("/forgotten"), [200, "1"]);
  t.strictSame(await asked("/forgotten-error"), [409, '{"detail":"Conflict"}']);
  t.strictSame(await asked("/both"), [202, '"instead"']);
  t.strictSame(await asked("/both-at-once"), [202, '"instead"']);
  t.strictSame(await asked("/returned"), [200, "1"]);
  t.match(await asked("/silent"), [500, /Internal Server Error/]);
  t.strictSame(await asked("/late"), [200, '"early"']);
  while (late === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
  await late;
  t.strictSame(logged, [
    "TYPEWAY_NEXT_TWICE",
    "TYPEWAY_NEXT_TWICE",
    "TYPEWAY_MIDDLEWARE_SILENT",
    "The middleware '' called next() after it had ended.",
  ]);
});
