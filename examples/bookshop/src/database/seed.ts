import { sql } from "kysely";
import { catalogue } from "./catalogue.js";
import type { Database } from "./connect.js";
import { firstOrders } from "./first-orders.js";

/** Fills an empty shop. Safe when several processes start at once: the first fills it, the others find it filled. */
export async function seed(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`lock table authors in share row exclusive mode`.execute(transaction);
    const author = await transaction.selectFrom("authors").select("id").limit(1).executeTakeFirst();
    if (author !== undefined) return;
    await addBooks(transaction);
    await addOrders(transaction);
  });
}

async function addBooks(db: Database): Promise<void> {
  for (const { books, ...author } of catalogue) {
    const { id } = await db.insertInto("authors").values(author).returning("id").executeTakeFirstOrThrow();
    await db
      .insertInto("books")
      .values(books.map((book) => ({ ...book, authorId: id })))
      .execute();
  }
}

async function addOrders(db: Database): Promise<void> {
  for (const { items, customer, ...order } of firstOrders) {
    const { id } = await db
      .insertInto("orders")
      .values({ ...order, customer: JSON.stringify(customer) })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [title, quantity] of items) {
      await db
        .insertInto("orderItems")
        .columns(["orderId", "isbn", "quantity", "price"])
        .expression((eb) =>
          eb
            .selectFrom("books")
            .select(({ val }) => [val(id).as("orderId"), "isbn", val(quantity).as("quantity"), "price"])
            .where("title", "=", title),
        )
        .execute();
    }
  }
}
