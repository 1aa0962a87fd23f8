import type { SecurityScheme } from "@typeway/contract";
import { createDocument } from "@typeway/openapi";
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { json, nothing, type RouteSpec, route } from "./records.js";

const info = { title: "Shop", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } };

/** The only operation of a document made of one route. */
function operationOf(spec: Omit<RouteSpec, "path"> & { readonly path?: string }): Record<string, unknown> {
  const document = createDocument(info, [route({ path: "/x", name: "x", answers: [nothing], ...spec })]);
  const [item] = Object.values(document.paths);
  const [operation] = Object.values(item ?? {});
  return operation as Record<string, unknown>;
}

const idsOf = (specs: readonly RouteSpec[], options?: Parameters<typeof createDocument>[2]) => {
  const document = createDocument(info, specs.map(route), options);
  const ids: Record<string, unknown> = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      ids[`${method} ${path}`] = (operation as { operationId: string }).operationId;
    }
  }
  return ids;
};

t.test("N2 operationId: the function's name, or what an option or a comment says", async (t) => {
  t.strictSame(
    idsOf([
      { path: "/a", name: "readItems" },
      { path: "/b", name: "readItem", operationId: "fromComment" },
      { path: "/c", name: "readItem", operationId: "fromComment2", words: { operationId: "fromOption" } },
      { method: "POST", path: "/users/{userId}/open-orders", name: "" },
      { path: "/", name: "" },
    ]),
    {
      "get /a": "readItems",
      "get /b": "fromComment",
      "get /c": "fromOption",
      "post /users/{userId}/open-orders": "postUsersByUserIdOpenOrders",
      "get /": "getRoot",
    },
  );
});

t.test("N2 operationId: equal ones are told apart, whatever the order of registration", async (t) => {
  const routes: RouteSpec[] = [
    { method: "GET", path: "/items", name: "items" },
    { method: "POST", path: "/items", name: "items" },
    { path: "/v1/users/{id}", name: "readUser" },
    { path: "/v2/users/{id}", name: "readUser" },
    { method: "GET", path: "/a", name: "thing" },
    { method: "PUT", path: "/a", name: "thing" },
    { method: "GET", path: "/b", name: "thing" },
    { path: "/c", name: "kept", words: { operationId: "kept" } },
    { path: "/d", name: "kept" },
    { path: "/same-word", name: "same" },
    { path: "/same_word", name: "same" },
    { path: "/e", name: "itemsGet" },
  ];
  const expected = {
    "get /items": "itemsGet_2",
    "post /items": "itemsPost",
    "get /v1/users/{id}": "readUserV1UsersById",
    "get /v2/users/{id}": "readUserV2UsersById",
    "get /a": "thingGetA",
    "put /a": "thingPutA",
    "get /b": "thingGetB",
    "get /c": "kept",
    "get /d": "keptGet",
    "get /same-word": "sameGetSameWord",
    "get /same_word": "sameGetSameWord_2",
    "get /e": "itemsGet",
  };
  t.same(idsOf(routes), expected);
  t.same(idsOf(routes.toReversed()), expected);
});

t.test("N3 operationId: a function names what nobody has named", async (t) => {
  const named = idsOf(
    [
      { path: "/items", name: "readItems", words: { tags: ["items"] } },
      { path: "/users", name: "readUsers", words: { tags: ["users"], operationId: "own" } },
    ],
    { operationId: (record) => `${record.words.tags[0]}-${record.name}` },
  );
  t.strictSame(named, { "get /items": "items-readItems", "get /users": "own" });
});

t.test("N4 tags: the router's first, each once; what is said about them keeps its order", async (t) => {
  const spec = { path: "/x", name: "x", tags: ["b", "a"], words: { tags: ["router", "a"] } };
  t.strictSame(operationOf(spec)["tags"], ["router", "a", "b"]);
  const tags = [
    { name: "z", externalDocs: { url: "https://z.example", description: "More" } },
    { name: "a", description: "A." },
  ];
  t.strictSame(createDocument(info, [route(spec)], { tags })["tags"], tags);
});

t.test("N5 summary and description: from an option, the comment, or the function's name", async (t) => {
  const said = { summary: "From comment", description: "Long *text*." };
  t.match(operationOf(said), said);
  t.match(operationOf({ ...said, words: { summary: "S", description: "D" } }), { summary: "S", description: "D" });
  t.equal(operationOf({ name: "readHTTPStatus2" })["summary"], "Read HTTP Status2");
  t.equal(operationOf({ name: "read_user_items" })["summary"], "Read User Items");
  t.equal(operationOf({ name: "", path: "/a/{b}" })["summary"], "GET /a/{b}");
  t.notOk("description" in operationOf({ name: "readUser" }));
});

t.test("N6 responseDescription: of the main answer; 'Successful response' unless something says more", async (t) => {
  const descriptions = (spec: Omit<RouteSpec, "path">) =>
    Object.entries(operationOf(spec)["responses"] as Record<string, { description: string }>).map(
      ([status, response]) => `${status} ${response.description}`,
    );
  t.strictSame(descriptions({ answers: [json({})] }), ["200 Successful response"]);
  t.strictSame(descriptions({ answers: [{ ...json({}), description: "From @returns" }] }), ["200 From @returns"]);
  t.strictSame(
    descriptions({ answers: [{ ...json({}), description: "From @returns" }], words: { responseDescription: "Said" } }),
    ["200 Said"],
  );
  t.strictSame(
    descriptions({ answers: [json({}), { status: 404 }], words: { status: 201, responseDescription: "Made" } }),
    ["201 Made", "404 Not Found"],
  );
});

t.test("N7 deprecated: a route by option or comment, and a parameter", async (t) => {
  t.equal(operationOf({ deprecated: true })["deprecated"], true);
  t.equal(operationOf({ words: { deprecated: true } })["deprecated"], true);
  t.notOk("deprecated" in operationOf({}));
  const slot = { in: "query", name: "q", schema: { type: "string" }, deprecated: true } as const;
  t.strictSame(operationOf({ slots: [slot] })["parameters"], [
    { name: "q", in: "query", deprecated: true, schema: { type: "string" } },
  ]);
});

t.test("N8 hidden: a route that is not documented, and a parameter that is not shown", async (t) => {
  const routes = [
    route({ path: "/a", name: "a", answers: [nothing], words: { documented: false } }),
    route({
      path: "/b/{id}",
      name: "b",
      answers: [nothing],
      slots: [
        { in: "query", name: "secret", schema: { type: "string" }, hidden: true },
        { in: "path", name: "id", required: true, schema: { type: "string" }, hidden: true },
      ],
    }),
  ];
  const document = createDocument(info, routes);
  t.strictSame(Object.keys(document.paths), ["/b/{id}"]);
  t.match(document.paths["/b/{id}"], { get: { parameters: [{ name: "id" }], responses: { 422: {} } } });
  t.strictSame(await validateDocument(document), []);
});

t.test("N12 422: is added where there is a parameter or a body, unless it, 4XX or default is declared", async (t) => {
  const slots = [{ in: "query", name: "q", schema: { type: "string" } }] as const;
  const statuses = (spec: Omit<RouteSpec, "path">) => Object.keys(operationOf(spec)["responses"] as object);
  t.strictSame(statuses({}), ["204"]);
  t.strictSame(statuses({ slots }), ["204", "422"]);
  t.strictSame(statuses({ bodies: [{ name: "b", schema: {} }] }), ["204", "422"]);
  t.strictSame(statuses({ dependencies: [{ name: "d", slots }] }), ["204", "422"]);
  t.strictSame(statuses({ slots, words: { responses: { "4XX": { description: "Wrong" } } } }), ["204", "4XX"]);
  t.strictSame(statuses({ slots, words: { responses: { default: {} } } }), ["204", "default"]);
  t.match(operationOf({ slots, words: { responses: { 422: { description: "Mine" } } } })["responses"], {
    422: { description: "Mine", content: undefined },
  });
  t.match(operationOf({ slots, errors: [{ status: 422, description: "Too many" }] })["responses"], {
    422: {
      description: "Too many; The request is not of the declared type",
      content: {
        "application/json": {
          schema: {
            anyOf: [{ $ref: "#/components/schemas/HttpError" }, { $ref: "#/components/schemas/ValidationError" }],
          },
        },
      },
    },
  });
});

t.test("N13 responses: add to what is known, by status, range or default; the phrase is the description", async (t) => {
  const responses = operationOf({
    answers: [json({ type: "string" })],
    words: {
      responses: {
        default: {},
        "5XX": {},
        404: { schema: { type: "object" } },
        200: { content: { "image/png": {}, "application/json": { example: "x" } }, headers: { "x-a": { schema: {} } } },
        418: { description: "Tea" },
        299: {},
      },
    },
  })["responses"];
  t.strictSame(Object.entries(responses as object), [
    [
      "200",
      {
        description: "Successful response",
        headers: { "x-a": { schema: {} } },
        content: { "application/json": { schema: { type: "string" }, example: "x" }, "image/png": {} },
      },
    ],
    ["299", { description: "Success" }],
    ["404", { description: "Not Found", content: { "application/json": { schema: { type: "object" } } } }],
    ["418", { description: "Tea" }],
    ["5XX", { description: "Server error" }],
    ["default", { description: "Any other answer" }],
  ]);
});

t.test("answers: status, media type and headers of every reply a handler may give", async (t) => {
  const responses = operationOf({
    answers: [
      json({ type: "integer" }),
      nothing,
      {
        status: 201,
        content: { mediaType: "application/json", schema: { type: "string" } },
        headers: {
          location: { schema: { type: "string" }, required: true, description: "Where it is." },
          "content-type": { schema: { type: "string" }, required: true },
        },
      },
      { status: 201, content: { mediaType: "application/json", schema: { type: "boolean" } } },
      { status: 201, content: { mediaType: "text/csv" } },
      { status: 307, headers: { location: { schema: { type: "string" }, required: true } } },
      { status: "default", content: { mediaType: "application/json", schema: {} } },
    ],
    errors: [
      { status: 409, description: "Taken" },
      { status: 409, description: "Locked" },
      { status: 410, detail: { type: "object" } },
    ],
  })["responses"];
  t.strictSame(Object.entries(responses as object), [
    ["200", { description: "Successful response", content: { "application/json": { schema: { type: "integer" } } } }],
    [
      "201",
      {
        description: "Created",
        headers: { location: { description: "Where it is.", schema: { type: "string" } } },
        content: {
          "application/json": { schema: { anyOf: [{ type: "string" }, { type: "boolean" }] } },
          "text/csv": {},
        },
      },
    ],
    ["204", { description: "Successful response" }],
    [
      "307",
      { description: "Temporary Redirect", headers: { location: { required: true, schema: { type: "string" } } } },
    ],
    [
      "409",
      {
        description: "Taken; Locked",
        content: { "application/json": { schema: { $ref: "#/components/schemas/HttpError" } } },
      },
    ],
    [
      "410",
      {
        description: "Gone",
        content: {
          "application/json": {
            schema: { type: "object", properties: { detail: { type: "object" } }, required: ["detail"] },
          },
        },
      },
    ],
    ["default", { description: "Any other answer", content: { "application/json": { schema: {} } } }],
  ]);
});

t.test("the status of plain answers: 200, 204 without a value, or what the option says", async (t) => {
  const statuses = (answers: RouteSpec["answers"] & {}, status?: number) =>
    Object.keys(operationOf({ answers, words: status === undefined ? {} : { status } })["responses"] as object);
  t.strictSame(statuses([json({})]), ["200"]);
  t.strictSame(statuses([json({})], 201), ["201"]);
  t.strictSame(statuses([nothing]), ["204"]);
  t.strictSame(statuses([nothing], 202), ["202"]);
  t.strictSame(statuses([json({}), nothing]), ["200", "204"]);
  t.strictSame(statuses([json({}), nothing], 201), ["201"]);
  t.strictSame(statuses([]), ["200"], "a web Response says nothing about itself");
});

t.test(
  "parameters: of the whole tree, merged by place and name; required wins, the first description stays",
  async (t) => {
    const operation = operationOf({
      path: "/users/{userId}/items/{itemId}",
      slots: [
        { in: "cookie", name: "session", schema: { type: "string" } },
        { in: "query", name: "limit", schema: { type: "integer", default: 20 }, description: "At most." },
        { in: "path", name: "itemId", required: true, schema: { type: "integer" } },
      ],
      dependencies: [
        {
          slots: [
            { in: "path", name: "userId", required: true, schema: { type: "string" } },
            {
              in: "query",
              name: "limit",
              required: true,
              schema: { type: "integer" },
              description: "Other.",
              title: "Limit",
            },
            { in: "header", name: "limit", many: true, schema: { type: "array", items: { type: "string" } } },
          ],
        },
      ],
    });
    t.strictSame(operation["parameters"], [
      { name: "userId", in: "path", required: true, schema: { type: "string" } },
      { name: "itemId", in: "path", required: true, schema: { type: "integer" } },
      {
        name: "limit",
        in: "query",
        required: true,
        description: "At most.",
        schema: { type: "integer", default: 20, title: "Limit" },
      },
      { name: "limit", in: "header", schema: { type: "array", items: { type: "string" } } },
      { name: "session", in: "cookie", schema: { type: "string" } },
    ]);
  },
);

t.test("N14 examples: of the type stand in the schema, named ones beside it", async (t) => {
  const namedExamples = { tea: { summary: "A drink", value: "tea" } };
  const words = { schema: { type: "string" }, examples: ["milk"], namedExamples, title: "Drink" };
  const operation = operationOf({
    method: "POST",
    slots: [{ in: "query", name: "q", ...words }],
    bodies: [{ name: "b", ...words }],
  });
  const schema = { type: "string", title: "Drink", examples: ["milk"] };
  t.strictSame(operation["parameters"], [{ name: "q", in: "query", examples: namedExamples, schema }]);
  t.strictSame(operation["requestBody"], {
    content: { "application/json": { schema, examples: namedExamples } },
    required: true,
  });
});

t.test("request body: one parameter is the whole body, several are the keys of one object", async (t) => {
  const bodyOf = (spec: Omit<RouteSpec, "path">) => operationOf({ method: "POST", ...spec })["requestBody"];
  t.strictSame(bodyOf({}), undefined);
  t.strictSame(bodyOf({ bodies: [{ name: "a", schema: { type: "integer" }, required: false }] }), {
    content: { "application/json": { schema: { type: "integer" } } },
  });
  t.strictSame(bodyOf({ bodies: [{ name: "a", schema: { type: "string" }, mediaType: "text/plain" }] }), {
    content: { "text/plain": { schema: { type: "string" } } },
    required: true,
  });
  t.strictSame(
    bodyOf({
      bodies: [
        { name: "item", schema: { type: "object" }, description: "An item." },
        { name: "importance", schema: { type: "integer" }, required: false, deprecated: true },
        { name: "internal", schema: { type: "integer" }, required: false, hidden: true },
      ],
      dependencies: [
        {
          bodies: [
            { name: "item", schema: { minProperties: 1 } },
            { name: "user", schema: { type: "object" } },
          ],
        },
      ],
    }),
    {
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              item: { allOf: [{ type: "object" }, { minProperties: 1 }], description: "An item." },
              importance: { type: "integer", deprecated: true },
              user: { type: "object" },
            },
            required: ["item", "user"],
          },
        },
      },
      required: true,
    },
  );
});

t.test("N15 openapi: merges deeply; lists add up, a parameter of the same place and name is the same", async (t) => {
  const operation = operationOf({
    tags: ["a"],
    slots: [{ in: "query", name: "q", schema: { type: "string" } }],
    words: {
      openapi: {
        tags: ["b"],
        "x-rate": 5,
        responses: { 204: { "x-cached": true } },
        parameters: [
          { in: "query", name: "q", description: "More." },
          { in: "header", name: "x-extra", schema: { type: "string" } },
        ],
      },
    },
  });
  t.match(operation, { "x-rate": 5, responses: { 204: { description: "Successful response", "x-cached": true } } });
  t.strictSame(operation["tags"], ["a", "b"]);
  t.strictSame(operation["parameters"], [
    { name: "q", in: "query", schema: { type: "string" }, description: "More." },
    { in: "header", name: "x-extra", schema: { type: "string" } },
  ]);
});

t.test("N1 document: OpenAPI 3.1.0, the same every time", async (t) => {
  const make = () =>
    createDocument(info, [route({ path: "/x", name: "x", answers: [json({ type: ["string", "null"] })] })]);
  t.equal(make().openapi, "3.1.0");
  t.equal(JSON.stringify(make()), JSON.stringify(make()));
});

t.test("J13: no way in needs a token and a password, which one Authorization field cannot hold", async (t) => {
  const credential = (name: string, schemes: readonly SecurityScheme[]) =>
    ({ kind: "credential", name, schemes, required: true }) as const;
  const bearer = { type: "http", scheme: "bearer", options: {} } as const;
  const basic = { type: "http", scheme: "basic", options: {} } as const;
  const key = { type: "apiKey", in: "header", name: "X-Key", options: {} } as const;
  const dependencies = [{ params: [credential("token", [bearer])] }, { params: [credential("either", [basic, key])] }];
  t.strictSame(operationOf({ dependencies }).security, [{ Bearer: [], "header.X-Key": [] }]);
});
