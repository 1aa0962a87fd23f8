// How queries, headers and cookies write lists and objects.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Comma,
  type Cookie,
  type Default,
  type Doc,
  type Exact,
  type Header,
  type Int,
  type MinItems,
  type Minimum,
  type OrNull,
  type Query,
} from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

/** From and to. */
interface Price {
  min: Int & Minimum<0>;
  max?: Int;
}
interface Box {
  north: number;
  inner?: { east: number; deeper?: { on: boolean } };
}
interface Filter {
  /** What it may cost. */
  price?: Price;
  tags?: string[];
  order: Default<"up" | "down", "up">;
}
interface Settings {
  page: { size: Default<Int, 20>; from?: Int };
  range: Default<Price, { min: 1 }>;
  seen: OrNull<{ at: Date }>;
}
interface Odd {
  filter: { __proto__?: string; constructor?: string; toString?: string };
}
interface Paging {
  limit: Default<Int, 10>;
  offset?: Int;
}
interface Sorting {
  sort?: string;
}
interface Area {
  box?: Box;
}
interface Csv {
  ids: Comma<Int[]>;
  tags?: Comma<Set<string> & MinItems<1>>;
}

class Window {
  size: Int = 3;
  next(): Int {
    return this.size + 1;
  }
}
class Pages {
  limit: Int & Minimum<1> = 10;
  offset: Int = 0;
  window: Window = new Window();
  get first(): Int {
    return this.offset * this.limit;
  }
}
interface OnlyRead {
  inner: { deep: { on: boolean } };
}

const app = new App({ title: "Styles", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } });
app.get("/spread", (filter: Query<Filter>, q?: string) => ({ filter, q }));
app.get("/named", (filter: Query<Filter, "filter">, q?: string) => ({ filter, q }));
app.get("/optional", (filter?: Query<Filter, "filter">) => ({ filter }));
app.get("/required", (price: Query<Price, "price">) => price);
app.get("/deep", (area: Query<Area>) => area);
app.get("/settings", (settings: Query<Settings>) => settings);
app.get("/odd", (odd: Query<Odd>) => Object.entries(odd.filter));
app.get("/exact", (filter: Query<Exact<Filter>, "filter">) => filter);
app.get("/exact-inside", (f: Query<{ price: Exact<Price>; other?: Price }>) => f);
app.get("/exact-outside", (f: Query<Exact<{ price?: Price }>>) => f);
app.get("/two", (paging: Query<Paging>, sorting: Query<Sorting>, q?: string) => ({ paging, sorting, q }));
app.get("/aliased", (tags: Query<string[], "tag">) => tags);
app.get("/comma", (csv: Query<Csv>) => csv);
app.post("/comma", (ids: Comma<Int[]>) => ids);
app.get("/comma/elsewhere", (xTags: Header<Comma<string[]>>, sizes: Cookie<Comma<Int[]>> = []) => ({ xTags, sizes }));
app.get("/comma/tuple", (pair: Query<Comma<[Int, Int]>, "p">) => pair);
app.get("/destructured", ({ page = { size: 5 }, range }: Query<Pick<Settings, "range"> & { page: { size: Int } }>) => [
  page,
  range,
]);
app.get(
  "/described",
  /** @param price What it may cost. */
  (price?: Query<Price, "price">) => price?.min ?? null,
);
app.get("/classes", (paging: Query<Pages>, named?: Query<Pages, "other">) => [
  paging instanceof Pages && paging.window instanceof Window,
  paging.first,
  paging.window.next(),
  named instanceof Pages ? named.limit : null,
]);
app.get("/hidden", (f: Query<{ secret: Doc<string, { hidden: true }>; shown: string }, "f">) => f);

const client = new TestClient(app);
t.teardown(() => client.close());

async function answer(path: string, options?: TestOptions): Promise<unknown> {
  const reply = await client.get(path, options);
  if (reply.status === 200) return reply.json();
  return reply.json<{ detail: { type: string; loc: unknown[] }[] }>().detail.map(({ type, loc }) => [type, ...loc]);
}
function parameters(path: string): { readonly name: string; readonly schema?: unknown }[] {
  const operation = app.openapi().paths[path]?.["get"] as { parameters: { name: string }[] } | undefined;
  return operation?.parameters ?? [];
}

t.test("B23: an object inside a spread object is a deepObject", async (t) => {
  t.strictSame(await answer("/spread?price[min]=1&price[max]=5&tags=a&tags=b&q=x"), {
    filter: { price: { min: 1, max: 5 }, tags: ["a", "b"], order: "up" },
    q: "x",
  });
  t.strictSame(await answer("/spread?price%5Bmin%5D=1"), { filter: { price: { min: 1 }, order: "up" } });
  t.strictSame(await answer("/spread"), { filter: { order: "up" } });
});

t.test("B23: with a name the object itself is one", async (t) => {
  const filter = { price: { min: 1, max: 5 }, tags: ["a", "b"], order: "down" };
  const query = "filter[price][min]=1&filter[price][max]=5&filter[tags]=a&filter[tags]=b&filter[order]=down";
  t.strictSame(await answer(`/named?${query}&q=x`), { filter, q: "x" });
  t.strictSame(await answer("/named?price[min]=1&order=down"), { filter: { order: "up" } }, "the name is part of it");
});

t.test("deepObject: issues say where, as in a body", async (t) => {
  t.strictSame(await answer("/named?filter[price][min]=-1&filter[price][max]=x&filter[order]=left"), [
    ["greater_than_equal", "query", "filter", "price", "min"],
    ["int_parsing", "query", "filter", "price", "max"],
    ["literal_error", "query", "filter", "order"],
  ]);
  t.strictSame(await answer("/named?filter[price][min]=1&filter[price][min]=2"), [
    ["duplicate", "query", "filter", "price", "min"],
  ]);
});

t.test("deepObject: an optional object is there when one of its properties is, and then whole", async (t) => {
  t.strictSame(await answer("/optional"), {});
  t.strictSame(await answer("/optional?filter[order]=down"), { filter: { order: "down" } });
  t.strictSame(await answer("/optional?filter[price][max]=1"), [["missing", "query", "filter", "price", "min"]]);
  t.strictSame(await answer("/spread?price[max]=1"), [["missing", "query", "price", "min"]]);
});

t.test("deepObject: of a required object each missing property is reported", async (t) => {
  t.strictSame(await answer("/required"), [["missing", "query", "price", "min"]]);
  t.strictSame(await answer("/required?price=1"), [["missing", "query", "price", "min"]]);
});

t.test("deepObject: to any declared depth", async (t) => {
  t.strictSame(await answer("/deep?box[north]=1&box[inner][east]=2&box[inner][deeper][on]=yes"), {
    box: { north: 1, inner: { east: 2, deeper: { on: true } } },
  });
  t.strictSame(await answer("/deep?box[inner][deeper][on]=yes"), [
    ["missing", "query", "box", "north"],
    ["missing", "query", "box", "inner", "east"],
  ]);
});

t.test("deepObject: defaults of properties and of whole objects", async (t) => {
  t.strictSame(await answer("/settings"), { page: { size: 20 }, range: { min: 1 }, seen: null });
  const seen = "2024-05-31T12:00:00.000Z";
  t.strictSame(await answer(`/settings?page[from]=3&range[min]=2&seen[at]=${seen}`), {
    page: { size: 20, from: 3 },
    range: { min: 2 },
    seen: { at: seen },
  });
});

t.test("deepObject: an initializer of a destructured parameter stands in for an absent object", async (t) => {
  t.strictSame(await answer("/destructured"), [{ size: 5 }, { min: 1 }]);
  t.strictSame(await answer("/destructured?page[size]=7"), [{ size: 7 }, { min: 1 }]);
  t.match(parameters("/destructured"), [{ name: "range" }, { name: "page" }]);
  t.strictSame(
    parameters("/destructured").filter((parameter) => "required" in parameter),
    [],
  );
});

t.test("an object of a class is made by its constructor", async (t) => {
  t.strictSame(await answer("/classes"), [true, 0, 4, null]);
  t.strictSame(await answer("/classes?offset=2&window[size]=5&other[limit]=7"), [true, 20, 6, 7]);
  t.strictSame(await answer("/classes?limit=0&other[window][size]=x"), [
    ["greater_than_equal", "query", "limit"],
    ["int_parsing", "query", "other", "window", "size"],
  ]);
});

t.test("deepObject: its types are in the document also where nothing else mentions them", async (t) => {
  const alone = new App();
  alone.get("/alone", (only: Query<OnlyRead, "only">) => only.inner.deep.on);
  t.match(alone.openapi().paths["/alone"], { get: { parameters: [{ schema: { $ref: /OnlyRead$/ } }] } });
  t.ok(alone.openapi().components?.["schemas"]?.["OnlyRead"]);
});

t.test("4 names of Object.prototype are names like any other", async (t) => {
  t.strictSame(await answer("/odd?filter[__proto__]=x&filter[constructor]=y&filter[toString]=z"), [
    ["__proto__", "x"],
    ["constructor", "y"],
    ["toString", "z"],
  ]);
  t.strictSame(await answer("/odd?filter[valueOf]=x&filter[__proto__][polluted]=1&__proto__[polluted]=1"), []);
  t.equal(Reflect.get({}, "polluted"), undefined);
  t.strictSame(await answer("/named?filter[__proto__][min]=1&__proto__=x&constructor[prototype][x]=1"), {
    filter: { order: "up" },
  });
});

t.test("deepObject: Exact refuses what its own level does not declare", async (t) => {
  t.strictSame(await answer("/exact?filter[color]=red&filter[price][min]=1&filter[price][huge]=1&other=1"), [
    ["extra_forbidden", "query", "filter", "color"],
  ]);
  t.strictSame(await answer("/exact-inside?price[min]=1&price[x]=1&other[min]=1&other[x]=1&y=1"), [
    ["extra_forbidden", "query", "price", "x"],
  ]);
  t.strictSame(await answer("/exact-outside?price[min]=1&price[x]=1&y[z]=1&w=1"), [
    ["extra_forbidden", "query", "y[z]"],
    ["extra_forbidden", "query", "w"],
  ]);
});

t.test("B22: spread objects stand beside each other and beside single parameters", async (t) => {
  t.strictSame(await answer("/two?limit=5&sort=name&q=x"), {
    paging: { limit: 5 },
    sorting: { sort: "name" },
    q: "x",
  });
  t.strictSame(
    parameters("/two").map(({ name }) => name),
    ["limit", "offset", "sort", "q"],
  );
});

t.test("B15: an alias of a list", async (t) => {
  t.strictSame(await answer("/aliased?tag=a&tag=b"), ["a", "b"]);
  t.strictSame(await answer("/aliased?tags=a"), [["missing", "query", "tag"]]);
});

t.test("Comma: one text is a list", async (t) => {
  t.strictSame(await answer("/comma?ids=1,2,3&tags=a,b,a"), { ids: [1, 2, 3], tags: ["a", "b"] });
  t.strictSame(await answer("/comma?ids=1,x&tags="), [
    ["int_parsing", "query", "ids", 1],
    ["too_short", "query", "tags"],
  ]);
  t.strictSame(await answer("/comma"), [["missing", "query", "ids"]]);
  t.strictSame(await answer("/comma?ids="), { ids: [] }, "an empty text is the empty list");
  t.strictSame(await answer("/comma?ids=1,,2"), [["int_parsing", "query", "ids", 1]], "an empty item is an item");
  t.strictSame(await answer("/comma?ids=1,2&ids=3"), { ids: [1, 2, 3] }, "several texts follow each other");
  t.strictSame(await answer("/comma/tuple?p=1,2"), [1, 2]);
  t.strictSame(await answer("/comma/tuple?p=1"), [["missing", "query", "p", 1]]);
});

t.test("Comma: an encoded comma is part of its item", async (t) => {
  t.strictSame(await answer("/comma?ids=1&tags=a%2Cb,c+d,%C3%A9"), { ids: [1], tags: ["a,b", "c d", "é"] });
});

t.test("Comma: makes a list a text, also for methods with a body", async (t) => {
  t.strictSame((await client.post("/comma?ids=1,2")).json(), [1, 2]);
});

t.test("Comma: in headers and cookies", async (t) => {
  const seen = async (headers: Record<string, string>) => answer("/comma/elsewhere", { headers });
  t.strictSame(await seen({ "X-Tags": "a, b ,,c", Cookie: "sizes=1,2" }), { xTags: ["a", "b", "c"], sizes: [1, 2] });
  t.strictSame(await seen({ "X-Tags": "" }), { xTags: [], sizes: [] });
  t.strictSame(await seen({ "X-Tags": "a%2Cb", Cookie: 'sizes="3%2C4"' }), [["int_parsing", "cookie", "sizes", 0]]);
});

t.test("the document names the styles", async (t) => {
  t.strictSame(await validateDocument(app.openapi()), []);
  const integer = { type: "integer", format: "int64" };
  t.strictSame(parameters("/named"), [
    {
      name: "filter",
      in: "query",
      style: "deepObject",
      explode: true,
      schema: { $ref: "#/components/schemas/Filter-Input" },
    },
    { name: "q", in: "query", schema: { type: "string" } },
  ]);
  t.strictSame(parameters("/spread"), [
    {
      name: "price",
      in: "query",
      description: "What it may cost.",
      style: "deepObject",
      explode: true,
      schema: { $ref: "#/components/schemas/Price" },
    },
    { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } },
    { name: "order", in: "query", schema: { type: "string", enum: ["up", "down"], default: "up" } },
    { name: "q", in: "query", schema: { type: "string" } },
  ]);
  t.match(parameters("/described"), [{ name: "price", description: "What it may cost." }]);
  t.match(parameters("/required"), [{ name: "price", required: true }]);
  t.match(parameters("/settings"), [{ name: "page" }, { name: "range", schema: { default: { min: 1 } } }, {}]);
  t.strictSame(parameters("/comma"), [
    {
      name: "ids",
      in: "query",
      required: true,
      style: "form",
      explode: false,
      schema: { type: "array", items: integer },
    },
    {
      name: "tags",
      in: "query",
      style: "form",
      explode: false,
      schema: { type: "array", items: { type: "string" }, uniqueItems: true, minItems: 1 },
    },
  ]);
  t.strictSame(parameters("/comma/elsewhere"), [
    { name: "x-tags", in: "header", required: true, schema: { type: "array", items: { type: "string" } } },
    {
      name: "sizes",
      in: "cookie",
      style: "form",
      explode: false,
      schema: { type: "array", items: integer, default: [] },
    },
  ]);
  t.strictSame(parameters("/hidden")[0]?.schema, {
    type: "object",
    properties: { shown: { type: "string" } },
    required: ["shown"],
  });
});
