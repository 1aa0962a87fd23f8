// Checks written as functions: on parameters, properties, items, members of unions, whole bodies and answers.
import t from "tap";
import { App, type Check, type Default, type Header, type Int, InvalidValue, type OrNull, type Query } from "typeway";
import { TestClient } from "typeway/testing";
import type { hasNoZero as hasNoZeroes, Isbn, OrderedPeriod, Period } from "./isbn.js";

const asked: unknown[] = [];
const isEven = (value: number): boolean => asked.push(value) > 0 && value % 2 === 0;
function isSmall(value: number): void {
  if (value > 10) throw new RangeError("it is too large");
}
const refuses = (_value: string): void => {
  throw "no reason";
};
const fits = (order: Order): boolean => order.count <= order.max;

type Even = Check<Int, typeof isEven>;
type Checked<T extends number, F extends (value: T) => unknown> = Check<T, F>;
interface Order {
  count: Even;
  max: Int;
}
interface Book {
  isbn: Isbn;
  other?: Isbn | null;
  related: Default<Isbn[], []>;
  sold: OrNull<OrderedPeriod>;
}
interface Page<T> {
  items: T[];
  first: T | null;
}
interface Books extends Page<Isbn> {}
interface Sizes {
  pair: [Even, Check<Even, typeof isSmall>];
  byName: Record<string, Even>;
  set: Set<Even>;
  either: Even | "none";
  inner: Book["isbn"];
  both: Checked<Even, typeof isSmall>;
}

const app = new App({ title: "Checks", version: "1.0.0" });
app.get("/even/{n}", (n: Even) => n);
app.get("/query", (isbn: Isbn, size?: Check<Int, typeof isSmall>, list: Query<Even[]> = []) => ({ isbn, size, list }));
app.get("/header", (xIsbn: Header<Check<string, typeof hasNoZeroes>>) => xIsbn);
app.get("/reason", (q: Check<string, typeof refuses>) => q);
app.post("/books", (book: Book): Book => book);
app.post("/orders", (order: Check<Order, typeof fits>): Order => order);
app.post("/pages", (page: Page<Isbn>): Page<string> => page);
app.post("/plain", (page: Page<string>) => page.items.length);
app.post("/inherited", (books: Books): Books => books);
app.post("/sizes", (sizes: Sizes): Sizes => sizes);
app.post("/partial", (book: Partial<Pick<Book, "isbn" | "other">>) => book);
app.get("/answers/{n}", (n: Int): { even: Even } => ({ even: n }));
app.get("/periods/{year}", (year: Int): OrderedPeriod => ({ from: new Date(0), to: new Date(Date.UTC(year)) }));
app.get("/list/{n}", async (n: Int): Promise<Even[]> => [n]);
app.post("/union", (value: Even | string | Period): { kind: string } => ({ kind: typeof value }));

const client = new TestClient(app, { raiseServerErrors: false });
const detailOf = (body: unknown): unknown => (body as { detail: unknown }).detail;
const period = { from: "2024-01-02T00:00:00.000Z", to: "2024-01-01T00:00:00.000Z" };

t.test("checks: a function that returns false refuses a parameter", async (t) => {
  t.equal((await client.get("/even/4")).json(), 4);
  const reply = await client.get("/even/3");
  t.equal(reply.status, 422);
  t.strictSame(reply.json(), {
    detail: [
      {
        type: "value_error",
        loc: ["path", "n"],
        msg: "This value is refused by isEven",
        input: "3",
        ctx: { reason: "refused by isEven" },
      },
    ],
  });
});

t.test("checks: a function is asked only about what is of its type", async (t) => {
  asked.length = 0;
  const reply = await client.get("/even/x");
  t.equal(reply.status, 422);
  t.strictSame(asked, []);
});

t.test("checks: InvalidValue says code, message and ctx; another error its message, and never its stack", async (t) => {
  const reply = await client.get("/query", { query: { isbn: "12", size: "11", list: ["2", "3"] } });
  t.equal(reply.status, 422);
  t.strictSame(detailOf(reply.json()), [
    { type: "isbn", loc: ["query", "isbn"], msg: "An ISBN has 13 digits", input: "12", ctx: { digits: 13 } },
    {
      type: "value_error",
      loc: ["query", "size"],
      msg: "it is too large",
      input: "11",
      ctx: { error: "it is too large" },
    },
    {
      type: "value_error",
      loc: ["query", "list", 1],
      msg: "This value is refused by isEven",
      input: "3",
      ctx: { reason: "refused by isEven" },
    },
  ]);
  t.strictSame(detailOf((await client.get("/reason", { query: { q: "a" } })).json()), [
    {
      type: "value_error",
      loc: ["query", "q"],
      msg: "This value is refused",
      input: "a",
      ctx: { reason: "refused" },
    },
  ]);
});

t.test("checks: a function that only a type imports is called all the same", async (t) => {
  t.equal((await client.get("/header", { headers: { "x-isbn": "12" } })).json(), "12");
  t.equal((await client.get("/header", { headers: { "x-isbn": "10" } })).status, 422);
});

t.test("checks: on properties, items and through OrNull, Default and a default export", async (t) => {
  const isbn = "1234567890123";
  const good = await client.post("/books", { json: { isbn, other: null } });
  t.strictSame(good.json(), { isbn, other: null, related: [], sold: null });
  const bad = await client.post("/books", { json: { isbn: "12", other: "13", related: [isbn, "14"], sold: period } });
  t.strictSame(
    (detailOf(bad.json()) as { type: string; loc: unknown }[]).map(({ type, loc }) => [type, loc]),
    [
      ["isbn", ["body", "isbn"]],
      ["isbn", ["body", "other"]],
      ["isbn", ["body", "related", 1]],
      ["value_error", ["body", "sold"]],
    ],
  );
  t.strictSame((await client.post("/partial", { json: {} })).json(), {});
  t.equal((await client.post("/partial", { json: { isbn: "12" } })).status, 422);
});

t.test("checks: across the properties of an object, after each of them is right", async (t) => {
  t.strictSame((await client.post("/orders", { json: { count: 2, max: 2 } })).json(), { count: 2, max: 2 });
  const reply = await client.post("/orders", { json: { count: 4, max: 2 } });
  t.strictSame(detailOf(reply.json()), [
    {
      type: "value_error",
      loc: ["body"],
      msg: "This value is refused by fits",
      input: { count: 4, max: 2 },
      ctx: { reason: "refused by fits" },
    },
  ]);
  const both = await client.post("/orders", { json: { count: 3, max: 2 } });
  t.strictSame(
    (detailOf(both.json()) as { loc: unknown }[]).map(({ loc }) => loc),
    [["body", "count"]],
  );
});

t.test("checks: in the argument of a generic type, which is then another type", async (t) => {
  t.equal((await client.post("/pages", { json: { items: ["1234567890123"], first: null } })).status, 200);
  const reply = await client.post("/pages", { json: { items: ["1"], first: "12" } });
  t.strictSame(
    (detailOf(reply.json()) as { type: string; loc: unknown }[]).map(({ type, loc }) => [type, loc]),
    [
      ["string_too_short", ["body", "items", 0]],
      ["isbn", ["body", "first"]],
    ],
  );
  t.equal((await client.post("/plain", { json: { items: ["1"], first: null } })).json(), 1);
  t.equal((await client.post("/inherited", { json: { items: ["12"], first: null } })).status, 422);
  const names = Object.keys(app.openapi().components?.["schemas"] ?? {});
  t.ok(names.includes("Page_Isbn") && names.includes("Page_string"), names.join(", "));
});

t.test("checks: in tuples, records, sets, unions, and several of one value, inner ones first", async (t) => {
  const good = { pair: [2, 4], byName: { a: 2 }, set: [2], either: "none", inner: "1234567890123", both: 2 };
  t.strictSame((await client.post("/sizes", { json: good })).json(), good);
  const bad = { pair: [1, 12], byName: { a: 1 }, set: [1], either: 1, inner: "12", both: 11 };
  const reply = await client.post("/sizes", { json: bad });
  t.strictSame(
    (detailOf(reply.json()) as { msg: string; loc: unknown }[]).map(({ msg, loc }) => [msg, loc]),
    [
      ["This value is refused by isEven", ["body", "pair", 0]],
      ["it is too large", ["body", "pair", 1]],
      ["This value is refused by isEven", ["body", "byName", "a"]],
      ["This value is refused by isEven", ["body", "set", 0]],
      ["Expected 'none'", ["body", "either", "literal"]],
      ["This value is refused by isEven", ["body", "either", "int"]],
      ["An ISBN has 13 digits", ["body", "inner"]],
      ["This value is refused by isEven", ["body", "both"]],
    ],
  );
});

t.test("checks: decide which member of a union a value is", async (t) => {
  t.strictSame((await client.post("/union", { json: 2 })).json(), { kind: "number" });
  t.strictSame((await client.post("/union", { json: "2" })).json(), { kind: "string" });
  t.equal((await client.post("/union", { json: 3 })).status, 422);
});

t.test("checks: hold for answers as well, which are a server's fault", async (t) => {
  t.strictSame((await client.get("/answers/2")).json(), { even: 2 });
  t.equal((await client.get("/answers/3")).status, 500);
  t.equal((await client.get("/periods/2000")).status, 200);
  t.equal((await client.get("/periods/1960")).status, 500);
  t.equal((await client.get("/list/2")).status, 200);
  t.equal((await client.get("/list/3")).status, 500);
});

t.test("checks: are not in the document, which says what JSON Schema can say", async (t) => {
  const { components, paths } = app.openapi();
  t.match(components?.["schemas"]?.["Order"], {
    properties: { count: { type: "integer", format: "int64" }, max: { type: "integer", format: "int64" } },
  });
  t.match(paths["/orders"]?.["post"], {
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } },
  });
});

t.test("checks: InvalidValue is an error with value_error for its code", async (t) => {
  const { type, ctx, message, name } = new InvalidValue("no");
  t.strictSame(
    { type, ctx, message, name },
    { type: "value_error", ctx: undefined, message: "no", name: "InvalidValue" },
  );
});
