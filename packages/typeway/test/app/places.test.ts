// Default, OrNull, Doc and Exact on properties and parameters: through aliases, generics and mapped types.
import t from "tap";
import { App, type Default, type Doc, type Exact, type Int, type OrNull, type Query, type Secret } from "typeway";
import { TestClient } from "typeway/testing";

type Limit = Default<Int, 20>;
type Titled<T> = Doc<T, { title: "Titled" }>;
interface Base {
  limit: Limit;
  note: OrNull<string>;
  titled: Titled<Default<string, "t">>;
  nested: Default<Inner, { a: 1 }>;
}
interface Inner {
  a: Int;
}
interface Box<T> {
  value: T;
  others: Default<T[], []>;
}
interface Holder<T> {
  value: T;
}
interface Item extends Base {
  name: string;
}

const app = new App({ title: "Places", version: "1.0.0" });
app.post("/base", (base: Base): Base => base);
app.post("/partial", (base: Partial<Base>) => base);
app.post("/picked", (base: Pick<Item, "limit" | "name">) => base);
app.post("/omitted", (base: Omit<Item, "limit" | "nested">) => base);
app.post("/intersection", (base: Pick<Base, "limit"> & { more: OrNull<Int> }) => base);
app.post("/boxes", (box: Box<OrNull<string>>) => box);
app.post("/plain", (box: Box<string | null>) => box);
app.post("/secret", (holder: Holder<Secret<Int>>) => holder.value);
app.post("/exact", (inner: Exact<Inner>) => inner);
app.post("/several", (one: Exact<Inner>, two: OrNull<Inner>) => ({ one, two }));
app.get(
  "/query",
  (limit: Limit, note: OrNull<string>, page?: Query<Titled<Int>>, on: Default<boolean, true> = false) => ({
    limit,
    note,
    page,
    on,
  }),
);

const client = new TestClient(app);
const filled = { limit: 20, note: null, titled: "t", nested: { a: 1 } };

t.test("places: a default fills a property in, also through Pick, Omit and intersections", async (t) => {
  t.strictSame((await client.post("/base", { json: {} })).json(), filled);
  t.strictSame((await client.post("/picked", { json: { name: "n" } })).json(), { limit: 20, name: "n" });
  t.strictSame((await client.post("/omitted", { json: { name: "n" } })).json(), { note: null, titled: "t", name: "n" });
  t.strictSame((await client.post("/intersection", { json: {} })).json(), { limit: 20, more: null });
});

t.test("places: with Partial absent stays absent", async (t) => {
  t.strictSame((await client.post("/partial", { json: {} })).json(), {});
  t.strictSame((await client.post("/partial", { json: { limit: 1, note: null } })).json(), { limit: 1, note: null });
});

t.test("places: words in the argument of a generic type are about the property that has it", async (t) => {
  t.strictSame((await client.post("/boxes", { json: {} })).json(), { value: null, others: [] });
  t.equal((await client.post("/plain", { json: {} })).status, 422);
  const reply = await client.post("/secret", { json: { value: "hunter2" } });
  t.match(reply.json(), { detail: [{ loc: ["body", "value"], input: "**********" }] });
});

t.test("places: Exact on a parameter, alone and as one of several", async (t) => {
  t.equal((await client.post("/exact", { json: { a: 1, b: 2 } })).status, 422);
  t.strictSame((await client.post("/several", { json: { one: { a: 1 } } })).json(), { one: { a: 1 }, two: null });
  t.equal((await client.post("/several", { json: { one: { a: 1, b: 2 } } })).status, 422);
});

t.test("places: a parameter whose type promises a default has it; an initializer wins", async (t) => {
  t.strictSame((await client.get("/query")).json(), { limit: 20, note: null, on: false });
  t.strictSame((await client.get("/query?limit=3&note=n&page=1")).json(), { limit: 3, note: "n", page: 1, on: false });
  t.match(app.openapi().paths["/query"]?.["get"], {
    parameters: [
      { name: "limit", schema: { default: 20 } },
      { name: "note", schema: { type: "string" } },
      { name: "page" },
      { name: "on", schema: { default: false } },
    ],
  });
  // No text stands for null.
  t.notMatch(JSON.stringify(app.openapi().paths["/query"]), /"default":null/);
});
