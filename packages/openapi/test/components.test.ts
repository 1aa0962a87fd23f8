import type { JsonSchema, SchemaDoc } from "@typeway/contract";
import { createDocument } from "@typeway/openapi";
import { validateDocument } from "@typeway/validators";
import fc from "fast-check";
import t from "tap";
import { json, nothing, type RouteSpec, route } from "./records.js";

const info = { title: "Shop", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } };
const wrong = { words: { responses: { "4XX": {} } } } as const;

const ref = (key: string) => ({ $ref: key });
const component = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function reading(schemas: Record<string, SchemaDoc>, ...keys: string[]) {
  return keys.map((key, index) =>
    route({
      method: "POST",
      path: `/in${index}`,
      name: `in${index}`,
      bodies: [{ name: "x", schema: ref(key) }],
      answers: [nothing],
      schemas,
      ...wrong,
    }),
  );
}
function writing(schemas: Record<string, SchemaDoc>, ...keys: string[]) {
  return keys.map((key, index) =>
    route({
      path: `/out${index}`,
      name: `out${index}`,
      answers: [json(ref(key))],
      schemas,
      ...wrong,
    } satisfies RouteSpec),
  );
}
const schemasOf = (...args: Parameters<typeof createDocument>) => createDocument(...args).components?.["schemas"];

t.test("N9 components: one per named type that is reached, sorted by name, recursion by reference", async (t) => {
  const schemas: Record<string, SchemaDoc> = {
    "src/tree.ts#Tree": {
      name: "Tree",
      input: {
        type: "object",
        properties: { children: { type: "array", items: ref("src/tree.ts#Tree") }, leaf: ref("src/tree.ts#Leaf") },
      },
    },
    "src/tree.ts#Leaf": { name: "Leaf", input: { type: "string", enum: ["a", "b"] } },
    "src/tree.ts#Unreached": { name: "Unreached", input: {} },
  };
  const document = createDocument(info, writing(schemas, "src/tree.ts#Tree"));
  t.strictSame(Object.entries(document.components?.["schemas"] ?? {}), [
    ["Leaf", { type: "string", enum: ["a", "b"] }],
    [
      "Tree",
      {
        type: "object",
        properties: { children: { type: "array", items: component("Tree") }, leaf: component("Leaf") },
      },
    ],
  ]);
  t.strictSame(await validateDocument(document), []);
});

t.test("components: references are rewritten wherever a schema stands and nowhere else", async (t) => {
  const node = "src/a.ts#Node";
  const everywhere = {
    properties: { $ref: ref(node), default: ref(node) },
    patternProperties: { "^x": ref(node) },
    additionalProperties: ref(node),
    items: ref(node),
    prefixItems: [ref(node), { not: ref(node) }],
    anyOf: [{ oneOf: [{ allOf: [ref(node)] }] }],
    contains: ref(node),
    propertyNames: ref(node),
    contentSchema: ref(node),
  };
  const data = ref(node);
  const schemas: Record<string, SchemaDoc> = {
    [node]: {
      name: "Node",
      input: { ...everywhere, default: data, examples: [data], const: data, enum: [data], example: data },
    },
  };
  const target = component("Node");
  t.strictSame(schemasOf(info, writing(schemas, node)), {
    Node: {
      properties: { $ref: target, default: target },
      patternProperties: { "^x": target },
      additionalProperties: target,
      items: target,
      prefixItems: [target, { not: target }],
      anyOf: [{ oneOf: [{ allOf: [target] }] }],
      contains: target,
      propertyNames: target,
      contentSchema: target,
      default: data,
      examples: [data],
      const: data,
      enum: [data],
      example: data,
    },
  });
});

t.test("components: a discriminator's mapping names components", async (t) => {
  const pet = (kind: string): JsonSchema => ({
    type: "object",
    properties: { kind: { const: kind } },
    required: ["kind"],
  });
  const schemas: Record<string, SchemaDoc> = {
    "src/pets.ts#Cat": { name: "Cat", input: pet("cat") },
    "src/pets.ts#Dog": { name: "Dog", input: pet("dog") },
    "src/pets.ts#Pet": {
      name: "Pet",
      input: {
        oneOf: [ref("src/pets.ts#Cat"), ref("src/pets.ts#Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "src/pets.ts#Cat", dog: "src/pets.ts#Dog" } },
      },
    },
  };
  const document = createDocument(info, writing(schemas, "src/pets.ts#Pet"));
  t.strictSame(document.components?.["schemas"]?.["Pet"], {
    oneOf: [component("Cat"), component("Dog")],
    discriminator: { propertyName: "kind", mapping: { cat: component("Cat").$ref, dog: component("Dog").$ref } },
  });
  t.strictSame(await validateDocument(document), []);
});

const account: Record<string, SchemaDoc> = {
  "src/a.ts#Account": {
    name: "Account",
    input: { type: "object", properties: { name: { type: "string" } } },
    output: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  },
  "src/a.ts#Holder": {
    name: "Holder",
    input: { type: "object", properties: { account: ref("src/a.ts#Account"), address: ref("src/a.ts#Address") } },
  },
  "src/a.ts#Address": { name: "Address", input: { type: "object" }, output: { type: "object" } },
};

t.test("N10 input and output: two components only where the forms differ, also in a type they refer to", async (t) => {
  const document = createDocument(info, [
    ...reading(account, "src/a.ts#Holder"),
    ...writing(account, "src/a.ts#Holder"),
  ]);
  t.strictSame(document.components?.["schemas"], {
    "Account-Input": { type: "object", properties: { name: { type: "string" } } },
    "Account-Output": { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    Address: { type: "object" },
    "Holder-Input": {
      type: "object",
      properties: { account: component("Account-Input"), address: component("Address") },
    },
    "Holder-Output": {
      type: "object",
      properties: { account: component("Account-Output"), address: component("Address") },
    },
  });
  t.strictSame(await validateDocument(document), []);
});

t.test("N10 input and output: a type that is only read, or only written, has one component", async (t) => {
  t.strictSame(schemasOf(info, reading(account, "src/a.ts#Account")), {
    Account: { type: "object", properties: { name: { type: "string" } } },
  });
  t.strictSame(schemasOf(info, writing(account, "src/a.ts#Account")), {
    Account: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  });
});

t.test("N11 separateSchemas: false gives every type one component, the one of what is read", async (t) => {
  const routes = [...reading(account, "src/a.ts#Holder"), ...writing(account, "src/a.ts#Holder")];
  const document = createDocument(info, routes, { separateSchemas: false });
  t.strictSame(document.components?.["schemas"], {
    Account: { type: "object", properties: { name: { type: "string" } } },
    Address: { type: "object" },
    Holder: { type: "object", properties: { account: component("Account"), address: component("Address") } },
  });
  t.strictSame(await validateDocument(document), []);
});

t.test("equal names: each type puts as much of its path before the name as tells them apart", async (t) => {
  const schemas: Record<string, SchemaDoc> = {
    "src/admin/models.ts#User": { name: "User", input: { title: "admin" } },
    "src/shop/models.ts#User": { name: "User", input: { title: "shop" } },
    "src/shop/models.ts#models_User": { name: "shop_models_User", input: { title: "wanted" } },
    "src/page.ts#Page<src/admin/models.ts#User>": { name: "Page_User", input: { title: "page of admin" } },
    "src/page.ts#Page<src/shop/models.ts#User>": { name: "Page_User", input: { title: "page of shop" } },
    "src/x.ts#HttpError": { name: "HttpError", input: { title: "the user's" } },
    "src/x.ts#Ünique<1>": { name: "Ünique<1>", input: { title: "illegal" } },
  };
  const expected = {
    HttpError: { title: "the user's" },
    Page_User: { title: "page of admin" },
    Page_User_2: { title: "page of shop" },
    TypewayHttpError: {
      type: "object",
      description: "An error.",
      examples: [{ detail: "Not Found" }],
      properties: { detail: { type: "string", description: "What went wrong." } },
      required: ["detail"],
    },
    _nique_1_: { title: "illegal" },
    admin_models_User: { title: "admin" },
    shop_models_User: { title: "wanted" },
    shop_models_User_2: { title: "shop" },
  };
  const routes = writing(schemas, ...Object.keys(schemas));
  routes.push(route({ path: "/e", name: "e", answers: [nothing], errors: [{ status: 404 }] }));
  t.strictSame(schemasOf(info, routes), expected);
  t.strictSame(schemasOf(info, routes.toReversed()), expected, "whatever the order of registration");
  t.strictSame(await validateDocument(createDocument(info, routes)), []);
});

t.test("component names: are legal and one per type, for any names and paths", async () => {
  const part = fc.constantFrom("User", "User_2", "a_User", "User-Input", "Issue", "TypewayIssue", "x y", "ü", "");
  const key = fc
    .tuple(fc.constantFrom("src/a.ts", "src/b/a.ts", "c.d.ts"), fc.string())
    .map(([path, rest]) => `${path}#${rest}`);
  fc.assert(
    fc.property(fc.dictionary(key, fc.tuple(part, fc.boolean()), { minKeys: 1, maxKeys: 12 }), (types) => {
      const schemas: Record<string, SchemaDoc> = {};
      Object.entries(types).forEach(([type, [name, differs]], index) => {
        schemas[type] = {
          name,
          input: { title: `in ${index}` },
          ...(differs ? { output: { title: `out ${index}` } } : {}),
        };
      });
      const keys = Object.keys(schemas);
      const routes = [...reading(schemas, ...keys), ...writing(schemas, ...keys)];
      const found = Object.entries(schemasOf(info, routes) ?? {});
      const wanted = Object.values(schemas).flatMap(({ input, output }) => (output ? [input, output] : [input]));
      const legal = found.every(([name]) => /^[A-Za-z0-9._-]+$/.test(name));
      const titles = new Set(found.map(([, schema]) => JSON.stringify(schema)));
      return legal && wanted.every((schema) => titles.has(JSON.stringify(schema))) && found.length === wanted.length;
    }),
  );
});

t.test("a reference that no fragment describes: is our own error, said at once", async (t) => {
  t.throws(() => createDocument(info, writing({}, "src/a.ts#Gone")), {
    message: 'No schema was compiled for "src/a.ts#Gone".',
  });
  const foreign = route({ path: "/x", name: "x", answers: [json({ $ref: "https://schemas.example/x.json" })] });
  t.match(createDocument(info, [foreign]).paths["/x"], {
    get: {
      responses: { 200: { content: { "application/json": { schema: { $ref: "https://schemas.example/x.json" } } } } },
    },
  });
});
