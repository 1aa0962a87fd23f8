// The request's body and its models. The tests are named after the rows of FastAPI's feature list (D1 …).
import t from "tap";
import { App, type Body, type Context, type Depends, type Header, HttpError, type Int, type Minimum } from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

interface Item {
  name: string;
  price: number & Minimum<0>;
  tags?: Set<string>;
}
interface User {
  username: string;
}

let reads = 0;
const countReads = () => {
  reads += 1;
  return reads;
};
const requireKey = (xKey?: Header<string>) => {
  if (xKey !== "secret") throw new HttpError(401, "No key");
  return xKey;
};

const app = new App({ title: "Bodies", version: "1.0.0", log: () => {} });
app.post("/items", (item: Item) => item);
app.put("/items/{id}", (id: Int, item: Item, user: User, importance: Body<Int> = 1) => ({
  id,
  item,
  user,
  importance,
}));
app.post("/number", (n: Body<Int>) => n);
app.post("/embedded", (sent: { item: Item }) => sent);
app.post("/optional", (item?: Item) => ({ item: item ?? "none" }));
app.post("/nullable", (item: Body<Item | null> = null) => ({ item }));
app.post("/anything", (value: Body<unknown>) => ({ value }));
app.post("/list", (items: Item[]) => items.length);
app.post("/lax", { strictContentType: false }, (item: Item) => item);
app.post("/guarded", (item: Item, key: Depends<typeof requireKey>, count: Depends<typeof countReads>) => ({
  item,
  key,
  count,
}));
app.get("/search", (filter: Body<{ q: string }>) => filter);

const client = new TestClient(app);
t.teardown(() => client.close());

async function answer(method: string, path: string, options: TestOptions = {}): Promise<[number, unknown]> {
  const reply = await client.request(method, path, options);
  return [reply.status, reply.json()];
}
const post = (path: string, json?: unknown): Promise<[number, unknown]> =>
  answer("POST", path, json === undefined ? {} : { json });
const postText = (path: string, body: string | Uint8Array, type?: string): Promise<[number, unknown]> =>
  answer("POST", path, { body, headers: type === undefined ? {} : { "content-type": type } });
const json = "application/json";

/** The issues of a refusal, as code and place. */
async function issues(answered: Promise<[number, unknown]>): Promise<unknown[]> {
  const [status, body] = await answered;
  const { detail } = body as {
    readonly detail: readonly { readonly type: string; readonly loc: readonly unknown[] }[];
  };
  return [status, ...detail.map(({ type, loc }) => [type, ...loc])];
}

/** What the document says about an operation's body. */
function bodyOf(path: string, method: string): unknown {
  const operation: unknown = app.openapi().paths[path]?.[method];
  return typeof operation === "object" && operation !== null && "requestBody" in operation && operation.requestBody;
}

t.test("D1: a parameter of an object type is the JSON body", async (t) => {
  t.strictSame(await post("/items", { price: 2, name: "cup", tags: ["a"] }), [
    200,
    { name: "cup", price: 2, tags: ["a"] },
  ]);
  t.strictSame(bodyOf("/items", "post"), {
    required: true,
    content: { [json]: { schema: { $ref: "#/components/schemas/Item" } } },
  });
});

t.test("D2: several body parameters are the keys of one object", async (t) => {
  const sent = { item: { name: "cup", price: 2 }, user: { username: "ada" }, importance: 5 };
  t.strictSame(await answer("PUT", "/items/7", { json: sent }), [200, { id: 7, ...sent }]);
  t.strictSame(await issues(answer("PUT", "/items/x", { json: { item: { price: -1 }, importance: "5" } })), [
    422,
    ["int_parsing", "path", "id"],
    ["missing", "body", "item", "name"],
    ["greater_than_equal", "body", "item", "price"],
    ["missing", "body", "user"],
    ["int_type", "body", "importance"],
  ]);
  t.strictSame(await issues(answer("PUT", "/items/7", { json: [] })), [422, ["model_attributes_type", "body"]]);
});

t.test("D3: a scalar in the body is the whole of it, or a key beside others", async (t) => {
  t.strictSame(await post("/number", 5), [200, 5]);
  t.strictSame(await issues(post("/number", { n: 5 })), [422, ["int_type", "body"]]);
  const sent = { item: { name: "cup", price: 2 }, user: { username: "ada" } };
  t.strictSame(await answer("PUT", "/items/7", { json: sent }), [200, { id: 7, ...sent, importance: 1 }]);
});

t.test("D4: a body that is embedded under a key is an object type with that key", async (t) => {
  const sent = { item: { name: "cup", price: 2 } };
  t.strictSame(await post("/embedded", sent), [200, sent]);
  t.strictSame(await issues(post("/embedded", sent.item)), [422, ["missing", "body", "item"]]);
});

t.test("D5: an optional body may be absent, and what is there is checked", async (t) => {
  t.strictSame(await post("/optional"), [200, { item: "none" }]);
  t.strictSame(await issues(post("/optional", {})), [422, ["missing", "body", "name"], ["missing", "body", "price"]]);
  t.strictSame(await post("/nullable"), [200, { item: null }]);
  t.strictSame(await postText("/nullable", "null", json), [200, { item: null }]);
  t.strictSame(await post("/nullable", { name: "cup", price: 1 }), [200, { item: { name: "cup", price: 1 } }]);
});

t.test("D6: an absent body, or null where null is not of the type, is missing", async (t) => {
  const missing = { detail: [{ type: "missing", loc: ["body"], msg: "A value is required here", input: null }] };
  t.strictSame(await post("/items"), [422, missing]);
  t.strictSame(await postText("/items", "null", json), [422, missing]);
  t.strictSame(await postText("/anything", "", json), [422, missing]);
  t.strictSame(await postText("/anything", "null", json), [200, { value: null }], "null is any JSON value");
});

t.test("D7: a body of another kind is one issue at its root", async (t) => {
  t.strictSame(await post("/items", "text"), [
    422,
    { detail: [{ type: "model_attributes_type", loc: ["body"], msg: "Expected an object", input: "text" }] },
  ]);
  t.strictSame(await issues(post("/items", [])), [422, ["model_attributes_type", "body"]]);
  t.strictSame(await issues(post("/list", {})), [422, ["list_type", "body"]]);
});

t.test("D8: malformed JSON is 400 and says at which byte", async (t) => {
  t.strictSame(await postText("/items", '{"name": é}', json), [
    400,
    {
      detail: [
        {
          type: "json_invalid",
          loc: ["body", 9],
          msg: "The body is not valid JSON",
          input: "é",
          ctx: { error: "Expected a value" },
        },
      ],
    },
  ]);
});

t.test("D9: bytes that are no UTF-8 are 400", async (t) => {
  t.strictSame(await issues(postText("/items", Uint8Array.of(0x22, 0xff, 0x22), json)), [
    400,
    ["bytes_invalid_encoding", "body"],
  ]);
});

t.test("D10: the body is read before dependencies run, so that none runs for a bad request", async (t) => {
  const good = { name: "cup", price: 1 };
  const before = reads;
  t.strictSame((await postText("/guarded", "{", json))[0], 400);
  t.strictSame((await post("/guarded", {}))[0], 422);
  t.equal(reads, before);
  t.strictSame(await post("/guarded", good), [401, { detail: "No key" }]);
  t.strictSame((await answer("POST", "/guarded", { json: good, headers: { "x-key": "secret" } }))[0], 200);
});

t.test("D11: another media type is 415; an absent one only where an option says so", async (t) => {
  const text = '{"name":"cup","price":1}';
  for (const type of [json, "application/json; charset=utf-8", "application/vnd.api+json"])
    t.equal((await postText("/items", text, type))[0], 200, type);
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"])
    t.equal((await postText("/items", text, type))[0], 415, type);
  t.strictSame(await postText("/items", new TextEncoder().encode(text)), [
    415,
    { detail: "The body must be application/json" },
  ]);
  t.equal((await postText("/lax", new TextEncoder().encode(text)))[0], 200);
  t.equal((await postText("/lax", text, "text/plain"))[0], 415);
});

t.test("D12: NaN and Infinity are not JSON", async (t) => {
  for (const text of ["NaN", "Infinity", "-Infinity"])
    t.strictSame(await issues(postText("/items", `{"name":"cup","price":${text}}`, json)), [
      400,
      ["json_invalid", "body", text.startsWith("-") ? 22 : 22],
    ]);
  t.strictSame(await issues(postText("/items", '{"name":"cup","price":1e400}', json)), [
    422,
    ["finite_number", "body", "price"],
  ]);
});

t.test("D13: of a key that is sent twice the last counts", async (t) => {
  t.strictSame(await postText("/items", '{"name":1,"price":1,"name":"cup"}', json), [200, { name: "cup", price: 1 }]);
});

app.post("/raw", async (context: Context, request: Request) => ({
  bytes: (await context.body()).length,
  text: await request.text(),
  type: context.headers.get("content-type"),
}));

t.test("D23: the raw body is at hand, as bytes and as a web Request", async (t) => {
  t.strictSame(await postText("/raw", "a: é", "application/yaml"), [
    200,
    { bytes: 5, text: "a: é", type: "application/yaml" },
  ]);
});

t.test("D24: a body on GET is read and documented where it is declared as one", async (t) => {
  t.strictSame(await answer("GET", "/search", { json: { q: "tea" } }), [200, { q: "tea" }]);
  t.match(bodyOf("/search", "get"), { required: true });
});

app.post("/patches", (patch: Body<Partial<Item>, "application/merge-patch+json">) => patch);

t.test("D27: the media type of a body is documented, and no other is read", async (t) => {
  t.match(bodyOf("/patches", "post"), { content: { "application/merge-patch+json": {} } });
  t.strictSame(await postText("/patches", '{"price":1}', "application/merge-patch+json"), [200, { price: 1 }]);
  t.equal((await postText("/patches", '{"price":1}', json))[0], 415);
});
