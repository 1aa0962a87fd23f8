// What is written for node:http, behind middleware: mounted listeners, and functions behind `connect`.
import { createServer, type RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { App, type Context, connect, type Middleware, text } from "@typeway/runtime";
import t from "tap";
import { body, context, endpoint, json, object, string } from "../endpoint.js";
import { onBoth, onEach, portOf, serveOn } from "../transports.js";

const any = { empty: true, plain: json, otherReplies: null };
const stamp: Middleware = async ({ response }, next) => {
  response.headers.set("x-before", "set");
  await next();
  response.headers.set("x-after", String(response.status));
};

onBoth("capture: a mounted listener may write as it likes, and middleware has the last word", async (t, serve) => {
  const app = new App({ log: () => undefined });
  app.use(stamp);
  const listeners: Record<string, RequestListener> = {
    whole: (_request, response) => void response.end("whole"),
    parts: (_request, response) => {
      response.write("one ");
      setImmediate(() => response.end("two"));
    },
    piped: (request, response) => void request.pipe(response.writeHead(201, { "X-Own": "piped" })),
    flat: (_request, response) => void response.writeHead(202, "Fine", ["X-Own", "a", "X-Own", "b"]).end(),
    pairs: (_request, response) => void response.writeHead(202, [["X-Own", "pair"]] as never).end(),
    // As Express does with every request.
    changed: (_request, response) => {
      const express = Object.create(ServerResponse.prototype, { hello: { value: "hello" } });
      const changed = Object.setPrototypeOf(response, express) as ServerResponse & { hello: string };
      changed.setHeader("X-Own", "changed").end(changed.hello);
    },
    empty: (_request, response) => void response.writeHead(204).end(),
    known: (_request, response) => void response.writeHead(304, { ETag: '"1"' }).end(),
    text: (_request, response) => void response.end("bMOpcw==", "base64"),
    throws: () => {
      throw new Error("at once");
    },
  };
  for (const [name, listener] of Object.entries(listeners))
    app.mount(`/${name}`, (request, response) => listener(request, response));
  const visit = await serve(app);
  const asked = async (name: string, init?: RequestInit) => {
    const answer = await visit(`/${name}/x`, init);
    const { status, headers } = answer;
    t.equal(headers.get("x-before"), "set", name);
    t.equal(headers.get("x-after"), String(status), name);
    return [status, await answer.text(), headers.get("x-own")];
  };

  t.strictSame(await asked("whole"), [200, "whole", null]);
  t.strictSame(await asked("parts"), [200, "one two", null]);
  t.strictSame(await asked("piped", { method: "POST", body: "sent" }), [201, "sent", "piped"]);
  t.strictSame(await asked("flat"), [202, "", "a, b"]);
  t.strictSame(await asked("pairs"), [202, "", "pair"]);
  t.strictSame(await asked("changed"), [200, "hello", "changed"]);
  t.strictSame(await asked("empty"), [204, "", null]);
  t.strictSame(await asked("known"), [304, "", null]);
  t.strictSame(await asked("text"), [200, "lés", null]);
  t.match(await asked("throws"), [500, /Internal Server Error/]);
});

onEach("capture: a listener that fails, early or half-way, is seen by middleware and by the client", async (t) => {
  const logged: string[] = [];
  const app = new App({ log: ({ message }) => logged.push(message) });
  app.use(stamp);
  app.mount("/early", async (_request: unknown, _response: unknown) => Promise.reject(new Error("early")));
  app.mount("/late", async (_request, response) => {
    response.write("one");
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error("late");
  });
  const port = await serveOn(t, app);
  const early = await fetch(`http://127.0.0.1:${port}/early`);
  t.strictSame([early.status, early.headers.get("x-after")], [500, "500"]);
  const late = await fetch(`http://127.0.0.1:${port}/late`);
  t.equal(late.status, 200);
  await t.rejects(late.text());
  t.strictSame(logged, ["A request failed unexpectedly.", "A streamed answer failed."]);
});

onEach("capture: who writes faster than the client reads is told to wait", async (t) => {
  const app = new App({ log: (entry) => t.fail(entry.message) });
  app.use(stamp);
  let waited = 0;
  const piece = Buffer.alloc(65_536, "x");
  app.mount("/much", (_request, response) => {
    const source = Readable.from(Array<Buffer>(64).fill(piece));
    source.on("pause", () => {
      waited += 1;
    });
    source.pipe(response);
  });
  const port = await serveOn(t, app);
  const answer = await fetch(`http://127.0.0.1:${port}/much`);
  t.equal((await answer.arrayBuffer()).byteLength, 64 * piece.byteLength);
  t.ok(waited > 0);
});

onBoth("capture: finish and close come once the answer has left, and never before", async (t, serve) => {
  const events: string[] = [];
  const app = new App({ log: () => undefined });
  app.use(async (_context, next) => {
    await next();
    events.push("outermost done");
  });
  app.use(
    connect((_request, response, next) => {
      response.on("finish", () => events.push(`finish ${response.statusCode} ${response.writableFinished}`));
      response.on("close", () => events.push("close"));
      next();
    }),
  );
  const handler = () => text("hello");
  app.get("/", handler, endpoint(handler, [], any));
  const visit = await serve(app);
  t.equal(await (await visit("/")).text(), "hello");
  await app.close();
  t.strictSame(events, ["outermost done", "finish 200 true", "close"]);
});

onBoth("connect: several of one call share their response; requests are shared by all", async (t, serve) => {
  const app = new App({ log: () => undefined });
  app.use(
    connect(
      (_request, response, next) => {
        Object.assign(response, { locals: { name: "Ada" } });
        response.statusCode = 203;
        next();
      },
      (request, response, next) => {
        Object.assign(request, { name: Reflect.get(response, "locals").name });
        next();
      },
    ),
  );
  const handler = ({ raw }: Context) => `${raw.request.method} ${Reflect.get(raw.request, "name")}`;
  app.get("/", handler, endpoint(handler, [context()]));
  const visit = await serve(app);
  const answer = await visit("/");
  t.strictSame([answer.status, await answer.json()], [203, "GET Ada"]);
});

onBoth("connect: a body that it reads is its own, and a handler that wants it is told", async (t, serve) => {
  const codes: unknown[] = [];
  const app = new App({ log: ({ error }) => codes.push(Reflect.get(Object(error), "code")) });
  const parse = connect(async (request, _response, next) => {
    let read = "";
    for await (const chunk of request) read += chunk;
    Object.assign(request, { parsed: read });
    next();
  });
  const own = ({ raw }: Context) => Reflect.get(raw.request, "parsed");
  const typed = (item: unknown) => item;
  app.post("/own", { middleware: [parse] }, own, endpoint(own, [context()]));
  app.post("/typed", { middleware: [parse] }, typed, endpoint(typed, [body("item", object({ n: string }))]));
  app.post("/untouched", { middleware: [connect((_q, _s, next) => next())] }, typed, endpoint(typed, [body("item")]));
  const visit = await serve(app);
  const post = { method: "POST", body: '{"n":"1"}', headers: { "content-type": "application/json" } };
  t.strictSame(await (await visit("/own", post)).json(), '{"n":"1"}');
  t.equal((await visit("/typed", post)).status, 500);
  t.strictSame(await (await visit("/untouched", post)).json(), { n: "1" });
  t.strictSame(codes, ["TYPEWAY_BODY_TAKEN"]);
});

t.test("capture: the listeners above work in node:http, too", async (t) => {
  const server = createServer((request, response) => void request.pipe(response.writeHead(201, { "X-Own": "piped" })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.teardown(() => server.close());
  const answer = await fetch(`http://127.0.0.1:${portOf(server)}/`, { method: "POST", body: "sent" });
  t.strictSame([answer.status, await answer.text(), answer.headers.get("x-own")], [201, "sent", "piped"]);
});
