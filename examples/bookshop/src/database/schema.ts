import type { Generated, JSONColumnType } from "kysely";
import type { Language } from "../books.js";
import type { Customer, OrderStatus } from "../orders.js";

/** The tables as Kysely sees them: camelCase here, snake_case in PostgreSQL. */
export interface Tables {
  authors: AuthorRow;
  books: BookRow;
  orders: OrderRow;
  orderItems: OrderItemRow;
}

export interface AuthorRow {
  id: Generated<number>;
  name: string;
  born: number | null;
  biography: string | null;
}

export interface BookRow {
  isbn: string;
  title: string;
  authorId: number;
  /** In cents. */
  price: number;
  stock: number;
  /** `2006-01-02`. */
  publishedOn: string;
  language: Language;
  tags: string[];
}

export interface OrderRow {
  id: Generated<number>;
  status: OrderStatus;
  placedAt: Generated<Date>;
  /** As it was when the order was placed. */
  customer: JSONColumnType<Customer>;
}

export interface OrderItemRow {
  orderId: number;
  isbn: string;
  quantity: number;
  /** In cents, as it was when the order was placed. */
  price: number;
}
