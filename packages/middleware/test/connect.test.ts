import { once } from "node:events";
import { createServer, type IncomingMessage, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { type ConnectMiddleware, connect } from "@typeway/middleware";
import { App, bytes, type Context, contextEndpoint, HttpError, type Middleware, stream, text } from "@typeway/runtime";
import compression from "compression";
import helmet from "helmet";
import morgan from "morgan";
import passport from "passport";
import { Strategy as BearerStrategy } from "passport-http-bearer";
import t, { type Test } from "tap";

/** Adds a route whose handler is compiled by hand. */
function route(app: App, path: string, handler: (context: Context) => unknown, middleware: readonly Middleware[] = []) {
  app.get(path, { middleware }, handler, contextEndpoint(path) as never);
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}
type Visit = (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;

/** The same over a real socket and in process; `fetch` would undo the compression that is looked at. */
function onBoth(name: string, specify: (t: Test, serve: (app: App) => Promise<Visit>) => Promise<void>): void {
  t.test(`${name} (node:http)`, (test) =>
    specify(test, async (app) => {
      const server = await app.listen({ port: 0, signals: false });
      test.teardown(() => app.close());
      return (path, headers = {}, method = "GET") =>
        visit((server.address() as AddressInfo).port, path, headers, method);
    }),
  );
  t.test(`${name} (app.fetch)`, (test) =>
    specify(test, async (app) => {
      test.teardown(() => app.close());
      return async (path, headers = {}, method = "GET") => {
        const answer = await app.fetch(new Request(`http://testserver${path}`, { headers, method }));
        return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
      };
    }),
  );
}

async function visit(port: number, path: string, headers: Record<string, string>, method: string): Promise<Answer> {
  const outgoing = sendRequest({ host: "127.0.0.1", port, path, headers, method, agent: false }).end();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const fields = new Headers();
  for (let i = 0; i < answer.rawHeaders.length; i += 2)
    fields.append(answer.rawHeaders[i] ?? "", answer.rawHeaders[i + 1] ?? "");
  return { status: answer.statusCode ?? 0, headers: fields, body: Buffer.concat(chunks) };
}

const long = "All that is gold does not glitter. ".repeat(100);

onBoth("connect: helmet's headers go out with answers, errors and what has no route", async (t, serve) => {
  const app = new App({ log: () => undefined });
  app.use(connect(helmet()));
  route(app, "/", () => text("hello"));
  route(app, "/boom", () => {
    throw new Error("boom");
  });
  const visit = await serve(app);
  const asked = async (path: string) => {
    const { status, headers, body } = await visit(path);
    t.equal(headers.get("strict-transport-security"), "max-age=31536000; includeSubDomains");
    t.equal(headers.get("x-content-type-options"), "nosniff");
    return [status, headers.get("content-security-policy")?.slice(0, 18), headers.get("x-frame-options"), body.length];
  };
  t.strictSame(await asked("/"), [200, "default-src 'self'", "SAMEORIGIN", 5]);
  // An error's own are stricter than helmet's.
  t.match(await asked("/boom"), [500, "default-src 'none'", "DENY"]);
  t.match(await asked("/nowhere"), [404, "default-src 'none'", "DENY"]);
});

onBoth("connect: compression compresses what the inside answers, whole or in a stream", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const seen: unknown[] = [];
  app.use(async (context, next) => {
    await next();
    seen.push(context.response.status, context.response.headers.get("content-encoding"));
  });
  app.use(connect(compression()));
  route(app, "/long", () => text(long));
  route(app, "/short", () => text("short"));
  route(app, "/bytes", () => bytes(Buffer.from(long), { type: "application/json" }));
  route(app, "/image", () => bytes(Buffer.from(long), { type: "image/png" }));
  route(app, "/stream", () => stream(Array<string>(100).fill(long), { type: "text/plain" }));
  route(app, "/response", () => new Response(long, { headers: { "content-type": "text/plain" } }));
  route(app, "/failing", () => {
    throw new HttpError(409, long);
  });
  const visit = await serve(app);
  const gzip = { "accept-encoding": "gzip" };
  const asked = async (path: string, headers: Record<string, string> = gzip, method = "GET") => {
    seen.length = 0;
    const answer = await visit(path, headers, method);
    const encoding = answer.headers.get("content-encoding");
    const plain = (encoding === "gzip" ? gunzipSync(answer.body) : answer.body).toString();
    t.strictSame(seen, [answer.status, encoding]);
    t.ok(plain.includes(method === "HEAD" ? "" : path === "/short" ? "short" : long), path);
    return [answer.status, encoding, answer.headers.get("content-length"), plain.length];
  };

  t.strictSame(await asked("/long"), [200, "gzip", null, long.length]);
  t.strictSame(await asked("/long", {}), [200, null, String(long.length), long.length]);
  t.strictSame(await asked("/long", gzip, "HEAD"), [200, null, String(long.length), 0]);
  t.strictSame(await asked("/short"), [200, null, "5", 5]);
  t.strictSame(await asked("/bytes"), [200, "gzip", null, long.length]);
  t.strictSame(await asked("/image"), [200, null, String(long.length), long.length]);
  t.strictSame(await asked("/stream"), [200, "gzip", null, 100 * long.length]);
  t.strictSame(await asked("/response"), [200, "gzip", null, long.length]);
  t.strictSame(await asked("/failing"), [409, "gzip", null, JSON.stringify({ detail: long }).length]);
});

onBoth("connect: morgan writes its line once the answer has left", async (t, serve) => {
  const lines: string[] = [];
  const format = ":remote-addr :method :url :status :res[content-length] :req[user-agent]";
  const app = new App({ log: () => undefined });
  app.use(connect(morgan(format, { stream: { write: (line) => void lines.push(line.trim()) } })));
  route(app, "/hello", () => text("hello"));
  route(app, "/boom", () => {
    throw new HttpError(503);
  });
  const visit = await serve(app);
  const agent = { "user-agent": "tap" };
  await visit("/hello?q=1", agent);
  await visit("/boom", agent);
  await visit("/nowhere", agent);
  await app.close();
  t.strictSame(lines, [
    "127.0.0.1 GET /hello?q=1 200 5 tap",
    "127.0.0.1 GET /boom 503 32 tap",
    "127.0.0.1 GET /nowhere 404 22 tap",
  ]);
});

onBoth("connect: passport answers 401 by itself, or leaves the user on the request", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const known = new passport.Passport();
  known.use(new BearerStrategy((token, done) => done(null, token === "secret" ? { name: "Ada" } : false)));
  app.use(connect(known.initialize()));
  const user = (context: Context) => text(JSON.stringify(Reflect.get(context.raw.request, "user")));
  route(app, "/me", user, [connect(known.authenticate("bearer", { session: false }))]);
  route(app, "/strict", user, [connect(known.authenticate("bearer", { session: false, failWithError: true }))]);
  route(app, "/open", () => text("open"));
  const visit = await serve(app);
  const asked = async (path: string, headers?: Record<string, string>) => {
    const answer = await visit(path, headers);
    return [answer.status, answer.headers.get("www-authenticate"), answer.body.toString()];
  };

  t.strictSame(await asked("/me", { authorization: "Bearer secret" }), [200, null, '{"name":"Ada"}']);
  t.strictSame(await asked("/me"), [401, 'Bearer realm="Users"', "Unauthorized"]);
  t.strictSame(await asked("/me", { authorization: "Bearer wrong" }), [
    ...[401, 'Bearer realm="Users", error="invalid_token"', "Unauthorized"],
  ]);
  t.strictSame(await asked("/strict"), [401, 'Bearer realm="Users"', '{"detail":"Unauthorized"}']);
  t.strictSame(await asked("/open"), [200, null, "open"]);
});

t.test("connect: the same middleware still works in node:http itself", async (t) => {
  // What is adapted above, unadapted: so that the assertions above are about the packages and not about us.
  const zip = compression();
  const server = createServer((request, response) => {
    zip(request as never, response as never, () => void response.setHeader("content-type", "text/plain").end(long));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  const answer = await visit((server.address() as AddressInfo).port, "/", { "accept-encoding": "gzip" }, "GET");
  t.equal(answer.headers.get("content-encoding"), "gzip");
  t.equal(gunzipSync(answer.body).toString(), long);
});

onBoth("connect: errors, answers, and mistakes", async (t, serve) => {
  class Teapot extends Error {}
  const app = new App({ log: () => undefined });
  app.onError(Teapot, (error) => new Response(error.message, { status: 418 }));
  const at = (path: string, middleware: ConnectMiddleware) =>
    route(app, path, (context) => text(`inside ${String(context.response.headers.get("x-outer"))}`), [
      async (context, next) => {
        context.response.headers.set("x-outer", "set");
        await next();
        context.response.headers.set("x-after", String(context.response.status));
      },
      connect(middleware),
    ]);
  at("/error", (_request, _response, next) => next(new Teapot("short and stout")));
  at("/status", (_request, response, next) => {
    response.setHeader("x-before", "kept");
    next(Object.assign(new Error("too long"), { status: 413, expose: true }));
  });
  at("/throws", () => {
    throw new Teapot("thrown");
  });
  at("/rejects", async () => {
    throw new Teapot("rejected");
  });
  at("/plain", (_request, _response, next) => next("a text"));
  at("/answers", (_request, response) => void response.writeHead(202, "Fine", { "X-Own": ["a", "b"] }).end("own"));
  at("/answers-in-parts", (_request, response) => {
    response.statusCode = 203;
    response.write("one ");
    setTimeout(() => response.end("two"), 5);
  });
  at("/wraps", (_request, response, next) => {
    const { end, writeHead } = response;
    response.writeHead = (...given: unknown[]) => {
      response.setHeader("x-last-moment", String(response.statusCode));
      return writeHead.apply(response, given as never);
    };
    // As sessions do, which are saved before the answer ends.
    response.end = (...given: unknown[]) => {
      setTimeout(() => end.apply(response, given as never), 5);
      return response;
    };
    next();
  });
  const visit = await serve(app);
  const asked = async (path: string, ...names: readonly string[]) => {
    const answer = await visit(path);
    t.equal(answer.headers.get("x-after"), String(answer.status), path);
    return [answer.status, answer.body.toString(), ...names.map((name) => answer.headers.get(name))];
  };

  t.strictSame(await asked("/error"), [418, "short and stout"]);
  t.strictSame(await asked("/status", "x-before", "x-outer"), [413, '{"detail":"too long"}', "kept", "set"]);
  t.strictSame(await asked("/throws"), [418, "thrown"]);
  t.strictSame(await asked("/rejects"), [418, "rejected"]);
  t.match(await asked("/plain"), [500, /Internal Server Error/]);
  t.strictSame(await asked("/answers", "x-own", "x-outer"), [202, "own", "a, b", "set"]);
  t.strictSame(await asked("/answers-in-parts"), [203, "one two"]);
  t.strictSame(await asked("/wraps", "x-last-moment", "x-outer"), [200, "inside set", "200", "set"]);
  t.throws(() => connect(((_error: unknown, _a: unknown, _b: unknown, _next: unknown) => 1) as never), {
    code: "TYPEWAY_CONNECT_INVALID",
  });
  t.throws(() => app.use(((_request: unknown, _response: unknown, _next: unknown) => 1) as never), {
    code: "TYPEWAY_MIDDLEWARE_INVALID",
  });
});
