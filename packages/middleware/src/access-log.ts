import { hostname } from "node:os";
import type { AnswerBody, Context, Middleware } from "@typeway/runtime";
import { invalid } from "./invalid.js";

export interface AccessLogOptions {
  /** Takes one line, without its end; where it fails, a warning of the process says so. @default writes to standard output */
  readonly write?: (line: string) => unknown;
  /** Header fields of the request that are written down. Never those that hold secrets. @default [] */
  readonly headers?: readonly string[];
  /** The query is written down as well; it may hold what nobody should read. @default false */
  readonly query?: boolean;
  /** Requests that are not written down. */
  readonly skip?: (context: Context) => boolean;
}

const secrets = new Set(["authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key", "x-csrf-token"]);

/**
 * Writes one line of JSON per request, in the form of pino's: `level` (30; 40 from status 400; 50 from 500), `time`, `pid`,
 * `hostname`, `req`, `res`, `responseTime` in milliseconds, `msg`. A line has at most 2 KiB, and no client can begin another.
 * @throws {TypewayError} for headers that hold secrets
 */
export function accessLog(options: AccessLogOptions = {}): Middleware {
  const { write = writeToStdout, headers = [], query = false, skip } = options;
  const names = headers.map((name) => name.toLowerCase());
  const secret = names.find((name) => secrets.has(name));
  if (secret !== undefined) throw invalid("accessLog.headers", `has "${secret}", which holds a secret`);
  const host = hostname();
  /** A log that fails must not take the request with it, nor the process. */
  const record = (line: string): void => {
    new Promise((resolve) => resolve(write(line))).catch((error: unknown) => {
      process.emitWarning(`A line could not be written: ${String(error)}`, "AccessLogWarning");
    });
  };
  return async (context, next) => {
    if (skip?.(context)) return next();
    const start = performance.now();
    const { method, client, url, shownPath } = context;
    const path = query ? shownPath + url.search : shownPath;
    const sent = names.flatMap((name) => {
      const value = context.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    await next();
    // Asked for before the answer leaves, so that it goes out with it.
    const { response, id } = context;
    const { status } = response;
    const finish = (bytes: number | undefined, aborted: boolean): void => {
      const request = { id, method, url: path };
      const entry = { request, client, headers: sent, status, bytes, aborted };
      record(lineOf(entry, host, performance.now() - start));
    };
    const { body } = response;
    if (typeof body === "object" && !(body instanceof Uint8Array) && method !== "HEAD")
      response.body = watched(body, finish);
    else finish(sizeOf(body), false);
  };
}

const writeToStdout = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const sizeOf = (body: AnswerBody): number | undefined =>
  typeof body === "string" ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : undefined;

/** A stream that tells when it has ended, and whether by itself. */
function watched(source: AsyncIterable<Uint8Array>, finish: (bytes: number, aborted: boolean) => void) {
  return {
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
      const iterator = source[Symbol.asyncIterator]();
      let bytes = 0;
      let isOver = false;
      const end = (aborted: boolean): void => {
        if (!isOver) finish(bytes, aborted);
        isOver = true;
      };
      return {
        async next() {
          try {
            const step = await iterator.next();
            if (step.done === true) {
              end(false);
              return { done: true, value: undefined };
            }
            bytes += step.value.byteLength;
            return step;
          } catch (error) {
            end(true);
            throw error;
          }
        },
        async return() {
          end(true);
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

interface Entry {
  readonly request: { readonly id: string; readonly method: string; readonly url: string };
  readonly client: Context["client"];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly status: number;
  readonly bytes: number | undefined;
  readonly aborted: boolean;
}

/** In bytes. */
const longestLine = 2_048;

/** Texts of the client are cut until the line fits, then its headers are left out. */
function lineOf(entry: Entry, host: string, responseTime: number): string {
  const time = Date.now();
  for (const most of [1024, 256, 64, 16]) {
    const line = written(entry, host, time, responseTime, most);
    if (Buffer.byteLength(line) <= longestLine) return line;
  }
  return written({ ...entry, headers: [] }, host, time, responseTime, 16);
}

function written(entry: Entry, hostname: string, time: number, responseTime: number, most: number): string {
  const { request, client, headers, status, bytes, aborted } = entry;
  const cut = (text: string) => (text.length > most ? `${text.slice(0, most)}…` : text);
  const req = {
    id: request.id,
    method: cut(request.method),
    url: cut(request.url),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers.map(([name, value]) => [name, cut(value)])) }),
    remoteAddress: client.host,
    remotePort: client.port,
  };
  const res = { statusCode: status, ...(bytes !== undefined && { contentLength: bytes }) };
  const level = status >= 500 ? 50 : status >= 400 ? 40 : 30;
  const msg = aborted ? "request aborted" : "request completed";
  const rounded = Math.round(responseTime * 100) / 100;
  return visible(JSON.stringify({ level, time, pid: process.pid, hostname, req, res, responseTime: rounded, msg }));
}

/** JSON leaves some control characters as they are; escaped, it is still the same JSON. */
const visible = (json: string): string =>
  json.replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
