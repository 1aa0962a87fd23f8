import { once } from "node:events";
import {
  App,
  connect,
  HttpError,
  type Middleware,
  Router,
  reply,
  stream,
  type WebSocket,
  WebSocketError,
} from "@typeway/runtime";
import type { Test } from "tap";
import { WebSocket as Client } from "ws";
import { context, endpoint } from "../endpoint.js";
import { onEach, serveOn } from "../transports.js";

/** Opens, says one thing, and closes. @returns the answer's head and what was heard, or the status of a refusal */
async function talk(t: Test, port: number, path: string) {
  const client = new Client(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
  t.teardown(() => client.terminate());
  const opened = once(client, "upgrade");
  const ready = once(client, "open");
  // A refusal is an error, too.
  ready.catch(() => undefined);
  const refused = once(client, "unexpected-response");
  const [first, second] = await Promise.race([opened, refused]);
  if (second !== undefined) {
    let body = "";
    for await (const chunk of second) body += chunk;
    return { status: second.statusCode, mark: second.headers["x-mark"], body };
  }
  await ready;
  client.send("hello");
  const [heard] = await once(client, "message");
  client.close();
  await once(client, "close");
  return { status: first.statusCode, mark: first.headers["x-mark"], body: String(heard) };
}

const echo = async (socket: WebSocket) => {
  for await (const message of socket) await socket.send(message);
};
const compiledEcho = endpoint(echo, [context("WebSocket")]);

onEach("middleware: runs around a socket until it is closed, and around what refuses it", async (t) => {
  const log: string[] = [];
  const witness =
    (name: string): Middleware =>
    async ({ response }, next) => {
      response.headers.set("x-mark", name);
      await next();
      log.push(`${name} ${response.status}`);
    };
  const app = new App({ log: () => undefined });
  app.use(witness("app"));
  app.websocket("/echo", { middleware: [witness("route"), connect((_q, _s, next) => next())] }, echo, compiledEcho);
  const refusing = async () => {
    throw new WebSocketError(4000, "no");
  };
  app.websocket("/refusing", refusing, endpoint(refusing));
  const closing = async (socket: WebSocket) => socket.close();
  app.websocket("/closing", closing, endpoint(closing, [context("WebSocket")]));
  const inner = new App({ log: () => undefined });
  inner.use(witness("inner"));
  inner.websocket("/echo", echo, compiledEcho);
  const router = new Router({ middleware: [witness("router")] });
  router.mount("/inner", inner);
  app.include(router);
  const port = await serveOn(t, app);
  const asked = async (path: string) => {
    log.length = 0;
    const { status, mark, body } = await talk(t, port, path);
    while (!log.at(-1)?.startsWith("app ")) await new Promise((resolve) => setTimeout(resolve, 1));
    return [status, mark, body, ...log];
  };

  t.strictSame(await asked("/echo"), [101, "route", "hello", "route 101", "app 101"]);
  t.strictSame(await asked("/inner/echo"), [101, "inner", "hello", "inner 101", "router 101", "app 101"]);
  t.match(await asked("/inner/nowhere"), [404, "inner", /Not Found/, "inner 404", "router 404", "app 404"]);
  t.match(await asked("/refusing"), [403, "app", /no/, "app 403"]);
  t.match(await asked("/closing"), [403, "app", /Forbidden/, "app 403"]);
  t.match(await asked("/nowhere"), [404, "app", /Not Found/, "app 404"]);
});

onEach("middleware: may refuse a socket, before anything of it runs", async (t) => {
  const app = new App({ log: (entry) => t.fail(entry.message) });
  const forbidden = async () => t.fail("it ran");
  app.use(async ({ url }, next) => {
    if (url.pathname === "/thrown") throw new HttpError(401, "Who are you?", { headers: { "x-mark": "thrown" } });
    if (url.pathname === "/returned") return reply(429, { detail: "Later" }, { "x-mark": "returned" });
    await next();
  });
  app.websocket("/thrown", forbidden, endpoint(forbidden)).websocket("/returned", forbidden, endpoint(forbidden));
  const port = await serveOn(t, app);
  t.match(await talk(t, port, "/thrown"), { status: 401, mark: "thrown", body: /Who are you/ });
  t.strictSame(await talk(t, port, "/returned"), { status: 429, mark: "returned", body: '{"detail":"Later"}' });
});

onEach("middleware: may refuse a socket with more than fits into its buffer, piece by piece", async (t) => {
  const app = new App({ log: (entry) => t.fail(entry.message) });
  const pieces = Array.from({ length: 50 }, () => "x".repeat(100_000));
  const never = () => t.fail("it ran");
  app.use(() => stream(pieces, { type: "text/plain", status: 429 }));
  app.websocket("/", never, endpoint(never));
  const { status, body } = await talk(t, await serveOn(t, app), "/");
  t.equal(status, 429);
  t.equal(body.length, 5_000_000);
});

onEach("middleware: a client that leaves before its socket is open ends the wait for it", async (t) => {
  const app = new App({ log: () => undefined });
  let begun!: () => void;
  const running = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const events: string[] = [];
  app.use(async (_context, next) => {
    await next();
    events.push("done");
  });
  const slow = async (socket: WebSocket) => {
    begun();
    while (!events.includes("left")) await new Promise((resolve) => setTimeout(resolve, 1));
    await socket.send("too late");
  };
  app.websocket("/slow", slow, endpoint(slow, [context("WebSocket")]));
  const port = await serveOn(t, app);
  const client = new Client(`ws://127.0.0.1:${port}/slow`).on("error", () => undefined);
  await running;
  client.terminate();
  // The server has heard of it once it has answered another.
  await fetch(`http://127.0.0.1:${port}/`);
  events.push("left");
  await app.close();
  t.strictSame(events, ["done", "left", "done"], "of the other request, and of the socket");
});
