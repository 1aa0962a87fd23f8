import { type IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { FlatHeaders } from "../exchange/exchange.js";
import type { BodySink, Connection } from "./connection.js";
import type { DirectExchange } from "./direct-exchange.js";

/** A node:http request for one that did not come through node:http. Its body is read when somebody reads it. */
export class NodeRequest implements BodySink {
  readonly message: IncomingMessage;

  constructor(exchange: DirectExchange, connection: Connection) {
    const { head } = exchange;
    const message = new IncomingMessage(connection.socket);
    this.message = message;
    message.method = head.method;
    message.url = head.url;
    message.httpVersion = exchange.httpVersion;
    message.httpVersionMajor = head.httpVersionMajor;
    message.httpVersionMinor = head.httpVersionMinor;
    message.rawHeaders.push(...head.rawHeaders);
    let headers: IncomingHttpHeaders | undefined;
    Object.defineProperty(message, "headers", {
      get: () => {
        headers ??= headersOf(head.rawHeaders);
        return headers;
      },
      set: (given: IncomingHttpHeaders) => {
        headers = given;
      },
      configurable: true,
      enumerable: true,
    });
    message.headersDistinct = distinctOf(head.rawHeaders);
    if (exchange.isComplete) this.end();
    else Object.assign(message, { _read: () => connection.giveBodyTo(this) });
    this.#connection = connection;
  }

  readonly #connection: Connection;

  take(piece: Buffer): void {
    if (!this.message.push(piece)) this.#connection.giveBodyTo(undefined);
  }

  end(): void {
    this.message.complete = true;
    this.message.push(null);
  }

  breakOff(): void {
    if (this.message.complete) return;
    this.message.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
  }
}

/** Of these the first counts. @see https://nodejs.org/api/http.html#messageheaders */
const single: ReadonlySet<string> = new Set([
  "age",
  "authorization",
  "content-length",
  "content-type",
  "etag",
  "expires",
  "from",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "retry-after",
  "server",
  "user-agent",
]);

function headersOf(flat: FlatHeaders): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (let i = 0; i < flat.length; i += 2) {
    const name = (flat[i] ?? "").toLowerCase();
    const value = flat[i + 1] ?? "";
    const earlier = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (name === "set-cookie") headers[name] = [...(headers["set-cookie"] ?? []), value];
    else if (earlier === undefined) define(headers, name, value);
    else if (!single.has(name)) headers[name] = `${String(earlier)}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return headers;
}

function distinctOf(flat: FlatHeaders): NodeJS.Dict<string[]> {
  const headers: NodeJS.Dict<string[]> = Object.create(null);
  for (let i = 0; i < flat.length; i += 2) {
    const name = (flat[i] ?? "").toLowerCase();
    headers[name] = [...(headers[name] ?? []), flat[i + 1] ?? ""];
  }
  return headers;
}

/** Also when it is called `__proto__`. */
const define = (headers: IncomingHttpHeaders, name: string, value: string): unknown =>
  Object.defineProperty(headers, name, { value, writable: true, enumerable: true, configurable: true });
