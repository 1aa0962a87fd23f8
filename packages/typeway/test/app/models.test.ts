// Models: what their types say in the body of a request. The tests are named after the rows of FastAPI's feature list.
import t from "tap";
import {
  App,
  type Exact,
  type Int,
  type Lowercase,
  type Minimum,
  type OrNull,
  type Trim,
  toJson,
  type Url,
} from "typeway";
import { TestClient } from "typeway/testing";

interface Item {
  name: string;
  price: number & Minimum<0>;
}
interface User {
  username: string;
}

const app = new App({ title: "Models", version: "1.0.0" });
app.post("/items", (item: Item) => item);

const client = new TestClient(app);
t.teardown(() => client.close());

async function answer(method: string, path: string, json: unknown): Promise<[number, unknown]> {
  const reply = await client.request(method, path, { json });
  return [reply.status, reply.json()];
}
const post = (path: string, json: unknown): Promise<[number, unknown]> => answer("POST", path, json);

/** The issues of a refusal, as code and place. */
async function issues(answered: Promise<[number, unknown]>): Promise<unknown[]> {
  const [status, body] = await answered;
  const { detail } = body as {
    readonly detail: readonly { readonly type: string; readonly loc: readonly unknown[] }[];
  };
  return [status, ...detail.map(({ type, loc }) => [type, ...loc])];
}
const schemas = (): Readonly<Record<string, unknown>> => app.openapi().components?.["schemas"] ?? {};

interface Open {
  id: Int;
  [other: string]: unknown;
}
app.post("/exact", (item: Exact<Item>) => item);
app.post("/open", (item: Open) => item);

t.test("D14: undeclared keys are dropped, refused by Exact, kept by an index signature", async (t) => {
  const sent = { name: "cup", price: 1, color: "red" };
  t.strictSame(await post("/items", sent), [200, { name: "cup", price: 1 }]);
  t.strictSame(await post("/exact", sent), [
    422,
    {
      detail: [{ type: "extra_forbidden", loc: ["body", "color"], msg: "This property is not declared", input: "red" }],
    },
  ]);
  t.strictSame(await post("/open", { color: "red", id: 1, size: [2] }), [200, { id: 1, color: "red", size: [2] }]);
});

interface Order {
  lines: { item: Item; count: Int }[];
  labels: Record<string, string[]>;
  size: [width: Int, height: Int];
  seen: Set<Int>;
}
app.post("/orders", (order: Order) => order);

t.test("D15: models inside models, lists, records, tuples and sets", async (t) => {
  const sent = {
    lines: [{ item: { name: "cup", price: 1 }, count: 2 }],
    labels: { a: ["b"] },
    size: [1, 2],
    seen: [3],
  };
  t.strictSame(await post("/orders", sent), [200, sent]);
  const bad = { lines: [{ item: { name: "cup" }, count: 0.5 }], labels: { a: "b" }, size: [1], seen: [3, 3] };
  t.strictSame(await issues(post("/orders", bad)), [
    422,
    ["missing", "body", "lines", 0, "item", "price"],
    ["int_from_float", "body", "lines", 0, "count"],
    ["list_type", "body", "labels", "a"],
    ["missing", "body", "size", 1],
    ["value_error", "body", "seen"],
  ]);
});

const stored = { name: "cup", price: 1 };
app.patch("/items", (change: Partial<Item> & { note?: string | null }) => ({ ...stored, ...change }));

t.test("D18: absent and null are kept apart, so that a spread changes only what was sent", async (t) => {
  t.strictSame(await answer("PATCH", "/items", {}), [200, { name: "cup", price: 1 }]);
  t.strictSame(await answer("PATCH", "/items", { price: 3, note: null }), [200, { name: "cup", price: 3, note: null }]);
  t.strictSame(await issues(answer("PATCH", "/items", { name: null })), [422, ["string_type", "body", "name"]]);
});

interface UserBase {
  name: string;
  email: OrNull<string>;
}
interface UserIn extends UserBase {
  password: string;
}
interface UserOut extends UserBase {
  id: Int;
}
app.post("/users", (user: UserIn): UserOut => Object.assign(user, { id: 1 }));

t.test("D19: a family of models shares its fields, and the answer has those of its own type", async (t) => {
  t.strictSame(await post("/users", { name: "ada", password: "p" }), [200, { name: "ada", email: null, id: 1 }]);
  t.strictSame(schemas()["UserOut"], {
    type: "object",
    properties: {
      name: { type: "string" },
      email: { type: ["string", "null"], default: null },
      id: { type: "integer", format: "int64" },
    },
    required: ["name", "email", "id"],
  });
});

app.post("/names", (body: { "item-name": string; ITEM_ID: Int }) => body);

t.test("D20: a property is called on the wire as in the type, whatever its name", async (t) => {
  const sent = { "item-name": "cup", ITEM_ID: 1 };
  t.strictSame(await post("/names", sent), [200, sent]);
  t.strictSame(await issues(post("/names", {})), [
    422,
    ["missing", "body", "item-name"],
    ["missing", "body", "ITEM_ID"],
  ]);
});

interface Page<T> {
  items: T[];
  total: Int;
}
app.post("/pages", (page: Page<User>): Page<User> => page);

t.test("D21: a generic model has a name of its own for each of its arguments", async (t) => {
  const sent = { items: [{ username: "ada" }], total: 1 };
  t.strictSame(await post("/pages", sent), [200, sent]);
  t.strictSame(schemas()["Page_User"], {
    type: "object",
    properties: {
      items: { type: "array", items: { $ref: "#/components/schemas/User" } },
      total: { type: "integer", format: "int64" },
    },
    required: ["items", "total"],
  });
});

app.post("/bytes", (file: { name: string; content: Uint8Array }) => ({ size: file.content.length, ...file }));

t.test("D22: bytes are base64 in JSON", async (t) => {
  t.strictSame(await post("/bytes", { name: "a", content: "aGk=" }), [200, { size: 2, name: "a", content: "aGk=" }]);
  t.strictSame((await issues(post("/bytes", { name: "a", content: "a" })))[0], 422);
});

class Point {
  x: Int;
  y: Int;
  constructor(x: Int, y: Int) {
    this.x = x;
    this.y = y;
  }
}
type Plain = { readonly at: Point };
app.post("/points", ({ at }: Plain): Plain => ({ at: new Point(at.x + 1, at.y) }));

t.test("D25: interfaces, type aliases and classes with public data are models alike", async (t) => {
  t.strictSame(await post("/points", { at: { x: 1, y: 2 } }), [200, { at: { x: 2, y: 2 } }]);
  t.strictSame(await issues(post("/points", { at: {} })), [
    422,
    ["missing", "body", "at", "x"],
    ["missing", "body", "at", "y"],
  ]);
});

interface Reading {
  at: Date;
  seen: Set<bigint>;
}

t.test("D26: toJson makes JSON of a value of any type", async (t) => {
  const reading: Reading & { secret: string } = { at: new Date(0), seen: new Set([5n]), secret: "s" };
  t.strictSame(toJson<Reading>(reading), { at: "1970-01-01T00:00:00.000Z", seen: ["5"] });
});

interface Person {
  name: string & Trim;
  email: string & Trim & Lowercase;
  home: Url;
}
app.post("/people", (person: Person): Person => person);

t.test("C15: a text is trimmed and lowercased where its type says so, and nowhere else", async (t) => {
  const sent = { name: " Ada ", email: " ADA@Example.com ", home: "HTTP://Example.com" };
  t.strictSame(await post("/people", sent), [
    200,
    { name: "Ada", email: "ada@example.com", home: "HTTP://Example.com" },
  ]);
});

interface Written {
  at: Date;
  big: bigint;
  ratio: number;
  tags: Set<string>;
}
const written: Written = { at: new Date(0), big: 10n ** 20n, ratio: 0.5, tags: new Set(["a"]) };
app.get("/written", () => written);
app.get("/written/declared", (): Written => written);

t.test("F6: there is one writer, whether the type is declared or inferred", async (t) => {
  const expected = { at: "1970-01-01T00:00:00.000Z", big: "100000000000000000000", ratio: 0.5, tags: ["a"] };
  for (const path of ["/written", "/written/declared"]) t.strictSame((await client.get(path)).json(), expected, path);
});
