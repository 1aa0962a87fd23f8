// The document, from source to JSON. The tests are named after the rows of FastAPI's feature list (N1 …).
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Body,
  type Default,
  type Depends,
  type Doc,
  HttpError,
  type Int,
  type Maximum,
  type Minimum,
  type MinLength,
  type OpenApiDocument,
  type Reply,
  Router,
  reply,
} from "typeway";

/** Something to sell. */
interface Item {
  /** What it is called. */
  name: string & MinLength<1>;
  /** In cents. */
  price: Int & Minimum<0>;
  /** @deprecated Use `name`. */
  title?: string;
  color?: Color;
  parts?: Item[];
}
enum Color {
  Red = "red",
  Blue = "blue",
}
interface Page<T> {
  items: T[];
  next: string | null;
}
interface Receipt {
  id: Int;
}
interface Settings {
  size: Default<Int, 10>;
}

function paging(offset: Int & Minimum<0> = 0, limit: Int & Maximum<100> = 20) {
  if (offset > 1000) throw new HttpError(416, "That far it does not go");
  return { offset, limit };
}

/**
 * List what is for sale.
 *
 * The newest comes *first*.
 * @returns One page of it.
 * @tag listing
 */
function listItems(page: Depends<typeof paging>, limit: Int, q?: string): Page<Item> {
  if (q === "nothing") throw new HttpError(404, "Nothing found");
  return { items: [{ name: `${q ?? "tea"} ${limit}`, price: page.offset }], next: null };
}

function addItem(item: Item, count: Int): Reply<201, Receipt, { location: string }> | Reply<409> {
  return item.name === "" ? reply(409) : reply(201, { id: count }, { location: "/items/1" });
}

function replaceItem(id: Int, item: Body<Item>, dryRun?: Doc<boolean, { deprecated: true }>): Item {
  return { ...item, name: `${item.name} ${id} ${dryRun}` };
}
function dropItem(id: Int, secret?: Doc<string, { hidden: true }>): void {
  void [id, secret];
}
const changeSettings = (settings: Settings): Settings => settings;
const health = () => "ok";

const router = new Router({ prefix: "/items", tags: ["items"], responses: { 418: { description: "Tea" } } });
router.get("", { tags: ["more"] }, listItems);
router.post("", addItem);
router.put("/{id}", { responseDescription: "As it is now", deprecated: true }, replaceItem);
router.delete("/{id}", { responses: { "4XX": { description: "Refused" } } }, dropItem);

const options = {
  title: "Shop",
  version: "1.2.3",
  license: { name: "MIT", identifier: "MIT" },
  openapiTags: [{ name: "items", description: "For sale." }],
};
const app = new App(options).include(router);
app.get("/health", { documented: false }, health);
app.get("/old/items", { operationId: "oldItems", summary: "The old list" }, listItems);
app.get("/old/{id}", (id: Int) => id);

app.put("/settings", changeSettings);

const document = app.openapi();

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly deprecated?: boolean;
  readonly parameters?: { readonly name: string }[];
  readonly requestBody?: unknown;
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: unknown; readonly headers?: unknown }
  >;
}
const operation = (method: string, path: string, from: OpenApiDocument = document) =>
  from.paths[path]?.[method] as Operation;
const schemas = (from: OpenApiDocument = document) => from.components?.["schemas"] ?? {};

t.test("N1 the document is OpenAPI 3.1, and valid without a warning", async (t) => {
  t.equal(document.openapi, "3.1.0");
  t.strictSame(await validateDocument(document), []);
});

t.test("N2 operationId is the function's name, made unique, or what an option says", async (t) => {
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map((each) => (each as Operation).operationId),
  );
  t.strictSame(ids, ["listItems", "addItem", "replaceItem", "dropItem", "oldItems", "getOldById", "changeSettings"]);
  const twice = new App(options).include(router, { prefix: "/v1" }).include(router, { prefix: "/v2" }).openapi();
  t.equal(operation("get", "/v1/items", twice).operationId, "listItemsV1Items");
  t.equal(operation("get", "/v2/items", twice).operationId, "listItemsV2Items");
  t.strictSame(await validateDocument(twice), []);
});

t.test("N3 a function may name the operations", async (t) => {
  const named = new App({ ...options, operationId: ({ name, tags }) => `${tags[0]}_${name}` })
    .include(router)
    .openapi();
  t.equal(operation("get", "/items", named).operationId, "items_listItems");
});

t.test("N4 tags are the router's, the route's and the comment's, in this order", async (t) => {
  t.strictSame(operation("get", "/items").tags, ["items", "more", "listing"]);
  t.strictSame(document["tags"], options.openapiTags);
});

t.test("N5 summary and description come from the comment, an option or the name", async (t) => {
  t.match(operation("get", "/items"), {
    summary: "List what is for sale.",
    description: "The newest comes *first*.",
  });
  t.equal(operation("get", "/old/items").summary, "The old list");
  t.equal(operation("post", "/items").summary, "Add Item");
  t.equal(operation("get", "/old/{id}").summary, "GET /old/{id}");
});

t.test("N6 the answer's description is an option, @returns, or 'Successful response'", async (t) => {
  t.equal(operation("put", "/items/{id}").responses["200"]?.description, "As it is now");
  t.equal(operation("get", "/items").responses["200"]?.description, "One page of it.");
  t.equal(operation("get", "/old/{id}").responses["200"]?.description, "Successful response");
});

t.test("N7 deprecated: a route, a parameter, a property", async (t) => {
  t.equal(operation("put", "/items/{id}").deprecated, true);
  t.match(operation("put", "/items/{id}").parameters, [{ name: "id" }, { name: "dryRun", deprecated: true }]);
  t.match(schemas()["Item"], { properties: { title: { deprecated: true } } });
});

t.test("N8 hidden: a route, a parameter", async (t) => {
  t.notOk("/health" in document.paths);
  t.strictSame(
    operation("delete", "/items/{id}").parameters?.map(({ name }) => name),
    ["id"],
  );
});

t.test("N9 components: one per named type, sorted, with what their comments say", async (t) => {
  t.strictSame(Object.keys(schemas()), [
    "Color",
    "HttpError",
    "Issue",
    "Item",
    "Page_Item",
    "Receipt",
    "Settings-Input",
    "Settings-Output",
    "ValidationError",
  ]);
  t.match(schemas()["Item"], {
    description: "Something to sell.",
    properties: {
      name: { type: "string", minLength: 1, description: "What it is called." },
      price: { type: "integer", minimum: 0, description: "In cents." },
      color: { $ref: "#/components/schemas/Color" },
      parts: { type: "array", items: { $ref: "#/components/schemas/Item" } },
    },
  });
  t.match(schemas()["Color"], { enum: ["red", "blue"] });
});

t.test("N10 a type has two components where what is read and what is written differ", async (t) => {
  t.match(schemas()["Settings-Input"], { properties: { size: { default: 10 } }, required: undefined });
  t.match(schemas()["Settings-Output"], { required: ["size"] });
  t.match(operation("put", "/settings"), {
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Settings-Input" } } } },
    responses: {
      200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Settings-Output" } } } },
    },
  });
});

t.test("N11 separateSchemas: false keeps one component per type", async (t) => {
  const single = new App({ ...options, separateSchemas: false }).put("/settings", changeSettings).openapi();
  t.strictSame(Object.keys(schemas(single)), ["Issue", "Settings", "ValidationError"]);
  t.match(schemas(single)["Settings"], { properties: { size: { default: 10 } }, required: undefined });
});

t.test("N12 422 is added to what can be refused, unless 4XX is declared", async (t) => {
  t.strictSame(Object.keys(operation("get", "/items").responses), ["200", "404", "416", "418", "422"]);
  t.strictSame(Object.keys(operation("delete", "/items/{id}").responses), ["204", "418", "4XX"]);
});

t.test("N13 responses: errors that are thrown, in dependencies too, and those of options", async (t) => {
  const { responses } = operation("get", "/items");
  t.match(responses, {
    404: { description: "Nothing found", content: { "application/json": { schema: { $ref: /HttpError$/ } } } },
    416: { description: "That far it does not go" },
    418: { description: "Tea", content: undefined },
  });
  t.match(operation("post", "/items").responses, {
    201: {
      content: { "application/json": { schema: { $ref: "#/components/schemas/Receipt" } } },
      headers: { location: { required: true, schema: { type: "string" } } },
    },
    409: { description: "Conflict", content: undefined },
  });
});

t.test("N19 a parameter that two functions read is required as soon as one of them requires it", async (t) => {
  t.match(operation("get", "/items").parameters, [
    { name: "limit", in: "query", required: true },
    { name: "q", in: "query", required: undefined },
    { name: "offset", in: "query", schema: { default: 0, minimum: 0 } },
  ]);
});

t.test("request bodies: one is the whole body", async (t) => {
  t.strictSame(operation("put", "/items/{id}").requestBody, {
    content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } },
    required: true,
  });
  t.match(operation("post", "/items").parameters, [{ name: "count", in: "query", required: true }]);
});
