import type { PostgresPool } from "kysely";
import { App, redirect } from "typeway";
import { authors } from "./authors.js";
import { books } from "./books.js";
import { databaseOn } from "./database/connect.js";
import { migrate } from "./database/migrations.js";
import { seed } from "./database/seed.js";
import { orders } from "./orders.js";

/** @param openPool opens the database when the application starts; the application closes it */
export function createApp(openPool: () => Promise<PostgresPool>): App {
  const app = new App({
    title: "Bookshop",
    version: "1.0.0",
    summary: "Books, their authors, and orders for them.",
    license: { name: "MIT", identifier: "MIT" },
    servers: [{ url: "/" }],
    openapiTags: [
      { name: "Books", description: "What the shop sells." },
      { name: "Authors", description: "Who wrote it." },
      { name: "Orders", description: "Who bought it." },
    ],
    lifespan: async function* (app) {
      const pool = await openPool();
      const db = databaseOn(pool);
      await migrate(db);
      await seed(db);
      app.state.pool = pool;
      yield;
      await pool.end();
    },
  });
  app.include(books).include(authors).include(orders);
  app.get("/", { documented: false }, () => redirect("/docs"));
  return app;
}
