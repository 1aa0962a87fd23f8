import type { TestClient } from "typeway/testing";
import { onEachDatabase } from "./shop.js";

const customer = {
  name: "Mara Lindqvist",
  email: "mara.lindqvist@example.com",
  address: { street: "Hornsgatan 48", postcode: "118 21", city: "Stockholm", country: "SE" },
};

const stockOf = async (shop: TestClient, isbn: string) =>
  (await shop.get(`/books/${isbn}`)).json<{ stock: number }>().stock;

await onEachDatabase(async (t, shop) => {
  const { items } = (await shop.get("/books?size=100")).json<{ items: { title: string; isbn: string }[] }>();
  const isbnByTitle = new Map(items.map(({ title, isbn }) => [title, isbn]));
  const isbnOf = (title: string) => isbnByTitle.get(title) ?? "";

  await t.test("the orders: come newest first, with their books and totals", async (t) => {
    const answer = await shop.get("/orders", { query: { status: "placed" } });
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), {
      items: [
        {
          id: 3,
          status: "placed",
          placedAt: "2026-02-06T08:05:19.000Z",
          customer: {
            name: "Aoife Byrne",
            email: "aoife.byrne@example.com",
            address: { street: "14 Capel Street", postcode: "D01 X5H9", city: "Dublin", country: "IE" },
          },
          items: [
            { isbn: isbnOf("Frankenstein"), quantity: 3, title: "Frankenstein", price: 749 },
            { isbn: isbnOf("Middlemarch"), quantity: 1, title: "Middlemarch", price: 1199 },
            { isbn: isbnOf("The Last Man"), quantity: 1, title: "The Last Man", price: 1095 },
          ],
          total: 4541,
        },
      ],
      total: 1,
      page: 1,
      size: 20,
    });
    const all = await shop.get("/orders");
    t.strictSame(
      all.json<{ items: { id: number }[] }>().items.map(({ id }) => id),
      [3, 2, 1],
    );
  });

  await t.test("a new order: takes its books from stock", async (t) => {
    const before = [await stockOf(shop, isbnOf("Solaris")), await stockOf(shop, isbnOf("Cyberiada"))];
    const answer = await shop.post("/orders", {
      json: {
        customer,
        items: [
          { isbn: isbnOf("Solaris"), quantity: 1 },
          { isbn: isbnOf("Cyberiada"), quantity: 2 },
          { isbn: isbnOf("Solaris"), quantity: 1 },
        ],
      },
    });
    t.equal(answer.status, 201);
    const { id, placedAt, ...order } = answer.json<{ id: number; placedAt: string }>();
    t.strictSame(order, {
      status: "placed",
      customer,
      items: [
        { isbn: isbnOf("Cyberiada"), quantity: 2, title: "Cyberiada", price: 1250 },
        { isbn: isbnOf("Solaris"), quantity: 2, title: "Solaris", price: 1150 },
      ],
      total: 4800,
    });
    t.equal(answer.headers.get("location"), `/orders/${id}`);
    t.ok(Math.abs(Date.parse(placedAt) - Date.now()) < 60_000, "placed now");
    t.strictSame((await shop.get(`/orders/${id}`)).json(), answer.json());
    t.strictSame(
      [await stockOf(shop, isbnOf("Solaris")), await stockOf(shop, isbnOf("Cyberiada"))],
      before.map((stock) => stock - 2),
    );
  });

  await t.test("a new order: 409 when a book is sold out, and nothing of it is ordered", async (t) => {
    const before = await stockOf(shop, isbnOf("Emma"));
    const orders = (await shop.get("/orders")).json<{ total: number }>().total;
    const answer = await shop.post("/orders", {
      json: {
        customer,
        items: [
          { isbn: isbnOf("Emma"), quantity: 1 },
          { isbn: isbnOf("Persuasion"), quantity: 1 },
        ],
      },
    });
    t.equal(answer.status, 409);
    t.strictSame(answer.json(), { detail: "'Persuasion': 0 left in stock, 1 ordered" });
    t.equal(await stockOf(shop, isbnOf("Emma")), before);
    t.equal((await shop.get("/orders")).json<{ total: number }>().total, orders);
  });

  await t.test("a new order: 404 when the shop does not have a book", async (t) => {
    const answer = await shop.post("/orders", {
      json: { customer, items: [{ isbn: "9780000000002", quantity: 1 }] },
    });
    t.equal(answer.status, 404);
    t.strictSame(answer.json(), { detail: "The shop has no book 9780000000002" });
  });

  await t.test("new orders at once: the last copies are sold once", async (t) => {
    const isbn = isbnOf("Orlando");
    t.equal(await stockOf(shop, isbn), 2);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.post("/orders", { json: { customer, items: [{ isbn, quantity: 1 }] } })),
    );
    t.strictSame(answers.map(({ status }) => status).sort(), [201, 201, 409, 409, 409, 409]);
    t.equal(await stockOf(shop, isbn), 0);
  });

  await t.test("a new order: 422 says where in the nested body each mistake is", async (t) => {
    const answer = await shop.post("/orders", {
      json: {
        customer: { ...customer, email: "mara", address: { ...customer.address, country: "Sweden" } },
        items: [
          { isbn: isbnOf("Emma"), quantity: 1 },
          { isbn: isbnOf("Emma"), quantity: 0 },
        ],
      },
    });
    t.equal(answer.status, 422);
    t.strictSame(
      answer.json<{ detail: { loc: (string | number)[] }[] }>().detail.map(({ loc }) => loc),
      [
        ["body", "customer", "email"],
        ["body", "customer", "address", "country"],
        ["body", "items", 1, "quantity"],
      ],
    );
    const empty = await shop.post("/orders", { json: { customer, items: [] } });
    t.equal(empty.status, 422);
    t.match(empty.json(), { detail: [{ type: "too_short", loc: ["body", "items"], ctx: { min_length: 1 } }] });
  });

  await t.test("a cancelled order: puts its books back, once", async (t) => {
    const isbn = isbnOf("Villette");
    const before = await stockOf(shop, isbn);
    const placed = await shop.post("/orders", { json: { customer, items: [{ isbn, quantity: 2 }] } });
    const path = placed.headers.get("location") ?? "";
    t.equal(await stockOf(shop, isbn), before - 2);

    const cancelled = await shop.patch(path, { json: { status: "cancelled" } });
    t.equal(cancelled.status, 200);
    t.strictSame(cancelled.json(), { ...placed.json<object>(), status: "cancelled" });
    t.equal(await stockOf(shop, isbn), before);

    const again = await shop.patch(path, { json: { status: "cancelled" } });
    t.equal(again.status, 409);
    t.strictSame(again.json(), { detail: "The order is no longer open" });
    t.equal(await stockOf(shop, isbn), before);
  });

  await t.test("a shipped order: keeps its books", async (t) => {
    const before = await stockOf(shop, isbnOf("Frankenstein"));
    const answer = await shop.patch("/orders/3", { json: { status: "shipped" } });
    t.equal(answer.status, 200);
    t.match(answer.json(), { id: 3, status: "shipped", total: 4541 });
    t.equal(await stockOf(shop, isbnOf("Frankenstein")), before);
  });

  await t.test("an order: 404 when unknown, 422 for a status it cannot get", async (t) => {
    t.equal((await shop.get("/orders/4711")).status, 404);
    t.equal((await shop.patch("/orders/4711", { json: { status: "shipped" } })).status, 404);
    const placed = await shop.patch("/orders/1", { json: { status: "placed" } });
    t.equal(placed.status, 422);
    t.match(placed.json(), { detail: [{ type: "literal_error", loc: ["body", "status"] }] });
  });
});
