import type { CheckResponses, LogEntry } from "@typeway/runtime";
import { App, bytes, HttpError, html, Reply, redirect, reply, stream, text } from "@typeway/runtime";
import t from "tap";
import { context, endpoint, json, path, properties, query } from "./endpoint.js";
import { onBoth } from "./transports.js";

type Ctx = {
  response: {
    status: number;
    headers: Headers;
    setCookie(name: string, value: string, options?: object): void;
    deleteCookie(name: string, options?: object): void;
  };
  id: string;
};
const get = (app: App, path: string) => app.fetch(new Request(`http://testserver${path}`));

onBoth("F1 a plain value is JSON", async (t, serve) => {
  const app = new App();
  const values = { object: { a: "é" }, list: [1, 2], text: "x", number: 0, no: false, nothing: null };
  const read = (name: keyof typeof values) => values[name];
  app.get("/{name}", read, endpoint(read, [path("name")]));
  const visit = await serve(app);
  for (const [name, value] of Object.entries(values)) {
    const reply = await visit(`/${name}`);
    t.equal(reply.status, 200);
    t.equal(reply.headers.get("content-type"), "application/json");
    t.equal(reply.headers.get("x-content-type-options"), "nosniff");
    t.equal(reply.headers.get("content-length"), String(Buffer.byteLength(JSON.stringify(value))));
    t.equal(await reply.text(), JSON.stringify(value));
  }
});

onBoth("F1 nothing is 204 without a body", async (t, serve) => {
  const app = new App();
  const nothing = async () => undefined;
  app.get("/", nothing, endpoint(nothing)).get("/accepted", { status: 202 }, nothing, endpoint(nothing));
  const visit = await serve(app);
  const empty = await visit("/");
  t.equal(empty.status, 204);
  t.equal(empty.headers.get("content-length"), null);
  t.equal(empty.headers.get("content-type"), null);
  const accepted = await visit("/accepted");
  t.equal(accepted.status, 202);
  t.equal(accepted.headers.get("content-length"), "0");
});

onBoth("F12 the status of a plain value is the route's", async (t, serve) => {
  const app = new App();
  const make = () => ({ id: 1 });
  app.get("/made", { status: 201 }, make, endpoint(make)).get("/reset", { status: 205 }, make, endpoint(make));
  const visit = await serve(app);
  t.equal((await visit("/made")).status, 201);
  const reset = await visit("/reset");
  t.equal(reset.status, 205);
  t.equal(await reset.text(), "", "F13 some statuses have no body");
});

onBoth("F14, F15 status, headers and cookies set on the context go out with what is returned", async (t, serve) => {
  const app = new App();
  const handle = (kind: string, { response }: Ctx) => {
    response.status = 202;
    response.headers.set("X-Kind", kind);
    response.headers.set("content-length", "999");
    response.setCookie("session", "a b;c", { httpOnly: true, maxAge: 60 });
    response.deleteCookie("old");
    if (kind === "reply") return reply(201, 1, { "X-Kind": "own", vary: ["a", "b"] }).cookie("own", "1");
    if (kind === "text") return text("plain", { headers: { "X-Other": "1" } }).cookie("own", "1");
    if (kind === "response") return new Response("raw", { status: 203, headers: { "x-kind": "own" } });
    if (kind === "error") throw new HttpError(409);
    return { kind };
  };
  const answers = { plain: json, empty: false, replies: { 201: json } };
  app.get("/{kind}", handle, endpoint(handle, [path("kind"), context()], answers));
  const visit = await serve(app);
  const cookies = [
    "session=a%20b%3Bc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
    "old=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax",
  ];
  const own = "own=1; Path=/; SameSite=Lax";

  const plain = await visit("/plain");
  t.equal(plain.status, 202);
  t.equal(plain.headers.get("x-kind"), "plain");
  t.strictSame(plain.headers.getSetCookie(), cookies);
  t.strictSame(await plain.json(), { kind: "plain" });

  const replied = await visit("/reply");
  t.equal(replied.status, 201, "a reply's own status and headers win");
  t.equal(replied.headers.get("x-kind"), "own");
  t.equal(replied.headers.get("vary"), "a, b");
  t.strictSame(replied.headers.getSetCookie(), [own, ...cookies]);

  const plainText = await visit("/text");
  t.equal(plainText.status, 202);
  t.equal(plainText.headers.get("x-other"), "1");
  t.strictSame(plainText.headers.getSetCookie(), [own, ...cookies]);

  const raw = await visit("/response");
  t.equal(raw.status, 203, "F16 a Response goes as it is");
  t.equal(raw.headers.get("x-kind"), "own");
  t.strictSame(raw.headers.getSetCookie(), cookies);
  t.equal(await raw.text(), "raw");

  const failed = await visit("/error");
  t.equal(failed.status, 409);
  t.equal(failed.headers.get("x-kind"), null, "an error drops what was set for a value that never came");
  t.strictSame(failed.headers.getSetCookie(), []);
});

onBoth("replies: each status by its own encoder", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const handle = (status: string) => (status === "204" ? reply(204) : reply(Number(status), { id: 1, secret: 2 }));
  const answers = { empty: false, replies: { 200: properties({ id: "number" }), 204: null, 304: null } };
  app.get("/closed/{status}", handle, endpoint(handle, [path("status")], answers));
  app.get("/open/{status}", handle, endpoint(handle, [path("status")], { ...answers, otherReplies: json }));
  const visit = await serve(app);
  t.strictSame(await (await visit("/closed/200")).json(), { id: 1 });
  t.equal((await visit("/closed/204")).status, 204);
  t.equal((await visit("/closed/404")).status, 500, "a status that is not declared");
  t.equal((await visit("/closed/304")).status, 500, "a value where none is declared");
  t.strictSame(await (await visit("/open/404")).json(), { id: 1, secret: 2 });
});

onBoth("F18 html, text and bytes", async (t, serve) => {
  const app = new App();
  const name = `<b onclick='x'>"&\`</b>`;
  const answers = {
    html: () => html`<p>${name}${[1, html`<i>${"<"}</i>`]}${null}${undefined}${false}${0}</p>`,
    document: () => html("<!doctype html>é", { status: 404, headers: { "x-frame-options": "DENY" } }),
    text: () => text("é"),
    csv: () => text("a;b", { type: "text/csv; charset=latin1", status: 201 }),
    bytes: () => bytes(new Uint8Array([0, 255])),
    empty: () => text("dropped", { status: 204 }),
  };
  for (const [path, handler] of Object.entries(answers)) app.get(`/${path}`, handler, endpoint(handler));
  const visit = await serve(app);
  const seen = async (path: string) => {
    const reply = await visit(`/${path}`);
    t.equal(reply.headers.get("x-content-type-options"), "nosniff");
    return [reply.status, reply.headers.get("content-type"), await reply.text()];
  };
  const escaped = "&#60;b onclick=&#39;x&#39;&#62;&#34;&#38;&#96;&#60;/b&#62;";
  t.strictSame(await seen("html"), [200, "text/html; charset=utf-8", `<p>${escaped}1<i>&#60;</i>0</p>`]);
  t.strictSame(await seen("document"), [404, "text/html; charset=utf-8", "<!doctype html>é"]);
  t.strictSame(await seen("text"), [200, "text/plain; charset=utf-8", "é"]);
  t.strictSame(await seen("csv"), [201, "text/csv; charset=latin1", "a;b"]);
  t.strictSame(await seen("empty"), [204, null, ""]);
  const raw = await visit("/bytes");
  t.equal(raw.headers.get("content-type"), "application/octet-stream");
  t.strictSame([...new Uint8Array(await raw.arrayBuffer())], [0, 255]);
});

onBoth("F19, 26 redirect", async (t, serve) => {
  const app = new App();
  const go = (to: string, status?: string) => redirect(to, status === undefined ? undefined : (Number(status) as 303));
  const answers = { empty: false, replies: { 303: null, 307: null } };
  app.get("/go", go, endpoint(go, [query("to"), query("status", undefined, { or: undefined })], answers));
  const visit = await serve(app);
  const seen = await visit("/go?to=/a%20b%3Fq%3D%25C3%25A9");
  t.equal(seen.status, 307);
  t.equal(seen.headers.get("location"), "/a%20b?q=%C3%A9", "spaces are encoded, what is encoded stays");
  t.equal(await seen.text(), "");
  t.equal((await visit("/go?to=/x&status=303")).status, 303);
});

t.test("26 redirect: a text leads where it says, or is refused", async (t) => {
  const rows: readonly (readonly [to: string | URL, location: string])[] = [
    ["/", "/"],
    ["/a?b=c#d", "/a?b=c#d"],
    ["?page=2", "?page=2"],
    ["next", "next"],
    ["../up", "../up"],
    ["/é", "/%C3%A9"],
    ["/a//b", "/a//b"],
    ["/x?to=//evil.test", "/x?to=//evil.test"],
    ["https://example.org/x", "https://example.org/x"],
    ["http://example.org", "http://example.org"],
    [new URL("app://callback?code=1"), "app://callback?code=1"],
  ];
  for (const [to, location] of rows) t.equal(redirect(to).headers.location, location, String(to));
  for (const to of [
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    " //evil.test",
    "\u0000//evil.test",
    "\u00a0/x",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "https:evil.test",
    "https:/evil.test",
    "https:///evil.test",
    "http:\\\\evil.test",
    "https://",
    "x\r\nset-cookie: a=b",
    "/\ud800",
  ])
    t.throws(() => redirect(to), { code: "TYPEWAY_REDIRECT_UNSAFE" }, JSON.stringify(to));
});

onBoth("25 what would break a head is refused before anything is sent", async (t, serve) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const evil = "a\r\nX-Evil: 1";
  const attempts: Record<string, (context: Ctx) => unknown> = {
    reply: () => reply(200, 1, { "x-a": evil }),
    name: () => reply(200, 1, { [evil]: "x" }),
    text: () => text("x", { headers: { "x-a": evil } }),
    type: () => text("x", { type: evil }),
    context: ({ response }) => response.headers.set("x-a", evil),
    cookieName: ({ response }) => response.setCookie(evil, "x"),
    cookiePath: ({ response }) => response.setCookie("a", "x", { path: evil }),
    cookieDomain: ({ response }) => response.setCookie("a", "x", { domain: evil }),
    redirect: () => redirect(evil),
    error: () => {
      throw new HttpError(400, "x", { headers: { "x-a": evil } });
    },
    status: () => reply(99),
    statusSet: ({ response }) => {
      response.status = 1000;
    },
  };
  const answers = { plain: json, empty: true, replies: { 200: json, 307: null } };
  for (const [path, handler] of Object.entries(attempts))
    app.get(`/${path}`, handler, endpoint(handler, [context()], answers));
  const value = ({ response }: Ctx) => response.setCookie("a", evil);
  app.get("/value", value, endpoint(value, [context()]));
  const visit = await serve(app);
  for (const path of Object.keys(attempts)) {
    const reply = await visit(`/${path}`);
    t.equal(reply.status, 500, path);
    t.equal(reply.headers.get("x-evil"), null);
    t.match(await reply.json(), { detail: "Internal Server Error" });
  }
  t.equal(logged.length, Object.keys(attempts).length);
  t.strictSame((await visit("/value")).headers.getSetCookie(), ["a=a%0D%0AX-Evil%3A%201; Path=/; SameSite=Lax"]);
});

onBoth("F2 only declared properties leave", async (t, serve) => {
  const app = new App();
  const read = () => ({ id: 1, password: "secret" });
  app.get("/", read, endpoint(read, [], { plain: properties({ id: "number" }), empty: false }));
  const visit = await serve(app);
  t.equal(await (await visit("/")).text(), '{"id":1}');
});

t.test("F4 checkResponses: what happens to a value that is not of its declared type", async (t) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const read = () => ({ id: "seven", name: 1 });
  const answers = { plain: properties({ id: "number", name: "string" }), empty: false };
  for (const checkResponses of ["assert", "log", "off"] satisfies CheckResponses[])
    app.get(`/${checkResponses}`, { checkResponses }, read, endpoint(read, [], answers));
  app.get("/default", read, endpoint(read, [], answers));
  const wrong = '{"id":"seven","name":1}';
  const sentence =
    /What 'read' returned for GET \/(assert|default|log) .* response\.id: number_type; response\.name: string_type/;

  for (const path of ["assert", "default"]) {
    const reply = await get(app, `/${path}`);
    t.equal(reply.status, 500);
    t.notMatch(await reply.text(), "seven");
    t.match(logged.splice(0), [
      { level: "error", path: `/${path}`, error: { code: "TYPEWAY_ANSWER_MISMATCH", message: sentence } },
    ]);
  }
  t.equal(await (await get(app, "/log")).text(), wrong);
  const [entry, ...others] = logged.splice(0);
  t.match(entry, {
    level: "error",
    message: sentence,
    details: { issues: [{ loc: ["response", "id"] }, { loc: ["response", "name"] }] },
  });
  t.notMatch(JSON.stringify(entry), "seven", "the value itself is nobody's business");
  t.strictSame(others, []);
  t.equal(await (await get(app, "/off")).text(), wrong);
  t.strictSame(logged, []);
});

t.test("a value that the handler's type does not declare is 500", async (t) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const plain = () => 1;
  const nothing = () => undefined;
  const circle = () => {
    const value: { self?: unknown } = {};
    value.self = value;
    return value;
  };
  app.get("/plain", plain, endpoint(plain, [], { empty: true }));
  app.get("/nothing", nothing, endpoint(nothing, [], { empty: false }));
  app.get("/circle", circle, endpoint(circle));
  for (const path of ["/plain", "/nothing", "/circle"]) t.equal((await get(app, path)).status, 500);
  t.match(logged, [
    { error: { code: "TYPEWAY_ANSWER_UNDECLARED", message: /'plain' answered GET \/plain with a plain value/ } },
    { error: { code: "TYPEWAY_ANSWER_UNDECLARED", message: /'nothing' answered GET \/nothing with undefined/ } },
    { error: { name: "TypeError" } },
  ]);
});

t.test("replies are made by reply alone", async (t) => {
  t.ok(reply(201) instanceof Reply);
  t.match(reply(201, { id: 1 }, { location: "/1" }), { status: 201, value: { id: 1 }, headers: { location: "/1" } });
  for (const status of [0, 100, 199, 600, 2.5, Number.NaN])
    t.throws(() => reply(status), { code: "TYPEWAY_STATUS_INVALID" });
});

onBoth("streams are sent as they come, and their source ends with them", async (t, serve) => {
  const app = new App();
  const ended: string[] = [];
  async function* later() {
    try {
      yield "é";
      await Promise.resolve();
      yield new Uint8Array([0x21]);
    } finally {
      ended.push("later");
    }
  }
  const sources = {
    list: () => stream(["a", "b"], { type: "text/plain", status: 201, headers: { "x-a": "1" } }),
    later: () => stream(later()),
    web: () => stream(new Blob(["blob"]).stream()),
    response: () => new Response(new Blob(["from a response"]).stream(), { headers: { "content-type": "text/x" } }),
    empty: () => new Response(null, { status: 201 }),
    none: () => stream(later(), { status: 204 }),
  };
  for (const [path, handler] of Object.entries(sources)) app.get(`/${path}`, handler, endpoint(handler));
  const visit = await serve(app);
  const list = await visit("/list");
  t.equal(list.status, 201);
  t.equal(list.headers.get("content-type"), "text/plain; charset=utf-8");
  t.equal(list.headers.get("x-a"), "1");
  t.equal(await list.text(), "ab");
  t.equal(await (await visit("/later")).text(), "é!");
  t.equal(await (await visit("/web")).text(), "blob");
  const response = await visit("/response");
  t.equal(response.headers.get("content-type"), "text/x");
  t.equal(await response.text(), "from a response");
  const empty = await visit("/empty");
  t.equal(empty.status, 201);
  t.equal(empty.headers.get("content-length"), "0");
  t.equal((await visit("/none")).status, 204);
  const head = await visit("/later", { method: "HEAD" });
  t.equal(await head.text(), "");
  await app.close();
  t.strictSame(ended, ["later"], "a generator that was never started has nothing to end");
});

onBoth("36 a stream that fails is broken off, not ended", async (t, serve) => {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const broken = () =>
    stream(
      (async function* () {
        yield "first";
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error("broken");
      })(),
    );
  const wrong = () => stream([1] as never);
  app.get("/broken", broken, endpoint(broken)).get("/wrong", wrong, endpoint(wrong));
  const visit = await serve(app);
  const reply = await visit("/broken");
  t.equal(reply.status, 200);
  await t.rejects(reply.text());
  await t.rejects((async () => (await visit("/wrong")).text())());
  await app.close();
  t.match(logged, [
    { message: "A streamed answer failed.", error: { message: "broken" } },
    { error: { code: "TYPEWAY_STREAM_CHUNK", message: /yielded a value of type number/ } },
  ]);
});

onBoth("a stream whose head cannot be sent is not left open", async (t, serve) => {
  const app = new App({ log: () => undefined });
  let cancelled = 0;
  const source = () => new ReadableStream<Uint8Array>({ cancel: () => void cancelled++ });
  const bad = () => stream(source(), { headers: { "x-a": "a\nb" } });
  app.get("/", bad, endpoint(bad));
  const reply = await (await serve(app))("/");
  t.equal(reply.status, 500);
  t.match(reply.statusText, /^(?:Internal Server Error)?$/);
  t.equal(cancelled, 1);
});

onBoth("a web Response cannot promise a body it does not have", async (t, serve) => {
  const app = new App();
  const promising = () => new Response(null, { headers: { "content-length": "5" } });
  app.get("/", promising, endpoint(promising));
  const visit = await serve(app);
  const reply = await visit("/");
  t.equal(reply.headers.get("content-length"), "0");
  t.equal(await reply.text(), "");
  t.equal((await visit("/", { method: "HEAD" })).headers.get("content-length"), "5");
});

t.test("33 app.fetch: a stream ends with its request or with its reader, and nothing failed", async (t) => {
  const logged: LogEntry[] = [];
  const ended: string[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const endless = (name: string) =>
    stream(
      (async function* () {
        try {
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            yield "tick";
          }
        } finally {
          ended.push(name);
        }
      })(),
    );
  app.get("/{name}", endless, endpoint(endless, [path("name")]));
  await (await get(app, "/cancelled")).body?.cancel();
  const controller = new AbortController();
  const aborted = await app.fetch(new Request("http://testserver/aborted", { signal: controller.signal }));
  controller.abort(new Error("enough"));
  await t.rejects(aborted.text(), { message: "enough" });
  await app.close();
  t.strictSame(ended, ["cancelled", "aborted"]);
  t.strictSame(logged, []);
});
