import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

const good: [string, unknown][] = [
  ["/items/7", { itemId: 7 }],
  ["/items/-7", { itemId: -7 }],
  ["/items", { limit: 10, order: "name" }],
  ["/items?q=green+tea&limit=3&order=price", { q: "green tea", limit: 3, order: "price" }],
  ["/items?q=", { q: "", limit: 10, order: "name" }],
  ["/tags", { tag: [] }],
  ["/tags?tag=new&tag=cheap", { tag: ["new", "cheap"] }],
  ["/sorted?sort-by=price", { sortBy: "price" }],
  ["/events", {}],
  ["/events?from=2026-01-02T03:04:05%2B01:00", { from: "2026-01-02T02:04:05.000Z" }],
  ["/search?price[min]=1&colors=red,blue&q=tea", { search: { price: { min: 1 }, colors: ["red", "blue"] }, q: "tea" }],
  ["/files/a/b%20c.txt", { path: "a/b c.txt" }],
];
for (const [path, answered] of good) {
  t.test(`a good request: ${path}`, async (t) => {
    const answer = await client.get(path);
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), answered);
  });
}

const bad: [string, string, string[]][] = [
  ["/items/tea", "int_parsing", ["path", "itemId"]],
  ["/items/1.5", "int_parsing", ["path", "itemId"]],
  ["/items?limit=", "int_parsing", ["query", "limit"]],
  ["/items?order=size", "literal_error", ["query", "order"]],
  ["/sorted", "missing", ["query", "sort-by"]],
  ["/sorted?sortBy=price", "missing", ["query", "sort-by"]],
  ["/search?price[min]=cheap", "int_parsing", ["query", "price", "min"]],
  ["/events?from=yesterday", "datetime_from_date_parsing", ["query", "from"]],
];
for (const [path, type, loc] of bad) {
  t.test(`a bad request: ${path}`, async (t) => {
    const answer = await client.get(path);
    t.equal(answer.status, 422);
    const { detail } = answer.json<{ detail: { type: string; loc: string[] }[] }>();
    t.strictSame(
      detail.map((issue) => [issue.type, issue.loc]),
      [[type, loc]],
    );
  });
}

t.test("the document: knows defaults, choices and names, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document.paths, {
    "/items": {
      get: {
        parameters: [
          { name: "q", in: "query", schema: { type: "string" } },
          { name: "limit", in: "query", schema: { type: "integer", default: 10 } },
          { name: "order", in: "query", schema: { $ref: "#/components/schemas/Order", default: "name" } },
        ],
      },
    },
    "/sorted": { get: { parameters: [{ name: "sort-by", in: "query", required: true }] } },
    "/events": { get: { parameters: [{ name: "from" }, { name: "until" }] } },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
