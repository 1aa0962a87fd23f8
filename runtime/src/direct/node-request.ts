import { type IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { FlatHeaders } from "../exchange/exchange.js";
import type { BodySink } from "./body-sink.js";
import type { Connection } from "./connection.js";
import type { DirectExchange } from "./direct-exchange.js";
import type { ParsedHead } from "./request-parser.js";

/** A node:http request for one that did not come through node:http. Its body is read when somebody reads it. */
export class NodeRequest implements BodySink {
  readonly message: IncomingMessage;
  private readonly connection: Connection;

  constructor({ head, isComplete }: Pick<DirectExchange, "head" | "isComplete">, connection: Connection) {
    this.connection = connection;
    this.message = messageOf(head, connection.socket);
    if (isComplete) this.end();
    else Object.assign(this.message, { _read: () => connection.giveBodyTo(this) });
  }

  take(piece: Buffer): void {
    if (!this.message.push(piece)) this.connection.giveBodyTo(undefined);
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

function messageOf({ method, url, httpVersionMajor, httpVersionMinor, rawHeaders }: ParsedHead, socket: Socket) {
  const message = new IncomingMessage(socket);
  const httpVersion = `${httpVersionMajor}.${httpVersionMinor}`;
  Object.assign(message, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders: [...rawHeaders] });
  message.headers = headersOf(rawHeaders);
  message.headersDistinct = distinctOf(rawHeaders);
  return message;
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
