import { PGlite } from "@electric-sql/pglite";
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from "kysely";
import pg from "pg";
import { EmbeddedPool } from "./embedded-pool.js";
import type { Tables } from "./schema.js";

export type Database = Kysely<Tables>;

/** PostgreSQL's number for the type `date`, which stays text here: a day has no time zone, a `Date` has. */
const DATE = 1082;

/**
 * Opens a PostgreSQL server, or the database embedded in this process.
 * @param url `postgres://user:password@host:5432/name`; without it, the embedded database
 * @param directory where the embedded database keeps its files; without it, in memory
 */
export async function openPool(url?: string, directory?: string): Promise<PostgresPool> {
  if (url === undefined) {
    const parsers = { [DATE]: String };
    return new EmbeddedPool(
      await (directory === undefined ? PGlite.create({ parsers }) : PGlite.create(directory, { parsers })),
    );
  }
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser: (type, format) => (type === DATE ? String : pg.types.getTypeParser(type, format)) },
  });
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
