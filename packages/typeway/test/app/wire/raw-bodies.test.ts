// D23, threats 6 and 48: a body that is not JSON is its bytes or its text, of the declared media type only.
import t from "tap";
import type { Body, MinLength } from "typeway";
import { Wire } from "./table.js";

const wire = new Wire();
const { app } = wire;

app.post("/bytes", (body: Body<Uint8Array, "application/octet-stream">) => describe(body));
app.post("/optional", (body?: Body<Buffer, "application/octet-stream">) => (body ? describe(body) : "none"));
app.post("/text", (body: Body<string & MinLength<2>, "text/plain">) => body);
app.post("/images", (body: Body<Uint8Array, "image/*">) => describe(body));
app.post("/anything", (body: Body<Uint8Array, "*/*">) => describe(body));
app.post("/order", (body: Body<{ id: string }, "application/vnd.shop.order+json">) => body);
app.post("/small", { bodyLimit: 4 }, (body: Body<Uint8Array, "application/octet-stream">) => describe(body));

function describe(body: Uint8Array): string {
  const own = body.buffer.byteLength === body.byteLength ? "own" : "shared";
  return `${Buffer.isBuffer(body) ? "Buffer" : "Uint8Array"} ${own} ${Buffer.from(body).toString("hex")}`;
}

async function send(
  path: string,
  type: string | undefined,
  body: string | Uint8Array,
): Promise<[number | undefined, string]> {
  const headers = type === undefined ? {} : { "content-type": type };
  const { status, body: text } = await wire.send("POST", path, headers, body);
  return [status, text];
}

const refused = (wanted: string): [number, string] => [415, JSON.stringify({ detail: `The body must be ${wanted}` })];
const bytes = Uint8Array.of(0, 255, 10);

t.test("D23: the bytes of a body as they came, in memory of their own", async (t) => {
  t.strictSame(await send("/bytes", "application/octet-stream", bytes), [200, '"Uint8Array own 00ff0a"']);
  t.strictSame(await send("/bytes", "Application/Octet-Stream; charset=latin1", bytes), [
    200,
    '"Uint8Array own 00ff0a"',
  ]);
  t.strictSame(await send("/optional", "application/octet-stream", bytes), [200, '"Buffer own 00ff0a"']);
});

t.test("D6: an empty body is none", async (t) => {
  const missing = '{"detail":[{"type":"missing","loc":["body"],"msg":"A value is required here","input":null}]}';
  t.strictSame(await send("/bytes", "application/octet-stream", ""), [422, missing]);
  t.strictSame(await send("/text", "text/plain", ""), [422, missing]);
  t.strictSame(await send("/optional", "application/octet-stream", ""), [200, '"none"']);
});

t.test("any other media type is refused", async (t) => {
  for (const type of [
    "application/json",
    "application/octet-stream+json",
    "text/plain",
    "x",
    "application/octet-stream x",
  ])
    t.strictSame(await send("/bytes", type, bytes), refused("application/octet-stream"), type);
  t.strictSame(await send("/text", "application/json", "ab"), refused("text/plain"));
  t.strictSame(await send("/order", "application/json", '{"id":"1"}'), refused("application/vnd.shop.order+json"));
});

t.test("a range takes each of its media types", async (t) => {
  t.strictSame(await send("/images", "image/png", bytes), [200, '"Uint8Array own 00ff0a"']);
  t.strictSame(await send("/images", "image/svg+xml; charset=utf-8", "<"), [200, '"Uint8Array own 3c"']);
  t.strictSame(await send("/images", "imagery/png", bytes), refused("image/*"));
  t.strictSame(await send("/images", "text/plain", bytes), refused("image/*"));
  t.strictSame(await send("/anything", "text/csv", "a"), [200, '"Uint8Array own 61"']);
  t.strictSame(await send("/anything", "no type", "a"), refused("*/*"));
});

t.test("a text is UTF-8, without its byte order mark, and of its type", async (t) => {
  t.strictSame(await send("/text", "text/plain; charset=UTF-8", "Grüße"), [200, '"Grüße"']);
  t.strictSame(await send("/text", "text/plain", "\ufeffab"), [200, '"ab"']);
  t.strictSame(await send("/text", "text/plain; charset=latin1", "ab"), [415, '{"detail":"The body must be UTF-8"}']);
  const [status, text] = await send("/text", "text/plain", Uint8Array.of(0xff));
  t.strictSame([status, JSON.parse(text).detail[0].type], [400, "bytes_invalid_encoding"]);
  t.strictSame(await send("/text", "text/plain", "a"), [
    422,
    '{"detail":[{"type":"string_too_short","loc":["body"],"msg":"Expected at least 2 characters","input":"a","ctx":{"min_length":2}}]}',
  ]);
});

t.test("JSON under a media type of its own is decoded", async (t) => {
  t.strictSame(await send("/order", "application/vnd.shop.order+json", '{"id":"1","more":2}'), [200, '{"id":"1"}']);
});

t.test("limits hold for raw bodies", async (t) => {
  t.strictSame(await send("/small", "application/octet-stream", Uint8Array.of(1, 2, 3, 4)), [
    200,
    '"Uint8Array own 01020304"',
  ]);
  const [status] = await send("/small", "application/octet-stream", Uint8Array.of(1, 2, 3, 4, 5));
  t.equal(status, 413);
});

t.test("the document: bytes need no schema, a text has that of its type", async (t) => {
  const contentOf = (path: string, version: "3.0" | "3.1" = "3.1") =>
    (app.openapi(version).paths[path]?.["post"] as { requestBody?: { content: unknown } } | undefined)?.requestBody
      ?.content;
  t.strictSame(contentOf("/bytes"), { "application/octet-stream": {} });
  t.strictSame(contentOf("/images"), { "image/*": {} });
  t.strictSame(contentOf("/images", "3.0"), { "image/*": { schema: { type: "string", format: "binary" } } });
  t.strictSame(contentOf("/text"), { "text/plain": { schema: { type: "string", minLength: 2 } } });
  t.strictSame(Object.keys(contentOf("/order") as object), ["application/vnd.shop.order+json"]);
});
