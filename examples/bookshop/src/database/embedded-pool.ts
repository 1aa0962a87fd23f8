import type { PGlite } from "@electric-sql/pglite";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";

/** PostgreSQL inside this process. It has one connection, so a second `connect` waits until the first is released. */
export class EmbeddedPool implements PostgresPool {
  readonly #postgres: PGlite;
  #free = Promise.resolve();

  constructor(postgres: PGlite) {
    this.#postgres = postgres;
  }

  async connect(): Promise<PostgresPoolClient> {
    const turn = this.#free;
    let release = () => {};
    this.#free = new Promise((resolve) => {
      release = resolve;
    });
    await turn;
    return new EmbeddedClient(this.#postgres, release);
  }

  async end(): Promise<void> {
    await this.#free;
    await this.#postgres.close();
  }
}

class EmbeddedClient implements PostgresPoolClient {
  constructor(
    readonly postgres: PGlite,
    readonly release: () => void,
  ) {}

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(sql: string | PostgresCursor<R>, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== "string") throw new TypeError("The embedded database has no cursors.");
    return this.postgres.query<R>(sql, [...parameters]);
  }
}
