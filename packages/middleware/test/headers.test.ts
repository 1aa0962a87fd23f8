import { requestId, securityHeaders } from "@typeway/middleware";
import { html, reply } from "@typeway/runtime";
import t from "tap";
import { onBoth, Site } from "./site.js";

onBoth("requestId: every answer has one; the caller's own when it is a sane one", async (t, serve) => {
  const visit = await serve(new Site().use(requestId()).on("GET /", () => "hello"));
  const idOf = async (path: string, sent?: string) => {
    const { headers } = await visit(path, sent === undefined ? {} : { headers: { "x-request-id": sent } });
    return headers.get("x-request-id");
  };
  t.match(await idOf("/"), /^[0-9a-f-]{36}$/);
  t.match(await idOf("/nowhere"), /^[0-9a-f-]{36}$/);
  t.equal(await idOf("/", "order-7"), "order-7");
  t.match(await idOf("/", "a b"), /^[0-9a-f-]{36}$/);
});

onBoth("requestId: may be made by the application, and then is what the log says", async (t, serve) => {
  let count = 0;
  const app = new Site().use(requestId({ fromCaller: false, generate: () => `r-${++count}` }));
  app.on("GET /", ({ id }) => id).on("GET /boom", () => Promise.reject(new Error("boom")));
  const visit = await serve(app);
  const answer = await visit("/", { headers: { "x-request-id": "mine" } });
  t.strictSame([await answer.json(), answer.headers.get("x-request-id")], ["r-1", "r-1"]);
  t.strictSame(await (await visit("/boom")).json(), { detail: "Internal Server Error", requestId: "r-2" });
  t.strictSame(
    app.logged.map(({ requestId }) => requestId),
    ["r-2"],
  );
});

onBoth("requestId: one that would break a header or a log is refused", async (t, serve) => {
  const app = new Site().use(requestId({ fromCaller: false, generate: () => "a\nb" })).on("GET /", () => 1);
  const answer = await (await serve(app))("/");
  t.equal(answer.status, 500);
  t.match(app.logged[0]?.error, { code: "TYPEWAY_OPTION_INVALID", message: /A request id must be 1 to 128/ });
});

const page = () => html("<h1>hello</h1>");

onBoth("securityHeaders: what browsers are told by default", async (t, serve) => {
  const visit = await serve(new Site().use(securityHeaders()).on("GET /", page));
  const { headers } = await visit("/");
  const expected = {
    "content-security-policy":
      "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; script-src-attr 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": null,
    "referrer-policy": "no-referrer",
    "strict-transport-security": null,
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "SAMEORIGIN",
    "x-permitted-cross-domain-policies": "none",
  };
  t.strictSame(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)])), expected);
});

onBoth("securityHeaders: an answer's own win, those of errors too", async (t, serve) => {
  const own = () => reply(200, 1, { "referrer-policy": "origin" });
  const visit = await serve(new Site().use(securityHeaders()).on("GET /", own));
  t.equal((await visit("/")).headers.get("referrer-policy"), "origin");
  const missing = (await visit("/nowhere")).headers;
  t.equal(missing.get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
  t.equal(missing.get("x-frame-options"), "DENY");
  t.equal(missing.get("cross-origin-opener-policy"), "same-origin");
});

t.test("securityHeaders: each can be changed or left out; Strict-Transport-Security is for https", async (t) => {
  const options = {
    contentSecurityPolicy: { "default-src": ["'self'", "https://cdn.test"], "upgrade-insecure-requests": [] },
    strictTransportSecurity: { maxAge: 60, preload: true },
    frameOptions: false,
    permissionsPolicy: { camera: [], geolocation: ["self", "https://maps.test"], fullscreen: ["*"] },
  } as const;
  const app = new Site().use(securityHeaders(options)).on("GET /", page);
  const { headers } = await app.fetch(new Request("https://shop.test/"));
  t.equal(headers.get("content-security-policy"), "default-src 'self' https://cdn.test; upgrade-insecure-requests");
  t.equal(headers.get("strict-transport-security"), "max-age=60; preload");
  t.equal(headers.get("x-frame-options"), null);
  t.equal(headers.get("permissions-policy"), 'camera=(), geolocation=(self "https://maps.test"), fullscreen=*');
});

t.test("securityHeaders: a policy that cannot be written is refused at start", async (t) => {
  const wrong = [
    { contentSecurityPolicy: { "default-src": ["'self'; script-src *"] } },
    { contentSecurityPolicy: { "default-src": [""] } },
    { permissionsPolicy: { camera: ["a, b"] } },
    { strictTransportSecurity: { maxAge: -1 } },
    { strictTransportSecurity: { maxAge: 0.5 } },
  ];
  for (const options of wrong)
    t.throws(() => securityHeaders(options), { code: "TYPEWAY_OPTION_INVALID" }, JSON.stringify(options));
});
