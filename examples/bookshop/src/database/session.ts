import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Context } from "typeway";
import { type Database, databaseOn } from "./connect.js";

declare module "typeway" {
  interface State {
    /** Set when the application starts. */
    pool: PostgresPool;
  }
}

/** One connection for one request, given back when the answer has left. */
export async function* openSession(context: Context): AsyncGenerator<Database, void, undefined> {
  const client = await context.app.state.pool.connect();
  try {
    yield databaseOn(onlyClient(client));
  } finally {
    client.release();
  }
}

/** A pool of a connection that somebody else gives back. */
function onlyClient(client: PostgresPoolClient): PostgresPool {
  const lent = { query: client.query.bind(client), release() {} };
  return { connect: async () => lent, end: async () => {} };
}
