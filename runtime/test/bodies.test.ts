import { App, HttpError, Router, reply } from "@typeway/runtime";
import t from "tap";
import { findJsonFault } from "../dist/dispatch/json-fault.js";
import {
  anything,
  body,
  context,
  cookie,
  depends,
  endpoint,
  header,
  int,
  nested,
  object,
  path,
  provider,
  query,
  string,
} from "./endpoint.js";
import { onBoth, type Visit } from "./transports.js";

const json = { "content-type": "application/json" };
const post = (visit: Visit, path: string, content: string | Uint8Array, headers: Record<string, string> = json) =>
  visit(path, { method: "POST", body: content, headers });

const answered = async (reply: Response) => (await reply.json()) as object;

const echo = (value: unknown) => ({ value: value === undefined ? "absent" : value });
const echoApp = (type = anything, options = {}) =>
  new App().post("/echo", echo, endpoint(echo, [body("value", type, options)]));

onBoth("D1 the only body parameter is the whole body", async (t, serve) => {
  const visit = await serve(echoApp(object({ name: string })));
  t.strictSame(await (await post(visit, "/echo", '{"name":"tea","extra":1}')).json(), { value: { name: "tea" } });
  const reply = await post(visit, "/echo", '{"name":1}');
  t.equal(reply.status, 422);
  t.strictSame(await reply.json(), {
    detail: [{ type: "string_type", loc: ["body"], msg: "string_type", input: { name: 1 } }],
  });
});

onBoth("D2 several body parameters are the keys of one object", async (t, serve) => {
  const app = new App();
  const save = (item: unknown, user: unknown) => ({ item, user });
  const params = [body("item", object({ id: int })), body("user", string, { or: "nobody" })];
  app.post("/both", save, endpoint(save, params));
  const visit = await serve(app);
  t.strictSame(await (await post(visit, "/both", '{"item":{"id":1},"user":"Ada"}')).json(), {
    item: { id: 1 },
    user: "Ada",
  });
  t.strictSame(await (await post(visit, "/both", '{"item":{"id":1}}')).json(), { item: { id: 1 }, user: "nobody" });
  const detail = async (text: string) => Reflect.get(await answered(await post(visit, "/both", text)), "detail");
  t.strictSame(await detail("{}"), [{ type: "missing", loc: ["body", "item"], msg: "missing", input: null }]);
  const expected = { type: "model_attributes_type", loc: ["body"], msg: "Expected an object" };
  t.strictSame(await detail("[1]"), [{ ...expected, input: [1] }], "one issue, not one per key");
  t.strictSame(await detail('{"__proto__":{"item":{"id":1}}}'), [
    { type: "missing", loc: ["body", "item"], msg: "missing", input: null },
  ]);
});

onBoth("I15 a dependency's body parameter joins those of the handler", async (t, serve) => {
  const app = new App();
  const user = provider((user: string) => user.toUpperCase(), [body("user", string)]);
  const save = (item: unknown, name: string) => ({ item, name });
  app.post("/both", save, endpoint(save, [body("item"), depends(user)]));
  const visit = await serve(app);
  t.strictSame(await (await post(visit, "/both", '{"item":1,"user":"ada"}')).json(), { item: 1, name: "ADA" });
});

onBoth("D6 an absent body is an issue like others, and an optional one is absent", async (t, serve) => {
  const visit = await serve(echoApp());
  for (const headers of [json, {}]) {
    const reply = await visit("/echo", { method: "POST", headers });
    t.equal(reply.status, 422);
    t.strictSame(await reply.json(), { detail: [{ type: "missing", loc: ["body"], msg: "missing", input: null }] });
  }
  const optional = await serve(echoApp(anything, { or: undefined }));
  t.strictSame(await (await optional("/echo", { method: "POST" })).json(), { value: "absent" });
  t.strictSame(await (await post(optional, "/echo", "null")).json(), { value: null });
});

onBoth("1, D8 malformed JSON is 400 and says where", async (t, serve) => {
  const visit = await serve(echoApp());
  const reply = await post(visit, "/echo", '{"price": €}');
  t.equal(reply.status, 400);
  t.strictSame(await reply.json(), {
    detail: [
      {
        type: "json_invalid",
        loc: ["body", 10],
        msg: "The body is not valid JSON",
        input: "€",
        ctx: { error: "Expected a value" },
      },
    ],
  });
  const cut = await post(visit, "/echo", '\ufeff["€", 1');
  t.match(await cut.json(), { detail: [{ loc: ["body", 12], input: null, ctx: { error: "Expected ',' or ']'" } }] });
  t.equal((await post(visit, "/echo", "[1]")).status, 200);
});

t.test("1 malformed JSON: the place of the mistake", async (t) => {
  const rows: readonly (readonly [text: string, offset: number, expected: string])[] = [
    [" ", 1, "a value"],
    ["nul", 0, "a value"],
    ["01", 1, "the end"],
    ["-", 0, "a value"],
    ["1.", 1, "the end"],
    ["1e", 1, "the end"],
    ["NaN", 0, "a value"],
    ["[1,]", 3, "a value"],
    ["[1 2]", 3, "',' or ']'"],
    ["[", 1, "a value"],
    ["[[]", 3, "',' or ']'"],
    ["]", 0, "a value"],
    ['{"a"}', 4, "':'"],
    ['{"a":}', 5, "a value"],
    ['{"a":1,}', 7, "a key in double quotes"],
    ["{a:1}", 1, "a key in double quotes or '}'"],
    ["{'a':1}", 1, "a key in double quotes or '}'"],
    ['{"a":1]', 6, "',' or '}'"],
    ['{"a":{"b":[true,{}]}', 20, "',' or '}'"],
    ['"abc', 4, "'\"' at the end of the string"],
    ['"a\tb"', 2, "an escape instead of a control character"],
    ['["a", "\\x"]', 7, "an escape that JSON knows"],
    ['"\\u12g4"', 1, "an escape that JSON knows"],
    ["{} {}", 3, "the end"],
    ["\u00a01", 0, "a value"],
    [`${"[".repeat(100_000)}1`, 100_001, "',' or ']'"],
    [`"${"x".repeat(1_000_000)}`, 1_000_001, "'\"' at the end of the string"],
  ];
  for (const [text, offset, expected] of rows) {
    t.throws(() => JSON.parse(text), SyntaxError);
    t.strictSame(findJsonFault(text), { offset, expected }, text.slice(0, 40));
  }
});

onBoth("16 bytes that are not UTF-8 are 400; a byte order mark and lone surrogates are accepted", async (t, serve) => {
  const visit = await serve(echoApp());
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0xaf, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
  ]) {
    const reply = await post(visit, "/echo", new Uint8Array(bytes));
    t.equal(reply.status, 400);
    t.match(await reply.json(), {
      detail: [{ type: "bytes_invalid_encoding", loc: ["body"], ctx: { encoding: "utf-8" } }],
    });
  }
  t.strictSame(await (await post(visit, "/echo", '\ufeff"x"')).json(), { value: "x" });
  t.equal(await (await post(visit, "/echo", '"\\ud800"')).text(), '{"value":"\\ud800"}');
});

onBoth("17 of equal JSON keys the last counts", async (t, serve) => {
  const visit = await serve(echoApp());
  t.strictSame(await (await post(visit, "/echo", '{"a":1,"a":2}')).json(), { value: { a: 2 } });
});

onBoth("2 deep nesting is refused, never a 500", async (t, serve) => {
  const app = echoApp(nested);
  const read = (value: unknown) => Array.isArray(value);
  app.post("/read", read, endpoint(read, [body("value", nested)]));
  const visit = await serve(app);
  const bomb = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  t.equal((await post(visit, "/echo", bomb(64))).status, 200);
  const reply = await post(visit, "/read", bomb(100_000));
  t.equal(reply.status, 400);
  t.match(await reply.json(), { detail: [{ type: "json_too_deep", loc: ["body"], input: null }] });
  const mismatch = await post(await serve(echoApp(string)), "/echo", bomb(100_000));
  t.equal(mismatch.status, 422);
  t.strictSame(await mismatch.json(), {
    detail: [{ type: "string_type", loc: ["body"], msg: "string_type", input: null }],
  });
});

onBoth("D11, 48 the content type decides, once", async (t, serve) => {
  const visit = await serve(echoApp());
  const status = async (type: string) => (await post(visit, "/echo", "1", { "content-type": type })).status;
  for (const type of [
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json ; charset="UTF-8"; version=1',
    "application/json;",
    "application/problem+json",
    "application/vnd.api+json; charset=utf-8",
  ])
    t.equal(await status(type), 200, type);
  for (const type of [
    "text/plain",
    "text/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "application/json/x",
    "application/jsonp",
    "application/json-seq",
    "+json",
    "application/+json",
    "text/html+json",
    "application / json",
    "json",
    "x",
    "application/json; charset=utf-16",
    "application/json; charset=iso-8859-1",
    "application/json; charset",
    "application/json, text/plain",
    "application/json,application/json",
  ])
    t.equal(await status(type), 415, type);
  const none = await post(visit, "/echo", new Uint8Array([0x31]), {});
  t.equal(none.status, 415);
  t.strictSame(await none.json(), { detail: "The body must be application/json" });
});

onBoth("D11 without strictContentType a body that does not say what it is, is JSON", async (t, serve) => {
  const router = new Router({ strictContentType: false });
  router.post("/lax", echo, endpoint(echo, [body("value")]));
  const visit = await serve(new App().include(router));
  t.strictSame(await (await post(visit, "/lax", new Uint8Array([0x31]), {})).json(), { value: 1 });
  t.equal((await post(visit, "/lax", "1", { "content-type": "text/plain" })).status, 415);
});

onBoth("52 a compressed body is 415 and says what is accepted", async (t, serve) => {
  const visit = await serve(echoApp());
  const reply = await post(visit, "/echo", "1", { ...json, "content-encoding": "gzip" });
  t.equal(reply.status, 415);
  t.equal(reply.headers.get("accept-encoding"), "identity");
  t.equal((await post(visit, "/echo", "1", { ...json, "content-encoding": "identity" })).status, 200);
});

onBoth("6 a body above the limit is 413; the nearest limit counts", async (t, serve) => {
  const app = new App({ bodyLimit: 8 });
  app.post("/echo", echo, endpoint(echo, [body("value")]));
  app.post("/large", { bodyLimit: 100 }, echo, endpoint(echo, [body("value")]));
  const visit = await serve(app);
  const digits = (count: number) => "1".repeat(count);
  t.equal((await post(visit, "/echo", digits(8))).status, 200);
  const reply = await post(visit, "/echo", digits(9));
  t.equal(reply.status, 413);
  t.strictSame(await reply.json(), { detail: "Payload Too Large" });
  t.equal((await post(visit, "/large", digits(100))).status, 200);
  t.equal((await post(visit, "/large", digits(101))).status, 413);
  const million = await post(await serve(echoApp()), "/echo", `"${"x".repeat(1_048_575)}"`);
  t.equal(million.status, 413, "1 MiB by default");
});

onBoth("D24 a GET may have a body", async (t, serve) => {
  const app = new App();
  app.query("/search", echo, endpoint(echo, [body("value")]));
  app.get("/search", echo, endpoint(echo, [body("value", anything, { or: "none" })]));
  const visit = await serve(app);
  const reply = await visit("/search", { method: "QUERY", body: "[1]", headers: json });
  t.strictSame(await reply.json(), { value: [1] });
  t.strictSame(await (await visit("/search")).json(), { value: "none" });
});

onBoth("C3 the issues of the whole tree come together: dependencies first, then by place", async (t, serve) => {
  const app = new App();
  const page = provider((size: number, tenant: string) => [size, tenant], [query("size", int), header("x-tenant")]);
  const save = () => undefined;
  const params = [
    body("item", object({ id: int })),
    cookie("session"),
    header("x-key", int),
    query("limit", int),
    path("id", int),
    depends(page),
  ];
  app.post("/items/{id}", save, endpoint(save, params));
  const visit = await serve(app);
  const reply = await post(visit, "/items/x?limit=y", "{}", { ...json, "x-key": "z" });
  t.equal(reply.status, 422);
  const { detail } = (await reply.json()) as { detail: { type: string; loc: unknown[] }[] };
  t.strictSame(
    detail.map((issue) => [issue.type, ...issue.loc]),
    [
      ["missing", "query", "size"],
      ["missing", "header", "x-tenant"],
      ["int_parsing", "path", "id"],
      ["int_parsing", "query", "limit"],
      ["int_parsing", "header", "x-key"],
      ["missing", "cookie", "session"],
      ["missing", "body"],
    ],
  );
});

onBoth("context.body gives the bytes, before and after decoding, as often as asked", async (t, serve) => {
  const app = new App({ bodyLimit: 10 });
  type Ctx = { body(): Promise<Uint8Array>; request: Request };
  const raw = async (context: Ctx) => [Buffer.from(await context.body()).toString(), (await context.body()).length];
  const both = async (value: unknown, context: Ctx) => [
    value,
    await context.request.text(),
    (await context.body()).length,
  ];
  app.post("/raw", raw, endpoint(raw, [context()]));
  app.post("/both", both, endpoint(both, [body("value"), context()]));
  const visit = await serve(app);
  t.strictSame(await (await post(visit, "/raw", "<x/>", { "content-type": "text/xml" })).json(), ["<x/>", 4]);
  t.strictSame(await (await visit("/raw", { method: "POST" })).json(), ["", 0]);
  t.equal((await post(visit, "/raw", "x".repeat(11))).status, 413);
  t.strictSame(await (await post(visit, "/both", "[1, 2]")).json(), [[1, 2], "[1, 2]", 6]);
});

onBoth("32 context.body in a handler of the error that reading it was: the same error, at once", async (t, serve) => {
  const app = new App({ bodyLimit: 4 });
  const save = (value: unknown) => value;
  app.post("/", save, endpoint(save, [body("value")]));
  app.onError(HttpError, async ({ status }, context) => {
    const again = await context.body().catch((error: unknown) => error);
    return reply(status, again instanceof HttpError ? again.status : again);
  });
  const visit = await serve(app);
  const chunks = () => new Blob(["[1, 2, 3]"]).stream();
  const headers = { "content-type": "application/json" };
  for (const body of ["[1, 2, 3]", chunks()]) {
    const refused = await visit("/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
    t.equal(refused.status, 413);
    t.equal(await refused.json(), 413);
  }
});
