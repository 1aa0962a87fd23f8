// The 422: its envelope, places, order and codes. The tests are named after the rows of FastAPI's feature list (C1 …).
import t from "tap";
import {
  App,
  type Body,
  type Check,
  type DateOnly,
  type Depends,
  type Doc,
  type Duration,
  type Email,
  type ExclusiveMaximum,
  type ExclusiveMinimum,
  type Int,
  InvalidValue,
  type Ipv4,
  type Issue,
  type MaxItems,
  type Maximum,
  type MaxLength,
  type MinItems,
  type Minimum,
  type MinLength,
  type MultipleOf,
  type Pattern,
  type Query,
  type TimeOnly,
  type Url,
  type Uuid,
  ValidationError,
} from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

interface Cat {
  kind: "cat";
  lives: Int;
}
interface Dog {
  kind: "dog";
  good: boolean;
}
interface Places {
  list?: Int[];
  set?: Set<Int>;
  byName?: Record<string, Int>;
  byNumber?: Record<`${number}`, Int>;
  pet?: Cat | Dog;
  either?: { a: Int } | { b: string };
}
interface Numbers {
  gt?: number & ExclusiveMinimum<0>;
  ge?: Int & Minimum<1>;
  lt?: number & ExclusiveMaximum<1>;
  le?: Int & Maximum<5>;
  step?: Int & MultipleOf<5>;
  big?: bigint & Minimum<0n>;
}
interface Texts {
  short?: string & MinLength<2>;
  long?: string & MaxLength<2>;
  pattern?: string & Pattern<"b+">;
  ahead?: string & Pattern<"^(?=.*[0-9])">;
}
interface Lists {
  few?: Int[] & MinItems<2>;
  many?: Int[] & MaxItems<1>;
  set?: Set<Int> & MaxItems<1>;
  pair?: [Int, Int];
}
interface Json {
  int?: Int;
  number?: number;
  flag?: boolean;
  text?: string;
}
interface Formats {
  email?: Email;
  url?: Url;
  uuid?: Uuid;
  ip?: Ipv4;
  day?: DateOnly;
  at?: Date;
  time?: TimeOnly;
  duration?: Duration;
}
interface Tree {
  value: Int;
  children: Tree[];
}
interface Period {
  from: Int;
  to: Int;
}
/** Something to sell. */
interface Item {
  /** What it is called. @title Name @example Tea */
  name: string;
  /** @deprecated Use `name`. */
  label?: Doc<string, { title: "Label" }>;
}

function isEven(value: number): void {
  if (value % 2 !== 0) throw new InvalidValue("Expected an even number", { type: "odd", ctx: { step: 2 } });
}
const isInOrder = ({ from, to }: Period): boolean => from <= to;
const isPast = (value: Date): boolean => value.getTime() < Date.UTC(2026, 0);
const inner = (token: Int): Int => token;
const outer = (page: Int, token: Depends<typeof inner>): Int => page + token;
const other = (token: Int): Int => token;

const app = new App();
app.get("/one", (q: string & MinLength<2>) => q);
app.post("/places", (places: Places) => Object.keys(places).length);
app.get(
  "/tree/{id}",
  (
    id: Int,
    x: Depends<typeof outer>,
    y: Depends<typeof other>,
    limit: Int,
    filter: Query<{ token: Int; tags: Int[] }>,
  ) => id + x + y + limit + filter.token,
);
app.post("/numbers", (numbers: Numbers) => numbers);
app.post("/texts", (texts: Texts) => texts);
app.post("/lists", (lists: Lists) => lists);
app.post("/json", (json: Json) => json);
app.post("/formats", (formats: Formats) => formats);
app.get("/number/{n}", (n: number) => n);
app.get("/int/{n}", (n: Int) => n);
app.post("/trees", (tree: Tree) => tree.children.length);
app.post("/checks", (n: Body<Check<Int, typeof isEven>>, period: Check<Period, typeof isInOrder>) => [n, period]);
app.get("/past", (at: Check<Date, typeof isPast>) => at);
app.post("/items", (item: Item): Item => item);

const seen: unknown[] = [];
app.onError(ValidationError, (error) => {
  seen.push(error.at);
  throw error;
});

const client = new TestClient(app);
t.teardown(() => client.close());

type Found = [type: string, ...loc: unknown[]];
async function issues(path: string, options?: TestOptions): Promise<Found[]> {
  return placesOf(await client.get(path, options));
}
async function post(path: string, json: unknown): Promise<Found[]> {
  return placesOf(await client.post(path, { json }));
}
function placesOf(reply: Awaited<ReturnType<TestClient["get"]>>): Found[] {
  if (reply.status !== 422) return [[`answered ${reply.status} ${reply.text}`]];
  return reply.json<{ detail: Issue[] }>().detail.map(({ type, loc }) => [type, ...loc]);
}
/** The issues of a 422 whole, without their sentences. */
async function contexts(path: string, json: unknown): Promise<unknown[]> {
  const reply = await client.post(path, { json });
  return reply.json<{ detail: Issue[] }>().detail.map(({ type, loc, ctx }) => [type, loc.at(-1), ctx]);
}

t.test("C1: the envelope, its members and their order", async (t) => {
  const reply = await client.get("/one?q=a");
  t.equal(reply.status, 422);
  t.equal(reply.headers.get("content-type"), "application/json");
  t.equal(
    reply.text,
    '{"detail":[{"type":"string_too_short","loc":["query","q"],"msg":"Expected at least 2 characters","input":"a","ctx":{"min_length":2}}]}',
  );
  t.equal(
    (await client.get("/one")).text,
    '{"detail":[{"type":"missing","loc":["query","q"],"msg":"A value is required here","input":null}]}',
  );
});

t.test("C2: places are names, indexes and keys, below the place in the request", async (t) => {
  t.strictSame(await post("/places", { list: [1, "x"], set: [1, 2, "y"], byName: { "a b": "z" } }), [
    ["int_type", "body", "list", 1],
    ["int_type", "body", "set", 2],
    ["int_type", "body", "byName", "a b"],
  ]);
  t.strictSame(await post("/places", { byNumber: { "1": 1, x: 1 } }), [
    ["string_pattern_mismatch", "body", "byNumber", "x", "[key]"],
  ]);
});

t.test("C2: of a union the tag, or the names of the members that were tried", async (t) => {
  t.strictSame(await post("/places", { pet: { kind: "cat", lives: "9" } }), [
    ["int_type", "body", "pet", "cat", "lives"],
  ]);
  t.strictSame(await post("/places", { pet: { kind: "cow" } }), [["union_tag_invalid", "body", "pet"]]);
  t.strictSame(await post("/places", { pet: {} }), [["union_tag_not_found", "body", "pet"]]);
  const either = await post("/places", { either: {} });
  t.strictSame(
    either.map(([type, , , , name]) => [type, name]),
    [
      ["missing", "a"],
      ["missing", "b"],
    ],
  );
});

t.test(
  "C3: all at once: dependencies first, then path, query, header, cookie and body; twice what two ask for",
  async (t) => {
    t.strictSame(await issues("/tree/x?limit=y&tags=z"), [
      ["missing", "query", "token"],
      ["missing", "query", "page"],
      ["missing", "query", "token"],
      ["int_parsing", "path", "id"],
      ["int_parsing", "query", "limit"],
      ["missing", "query", "token"],
      ["int_parsing", "query", "tags", 0],
    ]);
  },
);

t.test("C4: constraints of numbers, with their numbers", async (t) => {
  t.strictSame(await contexts("/numbers", { gt: 0, ge: 0, lt: 1, le: 6, step: 7, big: "-1" }), [
    ["greater_than", "gt", { gt: 0 }],
    ["greater_than_equal", "ge", { ge: 1 }],
    ["less_than", "lt", { lt: 1 }],
    ["less_than_equal", "le", { le: 5 }],
    ["multiple_of", "step", { multiple_of: 5 }],
    ["greater_than_equal", "big", { ge: "0" }],
  ]);
});

t.test("C5: constraints of strings: lengths in code points, patterns found anywhere", async (t) => {
  t.strictSame(await contexts("/texts", { short: "😀", long: "abc", pattern: "aca", ahead: "abc" }), [
    ["string_too_short", "short", { min_length: 2 }],
    ["string_too_long", "long", { max_length: 2 }],
    ["string_pattern_mismatch", "pattern", { pattern: "b+" }],
    ["string_pattern_mismatch", "ahead", { pattern: "^(?=.*[0-9])" }],
  ]);
  const texts = { short: "😀😀", long: "😀😀", pattern: "abc", ahead: "a1" };
  t.strictSame((await client.post("/texts", { json: texts })).json(), texts);
});

t.test("C6: constraints of collections", async (t) => {
  t.strictSame(await contexts("/lists", { few: [1], many: [1, 2], set: [1, 2], pair: [1] }), [
    ["too_short", "few", { field_type: "List", min_length: 2, actual_length: 1 }],
    ["too_long", "many", { field_type: "List", max_length: 1, actual_length: 2 }],
    ["too_long", "set", { field_type: "Set", max_length: 1, actual_length: 2 }],
    ["missing", 1, undefined],
  ]);
});

t.test("C8: numbers are finite", async (t) => {
  t.strictSame(await issues("/number/1e400"), [["finite_number", "path", "n"]]);
  for (const text of ["NaN", "inf", "Infinity"])
    t.strictSame(await issues(`/number/${text}`), [["float_parsing", "path", "n"]]);
  const reply = await client.post("/json", {
    body: '{"number":1e400}',
    headers: { "content-type": "application/json" },
  });
  t.strictSame(placesOf(reply), [["finite_number", "body", "number"]]);
});

t.test("C9, C10: checks of one's own, of a value and of a whole object", async (t) => {
  t.strictSame((await client.post("/checks", { json: { n: 3, period: { from: 2, to: 1 } } })).json(), {
    detail: [
      { type: "odd", loc: ["body", "n"], msg: "Expected an even number", input: 3, ctx: { step: 2 } },
      {
        type: "value_error",
        loc: ["body", "period"],
        msg: "This value is refused by isInOrder",
        input: { from: 2, to: 1 },
        ctx: { reason: "refused by isInOrder" },
      },
    ],
  });
});

t.test("C11: texts have one grammar, where FastAPI trims, and takes signs, underscores and fractions", async (t) => {
  for (const text of ["%203", "+3", "1_000", "3.0", "0x10", "4.2", "%D9%A3"])
    t.strictSame(await issues(`/int/${text}`), [["int_parsing", "path", "n"]], text);
  t.equal((await client.get("/number/1e3")).json(), 1000);
});

t.test("C12, C13: JSON is not coerced", async (t) => {
  t.strictSame(await post("/json", { int: "3", number: true, flag: "yes", text: 5 }), [
    ["int_type", "body", "int"],
    ["float_type", "body", "number"],
    ["bool_type", "body", "flag"],
    ["string_type", "body", "text"],
  ]);
  t.strictSame(await post("/json", { int: 4.5, flag: 1 }), [
    ["int_from_float", "body", "int"],
    ["bool_type", "body", "flag"],
  ]);
  t.strictSame((await client.post("/json", { json: { int: 4.0 } })).json(), { int: 4 }, "4.0 is an integer of JSON");
});

t.test("C14: what is said of a property is in the document", async (t) => {
  t.strictSame(app.openapi().components?.["schemas"]?.["Item"], {
    type: "object",
    description: "Something to sell.",
    properties: {
      name: { title: "Name", description: "What it is called.", type: "string", examples: ["Tea"] },
      label: { title: "Label", type: "string", deprecated: true },
    },
    required: ["name"],
  });
});

t.test("C16, C17: formats", async (t) => {
  const wrong = {
    email: "a",
    url: "a",
    uuid: "a",
    ip: "a",
    day: "1700000000",
    at: 1_700_000_000,
    time: "3",
    duration: "5",
  };
  t.strictSame(await post("/formats", wrong), [
    ["value_error", "body", "email"],
    ["url_parsing", "body", "url"],
    ["uuid_parsing", "body", "uuid"],
    ["ip_any_address", "body", "ip"],
    ["date_from_datetime_parsing", "body", "day"],
    ["datetime_type", "body", "at"],
    ["time_parsing", "body", "time"],
    ["time_delta_parsing", "body", "duration"],
  ]);
});

t.test("C18: a date in the past is a check", async (t) => {
  t.strictSame(await issues("/past?at=2030-01-01T00:00:00Z"), [["value_error", "query", "at"]]);
});

t.test("C19: models that refer to themselves", async (t) => {
  const leaf = { value: 1, children: [] };
  t.equal(
    (await client.post("/trees", { json: { value: 1, children: [leaf, { value: 2, children: [leaf] }] } })).text,
    "2",
  );
  t.strictSame(await post("/trees", { value: 1, children: [{ value: 2, children: [{ value: "x", children: [] }] }] }), [
    ["int_type", "body", "children", 0, "children", 0, "value"],
  ]);
});

t.test("C21: the error knows where the handler stands, and does not tell the client", async (t) => {
  seen.length = 0;
  const reply = await client.get("/one");
  t.equal(seen.length, 1);
  t.match(String(seen[0]), /^issues\.test\.ts:\d+:\d+$/);
  t.notMatch(reply.text, "issues.test");
});
