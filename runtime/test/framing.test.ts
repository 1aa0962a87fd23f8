import { App, HttpError } from "@typeway/runtime";
import { auto, body, endpoint, path, query, string } from "./endpoint.js";
import { exchange, RawClient, statuses } from "./raw-client.js";
import { onEach, serveOn } from "./transports.js";

const host = "Host: shop.test";
const close = "Connection: close";

/** Echoes what it is given, so that a smuggled request shows. */
function echoApp(): App {
  const app = new App();
  const read = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  const param = (value: string) => ({ value });
  app.get("/", read, endpoint(read, [query("q", string, { or: null })]));
  app.post("/", save, endpoint(save, [body("item")]));
  app.get("/in/{value}", param, endpoint(param, [path("value")]));
  return app;
}

onEach("11 what is no request is 400 in the shape of all errors, and the connection ends", async (t) => {
  const port = await serveOn(t, echoApp());
  const json = ["Content-Type: application/json"];
  const rows: Readonly<Record<string, readonly string[]>> = {
    garbage: ["\u0016\u0003\u0001", ""],
    "no target": ["GET HTTP/1.1", host, "", ""],
    "unknown method": ["FOO / HTTP/1.1", host, "", ""],
    "lower-case method": ["get / HTTP/1.1", host, "", ""],
    "unknown version": ["GET / HTTP/3.0", host, "", ""],
    "version 2.0": ["GET / HTTP/2.0", host, "", ""],
    "no Host": ["GET / HTTP/1.1", "", ""],
    "CL and TE": ["POST / HTTP/1.1", host, "Content-Length: 5", "Transfer-Encoding: chunked", "", "0", "", ""],
    "two lengths": ["POST / HTTP/1.1", host, "Content-Length: 1", "Content-Length: 2", "", "12"],
    "list of lengths": ["POST / HTTP/1.1", host, "Content-Length: 2, 2", "", "12"],
    "negative length": ["POST / HTTP/1.1", host, "Content-Length: -1", "", ""],
    "signed length": ["POST / HTTP/1.1", host, "Content-Length: +1", "", "1"],
    "hexadecimal length": ["POST / HTTP/1.1", host, "Content-Length: 0x1", "", "1"],
    "chunked is not last": ["POST / HTTP/1.1", host, "Transfer-Encoding: chunked, identity", "", "0", "", ""],
    "unknown coding": ["POST / HTTP/1.1", host, "Transfer-Encoding: xchunked", "", "0", "", ""],
    "space before colon": ["GET / HTTP/1.1", "Host : shop.test", "", ""],
    "folded line": ["GET / HTTP/1.1", host, "X-A: 1", " 2", "", ""],
    "NUL in a value": ["GET / HTTP/1.1", host, "X-A: a\0b", "", ""],
    "no name": ["GET / HTTP/1.1", host, ": x", "", ""],
    "bare CR": ["GET / HTTP/1.1", host, "X-A: a\rX-B: b", "", ""],
    "space in target": ["GET /a b HTTP/1.1", host, "", ""],
  };
  for (const [name, lines] of Object.entries(rows)) {
    const answer = await exchange(port, ...lines);
    t.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/, name);
    t.match(answer, /\r\nconnection: close\r\n/i, name);
    t.match(answer, /\r\n\r\n\{"detail":"Bad Request"\}$/, name);
  }
  const bad = await exchange(
    port,
    "POST / HTTP/1.1",
    host,
    ...json,
    "Transfer-Encoding: chunked",
    "",
    "zz",
    "x",
    "0",
    "",
    "",
  );
  t.strictSame(statuses(bad), [400], "a chunk whose size is none");
  const ok = await exchange(
    port,
    "POST / HTTP/1.1",
    host,
    ...json,
    close,
    "Transfer-Encoding: chunked",
    "",
    "2",
    "[1",
    "1",
    "]",
    "0",
    "",
    "",
  );
  t.match(ok, /\r\n\r\n\{"item":\[1\]\}$/);
});

onEach("12 what node:http lets through and two readers may read differently is 400", async (t) => {
  const port = await serveOn(t, echoApp());
  const rows: Readonly<Record<string, readonly string[]>> = {
    "Transfer-Encoding in HTTP/1.0": ["POST / HTTP/1.0", host, "Transfer-Encoding: chunked", "", "0", "", ""],
    "two Hosts": ["GET / HTTP/1.1", host, host, "", ""],
    "two Hosts, one oddly written": ["GET / HTTP/1.1", host, "hOsT: other.test", "", ""],
    "Host with a path": ["GET / HTTP/1.1", "Host: a/b", "", ""],
    "Host with a user": ["GET / HTTP/1.1", "Host: b@c", "", ""],
    "Host with a long port": ["GET / HTTP/1.1", "Host: c:999999", "", ""],
    "Host with a space": ["GET / HTTP/1.1", "Host: a b", "", ""],
    "fragment in the target": ["GET /#x HTTP/1.1", host, "", ""],
    "absolute form of another host": ["GET http://other.test/ HTTP/1.1", host, "", ""],
    "absolute form of another scheme": ["GET ftp://shop.test/ HTTP/1.1", host, "", ""],
    asterisk: ["GET * HTTP/1.1", host, "", ""],
  };
  for (const [name, lines] of Object.entries(rows)) {
    const answer = await exchange(port, ...lines);
    t.match(answer, /^HTTP\/1\.1 400 /, name);
    t.match(answer, /\r\nconnection: close\r\n/i, name);
  }
  t.notMatch(await exchange(port, "GET /", "", ""), /^HTTP\/1\.1 200/, "HTTP/0.9");
  const absolute = await exchange(port, "GET http://SHOP.test?q=1 HTTP/1.1", host, close, "", "");
  t.match(absolute, /\{"q":"1"\}$/, "absolute form of this host");
  for (const good of ["shop.test", "shop.test:8080", "[::1]:80", "127.0.0.1", "localhost:", ""])
    t.strictSame(statuses(await exchange(port, "GET / HTTP/1.1", `Host: ${good}`, close, "", "")), [200], good);
});

onEach("9 headers: 200 are read, more are 431, none is hidden", async (t) => {
  const app = new App();
  const last = (z: string) => z;
  app.get("/", last, endpoint(last, [{ ...auto("z-last"), in: "header" } as never]));
  const port = await serveOn(t, app);
  const withFields = (count: number) => {
    const fields = Array.from({ length: count - 3 }, (_, index) => `x-${index}: 1`);
    return exchange(port, "GET / HTTP/1.1", host, close, ...fields, "z-last: seen", "", "");
  };
  t.match(await withFields(199), /"seen"$/);
  t.match(await withFields(200), /"seen"$/);
  for (const count of [201, 1_500])
    t.match(await withFields(count), /^HTTP\/1\.1 431 [\s\S]*\{"detail":"Request Header Fields Too Large"\}$/);
  const bytes = await exchange(port, "GET / HTTP/1.1", host, `x-a: ${"a".repeat(17_000)}`, "", "");
  t.match(bytes, /^HTTP\/1\.1 431 [\s\S]*\{"detail":"Request Header Fields Too Large"\}$/);
});

onEach("a target above 8 KiB and a path parameter above 1 KiB are 414", async (t) => {
  const port = await serveOn(t, echoApp());
  const get = (target: string) => exchange(port, `GET ${target} HTTP/1.1`, host, close, "", "");
  const q = (length: number) => `/?q=${"x".repeat(length - 4)}`;
  t.strictSame(statuses(await get(q(8_192))), [200]);
  t.match(await get(q(8_193)), /^HTTP\/1\.1 414 [\s\S]*\{"detail":"URI Too Long"\}$/);
  t.strictSame(statuses(await get(`/in/${"x".repeat(1_024)}`)), [200]);
  t.strictSame(statuses(await get(`/in/${"x".repeat(1_025)}`)), [414]);
});

onEach("more than 1,000 query keys are 400", async (t) => {
  const port = await serveOn(t, echoApp());
  const get = (count: number) =>
    exchange(port, `GET /?${Array.from({ length: count }, () => "k").join("&")} HTTP/1.1`, host, close, "", "");
  t.strictSame(statuses(await get(1_000)), [200]);
  t.match(await get(1_001), /^HTTP\/1\.1 400 [\s\S]*Too many query keys/);
});

onEach("14 a path is a text: dots and encoded slashes reach a parameter as they are", async (t) => {
  const port = await serveOn(t, echoApp());
  const get = (target: string) => exchange(port, `GET ${target} HTTP/1.1`, host, close, "", "");
  for (const [sent, value] of [
    ["%2e%2e", ".."],
    ["..", ".."],
    ["..%2f..%2fetc", "../../etc"],
    ["..%5c", "..\\\\"],
    ["%252e%252e", "%2e%2e"],
    ["%00", "\\u0000"],
    ["__proto__", "__proto__"],
  ] as const)
    t.ok((await get(`/in/${sent}`)).endsWith(`{"value":"${value}"}`), sent);
  for (const sent of ["/in/../in/x", "/in/./x", "/in//x", "/in\\x"])
    t.strictSame(statuses(await get(sent)), [404], sent);
});

onEach("15 what is not percent-encoded UTF-8 is 400 in path and query", async (t) => {
  const port = await serveOn(t, echoApp());
  const get = (target: string) => exchange(port, `GET ${target} HTTP/1.1`, host, close, "", "");
  for (const bad of ["%", "%z", "%zz", "%ff", "%c0%af", "%ed%a0%80"]) {
    const inPath = await get(`/in/${bad}`);
    t.match(inPath, /^HTTP\/1\.1 400 [\s\S]*"type":"bad_percent_encoding","loc":\["path"\]/, bad);
    const inQuery = await get(`/?q=${bad}`);
    t.match(inQuery, /^HTTP\/1\.1 400 [\s\S]*"type":"bad_percent_encoding","loc":\["query","q"\]/, bad);
    t.strictSame(statuses(await get(`/?${bad}=1`)), [400], "a key that cannot be read might be one that is asked for");
  }
  t.match(await get("/in/a+b"), /"value":"a\+b"/);
  t.match(await get("/?q=a+b"), /"q":"a b"/);
});

onEach("4 names of Object.prototype are names like others", async (t) => {
  const app = new App();
  const read = (...args: unknown[]) => args;
  const names = ["__proto__", "constructor", "hasOwnProperty"];
  app.get(
    "/",
    read,
    endpoint(
      read,
      names.map((name) => query(name, string, { or: "absent" })),
    ),
  );
  const port = await serveOn(t, app);
  const get = (target: string) =>
    exchange(port, `GET ${target} HTTP/1.1`, host, "__proto__: x", "Cookie: __proto__=x; constructor=y", close, "", "");
  t.match(await get("/"), /\["absent","absent","absent"\]$/);
  t.match(await get("/?__proto__=x&constructor=y&__proto__[a]=1"), /\["x","y","absent"\]$/);
  t.equal(Reflect.get({}, "a"), undefined);
});

onEach("46 a request to upgrade is served as if it had not asked", async (t) => {
  const port = await serveOn(t, echoApp());
  for (const protocol of ["websocket", "h2c"]) {
    const fields = ["Connection: Upgrade, close", `Upgrade: ${protocol}`, "Sec-WebSocket-Version: 13"];
    t.match(await exchange(port, "GET / HTTP/1.1", host, ...fields, "", ""), /^HTTP\/1\.1 200 [\s\S]*\{"q":null\}$/);
  }
});

onEach("54 Expect: the body is asked for only when it is wanted", async (t) => {
  const app = new App({ bodyLimit: 10 });
  const save = (item: unknown) => item;
  app.post("/", save, endpoint(save, [body("item")]));
  const deny = () => {
    throw new HttpError(401);
  };
  app.post("/denied", deny, endpoint(deny));
  const port = await serveOn(t, app);
  const open = async (target: string, length: number, type = "application/json") => {
    const client = await RawClient.open(port);
    t.teardown(() => client[Symbol.asyncDispose]());
    const fields = [host, `Content-Type: ${type}`, `Content-Length: ${length}`, "Expect: 100-continue", "", ""];
    return client.send(`POST ${target} HTTP/1.1`, ...fields);
  };
  const wanted = await open("/", 3);
  t.strictSame(statuses(await wanted.until(/\r\n\r\n/)), [100]);
  t.strictSame(statuses(await wanted.send("[1]").until(/\[1\]$/)), [100, 200]);
  for (const [client, status] of [
    [await open("/", 11), 413],
    [await open("/", 3, "text/plain"), 415],
    [await open("/nowhere", 3), 404],
    [await open("/denied", 3), 401],
  ] as const) {
    const received = await client.end();
    t.strictSame(statuses(received), [status], "refused unread");
    t.match(received, /\r\nconnection: close\r\n/i, "what follows could be a body or a request");
  }
  const unknown = await exchange(port, "POST / HTTP/1.1", host, close, "Expect: x", "", "");
  t.strictSame(statuses(unknown), [417]);
});

onEach("54 Expect: who takes node:http's own request gets its body", async (t) => {
  const app = new App().mount("/node", (request, response) => {
    request.pipe(response);
  });
  await using client = await RawClient.open(await serveOn(t, app));
  client.send("POST /node HTTP/1.1", host, close, "Content-Length: 4", "Expect: 100-continue", "", "");
  await client.until(/100 Continue\r\n\r\n/);
  t.match(await client.send("body").end(), /200 OK[\s\S]*body/);
});
