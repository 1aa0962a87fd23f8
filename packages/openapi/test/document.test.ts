import { createDocument } from "@typeway/openapi";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { json, nothing, route } from "./records.js";

const info = { title: "Shop", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } };

const item = {
  "src/models.ts#Item": {
    name: "Item",
    input: {
      type: "object",
      description: "Something to sell.",
      properties: { name: { type: "string", minLength: 1 }, price: { type: "number", default: 1 } },
      required: ["name"],
    },
    output: {
      type: "object",
      description: "Something to sell.",
      properties: { name: { type: "string", minLength: 1 }, price: { type: "number", default: 1 } },
      required: ["name", "price"],
    },
  },
  "src/models.ts#Unused": { name: "Unused", input: { type: "object" } },
};
const itemRef = { $ref: "src/models.ts#Item" };

t.test("a document: everything compiled and said about two routes, whole", async (t) => {
  const document = createDocument(
    {
      ...info,
      summary: "Sells.",
      description: "A **shop**.",
      termsOfService: "https://shop.example/terms",
      contact: { name: "Ada", url: "https://shop.example", email: "ada@shop.example" },
    },
    [
      route({
        method: "PUT",
        path: "/items/{itemId}",
        name: "replaceItem",
        summary: "Replace an item",
        description: "All of it.",
        tags: ["writing"],
        slots: [
          { in: "path", name: "itemId", required: true, schema: { type: "integer", minimum: 1 } },
          { in: "query", name: "notify", schema: { type: "boolean", default: false }, description: "Tell watchers." },
        ],
        bodies: [{ name: "item", schema: itemRef, description: "The new item." }],
        answers: [json(itemRef)],
        errors: [{ status: 404, description: "No such item" }],
        schemas: item,
        dependencies: [
          {
            name: "tenant",
            slots: [{ in: "header", name: "x-tenant", required: true, schema: { type: "string" } }],
            errors: [{ status: 403 }],
          },
        ],
        words: { tags: ["items"] },
      }),
      route({
        path: "/files/{path*}",
        name: "readFile",
        slots: [{ in: "path", name: "path", required: true, schema: { type: "string" } }],
        answers: [{ status: null, content: { mediaType: "application/octet-stream" } }],
      }),
    ],
    {
      servers: [{ url: "https://api.shop.example", description: "Live" }],
      tags: [
        { name: "items", description: "Things to sell." },
        { name: "writing", description: "Changes." },
      ],
      externalDocs: { url: "https://docs.shop.example" },
    },
  );

  t.strictSame(document, {
    openapi: "3.1.0",
    info: {
      title: "Shop",
      version: "1.0.0",
      license: { name: "MIT", identifier: "MIT" },
      summary: "Sells.",
      description: "A **shop**.",
      termsOfService: "https://shop.example/terms",
      contact: { name: "Ada", url: "https://shop.example", email: "ada@shop.example" },
    },
    servers: [{ url: "https://api.shop.example", description: "Live" }],
    security: [],
    tags: [
      { name: "items", description: "Things to sell." },
      { name: "writing", description: "Changes." },
    ],
    externalDocs: { url: "https://docs.shop.example" },
    paths: {
      "/items/{itemId}": {
        put: {
          tags: ["items", "writing"],
          summary: "Replace an item",
          description: "All of it.",
          operationId: "replaceItem",
          parameters: [
            { name: "itemId", in: "path", required: true, schema: { type: "integer", minimum: 1 } },
            { name: "notify", in: "query", description: "Tell watchers.", schema: { type: "boolean", default: false } },
            { name: "x-tenant", in: "header", required: true, schema: { type: "string" } },
          ],
          requestBody: {
            description: "The new item.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Item-Input" } } },
            required: true,
          },
          responses: {
            "200": {
              description: "Successful response",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Item-Output" } } },
            },
            "403": {
              description: "Forbidden",
              content: { "application/json": { schema: { $ref: "#/components/schemas/HttpError" } } },
            },
            "404": {
              description: "No such item",
              content: { "application/json": { schema: { $ref: "#/components/schemas/HttpError" } } },
            },
            "422": {
              description: "The request is not of the declared type",
              content: { "application/json": { schema: { $ref: "#/components/schemas/ValidationError" } } },
            },
          },
        },
      },
      "/files/{path}": {
        get: {
          summary: "Read File",
          operationId: "readFile",
          parameters: [{ name: "path", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            "200": { description: "Successful response", content: { "application/octet-stream": {} } },
            "422": {
              description: "The request is not of the declared type",
              content: { "application/json": { schema: { $ref: "#/components/schemas/ValidationError" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        HttpError: {
          type: "object",
          description: "An error.",
          examples: [{ detail: "Not Found" }],
          properties: { detail: { type: "string", description: "What went wrong." } },
          required: ["detail"],
        },
        Issue: {
          type: "object",
          description: "One reason why a request was refused.",
          properties: {
            type: { type: "string", description: "A stable code." },
            loc: {
              type: "array",
              items: { type: ["string", "integer"] },
              description: "Where: `path`, `query`, `header`, `cookie` or `body`, then names and indexes.",
            },
            msg: { type: "string", description: "The reason in words." },
            input: { description: "What was found there, cut short; null when nothing was." },
            ctx: { type: "object", additionalProperties: true, description: "The constraint's own numbers and words." },
          },
          required: ["type", "loc", "msg", "input"],
          examples: [
            {
              type: "greater_than_equal",
              loc: ["query", "limit"],
              msg: "Expected 1 or more",
              input: 0,
              ctx: { ge: 1 },
            },
          ],
        },
        "Item-Input": {
          type: "object",
          description: "Something to sell.",
          properties: { name: { type: "string", minLength: 1 }, price: { type: "number", default: 1 } },
          required: ["name"],
        },
        "Item-Output": {
          type: "object",
          description: "Something to sell.",
          properties: { name: { type: "string", minLength: 1 }, price: { type: "number", default: 1 } },
          required: ["name", "price"],
        },
        ValidationError: {
          type: "object",
          description: "A request that is not of the declared type.",
          properties: {
            detail: {
              type: "array",
              items: { $ref: "#/components/schemas/Issue" },
              minItems: 1,
              description: "Every reason why the request was refused.",
            },
          },
          required: ["detail"],
        },
      },
    },
  });
  t.strictSame(await validateDocument(document), []);
});

t.test("a document without routes: is complete", async (t) => {
  const document = createDocument(info, []);
  t.strictSame(document, { openapi: "3.1.0", info, servers: [{ url: "/" }], security: [], paths: {} });
  t.strictSame(await validateDocument(document), []);
});

t.test("a document: belongs to the caller, who may change it without touching what was compiled", async (t) => {
  const example = { name: "tea" };
  const routes = [
    route({
      method: "POST",
      path: "/items",
      name: "addItem",
      bodies: [{ name: "item", schema: { type: "object" }, examples: [example] }],
      answers: [nothing],
    }),
  ];
  const before = JSON.stringify(createDocument(info, routes));
  const document = createDocument(info, routes);
  JSON.stringify(document, function strip(this: Record<string, unknown>, name, value: unknown) {
    if (name !== "") delete this[name];
    return value;
  });
  t.strictSame(example, { name: "tea" });
  t.equal(JSON.stringify(createDocument(info, routes)), before);
});

t.test("paths: what OpenAPI 3.1 cannot say is left out, and templates are made unambiguous", async (t) => {
  const id = (name: string) => ({ in: "path", name, required: true, schema: { type: "string" } }) as const;
  const document = createDocument(info, [
    route({ method: "QUERY", path: "/items", name: "queryItems", answers: [nothing] }),
    route({ path: "/items/{itemId}", name: "readItem", slots: [id("itemId")], answers: [nothing] }),
    route({ method: "DELETE", path: "/items/{id}", name: "dropItem", slots: [id("id")], answers: [nothing] }),
    route({ path: "/items/{rest*}", name: "readRest", slots: [id("rest")], answers: [nothing] }),
    route({ method: "PATCH", path: "/items/{rest*}", name: "patchRest", slots: [id("rest")], answers: [nothing] }),
    route({ path: "/hidden", name: "hidden", answers: [nothing], words: { documented: false } }),
  ]);
  t.strictSame(Object.keys(document.paths), ["/items/{id}"]);
  t.match(document.paths["/items/{id}"], {
    get: { operationId: "readItem", parameters: [{ name: "id", in: "path" }] },
    delete: { operationId: "dropItem", parameters: [{ name: "id", in: "path" }] },
    patch: { operationId: "patchRest", parameters: [{ name: "id", in: "path" }] },
  });
  t.strictSame(await validateDocument(document), []);
});

t.test("the validators: each of them refuses a broken document", async (t) => {
  const broken = { openapi: "3.1.0", info: { title: "no version" }, paths: { "/x": { $ref: "#/nowhere" } } };
  const problems = await validateDocument(broken);
  const errors = problems.filter((problem) => problem.severity === "error");
  t.strictSame([...new Set(errors.map((problem) => problem.validator))].sort(), [
    "redocly",
    "seriousme",
    "swagger-parser",
  ]);
});
