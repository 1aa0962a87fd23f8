// The ready-made middleware together, around compiled handlers: over a socket, as a client sees it.
import { once } from "node:events";
import { type IncomingMessage, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Test } from "tap";
import {
  App,
  type Bearer,
  type Context,
  type Depends,
  HttpError,
  type Int,
  type MaxLength,
  stream,
  type WebSocket,
} from "typeway";
import {
  accessLog,
  compress,
  cors,
  decompress,
  etag,
  rateLimit,
  requestId,
  securityHeaders,
  sessions,
  trustedHosts,
} from "typeway/middleware";
import { TestClient } from "typeway/testing";
import { listening, onEach } from "./transports.js";

interface Note {
  id: Int;
  text: string & MaxLength<5000>;
}

const visitors = sessions<{ count: number }>({ keys: ["a key of at least thirty-two characters"], secure: false });
const page = "http://page.test";

function count(context: Context): number {
  const { data } = visitors.of(context);
  data.count = (data.count ?? 0) + 1;
  return data.count;
}

async function* chunks(...texts: readonly string[]) {
  yield* texts;
}

async function serve(t: Test) {
  const lines: string[] = [];
  const app = new App({ trustProxy: ["127.0.0.1"], log: () => undefined });
  app.use(
    accessLog({ write: (line) => lines.push(line) }),
    requestId(),
    trustedHosts(["api.test"]),
    cors({ origins: [page], credentials: true, methods: ["PUT"] }),
    securityHeaders(),
    rateLimit({ limit: 100, window: 60 }),
    compress({ minimumSize: 50, encodings: ["gzip"] }),
    decompress(),
    etag(),
    visitors,
  );
  app.get("/notes/{id}", (id: Int): Note => ({ id, text: "note ".repeat(100) }));
  app.put("/notes/{id}", (id: Int, note: Note): Note => ({ ...note, id }));
  app.get("/visits", (visits: Depends<typeof count>) => visits);
  app.get("/secret", (token: Bearer) => token.length);
  app.get("/lines", () => stream(chunks("first\n", "second\n"), { type: "text/plain" }));
  app.get("/events", () => stream(chunks("data: 1\n\n"), { type: "text/event-stream" }));
  app.get("/boom", (): string => {
    throw new Error("boom");
  });
  app.get("/gone", (): string => {
    throw new HttpError(410, "gone");
  });
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const { port } = server.address() as AddressInfo;

  const ask = async (path: string, headers: Record<string, string> = {}, method = "GET", body?: Uint8Array) => {
    const sent = { host: "api.test", origin: page, ...headers };
    const request = sendRequest({ host: "127.0.0.1", port, path, method, headers: sent, agent: false });
    request.end(body);
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    const bytes = Buffer.concat(await answer.toArray());
    const coding = answer.headers["content-encoding"];
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: String(coding === "gzip" ? gunzipSync(bytes) : bytes),
    };
  };
  return { ask, lines };
}

onEach("middleware together: what every answer has, whatever it is", async (t) => {
  const { ask, lines } = await serve(t);
  const rows: readonly (readonly [status: number, path: string, headers?: Record<string, string>])[] = [
    [200, "/notes/1"],
    [422, "/notes/x"],
    [401, "/secret"],
    [404, "/nowhere"],
    [410, "/gone"],
    [500, "/boom"],
    [200, "/lines"],
    [200, "/events"],
  ];
  for (const [status, path] of rows) {
    const { headers, ...answer } = await ask(path, { "x-request-id": `ask-${path}` });
    t.equal(answer.status, status, path);
    t.match(headers, {
      "access-control-allow-origin": page,
      "access-control-allow-credentials": "true",
      vary: /\bOrigin\b/,
      "x-request-id": `ask-${path}`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "ratelimit-policy": '"default";q=100;w=60',
      ratelimit: /^"default";r=\d+;t=\d+$/,
    });
  }
  t.strictSame(
    lines.map((line) => JSON.parse(line)).map(({ req, res }) => [res.statusCode, req.url, req.id]),
    rows.map(([status, path]) => [status, path, `ask-${path}`]),
  );
});

onEach("middleware together: a host that is not ours goes no further, and is written down", async (t) => {
  const { ask, lines } = await serve(t);
  const { status, text, headers } = await ask("/visits", { host: "evil.test" });
  t.strictSame(
    [status, text, headers["set-cookie"], headers.ratelimit],
    [400, '{"detail":"Invalid host header"}', undefined, undefined],
  );
  t.match(JSON.parse(lines[0] ?? ""), { level: 40, res: { statusCode: 400 } });
});

onEach("middleware together: what is compressed has a weak name, by which it is known again", async (t) => {
  const { ask } = await serve(t);
  const first = await ask("/notes/1", { "accept-encoding": "gzip" });
  t.match(first.headers, { "content-encoding": "gzip", etag: /^W\/"/, vary: "Origin, Accept-Encoding" });
  t.strictSame(JSON.parse(first.text), { id: 1, text: "note ".repeat(100) });
  const again = await ask("/notes/1", { "accept-encoding": "gzip", "if-none-match": String(first.headers.etag) });
  t.strictSame([again.status, again.text, again.headers["content-type"]], [304, "", undefined]);
  t.equal(again.headers["access-control-allow-origin"], page);
  const lines = await ask("/lines", { "accept-encoding": "gzip" });
  t.equal(lines.text, "first\nsecond\n");
  const events = await ask("/events", { "accept-encoding": "gzip" });
  t.strictSame([events.headers["content-encoding"], events.text], [undefined, "data: 1\n\n"]);
});

onEach("middleware together: compressed bodies are decoded and checked like others", async (t) => {
  const { ask } = await serve(t);
  const put = (body: unknown) => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    return ask("/notes/7", headers, "PUT", gzipSync(JSON.stringify(body)));
  };
  t.strictSame((await put({ id: 1, text: "hi" })).text, '{"id":7,"text":"hi"}');
  const refused = await put({ id: 1, text: "x".repeat(5001) });
  t.match(
    [refused.status, JSON.parse(refused.text)],
    [422, { detail: [{ type: "string_too_long", loc: ["body", "text"] }] }],
  );
  const { status, headers } = await ask(
    "/notes/7",
    { "content-type": "application/json", "content-encoding": "zip" },
    "PUT",
    Buffer.from("x"),
  );
  t.strictSame([status, headers["accept-encoding"]], [415, "gzip, deflate, br"]);
});

onEach("middleware together: a dependency changes the session", async (t) => {
  const { ask } = await serve(t);
  const first = await ask("/visits");
  const [cookie = ""] = String(first.headers["set-cookie"]).split(";");
  t.strictSame([first.text, cookie.replace(/=.*/, "")], ["1", "session"]);
  const second = await ask("/visits", { cookie });
  t.equal(second.text, "2");
  t.match(second.headers.vary, /Cookie/);
  t.equal((await ask("/notes/1", { cookie })).headers["set-cookie"], undefined);
});

onEach("middleware together: a preflight costs nobody anything", async (t) => {
  const { ask } = await serve(t);
  const headers = { "access-control-request-method": "PUT", "access-control-request-headers": "content-type" };
  const answer = await ask("/notes/1", headers, "OPTIONS");
  t.equal(answer.status, 204);
  t.match(answer.headers, { "access-control-allow-methods": "GET, HEAD, POST, PUT", "access-control-max-age": "600" });
  t.equal(answer.headers.ratelimit, undefined);
});

onEach("middleware together: a WebSocket is let in, refused and written down like a request", async (t) => {
  const lines: string[] = [];
  const app = new App({ log: () => undefined });
  app.use(
    accessLog({ write: (line) => lines.push(line) }),
    requestId(),
    trustedHosts(["api.test"]),
    cors({ origins: [page] }),
    securityHeaders(),
    rateLimit({ limit: 2, window: 60 }),
    compress(),
    decompress(),
    etag(),
    visitors,
  );
  app.get("/visits", (visits: Depends<typeof count>) => visits);
  app.websocket("/visits", async (socket: WebSocket<string, number>) => {
    await socket.send(visitors.of(socket.context).data.count ?? 0);
  });
  const client = new TestClient(app, { baseUrl: "http://api.test" });
  t.teardown(() => client.close());
  await client.get("/visits");
  const socket = await client.websocket<unknown, number>("/visits");
  t.equal(await socket.receive(), 1, "the session of the cookie");
  await socket.close();
  const refusal = await client.websocket("/visits").catch((error: unknown) => error);
  t.match(refusal, { name: "WebSocketRefused", reply: { status: 429 } });
  const stranger = new TestClient(app, { baseUrl: "http://evil.test" });
  t.match(await stranger.websocket("/visits").catch((error: unknown) => error), { reply: { status: 400 } });
  t.strictSame(
    lines.map((line) => JSON.parse(line).res.statusCode),
    [200, 101, 429, 400],
  );
});
