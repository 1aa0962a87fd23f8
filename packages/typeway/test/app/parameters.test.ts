// Parameters in path, query, header and cookie. The tests are named after the rows of FastAPI's feature list (B1 …).
import t from "tap";
import {
  App,
  type Context,
  type Cookie,
  type DateOnly,
  type Doc,
  type Duration,
  type Email,
  type Exact,
  type Header,
  type Int,
  type Ipv4,
  type MaxItems,
  type MaxLength,
  type MinItems,
  type Minimum,
  type MinLength,
  type Pattern,
  type Query,
  type TimeOnly,
  type Url,
  type Uuid,
} from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

enum Color {
  Red = "red",
  Blue = "blue",
}
enum Level {
  Low = 1,
  High = 2,
}
interface Item {
  name: string;
}
interface Filter {
  limit?: Int & Minimum<1>;
  tags: string[];
  order?: "up" | "down";
}
interface Route {
  tags: ReadonlySet<string> & MaxItems<2>;
  points: [from: Int, to: Int, ...others: Int[]];
  seen?: Set<Date>;
}
interface Range {
  between: [from: Int, to?: Int];
  tags?: Set<"a" | "b">;
}
type ItemId = Int & Minimum<1>;
type Tenant = Header<string & MinLength<2>, "X-Tenant">;

const app = new App({ title: "Parameters", version: "1.0.0" });

app.post("/placement/{id}", (id: Int, q: string, item: Item, context: Context) => ({
  id,
  q,
  item,
  method: context.method,
}));
app.get("/path/{id}", (id: Int) => ({ id }));
app.get("/number/{n}", (n: number) => ({ n }));
app.get("/big/{n}", (n: bigint) => ({ n }));
app.get("/color/{color}", (color: Color) => ({ color, member: color === Color.Red ? "Red" : "Blue" }));
app.get("/level/{level}", (level: Level) => ({ level }));
app.get("/literal", (order: "up" | "down", size: 1 | 2 = 1) => ({ order, size }));
app.get("/default", (limit: Int = 10, verbose = false, since: Date = new Date(0)) => ({ limit, verbose, since }));
app.get("/required", (q: string) => ({ q }));
app.get("/nullable", (q: string | null) => ({ q }));
app.get("/empty", (text: string, n?: Int, on?: boolean) => ({ text, n, on }));
app.get("/boolean", (on: boolean) => ({ on }));
app.get("/list", (q: Int[], names: Query<string[]> = ["none"]) => ({ q, names }));
app.get("/set", (s: Set<Int>, names: Set<string> & MinItems<1> = new Set(["none"])) => ({ s, size: s.size, names }));
app.get("/tuple", (t: [Int, Int], name?: readonly [string, Int?]) => ({ t, name }));
app.get("/collections", (range: Query<Range>) => range);
app.get("/collections/elsewhere", (xTag: Header<Set<string>>, size: Cookie<[Int]>) => ({ xTag, size }));
app.post("/collections", (route: Route) => route);
app.get("/union", (value: Int | string, mode: "auto" | Int = "auto") => ({ value, mode }));
app.get("/alias", (item: Query<string, "item-query">) => ({ item }));
app.get("/headers", (userAgent: Header<string>, x_token: Header<string[]> = []) => ({ userAgent, tokens: x_token }));
app.get("/cookies", (session: Cookie<string>, theme: Cookie<string, "ui-theme"> = "light") => ({ session, theme }));
app.get("/models", (filter: Query<Filter>) => filter);
app.get("/exact", (filter: Query<Exact<Filter>>) => filter);
app.get("/models-and-more", (filter: Query<Filter>, q?: string) => ({ filter, q }));
app.get(
  "/scalars",
  (
    day?: DateOnly,
    at?: Date,
    time?: TimeOnly,
    duration?: Duration,
    id?: Uuid,
    url?: Url,
    email?: Email,
    ip?: Ipv4,
  ) => ({
    day,
    at,
    time,
    duration,
    id,
    url,
    email,
    ip,
  }),
);
app.get(
  "/documented",
  /** @param q what to look for */
  (
    q?: Doc<string, { title: "Search"; deprecated: true; examples: ["tea"] }>,
    secret?: Doc<string, { hidden: true }>,
  ) => ({ q, secret }),
);
app.get("/raw", (context: Context, request: Request, signal: AbortSignal) => ({
  method: context.method,
  path: context.url.pathname,
  agent: context.headers.get("user-agent"),
  url: request.url,
  aborted: signal.aborted,
}));
app.get("/reused/{itemId}", (itemId: ItemId, tenant: Tenant, code?: string & Pattern<"^[A-Z]{3}$"> & MaxLength<3>) => ({
  itemId,
  tenant,
  code,
}));

const client = new TestClient(app);
t.teardown(() => client.close());

async function answer(path: string, options?: TestOptions): Promise<[number, unknown]> {
  const reply = await client.get(path, options);
  return [reply.status, reply.json()];
}
/** The issues of a 422, as code and place. */
async function issues(path: string, options?: TestOptions): Promise<unknown[]> {
  const reply = await client.get(path, options);
  if (reply.status !== 422) return [`answered ${reply.status} ${reply.text}`];
  return reply.json<{ detail: { type: string; loc: unknown[] }[] }>().detail.map(({ type, loc }) => [type, ...loc]);
}

t.test("B1 placement is read from the signature", async (t) => {
  const reply = await client.post("/placement/7?q=tea", { json: { name: "cup" } });
  t.strictSame(reply.json(), { id: 7, q: "tea", item: { name: "cup" }, method: "POST" });
});

t.test("B2 a path parameter is converted", async (t) => {
  t.strictSame(await answer("/path/7"), [200, { id: 7 }]);
  t.strictSame(await answer("/path/foo"), [
    422,
    {
      detail: [
        { type: "int_parsing", loc: ["path", "id"], msg: "Expected an integer, written in digits only", input: "foo" },
      ],
    },
  ]);
  t.strictSame(await answer("/number/-1.5e3"), [200, { n: -1500 }]);
  t.strictSame(await issues("/number/0x10"), [["float_parsing", "path", "n"]]);
  t.strictSame(await answer("/big/123456789012345678901"), [200, { n: "123456789012345678901" }]);
});

t.test("B3 an enum is one of its values", async (t) => {
  t.strictSame(await answer("/color/red"), [200, { color: "red", member: "Red" }]);
  t.strictSame(await issues("/color/Red"), [["enum", "path", "color"]]);
  t.strictSame(await answer("/level/2"), [200, { level: 2 }]);
  t.strictSame(await issues("/level/3"), [["enum", "path", "level"]]);
});

t.test("B4 a union of literals is exactly one of them", async (t) => {
  t.strictSame(await answer("/literal?order=up&size=2"), [200, { order: "up", size: 2 }]);
  t.strictSame(await issues("/literal?order=left&size=3"), [
    ["literal_error", "query", "order"],
    ["literal_error", "query", "size"],
  ]);
});

t.test("B5 a parameter with an initializer is optional", async (t) => {
  t.strictSame(await answer("/default"), [200, { limit: 10, verbose: false, since: "1970-01-01T00:00:00.000Z" }]);
  t.strictSame(await answer("/default?limit=3&verbose=yes&since=2026-01-02T03:04:05Z"), [
    200,
    { limit: 3, verbose: true, since: "2026-01-02T03:04:05.000Z" },
  ]);
});

t.test("B5 an initializer is the type, also of what is answered", async (t) => {
  const { paths } = app.openapi() as { paths: Record<string, Record<string, Record<string, unknown>>> };
  t.match(paths["/default"]?.get?.responses, {
    200: {
      content: {
        "application/json": {
          schema: {
            properties: { limit: { type: "integer" }, verbose: { type: "boolean" }, since: { format: "date-time" } },
          },
        },
      },
    },
  });
});

t.test("B6 a required parameter that is absent is missing", async (t) => {
  t.strictSame(await answer("/required"), [
    422,
    { detail: [{ type: "missing", loc: ["query", "q"], msg: "A value is required here", input: null }] },
  ]);
});

t.test("B7 a nullable parameter without default is required, and text is never null", async (t) => {
  t.strictSame(await issues("/nullable"), [["missing", "query", "q"]]);
  t.strictSame(await answer("/nullable?q="), [200, { q: "" }]);
  t.strictSame(await answer("/nullable?q=null"), [200, { q: "null" }]);
});

t.test("B8 an empty text is a value, and no number", async (t) => {
  t.strictSame(await answer("/empty?text="), [200, { text: "" }]);
  t.strictSame(await issues("/empty?text=&n=&on="), [
    ["int_parsing", "query", "n"],
    ["bool_parsing", "query", "on"],
  ]);
});

t.test("B9 a boolean has four spellings of each value, in any case", async (t) => {
  for (const text of ["1", "true", "yes", "on", "TRUE", "Yes"])
    t.strictSame(await answer(`/boolean?on=${text}`), [200, { on: true }], text);
  for (const text of ["0", "false", "no", "off", "False"])
    t.strictSame(await answer(`/boolean?on=${text}`), [200, { on: false }], text);
  for (const text of ["2", "t", "truely", ""])
    t.strictSame(await issues(`/boolean?on=${text}`), [["bool_parsing", "query", "on"]], text);
  t.strictSame(await issues("/boolean?on"), [["bool_parsing", "query", "on"]]);
});

t.test("B10 a scalar that is sent twice is refused, where FastAPI takes the last", async (t) => {
  t.strictSame(await issues("/required?q=a&q=b"), [["duplicate", "query", "q"]]);
});

t.test("B11 a list collects repeated keys", async (t) => {
  t.strictSame(await answer("/list?q=1&q=2&names=a&names=b"), [200, { q: [1, 2], names: ["a", "b"] }]);
  t.strictSame(await answer("/list?q=1"), [200, { q: [1], names: ["none"] }]);
  t.strictSame(await answer("/list?q=1&names=a,b"), [200, { q: [1], names: ["a,b"] }]);
  t.strictSame(await issues("/list?q=1&q=x"), [["int_parsing", "query", "q", 1]]);
  t.strictSame(await issues("/list"), [["missing", "query", "q"]]);
});

t.test("B12 a set collapses duplicates, a tuple has its length", async (t) => {
  t.strictSame(await answer("/set?s=2&s=1&s=2"), [200, { s: [2, 1], size: 2, names: ["none"] }]);
  t.strictSame(await answer("/set?s=1&names=a&names=a"), [200, { s: [1], size: 1, names: ["a"] }]);
  t.strictSame(await issues("/set?s=1&s=x"), [["int_parsing", "query", "s", 1]]);
  t.strictSame(await issues("/set"), [["missing", "query", "s"]]);
  t.strictSame(await answer("/tuple?t=1&t=2&name=a"), [200, { t: [1, 2], name: ["a"] }]);
  t.strictSame(await issues("/tuple?t=1"), [["missing", "query", "t", 1]]);
  t.strictSame(await issues("/tuple?t=1&t=2&t=3&name=a&name=b"), [
    ["too_long", "query", "t"],
    ["int_parsing", "query", "name", 1],
  ]);
});

t.test("B12 sets and tuples are properties of a query model, headers and cookies, too", async (t) => {
  t.strictSame(await answer("/collections?between=1&tags=b&tags=b"), [200, { between: [1], tags: ["b"] }]);
  t.strictSame(await issues("/collections?tags=c"), [
    ["missing", "query", "between"],
    ["literal_error", "query", "tags", 0],
  ]);
  const headers = { "X-Tag": "a", Cookie: "size=3" };
  t.strictSame(await answer("/collections/elsewhere", { headers }), [200, { xTag: ["a"], size: [3] }]);
});

t.test("B12 in a body a set is an array without repetition, and a tuple an array of its length", async (t) => {
  const at = "2024-05-31T12:00:00.000Z";
  const sent = { tags: ["a", "b"], points: [1, 2, 3], seen: [at] };
  t.strictSame((await client.post("/collections", { json: sent })).json(), sent);
  const reply = await client.post("/collections", { json: { tags: ["a", "a", "b"], points: [1], seen: {} } });
  t.equal(reply.status, 422);
  t.strictSame(
    reply.json<{ detail: { type: string; loc: unknown[] }[] }>().detail.map(({ type, loc }) => [type, ...loc]),
    [
      ["too_long", "body", "tags"],
      ["value_error", "body", "tags"],
      ["missing", "body", "points", 1],
      ["set_type", "body", "seen"],
    ],
  );
  const integer = { type: "integer", format: "int64" };
  t.strictSame(app.openapi().components?.["schemas"]?.["Route"], {
    type: "object",
    properties: {
      tags: { type: "array", items: { type: "string" }, uniqueItems: true, maxItems: 2 },
      points: { type: "array", prefixItems: [integer, integer], items: integer, minItems: 2 },
      seen: { type: "array", items: { type: "string", format: "date-time" }, uniqueItems: true },
    },
    required: ["tags", "points"],
  });
});

t.test("B13 a union that holds any string takes the text as it is", async (t) => {
  t.strictSame(await answer("/union?value=5"), [200, { value: "5", mode: "auto" }]);
  t.strictSame(await answer("/union?value=x&mode=5"), [200, { value: "x", mode: 5 }]);
  t.strictSame((await issues("/union?value=x&mode=fast")).length > 0, true);
});

t.test("B14 unknown query parameters are ignored", async (t) => {
  t.strictSame(await answer("/required?q=a&other=1&__proto__=2"), [200, { q: "a" }]);
});

t.test("B15 an alias is the wire name, also in issues", async (t) => {
  t.strictSame(await answer("/alias?item-query=a"), [200, { item: "a" }]);
  t.strictSame(await issues("/alias?item=a"), [["missing", "query", "item-query"]]);
});

t.test("B16 headers are read by kebab case, without regard to case", async (t) => {
  t.strictSame(await answer("/headers", { headers: { "User-Agent": "tester", "X-Token": "a" } }), [
    200,
    { userAgent: "tester", tokens: ["a"] },
  ]);
});

t.test("B19 cookies are read by name", async (t) => {
  t.strictSame(await answer("/cookies", { cookies: { session: "s1", "ui-theme": "dark" } }), [
    200,
    { session: "s1", theme: "dark" },
  ]);
  t.strictSame(await issues("/cookies"), [["missing", "cookie", "session"]]);
});

t.test("B20 an object type is spread over the query", async (t) => {
  t.strictSame(await answer("/models?tags=a&tags=b&limit=5"), [200, { limit: 5, tags: ["a", "b"] }]);
  t.strictSame(await issues("/models?limit=0&order=left"), [
    ["greater_than_equal", "query", "limit"],
    ["missing", "query", "tags"],
    ["literal_error", "query", "order"],
  ]);
});

t.test("B21 an exact object type refuses what it does not declare", async (t) => {
  t.strictSame(await answer("/exact?tags=a"), [200, { tags: ["a"] }]);
  t.strictSame(await answer("/exact?tags=a&tool=plumbus"), [
    422,
    {
      detail: [
        { type: "extra_forbidden", loc: ["query", "tool"], msg: "This property is not declared", input: "plumbus" },
      ],
    },
  ]);
});

t.test("B22 an object type and a further parameter share the query, without a footgun", async (t) => {
  t.strictSame(await answer("/models-and-more?tags=a&q=x"), [200, { filter: { tags: ["a"] }, q: "x" }]);
});

t.test("B25 further scalar types are checked by their formats", async (t) => {
  const good = {
    day: "2026-02-28",
    at: "2026-01-02T03:04:05.000Z",
    time: "03:04:05Z",
    duration: "P1DT2H",
    id: "123e4567-e89b-12d3-a456-426614174000",
    url: "https://example.com/a?b=c",
    email: "ada@example.com",
    ip: "127.0.0.1",
  };
  t.strictSame(await answer("/scalars", { query: good }), [200, good]);
  const bad = {
    day: "2026-02-30",
    at: "yesterday",
    time: "3 o'clock",
    duration: "1 day",
    id: "123",
    url: "//",
    email: "ada",
    ip: "1.2.3",
  };
  t.strictSame(await issues("/scalars", { query: bad }), [
    ["date_from_datetime_parsing", "query", "day"],
    ["datetime_from_date_parsing", "query", "at"],
    ["time_parsing", "query", "time"],
    ["time_delta_parsing", "query", "duration"],
    ["uuid_parsing", "query", "id"],
    ["url_parsing", "query", "url"],
    ["value_error", "query", "email"],
    ["ip_any_address", "query", "ip"],
  ]);
});

t.test("B26 a parameter's words are in the document", async (t) => {
  const operation = app.openapi().paths["/documented"]?.["get"] as { parameters: unknown[] };
  t.match(operation.parameters, [{ name: "q", in: "query", deprecated: true, description: "what to look for" }]);
  t.equal(operation.parameters.length, 1, "a hidden one is left out");
  t.strictSame(await answer("/documented?q=tea&secret=x"), [200, { q: "tea", secret: "x" }]);
});

t.test("B27 the raw request is at hand", async (t) => {
  t.strictSame(await answer("/raw?x=1", { headers: { "user-agent": "tester" } }), [
    200,
    { method: "GET", path: "/raw", agent: "tester", url: "http://testserver/raw?x=1", aborted: false },
  ]);
});

t.test("B28 a parameter's type can be named once and used again", async (t) => {
  t.strictSame(await answer("/reused/1?code=ABC", { headers: { "x-tenant": "acme" } }), [
    200,
    { itemId: 1, tenant: "acme", code: "ABC" },
  ]);
  t.strictSame(await issues("/reused/0?code=abc", { headers: { "x-tenant": "a" } }), [
    ["greater_than_equal", "path", "itemId"],
    ["string_pattern_mismatch", "query", "code"],
    ["string_too_short", "header", "x-tenant"],
  ]);
});
