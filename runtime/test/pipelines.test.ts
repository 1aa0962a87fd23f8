/** Several requests on one connection: their order, their borders, and where it ends. */
import type { Socket } from "node:net";
import { App, type BackgroundTasks } from "@typeway/runtime";
import { limits } from "../dist/exchange/limits.js";
import { body, context, endpoint, query, string } from "./endpoint.js";
import { exchange, RawClient, statuses } from "./raw-client.js";
import { listening, onEach, portOf, serveOn } from "./transports.js";

const host = "Host: shop.test";
const close = "Connection: close";

/** Echoes what it is given, so that a smuggled request shows. */
function echoApp(): App {
  const app = new App();
  const read = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  app.get("/", read, endpoint(read, [query("q", string, { or: null })]));
  app.post("/", save, endpoint(save, [body("item")]));
  return app;
}

onEach("13 pipelined requests are answered in order; an unread body is never the next request", async (t) => {
  const port = await serveOn(t, echoApp());
  const get = (q: string, ...more: string[]) => [`GET /?q=${q} HTTP/1.1`, host, ...more, "", ""].join("\r\n");
  const three = await exchange(port, get("1") + get("2") + get("3", close));
  t.strictSame(
    [...three.matchAll(/"q":"(\d)"/g)].map(([, q]) => q),
    ["1", "2", "3"],
  );

  const smuggled = get("smuggled");
  const onGet = await exchange(port, get("1", `Content-Length: ${smuggled.length}`) + smuggled + get("2", close));
  t.strictSame(
    [...onGet.matchAll(/"q":"(\w+)"/g)].map(([, q]) => q),
    ["1", "2"],
  );
  const on404 = await exchange(
    port,
    ["POST /nowhere HTTP/1.1", host, `Content-Length: ${smuggled.length}`, "", smuggled + get("2", close)].join("\r\n"),
  );
  t.strictSame(statuses(on404), [404, 200]);
  t.notMatch(on404, "smuggled");

  const large = "x".repeat(70_000);
  const cut = await exchange(
    port,
    ["POST /nowhere HTTP/1.1", host, "Content-Length: 70000", "", large + get("2")].join("\r\n"),
  );
  t.strictSame(statuses(cut), [404], "a large body nobody wants ends the connection");
  t.match(cut, /\r\nconnection: close\r\n/i);
  const chunked = await exchange(
    port,
    ["POST /nowhere HTTP/1.1", host, "Transfer-Encoding: chunked", "", "3", "abc", ""].join("\r\n"),
  );
  t.strictSame(statuses(chunked), [404], "so does one of unknown length");
});

onEach("13 what follows the last request or answer of a connection is nobody's", async (t) => {
  const called: unknown[] = [];
  const app = new App({ bodyLimit: 10 });
  const call = (q: string) => called.push(q);
  const late = async (q: string) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return call(q);
  };
  const save = (item: unknown) => item;
  app.get("/", call, endpoint(call, [query("q")]));
  app.get("/late", late, endpoint(late, [query("q")]));
  app.post("/", save, endpoint(save, [body("item")]));
  const port = await serveOn(t, app);
  const next = ["GET /?q=next HTTP/1.1", host, "", ""].join("\r\n");
  const post = (...lines: readonly string[]) => ["POST / HTTP/1.1", host, "Content-Type: application/json", ...lines];
  const rows: Readonly<Record<string, readonly [status: number, lines: readonly string[]]>> = {
    "two Hosts": [400, ["GET /?q=0 HTTP/1.1", host, host, "", next]],
    "an empty Transfer-Encoding": [400, post("Transfer-Encoding:", "", next)],
    "an empty Transfer-Encoding, and an upgrade that is ignored": [
      400,
      post("Transfer-Encoding:", "Connection: upgrade", "Upgrade: h2c", "", next),
    ],
    "a HEAD with a body nobody reads": [
      404,
      ["HEAD /nowhere HTTP/1.1", host, "Transfer-Encoding: chunked", "", "0", "", next],
    ],
    "a coding that is not undone": [400, post("Transfer-Encoding: gzip, chunked", "", "0", "", next)],
    "a long target": [414, [`GET /?q=${"x".repeat(limits.target)} HTTP/1.1`, host, "", next]],
    "many fields": [431, ["GET /?q=0 HTTP/1.1", host, ...Array<string>(200).fill("a: b"), "", next]],
    "a body that is too large": [413, post("Transfer-Encoding: chunked", "", "b", "[1,2,3,4,5]", "0", "", next)],
    "a body that was not asked for": [
      415,
      ["POST / HTTP/1.1", host, "Expect: 100-continue", "Content-Length: 1", "", next],
    ],
    close: [200, ["GET /?q=last HTTP/1.1", host, close, "", next]],
    "close, answered later": [200, ["GET /late?q=last HTTP/1.1", host, close, "", `\0${next}`]],
  };
  for (const [name, [status, lines]] of Object.entries(rows))
    t.strictSame(statuses(await exchange(port, ...lines)), [status], name);
  t.strictSame(called, ["last", "last"]);
});

onEach("13 what is no request is answered in its turn", async (t) => {
  const app = new App();
  const late = async (q: string) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return q;
  };
  app.get("/", late, endpoint(late, [query("q")]));
  const port = await serveOn(t, app);
  const get = (q: string) => [`GET /?q=${q} HTTP/1.1`, host, "", ""].join("\r\n");
  t.strictSame(statuses(await exchange(port, `${get("1")}${get("2")}\0`)), [200, 200, 400]);
  const answered = ["POST /nowhere HTTP/1.1", host, "Content-Length: 2", "", "x"];
  await using client = await RawClient.open(port);
  await client.send(...answered).until(/\}$/);
  client.socket.end();
  t.strictSame(statuses(await client.end()), [404], "a request has one answer");
});

onEach("an answer leaves before its background tasks run, also when others follow", async (t) => {
  const app = new App();
  const sockets: Socket[] = [];
  const written: unknown[] = [];
  const read = (tasks: BackgroundTasks) => {
    tasks.add(() => written.push((sockets[0]?.bytesWritten ?? 0) > 0));
    return "read";
  };
  const compiled = endpoint(read, [context("BackgroundTasks")]);
  app.get("/", read, compiled).get("/around", { middleware: [(_context, next) => next()] }, read, compiled);
  const server = await app.listen(listening(t));
  server.on("connection", (socket: Socket) => sockets.push(socket));
  t.teardown(() => app.close());
  for (const path of ["/", "/around"]) {
    const get = [`GET ${path} HTTP/1.1`, host, "", ""].join("\r\n");
    const last = [`GET ${path} HTTP/1.1`, host, close, "", ""].join("\r\n");
    t.strictSame(statuses(await exchange(portOf(server), get + last)), [200, 200], path);
    t.strictSame(written.splice(0), [true, true], path);
    sockets.length = 0;
  }
});
