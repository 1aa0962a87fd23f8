// WebSockets over a network connection, down to the bytes. The tests are named after the rows of the list of threats.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { App, type Context, type LogEntry, type WebSocket } from "@typeway/runtime";
import t, { type Test } from "tap";
import { WebSocket as Client, type ClientOptions } from "ws";
import { limits } from "../dist/exchange/limits.js";
import { body, context, endpoint, query, string } from "./endpoint.js";
import { exchange, RawClient, statuses } from "./raw-client.js";
import { listening, onEach, portOf, serveOn } from "./transports.js";

const host = "Host: shop.test";
const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const version = "Sec-WebSocket-Version: 13";
const asks = ["Connection: Upgrade", "Upgrade: websocket"];
const handshake = (path: string, ...more: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, host, ...asks, key, version, ...more, "", ""] as const;

/** `/echo` sends back what it gets, `/deaf` never reads, `/plain` speaks HTTP alone. */
function socketApp(options: ConstructorParameters<typeof App>[0] = {}): App {
  const app = new App({ log: () => undefined, ...options });
  const echo = async (socket: WebSocket) => {
    for await (const message of socket) await socket.send(message);
  };
  const deaf = async (socket: WebSocket) => {
    await socket.accept();
    await once(socket.context.signal, "abort");
  };
  const plain = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  app.websocket("/echo", echo, endpoint(echo, [context("WebSocket")]));
  app.websocket("/deaf", deaf, endpoint(deaf, [context("WebSocket")]));
  app.get("/plain", plain, endpoint(plain, [query("q", string, { or: null })]));
  app.post("/plain", save, endpoint(save, [body("item")]));
  return app;
}

/** An open client; cut when the test ends. */
async function open(t: Test, port: number, path: string, options: ClientOptions = {}): Promise<Client> {
  const client = new Client(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, ...options });
  t.teardown(() => client.terminate());
  client.on("error", () => undefined);
  await once(client, "open");
  return client;
}

async function closed(client: Client): Promise<number> {
  const [code] = await once(client, "close");
  return code;
}

onEach("46 only what is a handshake in every part is one", async (t) => {
  const port = await serveOn(t, socketApp());
  const rows: Readonly<Record<string, readonly [status: number, lines: readonly string[]]>> = {
    "another method": [400, ["POST /echo HTTP/1.1", host, ...asks, key, version, "", ""]],
    "no key": [400, ["GET /echo HTTP/1.1", host, ...asks, version, "", ""]],
    "a short key": [400, ["GET /echo HTTP/1.1", host, ...asks, "Sec-WebSocket-Key: c2hvcnQ=", version, "", ""]],
    "two keys": [400, [...handshake("/echo", key)]],
    "no Host": [400, ["GET /echo HTTP/1.1", ...asks, key, version, "", ""]],
    "a body": [400, [...handshake("/echo", "Content-Length: 2"), "{}"]],
    "a chunked body": [400, [...handshake("/echo", "Transfer-Encoding: chunked"), "0", "", ""]],
    "a long target": [414, [...handshake(`/echo?${"x".repeat(limits.target)}`)]],
    "no version": [426, ["GET /echo HTTP/1.1", host, ...asks, key, "", ""]],
    "an old version": [426, ["GET /echo HTTP/1.1", host, ...asks, key, "Sec-WebSocket-Version: 8", "", ""]],
    "an unknown path": [404, [...handshake("/nowhere")]],
    "a path that is no UTF-8": [400, [...handshake("/%ff")]],
    "a plain route": [426, [...handshake("/plain")]],
  };
  for (const [name, [status, lines]] of Object.entries(rows)) {
    const answer = await exchange(port, ...lines);
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), name);
    t.match(answer, /\r\nconnection: close\r\n/i, name);
    t.match(answer, /\r\n\r\n\{"detail":.+\}$/, name);
  }
  const old = await exchange(port, "GET /echo HTTP/1.1", host, ...asks, key, "Sec-WebSocket-Version: 8", "", "");
  t.match(old, /\r\nsec-websocket-version: 13\r\n/i);
  await using client = await RawClient.open(port);
  const accepted = await client.send(...handshake("/echo")).until(/\r\n\r\n/);
  t.match(accepted, /^HTTP\/1\.1 101 /);
  t.match(accepted, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "the key of RFC 6455 §1.3 and its answer");
});

onEach("46 Origin: its own and those of a list, and programs, which send none", async (t) => {
  const strict = await serveOn(t, socketApp());
  const listed = await serveOn(t, socketApp({ webSocketOrigins: ["https://App.example"] }));
  const open = await serveOn(t, socketApp({ webSocketOrigins: "*" }));
  const status = async (port: number, ...origins: readonly string[]) => {
    await using client = await RawClient.open(port);
    const fields = origins.map((origin) => `Origin: ${origin}`);
    return statuses(await client.send(...handshake("/echo", ...fields)).until(/\r\n\r\n/))[0];
  };
  t.equal(await status(strict), 101);
  t.equal(await status(strict, "http://shop.test"), 101);
  t.equal(await status(strict, "https://SHOP.test"), 101, "a proxy may end TLS");
  for (const origin of [
    "http://evil.test",
    "http://shop.test:81",
    "http://shop.test.evil.test",
    "null",
    "",
    "shop.test",
  ])
    t.equal(await status(strict, origin), 403, origin);
  t.equal(await status(strict, "http://shop.test", "http://evil.test"), 403, "two of them");
  t.equal(await status(listed, "https://app.example"), 101);
  t.equal(await status(listed, "http://app.example"), 403);
  t.equal(await status(open, "http://evil.test"), 101);
});

onEach("46, 51 Origin: behind a trusted proxy its own host is the one that the proxy names", async (t) => {
  const status = async (trustProxy: readonly string[], origin: string) => {
    await using client = await RawClient.open(await serveOn(t, socketApp({ trustProxy })));
    const fields = [`Origin: ${origin}`, "X-Forwarded-Host: www.shop.example"];
    return statuses(await client.send(...handshake("/echo", ...fields)).until(/\r\n\r\n/))[0];
  };
  t.equal(await status(["127.0.0.1"], "https://www.shop.example"), 101);
  t.equal(await status(["127.0.0.1"], "http://shop.test"), 403);
  t.equal(await status(["10.0.0.0/8"], "https://www.shop.example"), 403, "who is not trusted names nothing");
});

onEach("46 h2c and other protocols are ignored: the request is answered as if it had not asked", async (t) => {
  const port = await serveOn(t, socketApp());
  const h2c = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"];
  await using client = await RawClient.open(port);
  const first = await client.send("GET /plain?q=1 HTTP/1.1", host, ...h2c, "", "").until(/\}$/);
  t.match(first, /^HTTP\/1\.1 200 OK\r\n.*\{"q":"1"\}$/s);
  const json = ["Content-Type: application/json", "Content-Length: 2"];
  await client.send("POST /plain HTTP/1.1", host, ...json, ...h2c, "", "[]").until(/\{"item":\[\]\}$/);
  const rest = ["GET /plain?q=3 HTTP/1.1", host, "Connection: close", "", ""];
  const all = await client.send(...rest).end();
  t.strictSame(statuses(all), [200, 200, 200], "the connection stays in use");
  t.match(all, /\{"q":"3"\}$/);
});

onEach("46 an application without sockets answers as if nobody had asked, and never loads the protocol", async (t) => {
  const app = new App();
  const plain = () => ({ plain: true });
  app.get("/plain", plain, endpoint(plain));
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const client = await RawClient.open(portOf(server));
  t.teardown(() => client[Symbol.asyncDispose]());
  client.send(...handshake("/plain"));
  await client.until(/\}$/);
  client.send(...handshake("/plain", "Connection: close"));
  t.strictSame(statuses(await client.end()), [200, 200]);
  const loaded = `Object.keys(createRequire(import.meta.url).cache).some((file) => /node_modules.ws./.test(file))`;
  const program = [
    `import { createRequire } from "node:module";`,
    `import { App } from "@typeway/runtime";`,
    `await new App().fetch(new Request("http://shop.test/"));`,
    `const before = ${loaded};`,
    `await import("ws");`,
    `console.log(before, ${loaded});`,
  ];
  const cwd = new URL("../", import.meta.url);
  const run = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program.join("")], { cwd });
  t.equal(run.stdout, "false true\n");
});

onEach("46 an upgrade in a pipeline waits for the answers before it", async (t) => {
  const app = socketApp();
  const late = async ({ signal }: Context) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return signal.aborted ? "left" : "late";
  };
  app.get("/late", late, endpoint(late, [context()]));
  const port = await serveOn(t, app);
  const before = `${["GET /late HTTP/1.1", host, "", ""].join("\r\n")}`.repeat(2);
  const answers = async (...lines: readonly string[]) => {
    await using client = await RawClient.open(port);
    return statuses(await client.send(before + lines[0], ...lines.slice(1)).until(/HTTP.*HTTP.*HTTP.*\r\n\r\n/s));
  };
  t.strictSame(await answers(...handshake("/nowhere")), [200, 200, 404]);
  t.strictSame(await answers(...handshake("/echo")), [200, 200, 101]);
  t.strictSame(
    await answers("GET /plain HTTP/1.1", host, "Connection: Upgrade", "Upgrade: h2c", "", ""),
    [200, 200, 200],
  );

  const leaver = await RawClient.open(port);
  leaver.send(before, ...handshake("/echo"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  leaver.socket.resetAndDestroy();
  await using closes = await RawClient.open(port);
  closes.send("GET /late HTTP/1.1", host, "Connection: close", "", handshake("/echo").join("\r\n"));
  t.strictSame(statuses(await closes.end()), [200], "what is behind the last request is dropped");
});

onEach("45 a message above 1 MiB closes with 1009; one of too many frames with 1008; none is compressed", async (t) => {
  const port = await serveOn(t, socketApp());
  const large = await open(t, port, "/echo", { perMessageDeflate: true });
  t.equal(large.extensions, "");
  large.send("x".repeat(limits.socketMessage));
  const [echoed] = await once(large, "message");
  t.equal(echoed.length, limits.socketMessage);
  large.send("x".repeat(limits.socketMessage + 1));
  t.equal(await closed(large), 1009);
  const pieces = await open(t, port, "/echo");
  for (let count = 0; count <= limits.socketFragments; count++) pieces.send("", { fin: false });
  t.equal(await closed(pieces), 1008);
});

onEach("45 frames against the protocol close the socket, and the server goes on", async (t) => {
  const logged: LogEntry[] = [];
  const port = await serveOn(t, socketApp({ log: (entry) => logged.push(entry) }));
  const rows: Readonly<Record<string, readonly number[]>> = {
    "not masked": [0x81, 0x01, 0x61],
    "reserved bit": [0xc1, 0x81, 0, 0, 0, 0, 0x61],
    "unknown opcode": [0x83, 0x80, 0, 0, 0, 0],
    "text that is no UTF-8": [0x81, 0x81, 0, 0, 0, 0, 0xff],
    "continuation of nothing": [0x80, 0x80, 0, 0, 0, 0],
    "fragmented ping": [0x09, 0x80, 0, 0, 0, 0],
  };
  for (const [name, frame] of Object.entries(rows)) {
    await using client = await RawClient.open(port);
    await client.send(...handshake("/echo")).until(/\r\n\r\n/);
    const received = await client.bytes(Uint8Array.from(frame)).end();
    const [, frames = ""] = received.split("\r\n\r\n");
    const code = Buffer.from(frames, "latin1").readUInt16BE(2);
    t.equal(frames.charCodeAt(0), 0x88, `${name}: a close frame`);
    t.equal(code, name === "text that is no UTF-8" ? 1007 : 1002, name);
  }
  const client = await open(t, port, "/echo");
  client.send("still here");
  t.equal(String((await once(client, "message"))[0]), "still here");
  t.strictSame(logged, []);
});

onEach("35 a client that sends faster than the handler reads is not read from for a while", async (t) => {
  const app = new App({ log: () => undefined });
  let proceed: () => void = () => undefined;
  const slow = async (socket: WebSocket) => {
    await socket.accept();
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
    let size = 0;
    for await (const message of socket) {
      size += message.length;
      if (message === "end") await socket.send(String(size));
    }
  };
  app.websocket("/slow", slow, endpoint(slow, [context("WebSocket")]));
  const client = await open(t, await serveOn(t, app), "/slow");
  const [count, piece] = [160, "x".repeat(limits.socketMessage / 4)];
  for (let i = 0; i < count; i++) client.send(piece);
  client.send("end");
  await new Promise((resolve) => setTimeout(resolve, 300));
  t.ok(client.bufferedAmount > (count * piece.length) / 4, "most of it waits at the client");
  proceed();
  t.equal(String((await once(client, "message"))[0]), String(count * piece.length + 3), "nothing is lost");
});

onEach("35 a client that does not read what is sent without waiting is cut off", async (t) => {
  const app = new App({ log: () => undefined });
  const cut = new Promise<unknown>((resolve) => {
    const flood = async (socket: WebSocket) => {
      await socket.accept();
      const { signal } = socket.context;
      while (!signal.aborted) {
        void socket.send("x".repeat(65_536));
        await new Promise((next) => setImmediate(next));
      }
      resolve(signal.reason);
    };
    app.websocket("/flood", flood, endpoint(flood, [context("WebSocket")]));
  });
  const client = await open(t, await serveOn(t, app), "/flood");
  client.pause();
  t.match(await cut, { name: "WebSocketClosed", code: 1006 });
});

onEach("39 shutdown closes sockets with 1001 and answers what is under way", async (t) => {
  const app = socketApp();
  const port = portOf(await app.listen(listening(t)));
  const clients = await Promise.all([open(t, port, "/echo"), open(t, port, "/deaf")]);
  const codes = Promise.all(clients.map(closed));
  await app.close();
  t.strictSame(await codes, [1001, 1001]);
});

t.test("upgrade: sockets of a server of one's own, and of mounted applications", async (t) => {
  const inner = socketApp();
  const app = new App();
  app.mount("/inner", inner);
  const server = createServer(app.handler).on("upgrade", app.upgrade).listen(0);
  await once(server, "listening");
  t.teardown(() => server.close());
  const client = await open(t, portOf(server), "/inner/echo");
  client.send("hello");
  t.equal(String((await once(client, "message"))[0]), "hello");
  t.match(await exchange(portOf(server), ...handshake("/inner/plain")), /^HTTP\/1\.1 426 /);
  const code = closed(client);
  await app.close();
  t.equal(await code, 1001);
});

onEach("25 a header that would break the answer in two refuses the socket", async (t) => {
  const app = new App({ log: () => undefined });
  const split = async (socket: WebSocket) => socket.accept({ headers: { "x-a": "1\r\nx-evil: 1" } });
  app.websocket("/split", split, endpoint(split, [context("WebSocket")]));
  const answer = await exchange(await serveOn(t, app), ...handshake("/split"));
  t.match(answer, /^HTTP\/1\.1 500 /);
  t.notMatch(answer, /evil/);
});
