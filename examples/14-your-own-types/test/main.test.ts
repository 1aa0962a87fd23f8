import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
const period = { from: "2024-05-01T00:00:00.000Z", to: "2024-05-31T00:00:00.000Z" };
const loan = { reader: "u-7", book: "9783161484100", period, pin: "1234" };

t.test("POST /loans: reads what each type has been taught, and keeps the secret", async (t) => {
  const reply = await client.post("/loans", { json: { ...loan, number: 99 } });
  t.equal(reply.status, 201);
  t.strictSame(reply.json(), { number: 1, reader: "u-7", book: "9783161484100", period });
});

t.test("POST /loans: says what each check has found", async (t) => {
  const json = { ...loan, book: "9783161484101", period: { from: period.to, to: period.from }, pin: 1234 };
  t.strictSame((await client.post("/loans", { json })).json(), {
    detail: [
      {
        type: "isbn",
        loc: ["body", "book"],
        msg: "The check digit is wrong",
        input: "9783161484101",
        ctx: { sum: 101 },
      },
      {
        type: "value_error",
        loc: ["body", "period"],
        msg: "This value is refused by isInOrder",
        input: { from: period.to, to: period.from },
        ctx: { reason: "refused by isInOrder" },
      },
      { type: "string_type", loc: ["body", "pin"], msg: "Expected a string", input: "**********" },
    ],
  });
});

t.test("GET /prices/{price}: a class in a path, and in an answer", async (t) => {
  t.equal((await client.get("/prices/1.50%20EUR", { query: { count: 3 } })).json(), "4.50 EUR");
  t.equal((await client.get("/prices/1.5%20EUR")).status, 422);
});

t.test("GET /readers/{id}: transforms come before constraints", async (t) => {
  const reply = await client.get("/readers/u-1", { query: { login: " Ada_L " } });
  t.strictSame(reply.json(), { id: "u-1", login: "ada_l" });
  t.equal((await client.get("/readers/u-1", { query: { login: "Ada L" } })).status, 422);
});

t.test("POST /searches: a class gives values to what is left out", async (t) => {
  const all = await client.post("/searches", { json: {} });
  t.strictSame(all.json(), { name: "*", limit: 20, prices: [], isOpen: true });
  const some = await client.post("/searches", { json: { name: " tea ", prices: ["1.00 EUR"] } });
  t.strictSame(some.json(), { name: "tea", limit: 20, prices: ["1.00 EUR"], isOpen: false });
});
