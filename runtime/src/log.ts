import { inspect } from "node:util";

/** One line of the log. */
export interface LogEntry {
  readonly level: "error" | "warn" | "info";
  readonly message: string;
  readonly time: Date;
  readonly requestId?: string;
  readonly method?: string;
  /** Without the query, which may hold secrets. */
  readonly path?: string;
  readonly error?: unknown;
  /** More about it, as JSON. */
  readonly details?: unknown;
}

export type Log = (entry: LogEntry) => void;

/** No text of a client makes a line longer than this. In UTF-16 units. */
const longestText = 2_048;

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

/** Of errors that are each other's cause; a chain may also be a circle. */
const longestChain = 8;

/** Writes to standard error: one line of JSON in production, text for reading otherwise. Never throws. */
export function logToStderr(entry: LogEntry): void {
  const write = process.env["NODE_ENV"] === "production" ? asJson : asText;
  process.stderr.write(`${lineOf(entry, write)}\n`);
}

function lineOf(entry: LogEntry, write: (entry: LogEntry) => string): string {
  try {
    return write(entry);
  } catch (error) {
    // A getter or proxy that throws: the rest of the line is still worth having.
    return write({ ...entry, error: new Error("The error of this line could not be written", { cause: error }) });
  }
}

export function asJson(entry: LogEntry): string {
  const { time, error, details, ...rest } = entry;
  const words = { time: time.toISOString(), ...rest, ...(rest.path !== undefined && { path: cut(rest.path) }) };
  const more = { ...(error !== undefined && { error: describe(error) }), ...(details !== undefined && { details }) };
  // JSON leaves some control characters as they are; escaped, it is still the same JSON.
  return visible(safeJson({ ...words, ...more }));
}

export function asText(entry: LogEntry): string {
  const where = entry.method === undefined ? "" : ` ${visible(entry.method)} ${visible(cut(entry.path ?? ""))}`;
  const id = entry.requestId === undefined ? "" : ` [${visible(entry.requestId)}]`;
  const lines = [`${entry.level}${where}${id}: ${visible(entry.message)}`];
  if (entry.details !== undefined) lines.push(`  ${safeJson(entry.details)}`);
  if (entry.error !== undefined) lines.push(stackOf(entry.error));
  return lines.join("\n");
}

/** Control characters of a client must not move the cursor or start a new line. */
const visible = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function describe(error: unknown, depth = 1): object {
  if (!(error instanceof Error)) return { message: cut(printed(error)) };
  const { name, message, stack, cause } = error;
  const deeper = cause !== undefined && depth < longestChain;
  return { name, message: cut(String(message ?? "")), stack, ...(deeper && { cause: describe(cause, depth + 1) }) };
}

function stackOf(error: unknown, depth = 1): string {
  if (!(error instanceof Error)) return printed(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  const deeper = error.cause !== undefined && depth < longestChain;
  return deeper ? `${own}\ncaused by: ${stackOf(error.cause, depth + 1)}` : own;
}

/** Anything can be thrown, also what has no text. */
const printed = (thrown: unknown): string =>
  typeof thrown === "string" ? thrown : inspect(thrown, { depth: 1, breakLength: Number.POSITIVE_INFINITY });

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}n` : item)) ?? "undefined";
  } catch {
    // A cycle, a getter that throws: the rest of the line is still worth having.
    return JSON.stringify(String(value));
  }
}
