// The document in OpenAPI 3.0, 3.1 and 3.2.
import { createDocument, type OpenApiVersion, schemaFor30 } from "@typeway/openapi";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { json, nothing, route } from "./records.js";

const info = {
  title: "Shop",
  version: "1.0.0",
  summary: "Sells.",
  license: { name: "MIT", identifier: "MIT" },
};
const key = (name: string) => ({ $ref: `src/models.ts#${name}` });
const schemas = {
  "src/models.ts#Item": {
    name: "Item",
    input: {
      type: "object",
      properties: {
        name: { type: ["string", "null"], minLength: 1, examples: ["Tea", "Cup"] },
        kind: { type: "string", const: "item" },
        price: { type: "number", exclusiveMinimum: 0 },
        size: {
          type: "array",
          prefixItems: [{ type: "number" }, { type: "string" }],
          items: false,
          minItems: 1,
          maxItems: 2,
        },
        count: { type: ["string", "integer"], pattern: "^\\d+$", minimum: 0, description: "How many." },
        maker: { anyOf: [key("Maker"), { type: "null" }], description: "Who makes it." },
        picture: { type: "string", contentEncoding: "base64" },
        parts: { type: "array", items: key("Item") },
      },
      required: ["kind"],
    },
  },
  "src/models.ts#Maker": { name: "Maker", input: { type: "object", properties: { name: { type: "string" } } } },
};

const routes = [
  route({
    method: "POST",
    path: "/items",
    name: "addItem",
    bodies: [{ name: "item", required: true, schema: key("Item"), description: "The new item." }],
    slots: [
      {
        in: "query",
        name: "limit",
        schema: { type: "integer", exclusiveMaximum: 10, default: 5 },
        description: "Most.",
      },
      { in: "header", name: "x-since", schema: { type: ["string", "null"], format: "date" }, deprecated: true },
    ],
    answers: [json({ type: "array", items: key("Item") })],
    errors: [{ status: 404 }],
    schemas,
    words: { responses: { "4XX": { description: "No", headers: { "x-a": { schema: { const: 1 } } } } } },
  }),
  route({ method: "QUERY", path: "/items", name: "search", answers: [nothing], words: { responses: { "4XX": {} } } }),
];
const documentIn = (version: OpenApiVersion) => createDocument(info, routes, { version });

t.test("each version passes every validator that knows it", async (t) => {
  for (const [version, written] of [
    ["3.0", "3.0.3"],
    ["3.1", "3.1.0"],
    ["3.2", "3.2.0"],
  ] as const) {
    const document = documentIn(version);
    t.equal(document.openapi, written);
    t.strictSame(await validateDocument(document), [], version);
  }
  t.equal(createDocument(info, routes).openapi, "3.1.0", "3.1 unless it is asked for");
});

t.test("3.2 has a place for QUERY, the others leave it out", async (t) => {
  t.strictSame(Object.keys(documentIn("3.2").paths["/items"] ?? {}), ["post", "query"]);
  t.strictSame(Object.keys(documentIn("3.1").paths["/items"] ?? {}), ["post"]);
  t.strictSame(Object.keys(documentIn("3.0").paths["/items"] ?? {}), ["post"]);
});

t.test("3.0: schemas of components, parameters and headers, and a licence with an address", async (t) => {
  const document = documentIn("3.0");
  t.strictSame(document.info, {
    title: "Shop",
    version: "1.0.0",
    description: "Sells.",
    license: { url: "https://spdx.org/licenses/MIT.html", name: "MIT" },
  });
  t.match(document.paths["/items"]?.["post"], {
    parameters: [
      { name: "limit", schema: { type: "integer", default: 5, maximum: 10, exclusiveMaximum: true } },
      { name: "x-since", deprecated: true, schema: { type: "string", format: "date", nullable: true } },
    ],
    responses: { "4XX": { headers: { "x-a": { schema: { enum: [1] } } } } },
  });
  t.strictSame(document.components?.["schemas"]?.["Item"], {
    type: "object",
    required: ["kind"],
    properties: {
      name: { type: "string", minLength: 1, example: "Tea", nullable: true },
      kind: { type: "string", enum: ["item"] },
      price: { type: "number", minimum: 0, exclusiveMinimum: true },
      size: {
        type: "array",
        minItems: 1,
        maxItems: 2,
        items: { anyOf: [{ type: "number" }, { type: "string" }] },
      },
      count: {
        description: "How many.",
        anyOf: [
          { type: "string", pattern: "^\\d+$" },
          { type: "integer", minimum: 0 },
        ],
      },
      maker: {
        description: "Who makes it.",
        anyOf: [{ $ref: "#/components/schemas/Maker" }, { type: "string", nullable: true, enum: [null] }],
      },
      picture: { type: "string", format: "byte" },
      parts: { type: "array", items: { $ref: "#/components/schemas/Item" } },
    },
  });
});

t.test("3.0: what a schema of 2020-12 becomes", async (t) => {
  const rows: readonly (readonly [from: object, to: object])[] = [
    [{}, {}],
    [{ type: "null" }, { type: "string", nullable: true, enum: [null] }],
    [
      { const: null, title: "None" },
      { title: "None", type: "string", nullable: true, enum: [null] },
    ],
    [
      { type: ["string", "null"], enum: ["a", null] },
      { type: "string", enum: ["a", null], nullable: true },
    ],
    [
      { type: ["string", "integer", "null"], minLength: 1, maximum: 9, default: 1, "x-minimum": "1" },
      {
        default: 1,
        anyOf: [
          { type: "string", minLength: 1, nullable: true },
          { type: "integer", maximum: 9 },
        ],
        "x-minimum": "1",
      },
    ],
    [
      { anyOf: [{ type: "array", items: { type: "null" } }, { type: "null" }], title: "List" },
      { title: "List", type: "array", items: { type: "string", nullable: true, enum: [null] }, nullable: true },
    ],
    [
      { anyOf: [{ type: "object" }, { type: "string" }, { type: "null" }] },
      { anyOf: [{ type: "object", nullable: true }, { type: "string" }] },
    ],
    [
      { description: "Outer.", anyOf: [{ type: "object", description: "Inner." }, { type: "null" }] },
      { description: "Outer.", anyOf: [{ type: "object", description: "Inner.", nullable: true }] },
    ],
    [
      { minimum: 5, exclusiveMinimum: 5 },
      { minimum: 5, exclusiveMinimum: true },
    ],
    [{ minimum: 6, exclusiveMinimum: 5 }, { minimum: 6 }],
    [{ maximum: 5, exclusiveMaximum: 6 }, { maximum: 5 }],
    [
      { type: "array", prefixItems: [{ type: "string" }] },
      { type: "array", items: {} },
    ],
    [
      { type: "array", prefixItems: [{ type: "string" }, { type: "string" }], items: { type: "number" } },
      { type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } },
    ],
    [
      { type: "array", items: false },
      { type: "array", items: {}, maxItems: 0 },
    ],
    [{ type: "array" }, { type: "array", items: {} }],
    [
      { type: "object", patternProperties: { "^a": { const: 1 } }, additionalProperties: false, propertyNames: {} },
      { type: "object", additionalProperties: { enum: [1] } },
    ],
    [
      { type: "object", patternProperties: { "^a": { const: 1 } }, additionalProperties: { const: 2 } },
      { type: "object", additionalProperties: { anyOf: [{ enum: [1] }, { enum: [2] }] } },
    ],
    [{ type: "object", patternProperties: { "^a": { const: 1 } } }, { type: "object" }],
    [
      { type: "object", additionalProperties: false, required: [] },
      { type: "object", additionalProperties: false },
    ],
    [
      { type: "object", properties: { a: true, b: false } },
      { type: "object", properties: { a: {}, b: { not: {} } } },
    ],
    [
      { type: "object", not: { required: ["a"] } },
      { type: "object", not: { required: ["a"] } },
    ],
    [
      { type: ["object", "null"], not: { anyOf: [{ required: ["a"] }, { required: ["b"] }] } },
      { type: "object", not: { anyOf: [{ required: ["a"] }, { required: ["b"] }] }, nullable: true },
    ],
    [{ not: { anyOf: [{ required: ["a"] }, { required: ["b"], minProperties: 2 }] } }, {}],
    [{ not: { required: [] } }, {}],
    [
      { $ref: "#/components/schemas/A", description: "Of it." },
      { allOf: [{ $ref: "#/components/schemas/A" }], description: "Of it." },
    ],
    [
      { type: "string", contentMediaType: "application/octet-stream" },
      { type: "string", format: "binary" },
    ],
    [
      {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $defs: { A: {} },
        $comment: "x",
        if: { const: 1 },
        else: { const: 2 },
        not: { const: 3 },
        contains: { const: 1 },
        dependentRequired: { a: ["b"] },
        unevaluatedProperties: false,
        type: "object",
      },
      { type: "object" },
    ],
    [
      { oneOf: [{ $ref: "#/a" }, { $ref: "#/b" }], discriminator: { propertyName: "kind" } },
      { oneOf: [{ $ref: "#/a" }, { $ref: "#/b" }], discriminator: { propertyName: "kind" } },
    ],
    [
      { enum: [{ $ref: "x" }], default: { const: 1 } },
      { enum: [{ $ref: "x" }], default: { const: 1 } },
    ],
    [
      { exclusiveMinimum: true, minimum: 1, nullable: true },
      { minimum: 1, exclusiveMinimum: true, nullable: true },
    ],
  ];
  for (const [from, to] of rows) t.same(schemaFor30({ ...from }), to, JSON.stringify(from));
});

t.test("3.0: examples and extensions are data, whatever they look like", async (t) => {
  const document = createDocument(
    info,
    [
      route({
        path: "/",
        answers: [json({ type: "string" })],
        words: {
          responses: {
            200: { content: { "application/json": { example: { schema: { const: 1 } } } } },
            "4XX": { headers: { schema: { schema: { const: 1 } }, example: { schema: { const: 2 } } } },
          },
          openapi: { "x-a": { schema: { const: 1 } } },
        },
      }),
    ],
    { version: "3.0" },
  );
  t.match(document.paths["/"]?.["get"], {
    "x-a": { schema: { const: 1 } },
    responses: {
      200: { content: { "application/json": { example: { schema: { const: 1 } } } } },
      "4XX": { headers: { schema: { schema: { enum: [1] } }, example: { schema: { enum: [2] } } } },
    },
  });
});
