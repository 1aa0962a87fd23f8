import { type Kysely, type Migration, Migrator, sql } from "kysely";
import type { Database } from "./connect.js";

/** Brings the tables up to date. @throws when a migration fails; what it did is undone */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("The database could not be migrated.", { cause: error });
}

/** By name; they run in the order of their names, each once. */
const migrations: Record<string, Migration> = {
  "2026-01-12-authors-and-books": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("authors")
        .addColumn("id", "integer", (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("born", "integer")
        .addColumn("biography", "text")
        .execute();
      await db.schema
        .createTable("books")
        .addColumn("isbn", "text", (column) => column.primaryKey())
        .addColumn("title", "text", (column) => column.notNull())
        .addColumn("author_id", "integer", (column) => column.notNull().references("authors.id"))
        .addColumn("price", "integer", (column) => column.notNull().check(sql`price >= 0`))
        .addColumn("stock", "integer", (column) => column.notNull().check(sql`stock >= 0`))
        // Not "date": drivers read that as a point in time, and a day has no time zone. Such text sorts as its days do.
        .addColumn("published_on", "text", (column) => column.notNull())
        .addColumn("language", "text", (column) => column.notNull())
        .addColumn("tags", sql`text[]`, (column) => column.notNull())
        .execute();
      await db.schema.createIndex("books_by_author").on("books").column("author_id").execute();
      await db.schema.createIndex("books_by_tag").on("books").using("gin").column("tags").execute();
    },
  },
  "2026-02-02-orders": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("orders")
        .addColumn("id", "integer", (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn("status", "text", (column) => column.notNull())
        .addColumn("placed_at", sql`timestamptz(3)`, (column) => column.notNull().defaultTo(sql`now()`))
        .addColumn("customer", "jsonb", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("order_items")
        .addColumn("order_id", "integer", (column) => column.notNull().references("orders.id").onDelete("cascade"))
        .addColumn("isbn", "text", (column) => column.notNull().references("books.isbn"))
        .addColumn("quantity", "integer", (column) => column.notNull().check(sql`quantity > 0`))
        .addColumn("price", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("order_items_key", ["order_id", "isbn"])
        .execute();
      await db.schema.createIndex("order_items_by_isbn").on("order_items").column("isbn").execute();
    },
  },
};
