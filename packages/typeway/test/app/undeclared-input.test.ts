// What happens to input that no type declares: by parameter, by model, by route, by router and by app.
import t from "tap";
import { App, type Cookie, type Depends, type Exact, type Int, type Query, Router } from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

interface Part {
  name: string;
}
interface Item {
  name: string;
  part?: Part;
  parts?: Part[];
  more?: { [name: string]: Part };
  either?: Part | { size: Int };
  anything?: unknown;
}
interface StrictItem {
  name: string;
  part?: Exact<Part>;
  loose?: Part;
}
interface Filter {
  limit?: Int;
}
interface Theme {
  theme: string;
}
function paging(page: Int = 1): Int {
  return page;
}

const drop = new App();
drop.post("/item", (item: Item) => item);
drop.post("/strict", (item: StrictItem) => item);
drop.post("/exact", (item: Exact<Item>) => item);
drop.get("/query", (filter: Query<Filter>) => filter);
drop.get("/exact-query", (filter: Query<Exact<Filter>>, q?: string, page?: Depends<typeof paging>) => [
  filter,
  q,
  page,
]);
drop.get("/exact-cookie", (cookies: Cookie<Exact<Theme>>, lang?: Cookie<string>) => ({ ...cookies, lang }));
drop.get("/refusing-route", { undeclaredInput: "refuse" }, (q?: string) => ({ q }));

const refuse = new App({ undeclaredInput: "refuse", title: "Strict", version: "1.0.0" });
refuse.post("/item", (item: Item, q?: string) => ({ item, q }));
refuse.post("/two", (first: Part, second: Part) => [first, second]);
refuse.get("/query", (filter: Query<Filter>, theme?: Cookie<string>) => ({ filter, theme }));
refuse.get("/nothing", () => "ok");
refuse.get("/lax", { undeclaredInput: "drop" }, (q?: string) => ({ q }));
const lax = new Router({ prefix: "/lax-router", undeclaredInput: "drop" });
lax.get("/here", (q?: string) => ({ q }));
lax.get("/strict", { undeclaredInput: "refuse" }, (q?: string) => ({ q }));
refuse.include(lax);

const dropping = new TestClient(drop);
const refusing = new TestClient(refuse);
t.teardown(async () => {
  await dropping.close();
  await refusing.close();
});

async function get(client: TestClient, path: string, options?: TestOptions): Promise<unknown> {
  return seen(await client.get(path, options));
}
async function post(client: TestClient, path: string, json: unknown): Promise<unknown> {
  return seen(await client.post(path, { json }));
}
function seen(reply: Awaited<ReturnType<TestClient["get"]>>): unknown {
  if (reply.status === 200) return reply.json();
  return reply.json<{ detail: { type: string; loc: unknown[] }[] }>().detail.map(({ type, loc }) => [type, ...loc]);
}
const deep = {
  name: "a",
  x: 1,
  part: { name: "b", y: 1 },
  parts: [{ name: "c" }, { name: "d", z: 1 }],
  more: { e: { name: "e", w: 1 } },
  anything: { free: 1 },
};
const clean = {
  name: "a",
  part: { name: "b" },
  parts: [{ name: "c" }, { name: "d" }],
  more: { e: { name: "e" } },
  anything: { free: 1 },
};

t.test("B14, D14: by default it is as if it had not been sent", async (t) => {
  t.strictSame(await post(dropping, "/item", deep), clean);
  t.strictSame(await get(dropping, "/query?limit=1&color=red"), { limit: 1 });
});

t.test("Exact on a parameter refuses the keys of its own object, not of those inside", async (t) => {
  t.strictSame(await post(dropping, "/exact", deep), [["extra_forbidden", "body", "x"]]);
});

t.test("Exact on a property refuses those of the property's object", async (t) => {
  const part = { name: "a", x: 1 };
  t.strictSame(await post(dropping, "/strict", { name: "a", y: 1, part, loose: part }), [
    ["extra_forbidden", "body", "part", "x"],
  ]);
});

t.test("B21: Exact on a spread object refuses names that nothing of the route reads", async (t) => {
  t.strictSame(await get(dropping, "/exact-query?limit=1&q=x&page=2"), [{ limit: 1 }, "x", 2]);
  t.strictSame(await get(dropping, "/exact-query?limit=x&tool=a&tool=b&a+b=%C3%A9"), [
    ["int_parsing", "query", "limit"],
    ["extra_forbidden", "query", "tool"],
    ["extra_forbidden", "query", "tool"],
    ["extra_forbidden", "query", "a b"],
  ]);
});

t.test("B21: Exact on spread cookies", async (t) => {
  const cookies = { theme: "dark", lang: "de" };
  t.strictSame(await get(dropping, "/exact-cookie", { cookies }), cookies);
  t.strictSame(await get(dropping, "/exact-cookie", { cookies: { ...cookies, track: "1" } }), [
    ["extra_forbidden", "cookie", "track"],
  ]);
});

t.test("undeclaredInput: a route can refuse, or take what its app refuses", async (t) => {
  t.strictSame(await get(dropping, "/refusing-route?q=a"), { q: "a" });
  t.strictSame(await get(dropping, "/refusing-route?q=a&b=1"), [["extra_forbidden", "query", "b"]]);
  t.strictSame(await get(refusing, "/lax?q=a&b=1"), { q: "a" });
});

t.test("undeclaredInput: a router can, and its routes can again", async (t) => {
  t.strictSame(await get(refusing, "/lax-router/here?q=a&b=1"), { q: "a" });
  t.strictSame(await get(refusing, "/lax-router/strict?q=a&b=1"), [["extra_forbidden", "query", "b"]]);
});

t.test("undeclaredInput: an app that refuses does so at every depth of a body", async (t) => {
  t.strictSame(await post(refusing, "/item", clean), { item: clean });
  t.strictSame(await post(refusing, "/item?r=1", deep), [
    ["extra_forbidden", "query", "r"],
    ["extra_forbidden", "body", "part", "y"],
    ["extra_forbidden", "body", "parts", 1, "z"],
    ["extra_forbidden", "body", "more", "e", "w"],
    ["extra_forbidden", "body", "x"],
  ]);
});

t.test("undeclaredInput: of a union one member has to declare it all", async (t) => {
  t.strictSame(await post(refusing, "/item", { name: "a", either: { size: 1 } }), {
    item: { name: "a", either: { size: 1 } },
  });
  const reply = (await post(refusing, "/item", { name: "a", either: { size: 1, x: 1 } })) as unknown[];
  t.match(JSON.stringify(reply), /"extra_forbidden","body","either"/);
});

t.test("undeclaredInput: keys of an object whose keys are parameters", async (t) => {
  const part = { name: "a" };
  t.strictSame(await post(refusing, "/two", { first: part, second: part }), [part, part]);
  t.strictSame(await post(refusing, "/two", { first: part, second: part, third: part }), [
    ["extra_forbidden", "body", "third"],
  ]);
});

t.test(
  "undeclaredInput: routes without parameters refuse queries, too; cookies and headers are nobody's choice",
  async (t) => {
    t.strictSame(await get(refusing, "/nothing?x=1"), [["extra_forbidden", "query", "x"]]);
    t.strictSame(
      await get(refusing, "/query?limit=1", { cookies: { theme: "a", other: "b" }, headers: { "X-Y": "z" } }),
      {
        filter: { limit: 1 },
        theme: "a",
      },
    );
  },
);

t.test("undeclaredInput: the document and its pages stay reachable", async (t) => {
  t.equal((await refusing.get("/openapi.json?cache=1")).status, 200);
  t.equal((await refusing.get("/docs?x=1")).status, 200);
});

t.test("the document says so where the type does", async (t) => {
  const { schemas } = drop.openapi().components ?? {};
  t.strictSame((schemas?.["StrictItem"] as { properties: { part: unknown } } | undefined)?.properties.part, {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
    additionalProperties: false,
  });
});
