import { App } from "@typeway/runtime";
import { body, endpoint, query, string } from "./endpoint.js";
import { exchange, statuses } from "./raw-client.js";
import { onEach, serveOn } from "./transports.js";

const host = "Host: shop.test";
const close = "Connection: close";

function echoApp(): App {
  const app = new App();
  const read = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  app.get("/", read, endpoint(read, [query("q", string, { or: null })]));
  app.post("/", save, endpoint(save, [body("item")]));
  return app;
}

onEach("48 two content types are none", async (t) => {
  const port = await serveOn(t, echoApp());
  const json = "Content-Type: application/json";
  const post = (...types: string[]) =>
    exchange(port, "POST / HTTP/1.1", host, close, "Content-Length: 1", ...types, "", "1");
  t.strictSame(statuses(await post(json)), [200]);
  t.strictSame(statuses(await post(json, json)), [415]);
  t.strictSame(statuses(await post(json, "Content-Type: text/plain")), [415]);
  t.strictSame(statuses(await post("Content-Type: application/json\t;\tcharset=utf-8")), [200]);
  for (const type of [
    "",
    "application/json\tx",
    "application/json\0",
    "\tapplication/json\t;x",
    "application/json; charset=utf-7",
  ]) {
    // A NUL is refused before anybody reads the type.
    const status = type.includes("\0") ? 400 : 415;
    t.strictSame(statuses(await post(`Content-Type: ${type}`)), [status], JSON.stringify(type));
  }
});

onEach("49 methods: no override, nothing served for TRACE and CONNECT, OPTIONS * answered", async (t) => {
  const port = await serveOn(t, echoApp());
  const overridden = await exchange(port, "GET / HTTP/1.1", host, "X-HTTP-Method-Override: POST", close, "", "");
  t.match(overridden, /\{"q":null\}$/);
  const trace = await exchange(port, "TRACE / HTTP/1.1", host, "Cookie: secret=1", close, "", "");
  t.match(trace, /^HTTP\/1\.1 405 /);
  t.notMatch(trace, "secret");
  t.strictSame(statuses(await exchange(port, "CONNECT shop.test:80 HTTP/1.1", host, "", "")), []);
  t.strictSame(statuses(await exchange(port, "OPTIONS * HTTP/1.1", host, close, "", "")), [204]);
});

onEach("49 methods: a wrong one is 405, OPTIONS is 204, both say which are right; GET answers HEAD", async (t) => {
  const port = await serveOn(t, echoApp());
  const ask = (method: string, path = "/") => exchange(port, `${method} ${path} HTTP/1.1`, host, close, "", "");
  const allow = "\r\nallow: GET, HEAD, OPTIONS, POST\r\n";
  for (const method of ["PUT", "PATCH", "DELETE", "QUERY", "PROPFIND"])
    t.match(await ask(method), new RegExp(`^HTTP/1\\.1 405 [^]*${allow}[^]*"Method Not Allowed"\\}$`), method);
  t.match(await ask("OPTIONS"), new RegExp(`^HTTP/1\\.1 204 [^]*${allow}[^]*\r\n\r\n$`));
  const [head, get] = [await ask("HEAD"), await ask("GET")];
  t.match(head, /^HTTP\/1\.1 200 [\s\S]*\r\ncontent-length: 10\r\n[\s\S]*\r\n\r\n$/);
  const undated = (received: string) => received.replace(/\r\ndate: [^\r]*/i, "");
  t.equal(undated(get), `${undated(head)}{"q":null}`, "the same head");
  t.match(await ask("DELETE", "/nowhere"), /^HTTP\/1\.1 404 /);
});
