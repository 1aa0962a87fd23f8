export interface Settings {
  /** A PostgreSQL server. Without it the database is embedded in the process. */
  readonly databaseUrl?: string;
  /** Where the embedded database keeps its files. Without it they are in memory and gone with the process. */
  readonly dataDirectory?: string;
}

/** An empty variable is no variable: shells and container files cannot unset one. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    ...(env["DATABASE_URL"] && { databaseUrl: env["DATABASE_URL"] }),
    ...(env["BOOKSHOP_DATA"] && { dataDirectory: env["BOOKSHOP_DATA"] }),
  };
}
