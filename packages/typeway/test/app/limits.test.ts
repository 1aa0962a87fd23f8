// How much a client's texts may cost, and what it gets back of them: bytes to a port, nothing between the test and the wire.
// The numbers are those of the table of threats.
import { once } from "node:events";
import { connect } from "node:net";
import t from "tap";
import {
  App,
  type Comma,
  type Cookie,
  type Format,
  type Header,
  type Int,
  type MaxLength,
  type Pattern,
  type Url,
} from "typeway";
import { onEach, portFor } from "./transports.js";

interface Texts {
  plain?: string;
  pattern?: string & Pattern<"^a+$">;
  longer?: string & Pattern<"^a*$"> & MaxLength<70000>;
  url?: Url;
  regex?: string & Format<"regex">;
  numbers?: Int[];
}

const app = new App({ log: () => undefined });
app.get("/scalar", (q: string, n?: Int, xTag?: Header<string>, theme?: Cookie<string>) => [
  q,
  n ?? null,
  xTag ?? null,
  theme ?? null,
]);
app.get("/list", (q: string[]) => q.length);
app.get("/path/{name}", (name: string) => name.length);
app.get("/rest/{name*}", (name: string) => name.length);
app.get("/tags", (xTag: Header<string[]>) => xTag);
app.get("/commas", (xTags: Header<Comma<string[]>>) => xTags);
app.post("/texts", ({ plain, ...rest }: Texts) => ({ ...rest, plain: plain?.length }));

let port = 0;
t.beforeEach(async (t) => {
  port = await portFor(app, t);
});
t.teardown(() => app.close());

/** Status and body of the answer to one request. */
async function send(target: string, fields: readonly string[] = [], body?: string): Promise<[number, unknown]> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const json = ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body ?? "")}`];
  const start = `${body === undefined ? "GET" : "POST"} ${target} HTTP/1.1`;
  const head = [start, "Host: x", "Connection: close", ...(body === undefined ? [] : json), ...fields];
  socket.write(Buffer.from(`${head.join("\r\n")}\r\n\r\n${body ?? ""}`, "latin1"));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [first = "", content = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
  return [Number(first.slice(9, 12)), JSON.parse(content)];
}
/** The issues of an answer, as code and place, behind its status. */
async function refused(target: string, fields?: readonly string[], body?: string): Promise<unknown[]> {
  const [status, answer] = await send(target, fields, body);
  const { detail } = answer as { detail: { type: string; loc: unknown[] }[] | string };
  return [status, ...(typeof detail === "string" ? [detail] : detail.map(({ type, loc }) => [type, ...loc]))];
}
const keys = (count: number, name = "q"): string => Array.from({ length: count }, () => `${name}=1`).join("&");

onEach("15: what is not percent-encoded UTF-8 cannot be read", async (t) => {
  for (const text of ["%", "%z", "%zz", "%ff", "%c0%af", "%ed%a0%80", "%e4%bd"]) {
    t.strictSame(await refused(`/scalar?q=${text}`), [400, ["bad_percent_encoding", "query", "q"]], text);
    t.strictSame(await refused(`/path/${text}`), [400, ["bad_percent_encoding", "path"]], text);
    t.strictSame(await refused(`/scalar?q=a&${text}=1`), [400, ["bad_percent_encoding", "query"]], text);
  }
  t.strictSame(await send("/scalar?q=%C3%A9+%2B"), [200, ["é +", null, null, null]]);
  t.strictSame(await send("/path/a+b"), [200, 3], "only in a query is + a space");
});

onEach("B18: header lines of one name are collected in their order; a line with a comma is one item", async (t) => {
  t.strictSame(await send("/tags", ["X-Tag: b", "x-tag: a"]), [200, ["b", "a"]]);
  t.strictSame(await send("/tags", ["X-Tag: a, b"]), [200, ["a, b"]]);
});

onEach("Comma: several header lines of one name are one list", async (t) => {
  t.strictSame(await send("/commas", ["X-Tags: a, b", "x-tags: c"]), [200, ["a", "b", "c"]]);
});

onEach("17: a scalar that is sent twice is refused, and a list collects", async (t) => {
  t.strictSame(await refused("/scalar?q=a&q=b&n=1&n=1"), [
    422,
    ["duplicate", "query", "q"],
    ["duplicate", "query", "n"],
  ]);
  t.strictSame(await refused("/scalar?q=a", ["X-Tag: a", "x-tag: b"]), [422, ["duplicate", "header", "x-tag"]]);
  t.strictSame(await send("/scalar?q=a", ["Cookie: theme=a; theme=b"]), [200, ["a", null, null, "a"]]);
  t.strictSame(await send("/list?q=a&q=b"), [200, 2]);
});

onEach("4: no name of Object.prototype is found in a query, header or cookie", async (t) => {
  const target = "/scalar?q=a&__proto__=1&constructor=2&__proto__[a]=3&toString=4";
  t.strictSame(await send(target, ["__proto__: x", "Cookie: __proto__=x; constructor=y"]), [
    200,
    ["a", null, null, null],
  ]);
  t.strictSame(await refused("/scalar?__proto__=1"), [422, ["missing", "query", "q"]]);
  t.equal(Reflect.get({}, "a"), undefined);
});

onEach("22: a thousand query keys, no more", async (t) => {
  t.strictSame(await send(`/list?${keys(1_000)}`), [200, 1_000]);
  t.strictSame(await refused(`/list?${keys(1_001)}`), [400, "Too many query keys"]);
  t.strictSame(await refused(`/list?q=1&${keys(1_000, "x")}`), [400, "Too many query keys"], "whoever wants them");
});

onEach("a URL of 8 KiB, a path parameter of 1 KiB", async (t) => {
  const fits = "/list?q=";
  t.strictSame(await send(fits + "x".repeat(8_192 - fits.length)), [200, 1]);
  t.strictSame(await refused(`${fits}${"x".repeat(8_193 - fits.length)}`), [414, "URI Too Long"]);
  t.strictSame(await send(`/path/${"x".repeat(1_024)}`), [200, 1_024]);
  t.strictSame(await refused(`/path/${"x".repeat(1_025)}`), [414, "URI Too Long"]);
  t.strictSame(await send(`/path/${"%41".repeat(1_024)}`), [200, 1_024], "as decoded");
  t.strictSame(await send(`/rest/${"x".repeat(4_000)}`), [200, 4_000], "a rest is a path");
});

onEach("21: a string with a pattern or format is no longer than 64 Ki unless its type says so", async (t) => {
  const post = (texts: object) => refused("/texts", [], JSON.stringify(texts));
  const long = "a".repeat(65_537);
  t.strictSame(await post({ pattern: long }), [422, ["string_too_long", "body", "pattern"]]);
  t.strictSame(await post({ url: `http://x/${long}` }), [422, ["string_too_long", "body", "url"]]);
  t.strictSame(await post({ regex: long }), [422, ["string_too_long", "body", "regex"]]);
  t.strictSame(await post({ longer: `${long}b` }), [422, ["string_pattern_mismatch", "body", "longer"]]);
  t.strictSame(await post({ longer: "a".repeat(70_001) }), [422, ["string_too_long", "body", "longer"]]);
  t.strictSame(await send("/texts", [], JSON.stringify({ longer: long, plain: "b".repeat(500_000) })), [
    200,
    { longer: long, plain: 500_000 },
  ]);
});

onEach("a 422 does not grow with what it refuses", async (t) => {
  const sizeOf = async (body: string): Promise<number> => JSON.stringify((await send("/texts", [], body))[1]).length;
  t.ok((await sizeOf(JSON.stringify({ plain: ["x".repeat(1_000_000)] }))) < 500, "one long text inside");
  t.ok((await sizeOf(`{"numbers":[${"1.5,".repeat(200_000)}1]}`)) < 200_000, "very many issues");
  t.ok((await sizeOf(`{"plain":{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join()}}}`)) < 3_000);
  t.ok((await sizeOf(`{"plain":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)) < 1_000, "deep nesting");
  const [, answer] = await send("/texts", [], `{"numbers":[${"1.5,".repeat(2_000)}1]}`);
  t.match((answer as { detail: unknown[] }).detail.at(-1), { type: "too_many_issues", ctx: { shown: 1_000 } });
});
