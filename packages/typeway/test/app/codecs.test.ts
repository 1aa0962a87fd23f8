// Types taught once: in body, path, query, header and cookie, in collections and unions, and in answers.
import t from "tap";
import {
  App,
  type Check,
  type Coded,
  type Cookie,
  type Default,
  type Header,
  type Int,
  type Query,
  type Reply,
  reply,
  type Secret,
  type WriteOnly,
} from "typeway";
import { TestClient } from "typeway/testing";
import { type Day, Decimal, Money, PlainDate, plainDate, type UserId, type userId, type words } from "./money.js";

type Id = Coded<typeof userId>;
const isPositive = (decimal: Decimal): boolean => Number(decimal.toString()) > 0;
interface Item {
  price: Decimal;
  total?: Money | null;
  owner: Id;
  since: Default<Day, "2024-02-29">;
  prices: Decimal[];
  byDay: Map<string, Day>;
  either: Decimal | Int | null;
  positive: Check<Decimal, typeof isPositive>;
}

const app = new App({ title: "Codecs", version: "1.0.0" });
app.get("/places/{id}", (id: Id, price: Decimal, xDay: Header<Day>, id2: Cookie<Id>, list: Query<Decimal[]> = []) => ({
  id,
  double: price.times(2),
  day: xDay.toString(),
  isDay: xDay instanceof PlainDate,
  id2,
  count: list.length,
}));
app.get("/words", (q: Query<Coded<typeof words>>) => q.count);
app.post("/items", (item: Item): Item => item);
app.post("/kinds", ({ price, total, since, either, prices }: Item) => ({
  price: price instanceof Decimal,
  total: total instanceof Money,
  since: since instanceof PlainDate,
  either: either instanceof Decimal,
  prices: prices.every((one) => one instanceof Decimal),
}));
app.get("/answers/{kind}", (kind: string): Money | Decimal | Int => {
  if (kind === "money") return new Money(5n, "EUR");
  if (kind === "bad") return new Money(-5n, "NOK");
  if (kind === "fake") return { minor: 1n, currency: "EUR" } as Money;
  return kind === "decimal" ? new Decimal("1.50") : 7;
});
app.get("/owner/{id}", async (id: string): Promise<Id> => id as UserId);
app.post("/wrapped", (value: { money: Money }) => value);

const client = new TestClient(app, { raiseServerErrors: false });
const detailOf = (body: unknown): unknown => (body as { detail: unknown }).detail;
const item = {
  price: "10.50",
  total: { amount: 5, currency: "EUR" },
  owner: "u-1",
  prices: ["1", "2"],
  byDay: { first: "2024-01-31" },
  either: "3.5",
  positive: "1",
};

t.test("codecs: in path, query, header and cookie, where the wire type has a text", async (t) => {
  const headers = { "x-day": "2024-12-24" };
  const options = { query: { price: "2.5", list: ["1", "2"] }, headers, cookies: { id2: "u-2" } };
  t.strictSame((await client.get("/places/u-1", options)).json(), {
    id: "u-1",
    double: "5",
    day: "2024-12-24",
    isDay: true,
    id2: "u-2",
    count: 2,
  });
  t.equal((await client.get("/words", { query: { q: ["a", "b"] } })).json(), 2);
});

t.test("codecs: what the wire type refuses is never decoded; what decode throws is an issue", async (t) => {
  const reply = await client.get("/places/x", {
    query: { price: "1,5", list: ["1", "x", "123456789012345678901"] },
    headers: { "x-day": "2023-02-29" },
    cookies: { id2: "user" },
  });
  t.equal(reply.status, 422);
  t.strictSame(detailOf(reply.json()), [
    {
      type: "string_too_short",
      loc: ["path", "id"],
      msg: "Expected at least 3 characters",
      input: "x",
      ctx: { min_length: 3 },
    },
    {
      type: "string_pattern_mismatch",
      loc: ["query", "price"],
      msg: "Expected text that matches ^-?[0-9]+(\\.[0-9]+)?$",
      input: "1,5",
      ctx: { pattern: "^-?[0-9]+(\\.[0-9]+)?$" },
    },
    {
      type: "string_pattern_mismatch",
      loc: ["query", "list", 1],
      msg: "Expected text that matches ^-?[0-9]+(\\.[0-9]+)?$",
      input: "x",
      ctx: { pattern: "^-?[0-9]+(\\.[0-9]+)?$" },
    },
    {
      type: "decimal_max_digits",
      loc: ["query", "list", 2],
      msg: "At most 20 characters",
      input: "123456789012345678901",
    },
    {
      type: "value_error",
      loc: ["header", "x-day"],
      msg: "There is no 2023-02-29",
      input: "2023-02-29",
      ctx: { error: "There is no 2023-02-29" },
    },
    {
      type: "user_id",
      loc: ["cookie", "id2"],
      msg: "A user's id begins with u-",
      input: "user",
      ctx: { prefix: "u-" },
    },
  ]);
});

t.test("codecs: in properties, lists, map values, unions, with a default and with a check", async (t) => {
  t.strictSame((await client.post("/items", { json: item })).json(), { ...item, since: "2024-02-29" });
  t.strictSame((await client.post("/items", { json: { ...item, total: null, either: 3 } })).json(), {
    ...item,
    total: null,
    since: "2024-02-29",
    either: 3,
  });
  t.strictSame((await client.post("/kinds", { json: item })).json(), {
    price: true,
    total: true,
    since: true,
    either: true,
    prices: true,
  });
  const bad = {
    ...item,
    total: { amount: -1, currency: "USD" },
    prices: ["1", 2],
    byDay: { a: "2024-02-30" },
    either: "x",
    positive: "-1",
  };
  const reply = await client.post("/items", { json: bad });
  t.strictSame(
    (detailOf(reply.json()) as { type: string; loc: unknown }[]).map(({ type, loc }) => [type, loc]),
    [
      ["greater_than_equal", ["body", "total", "amount"]],
      ["literal_error", ["body", "total", "currency"]],
      ["string_type", ["body", "prices", 1]],
      ["value_error", ["body", "byDay", "a"]],
      ["string_pattern_mismatch", ["body", "either", "Decimal"]],
      ["int_type", ["body", "either", "int"]],
      ["value_error", ["body", "positive"]],
    ],
  );
});

t.test(
  "codecs: answers are written by the codec of the value's class, and checked against the wire type",
  async (t) => {
    t.strictSame((await client.get("/answers/money")).json(), { amount: 5, currency: "EUR" });
    t.equal((await client.get("/answers/decimal")).json(), "1.50");
    t.equal((await client.get("/answers/int")).json(), 7);
    t.equal((await client.get("/answers/bad")).status, 500);
    t.equal((await client.get("/answers/fake")).status, 500);
    t.equal((await client.get("/owner/u-1")).json(), "u-1");
    t.equal((await client.get("/owner/u")).status, 500);
    t.strictSame((await client.post("/wrapped", { json: { money: { amount: 1, currency: "NOK" } } })).json(), {
      money: { amount: 1, currency: "NOK" },
    });
  },
);

t.test("codecs: the document shows the wire type, under the class's name where it is an object", async (t) => {
  const { components } = app.openapi();
  const decimal = { type: "string", pattern: "^-?[0-9]+(\\.[0-9]+)?$" };
  const day = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
  t.match(components?.["schemas"]?.["Money"], {
    type: "object",
    properties: { amount: { type: "number", minimum: 0 }, currency: { $ref: "#/components/schemas/Currency" } },
    required: ["amount", "currency"],
  });
  t.match(components?.["schemas"]?.["Item-Input"], {
    properties: {
      price: decimal,
      total: { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }] },
      owner: { type: "string", minLength: 3 },
      since: { ...day, default: "2024-02-29" },
      prices: { type: "array", items: decimal },
      byDay: { type: "object", additionalProperties: day },
      positive: decimal,
    },
  });
});

t.test("codecs: words about values hold in a reply's value, alone, promised and beside other answers", async (t) => {
  interface Page<T> {
    item: T;
    note?: WriteOnly<string>;
  }
  type Created<T> = Reply<201, T>;
  type Answers<T> = Reply<201, T> | Reply<404, T[]> | Reply<410, Page<T>>;
  const app = new App({ title: "Replies", version: "1.0.0" });
  const day = plainDate.decode("2024-02-29");
  const page = { item: day, note: "kept" };
  app.get("/alone", (): Reply<201, Day> => reply(201, day));
  app.get("/alias", (): Created<Day> => reply(201, day));
  app.get("/promised", async (): Promise<Reply<201, Page<Day>>> => reply(201, page));
  app.get("/secret", (): Reply<201, Page<Secret<string>>> => reply(201, { item: "hunter2", note: "kept" }));
  app.get(
    "/secret/promised",
    async (): Promise<Reply<201, Page<Secret<string>>> | Reply<404, string>> => reply(201, { item: "hunter2" }),
  );
  app.get("/union", (missing = false): Reply<201, Day[]> | Reply<404, Page<Day>> =>
    missing ? reply(404, page) : reply(201, [day]),
  );
  app.get(
    "/beside",
    async (plain = false): Promise<Day | Created<Day> | { plain: boolean }> => (plain ? day : reply(201, day)),
  );
  app.get("/aliases/{status}", (status: Int): Answers<Day> => {
    if (status === 404) return reply(404, [day]);
    return status === 410 ? reply(410, page) : reply(201, day);
  });
  app.get("/aliases/secret", (): Answers<Page<Secret<string>>> => reply(201, { item: "hunter2", note: "kept" }));
  const client = new TestClient(app, { raiseServerErrors: false });
  const answer = async (path: string) => {
    const { status, text } = await client.get(path);
    return [status, JSON.parse(text)];
  };
  t.strictSame(await answer("/alone"), [201, "2024-02-29"]);
  t.strictSame(await answer("/alias"), [201, "2024-02-29"]);
  t.strictSame(await answer("/promised"), [201, { item: "2024-02-29" }]);
  t.strictSame(await answer("/secret"), [201, {}]);
  t.strictSame(await answer("/secret/promised"), [201, {}]);
  t.strictSame(await answer("/union"), [201, ["2024-02-29"]]);
  t.strictSame(await answer("/union?missing=true"), [404, { item: "2024-02-29" }]);
  t.strictSame(await answer("/beside"), [201, "2024-02-29"]);
  t.strictSame(await answer("/beside?plain=true"), [200, "2024-02-29"]);

  t.strictSame(await answer("/aliases/201"), [201, "2024-02-29"]);
  t.strictSame(await answer("/aliases/404"), [404, ["2024-02-29"]]);
  t.strictSame(await answer("/aliases/410"), [410, { item: "2024-02-29" }]);
  t.strictSame(await answer("/aliases/secret"), [201, {}]);

  const { components, paths } = app.openapi();
  const wire = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  const text = json(wire);
  const named = json({ $ref: "#/components/schemas/Page_Day" });
  const list = json({ type: "array", items: wire });
  t.match(paths, {
    "/alone": { get: { responses: { 201: text } } },
    "/alias": { get: { responses: { 201: text } } },
    "/promised": { get: { responses: { 201: named } } },
    "/union": { get: { responses: { 201: list, 404: named } } },
    "/beside": { get: { responses: { 201: text } } },
  });
  t.strictSame(components?.["schemas"]?.["Page_Day"], {
    type: "object",
    properties: { item: wire },
    required: ["item"],
  });
  t.strictSame(components?.["schemas"]?.["Page_Secret_string"], { type: "object" });
});
