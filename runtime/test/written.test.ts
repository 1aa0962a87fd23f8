/** What an answer is on the wire, through a server of ours and through anybody's. */

import { STATUS_CODES } from "node:http";
import { App, bytes, type Context, reply, text } from "@typeway/runtime";
import { context, endpoint, header, json, path } from "./endpoint.js";
import { RawClient, statuses } from "./raw-client.js";
import { onEachServer } from "./servers.js";
import { portOf } from "./transports.js";

const host = "Host: shop.test";
const get = (path: string, ...more: readonly string[]) => [`GET ${path} HTTP/1.1`, host, ...more, "", ""];
const date = /Date: \w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT/g;

/** A head, its date apart. */
const head = (status: number, fields: readonly string[], isKept: boolean): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...fields,
    "Date: now",
    ...(isKept ? ["Connection: keep-alive", "Keep-Alive: timeout=5"] : ["Connection: close"]),
    "\r\n",
  ].join("\r\n");

const nosniff = "x-content-type-options: nosniff";
const ofJson = (length: number) => ["content-type: application/json", nosniff, `content-length: ${length}`];

/** With or without a value. */
const any = { plain: json, empty: true, replies: { 204: null, 205: null, 304: null }, otherReplies: json };

function shop(): App {
  const app = new App({ log: () => undefined });
  const answers: Readonly<Record<string, () => unknown>> = {
    tea: () => ({ tea: 1 }),
    slow: () => new Promise((resolve) => setTimeout(resolve, 50, { slow: 1 })),
    none: () => undefined,
    unchanged: () => reply(304),
    reset: () => reply(205),
    created: () => reply(201, "tea", { location: "/tea" }),
    marked: () => reply(200, "tea", { "x-place": "Caf\u00e9" }),
    "marked-text": () => text("th\u00e9 \u8336 \u{1f375}", { headers: { "x-place": "Caf\u00e9" } }),
    "marked-none": () => reply(204, undefined, { "x-place": "Caf\u00e9" }),
    text: () => text("th\u00e9 \u8336 \u{1f375}"),
    torn: () => text("a\ud800b\udc00"),
    bytes: () => bytes(Uint8Array.of(0, 0xff, 0x80)),
  };
  const answer = (name: string) => answers[name]?.();
  app.get("/{name}", answer, endpoint(answer, [path("name")], any));
  return app;
}

onEachServer("an answer is its head and its body, and the connection stays", async (t, serve) => {
  await using client = await RawClient.open(portOf(await serve(shop())));
  const rows: Readonly<Record<string, string>> = {
    tea: `${head(200, ofJson(9), true)}{"tea":1}`,
    slow: `${head(200, ofJson(10), true)}{"slow":1}`,
    created: `${head(201, [...ofJson(5), "location: /tea"], true)}"tea"`,
    none: head(204, [nosniff], true),
    unchanged: head(304, [nosniff], true),
    reset: head(205, [nosniff, "content-length: 0"], true),
  };
  let expected = "";
  for (const [name, answer] of Object.entries(rows)) {
    expected += answer;
    client.send(...get(`/${name}`));
    const received = await client.until(new RegExp(`^[\\s\\S]{${expected.replaceAll("now", "x".repeat(29)).length}}`));
    t.equal(received.replace(date, "Date: now"), expected, name);
  }
});

onEachServer("HEAD is answered by the head alone", async (t, serve) => {
  await using client = await RawClient.open(portOf(await serve(shop())));
  client.send("HEAD /tea HTTP/1.1", host, "", "", ...get("/tea", "Connection: close"));
  const received = (await client.end()).replace(date, "Date: now");
  t.equal(received, `${head(200, ofJson(9), true)}${head(200, ofJson(9), false)}{"tea":1}`);
});

onEachServer("a connection ends after its answer where the client says so, or speaks HTTP/1.0", async (t, serve) => {
  const port = portOf(await serve(shop()));
  const rows: readonly (readonly string[])[] = [
    get("/tea", "Connection: close"),
    ["GET /tea HTTP/1.0", "", ""],
    ["GET /tea HTTP/1.0", "Connection: close", "", ""],
  ];
  for (const lines of rows) {
    await using client = await RawClient.open(port);
    const received = await client.send(...lines).end();
    t.equal(received.replace(date, "Date: now"), `${head(200, ofJson(9), false)}{"tea":1}`);
  }
  await using old = await RawClient.open(port);
  old.send("GET /tea HTTP/1.0", "Connection: keep-alive", "", "");
  t.match(await old.until(/\}$/), /\r\nConnection: keep-alive\r\n/);
  const received = await old.send("GET /none HTTP/1.0", "Connection: keep-alive", "", "").end();
  t.match(received, /\}HTTP\/1\.1 204 [\s\S]*\r\nConnection: close\r\n\r\n$/, "as node:http does, without a length");
});

onEachServer("pipelined requests are answered in their order, however long one takes", async (t, serve) => {
  await using client = await RawClient.open(portOf(await serve(shop())));
  const sent = ["/slow", "/tea", "/none", "/slow", "/created", "/unchanged"].flatMap((path) => get(path).slice(0, -1));
  client.send(...sent, ...get("/tea", "Connection: close"));
  const received = await client.end();
  t.strictSame(statuses(received), [200, 200, 204, 200, 201, 304, 200]);
  t.strictSame(received.match(/\{"\w+":1\}|"tea"/g), ['{"slow":1}', '{"tea":1}', '{"slow":1}', '"tea"', '{"tea":1}']);
});

onEachServer("bodies are UTF-8 with their length in bytes, fields are Latin-1", async (t, serve) => {
  const port = portOf(await serve(shop()));
  const utf8 = Buffer.from("th\u00e9 \u8336 \u{1f375}").toString("latin1");
  const rows: Readonly<Record<string, readonly [field: boolean, body: string]>> = {
    text: [false, utf8],
    "marked-text": [true, utf8],
    marked: [true, '"tea"'],
    "marked-none": [true, ""],
    torn: [false, Buffer.from("a\ufffdb\ufffd").toString("latin1")],
    bytes: [false, "\0\xff\x80"],
  };
  for (const [name, [field, body]] of Object.entries(rows)) {
    await using client = await RawClient.open(port);
    const [top = "", ...rest] = (await client.send(...get(`/${name}`, "Connection: close")).end()).split("\r\n\r\n");
    t.equal(rest.join("\r\n\r\n"), body, name);
    t.equal(top.includes("\r\nx-place: Caf\xe9\r\n"), field, name);
    t.equal(/content-length: (\d+)/.exec(top)?.[1], name === "marked-none" ? undefined : String(body.length), name);
  }
});

onEachServer("a field that is none is 500, and nothing of it leaves", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const split = (value: string) => reply(200, 1, { "x-a": decodeURIComponent(value) });
  app.get("/", split, endpoint(split, [header("x-value")], any));
  await using client = await RawClient.open(portOf(await serve(app)));
  client.send(...get("/", "X-Value: a%0d%0ax-b: c"), ...get("/", "X-Value: %E8%8C%B6", "Connection: close"));
  const received = await client.end();
  t.strictSame(statuses(received), [500, 500]);
  t.notMatch(received, /x-a|x-b/);
});

onEachServer("the response says what has become of it", async (t, serve) => {
  const app = new App();
  const said: unknown[] = [];
  let over: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    over = resolve;
  });
  const look = ({ raw: { response } }: Context) => {
    const state = () => [response.headersSent, response.writableEnded, response.writableFinished, response.statusCode];
    said.push(["before", ...state()]);
    response.on("prefinish", () => said.push("prefinish"));
    response.on("finish", () => said.push(["finish", ...state()]));
    response.on("close", () => {
      said.push(["close", response.destroyed]);
      over();
    });
    return reply(201, 1);
  };
  app.get("/", look, endpoint(look, [context()], any));
  await using client = await RawClient.open(portOf(await serve(app)));
  await client.send(...get("/")).until(/\r\n\r\n1$/);
  await closed;
  t.strictSame(said, [
    ["before", false, false, false, 200],
    "prefinish",
    ["finish", true, true, true, 201],
    ["close", true],
  ]);
});

onEachServer("whoever else has a hand in an answer keeps it", async (t, serve) => {
  const server = await serve(shop());
  const seen: unknown[] = [];
  server.prependListener("request", (_request, response) => {
    response.setHeader("x-mine", "yes");
    response.sendDate = false;
    const { end } = response;
    // As packages do that measure or change answers.
    response.end = function patched(this: typeof response, ...args: unknown[]) {
      seen.push(args[0]);
      return Reflect.apply(end, this, args);
    } as typeof end;
  });
  await using client = await RawClient.open(portOf(server));
  const received = await client.send(...get("/tea", "Connection: close")).end();
  t.match(received, /\r\nx-mine: yes\r\n/);
  t.notMatch(received, /\r\nDate:/);
  t.strictSame(seen, ['{"tea":1}']);
});
