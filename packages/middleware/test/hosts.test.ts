import { httpsRedirect, trustedHosts } from "@typeway/middleware";
import type { App, AppOptions } from "@typeway/runtime";
import t from "tap";
import { Site } from "./site.js";

/** In process, where a request can name any host. */
async function ask(app: App, url: string, headers: Record<string, string> = {}) {
  const response = await app.fetch(new Request(url, { headers }));
  return [response.status, response.headers.get("location") ?? (await response.text())];
}

const shop = (options: AppOptions = {}) => new Site(options).on("GET /items", () => "here");
const here = [200, '"here"'];
const refused = [400, '{"detail":"Invalid host header"}'];

t.test("K6, 50 trustedHosts: other hosts are 400, whatever is asked", async (t) => {
  const app = shop().use(trustedHosts(["shop.test", "*.example.com", "[::1]", "127.0.0.1"]));
  const rows: readonly (readonly [host: string, answer: readonly unknown[]])[] = [
    ["shop.test", here],
    ["SHOP.test", here],
    ["shop.test:8000", here],
    ["a.example.com", here],
    ["a.b.example.com:1", here],
    ["[::1]:8000", here],
    ["127.0.0.1", here],
    ["example.com", refused],
    ["evilexample.com", refused],
    ["shop.test.evil.test", refused],
    ["evil.test", refused],
    ["localhost", refused],
    ["a_b:99999", refused],
    ["", refused],
    [".example.com", refused],
  ];
  for (const [host, answer] of rows) t.strictSame(await ask(app, "http://x/items", { host }), answer, host);
  t.strictSame(await ask(app, "http://x/nowhere", { host: "evil.test" }), refused, "404 included");
  t.strictSame(await ask(app, "http://x/items", { host: "evil.test", "x-forwarded-host": "shop.test" }), refused);
});

t.test("K6 trustedHosts: without `www.` where only that is missing", async (t) => {
  const app = shop().use(trustedHosts(["www.shop.test"]));
  t.strictSame(await ask(app, "http://www.shop.test/items"), here);
  t.strictSame(await ask(app, "http://shop.test:81/items?a=1"), [307, "http://www.shop.test:81/items?a=1"]);
  t.strictSame(await ask(app, "http://x.shop.test/items"), refused);
  const strict = shop().use(trustedHosts(["www.shop.test"], { redirectToWww: false }));
  t.strictSame(await ask(strict, "http://shop.test/items"), refused);
});

t.test("50 trustedHosts: the host that a trusted proxy names counts", async (t) => {
  const app = shop({ trustProxy: ["127.0.0.1"] }).use(trustedHosts(["shop.test"]));
  t.strictSame(await ask(app, "http://10.0.0.7:3000/items", { "x-forwarded-host": "shop.test" }), here);
  t.strictSame(await ask(app, "http://shop.test/items", { "x-forwarded-host": "evil.test" }), refused);
});

t.test("trustedHosts: what is no host is refused at start", async (t) => {
  for (const host of ["https://shop.test", "shop.test:80", "a*.test", "*.*.test", "", "shop test"])
    t.throws(() => trustedHosts([host]), { code: "TYPEWAY_OPTION_INVALID", message: /without scheme and port/ }, host);
  t.throws(() => trustedHosts([]), { message: /names no host/ });
});

t.test("K7 httpsRedirect: http goes to https at the same place, with 307", async (t) => {
  const app = shop().use(httpsRedirect());
  t.strictSame(await ask(app, "http://shop.test/items?a=%20b"), [307, "https://shop.test/items?a=%20b"]);
  t.strictSame(await ask(app, "http://shop.test:8080/nowhere"), [307, "https://shop.test:8080/nowhere"]);
  t.strictSame(await ask(app, "http://shop.test//evil.test"), [307, "https://shop.test//evil.test"]);
  t.strictSame(await ask(app, "https://shop.test/items"), here);
});

t.test("K7 httpsRedirect: no loop behind a proxy that is trusted, and nobody else's word counts", async (t) => {
  const app = shop({ trustProxy: ["127.0.0.1"] }).use(httpsRedirect());
  t.strictSame(await ask(app, "http://shop.test/items", { "x-forwarded-proto": "https" }), here);
  t.strictSame(await ask(app, "http://shop.test/items", { "x-forwarded-proto": "http" }), [
    307,
    "https://shop.test/items",
  ]);
  const open = shop().use(httpsRedirect());
  t.strictSame(await ask(open, "http://shop.test/items", { "x-forwarded-proto": "https" }), [
    307,
    "https://shop.test/items",
  ]);
});
