import { sql } from "kysely";
import {
  type Depends,
  type Email,
  HttpError,
  type Int,
  type Int32,
  type MaxItems,
  type Maximum,
  type MinItems,
  type Minimum,
  type Pattern,
  type Query,
  type Reply,
  Router,
  reply,
} from "typeway";
import type { Cents, Isbn } from "./books.js";
import type { Database } from "./database/connect.js";
import type { openSession } from "./database/session.js";
import { offsetOf, type Page, type PageRequest, pageOf } from "./page.js";
import type { Line } from "./text.js";

export type OrderStatus = "placed" | "shipped" | "cancelled";

export interface Address {
  /** @example "Hornsgatan 48" */
  street: Line;
  /** @example "118 21" */
  postcode: Line;
  /** @example "Stockholm" */
  city: Line;
  /**
   * ISO 3166-1.
   * @example "SE"
   */
  country: string & Pattern<"^[A-Z]{2}$">;
}

export interface Customer {
  /** @example "Mara Lindqvist" */
  name: Line;
  /** @example "mara.lindqvist@example.com" */
  email: Email;
  address: Address;
}

export interface OrderLine {
  /** @example "9780141439587" */
  isbn: Isbn;
  /** @example 1 */
  quantity: Int & Minimum<1> & Maximum<100>;
}

/** An order as a client sends it. */
export interface NewOrder {
  customer: Customer;
  items: OrderLine[] & MinItems<1> & MaxItems<50>;
}

export interface OrderedBook extends OrderLine {
  title: string;
  /** Of one copy, in cents, when the order was placed. */
  price: Cents;
}

export interface Order {
  id: Int32;
  status: OrderStatus;
  placedAt: Date;
  customer: Customer;
  items: OrderedBook[];
  /** In cents. */
  total: Int;
}

export interface OrderSearch extends PageRequest {
  status?: OrderStatus;
}

type Session = Depends<typeof openSession>;

async function findOrder(orderId: Int32, db: Session): Promise<Order> {
  const row = await db.selectFrom("orders").selectAll().where("id", "=", orderId).executeTakeFirst();
  if (row === undefined) throw new HttpError(404, "Order not found");
  return toOrder(row, await itemsOf([orderId], db));
}

/** List orders, the newest first. */
async function listOrders(search: Query<OrderSearch>, db: Session): Promise<Page<Order>> {
  const found =
    search.status === undefined ? db.selectFrom("orders") : db.selectFrom("orders").where("status", "=", search.status);
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.selectAll().orderBy("id", "desc").limit(search.size).offset(offsetOf(search)).execute();
  const items = await itemsOf(
    rows.map(({ id }) => id),
    db,
  );
  return pageOf(
    rows.map((row) => toOrder(row, items)),
    total,
    search,
  );
}

/** Read one order. */
function readOrder(order: Depends<typeof findOrder>): Order {
  return order;
}

/**
 * Place an order.
 *
 * Either every book of it is taken from stock, or nothing is ordered at all.
 */
async function placeOrder(order: NewOrder, db: Session): Promise<Reply<201, Order, { location: string }>> {
  const id = await db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto("orders")
      .values({ status: "placed", customer: JSON.stringify(order.customer) })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const { isbn, quantity } of merged(order.items)) {
      const book = await transaction
        .selectFrom("books")
        .selectAll()
        .where("isbn", "=", isbn)
        .forUpdate()
        .executeTakeFirst();
      if (book === undefined) throw new HttpError(404, `The shop has no book ${isbn}`);
      if (book.stock < quantity)
        throw new HttpError(409, `'${book.title}': ${book.stock} left in stock, ${quantity} ordered`);
      await transaction
        .updateTable("books")
        .set({ stock: book.stock - quantity })
        .where("isbn", "=", isbn)
        .execute();
      await transaction.insertInto("orderItems").values({ orderId: id, isbn, quantity, price: book.price }).execute();
    }
    return id;
  });
  return reply(201, await findOrder(id, db), { location: `/orders/${id}` });
}

/**
 * Ship or cancel an order.
 *
 * The books of a cancelled order go back into stock.
 */
async function changeStatus(
  change: { status: Exclude<OrderStatus, "placed"> },
  order: Depends<typeof findOrder>,
  db: Session,
): Promise<Order> {
  await db.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable("orders")
      .set(change)
      .where("id", "=", order.id)
      .where("status", "=", "placed")
      .returning("id")
      .executeTakeFirst();
    if (changed === undefined) throw new HttpError(409, "The order is no longer open");
    if (change.status === "cancelled") await putBack(order.items, transaction);
  });
  return findOrder(order.id, db);
}

export const orders = new Router({ prefix: "/orders", tags: ["Orders"] });
orders.get("", listOrders);
orders.post("", placeOrder);
orders.get("/{orderId}", readOrder);
orders.patch("/{orderId}", changeStatus);

/** One line per book, and by ISBN: two orders at once then lock their books in the same order. */
function merged(lines: readonly OrderLine[]): OrderLine[] {
  const quantities = new Map<string, number>();
  for (const { isbn, quantity } of lines) quantities.set(isbn, (quantities.get(isbn) ?? 0) + quantity);
  return [...quantities].map(([isbn, quantity]) => ({ isbn, quantity })).sort((a, b) => (a.isbn < b.isbn ? -1 : 1));
}

async function putBack(items: readonly OrderLine[], db: Database): Promise<void> {
  for (const { isbn, quantity } of merged(items)) {
    await db
      .updateTable("books")
      .set(({ eb }) => ({ stock: eb("stock", "+", quantity) }))
      .where("isbn", "=", isbn)
      .execute();
  }
}

async function itemsOf(orderIds: readonly number[], db: Database): Promise<(OrderedBook & { orderId: number })[]> {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom("orderItems")
    .innerJoin("books", "books.isbn", "orderItems.isbn")
    .select(["orderItems.orderId", "orderItems.isbn", "books.title", "orderItems.quantity", "orderItems.price"])
    .where("orderItems.orderId", "in", orderIds)
    .orderBy("books.title")
    .execute();
}

function toOrder(
  row: Pick<Order, "id" | "status" | "placedAt" | "customer">,
  items: (OrderedBook & { orderId: number })[],
): Order {
  const own = items.filter(({ orderId }) => orderId === row.id).map(({ orderId, ...item }) => item);
  return { ...row, items: own, total: own.reduce((sum, { price, quantity }) => sum + price * quantity, 0) };
}
