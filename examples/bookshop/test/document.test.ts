import { validateDocument } from "@typeway/validators";
import t from "tap";
import { createApp } from "../dist/app.js";
import { openPool } from "../dist/database/connect.js";

// The document is made without starting the application: no database is opened here.
const document = createApp(() => openPool()).openapi();

t.test("the document: has no problem under three validators, not even a warning", async (t) => {
  t.strictSame(await validateDocument(document), []);
});

t.test("the document: names every operation and type", async (t) => {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => `${method} ${path} ${nameOf(operation)}`),
  );
  t.strictSame(operations.sort(), [
    "delete /authors/{authorId} removeAuthor",
    "delete /books/{isbn} removeBook",
    "get /authors listAuthors",
    "get /authors/{authorId} readAuthor",
    "get /books searchBooks",
    "get /books/{isbn} readBook",
    "get /orders listOrders",
    "get /orders/{orderId} readOrder",
    "patch /authors/{authorId} changeAuthor",
    "patch /books/{isbn} changeBook",
    "patch /orders/{orderId} changeStatus",
    "post /authors addAuthor",
    "post /books addBook",
    "post /orders placeOrder",
  ]);
  const schemas = Object.keys(document.components?.["schemas"] ?? {});
  for (const name of ["Author", "Book", "BookChanges", "Order", "Page_Author", "Page_Book", "Page_Order"]) {
    t.ok(schemas.includes(name), name);
  }
});

t.test("the document: knows constraints, defaults, and the errors of handlers and their dependencies", async (t) => {
  t.match(document.paths["/books"], {
    get: {
      tags: ["Books"],
      summary: "Search the shop.",
      parameters: [
        {
          name: "page",
          in: "query",
          schema: { type: "integer", minimum: 1, default: 1 },
          description: "Counted from 1.",
        },
        { name: "size", in: "query", schema: { type: "integer", maximum: 100, default: 20 } },
      ],
    },
    post: { responses: { 201: { headers: { location: {} } }, 409: {}, 422: {} } },
  });
  t.match(document.paths["/books/{isbn}"], {
    get: {
      parameters: [{ name: "isbn", in: "path", required: true, schema: { pattern: "^97[89][0-9]{10}$" } }],
      responses: { 200: {}, 404: { description: "Book not found" }, 422: {} },
    },
    delete: { responses: { 204: {}, 404: {}, 409: {} } },
  });
});

function nameOf(operation: unknown): unknown {
  return typeof operation === "object" && operation !== null && "operationId" in operation ? operation.operationId : "";
}
