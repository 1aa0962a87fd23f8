import { PGlite } from "@electric-sql/pglite";
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from "kysely";
import pg from "pg";
import { EmbeddedPool } from "./embedded-pool.js";
import type { Tables } from "./schema.js";

export type Database = Kysely<Tables>;

/**
 * Opens a PostgreSQL server, or the database embedded in this process.
 * @param url `postgres://user:password@host:5432/name`; without it, the embedded database
 * @param directory where the embedded database keeps its files; without it, in memory
 */
export async function openPool(url?: string, directory?: string): Promise<PostgresPool> {
  if (url === undefined) {
    return new EmbeddedPool(await (directory === undefined ? PGlite.create() : PGlite.create(directory)));
  }
  const pool = new pg.Pool({ connectionString: url });
  // A server that restarts breaks idle connections, and an error without a listener would end the process.
  pool.on("error", (error) => console.error(`A database connection was lost: ${error.message}`));
  return pool;
}

export function databaseOn(pool: PostgresPool): Database {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
