import { AsyncResource } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { isBodiless } from "@typeway/contract";
import type { ChunkSource } from "../answers/chunks.js";
import { jsonFields } from "../answers/head-fields.js";
import { HttpError } from "../errors/http-error.js";
import { BodyCollector, type BodySource } from "../exchange/body-collector.js";
import { type BodyReceiver, type Exchange, type FlatHeaders, fieldValue, fieldValues } from "../exchange/exchange.js";
import { fieldLines, isAscii, jsonStart, statusLine } from "../exchange/head-text.js";
import { limits } from "../exchange/limits.js";
import { NodeBody } from "../exchange/node-body.js";
import { pump } from "../exchange/pump.js";
import { type RequestHead, readHead } from "../exchange/request-head.js";
import type { Connection } from "./connection.js";
import { NodeRequest } from "./node-request.js";
import { openResponse } from "./node-response.js";
import type { ParsedHead } from "./request-parser.js";

/**
 * A request that came straight from a socket. Complete answers are written as text; for all else there are node:http's own
 * request and response, made on demand and connected to the same socket.
 *
 * It is an asynchronous resource because its connection is one: what a handler enters (`AsyncLocalStorage.enterWith`)
 * must not last until the connection's next request. Private by word alone: names with `#` cost each request more.
 */
export class DirectExchange extends AsyncResource implements Exchange, RequestHead, BodySource {
  refusal = 0;
  target = "";
  proxies: Exchange["proxies"] = undefined;
  contentLength = -1;
  chunked = false;
  /** The last byte of the request is here. */
  isComplete = false;
  /** The last byte of the answer has been handed over. */
  isAnswered = false;
  readonly head: ParsedHead;
  private readonly connection: Connection;
  /** The client waits for `100 Continue` before it sends its body. */
  private awaitsContinue = false;
  private isReading = false;
  private hasSent = false;
  private hasLeft = false;
  private controller: AbortController | undefined = undefined;
  private request: NodeRequest | undefined = undefined;
  private response: ServerResponse | undefined = undefined;

  constructor(connection: Connection, head: ParsedHead) {
    super("TypewayRequest");
    this.connection = connection;
    this.head = head;
    readHead(head, this);
  }

  get method(): string {
    return this.head.method;
  }

  get rawHeaders(): FlatHeaders {
    return this.head.rawHeaders;
  }

  get scheme(): string {
    return "encrypted" in this.connection.socket ? "https" : "http";
  }

  get client(): { readonly host: string; readonly port: number } {
    const { remoteAddress = "", remotePort = 0 } = this.connection.socket;
    return { host: remoteAddress, port: remotePort };
  }

  get httpVersion(): string {
    return `${this.head.httpVersionMajor}.${this.head.httpVersionMinor}`;
  }

  get hasBody(): boolean {
    return this.chunked || this.contentLength > 0;
  }

  get sent(): boolean {
    return this.hasSent || this.response?.headersSent === true;
  }

  /** Who takes these reads, and answers, for himself. */
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
    this.continue();
    return this.objects;
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.hasLeft) this.abort();
    return this.controller.signal;
  }

  /**
   * What it says of `Expect`: the body is asked for when somebody wants it.
   * @returns `false` for what nobody can fulfil
   * @see RFC 9110 §10.1.1
   */
  meetExpectation(): boolean {
    const { httpVersionMajor: major, httpVersionMinor: minor, rawHeaders } = this.head;
    if (fieldValue(rawHeaders, "expect") === undefined || major !== 1 || minor !== 1) return true;
    this.awaitsContinue = /(?:^|\W)100-continue(?:$|\W)/i.test(fieldValues(rawHeaders, "expect").join());
    return this.awaitsContinue;
  }

  readBody(limit: number, receiver: BodyReceiver): void {
    const { watch } = this.connection.house.transport;
    if (this.contentLength > limit) {
      receiver.bodyFailed(new HttpError(413));
      return;
    }
    if (this.hasLeft) {
      receiver.bodyFailed(new HttpError(400, "The body ended early"));
      return;
    }
    this.continue();
    this.isReading = true;
    if (this.request !== undefined) new NodeBody(this.request.message, limit, receiver, watch);
    else this.connection.giveBodyTo(new BodyCollector(this, limit, receiver, watch));
  }

  stopBody(): void {
    this.connection.giveBodyTo(undefined);
  }

  bodyStream(): ReadableStream<Uint8Array> | null {
    if (!this.hasBody) return null;
    return Readable.toWeb(this.raw.request) as ReadableStream<Uint8Array>;
  }

  sendJson(status: number, json: string): undefined {
    const length = Buffer.byteLength(json);
    if (this.response !== undefined || this.head.method === "HEAD" || length !== json.length || this.leavesBody()) {
      this.send(status, jsonFields(length), json);
      return;
    }
    const keeps = this.keeps(false);
    this.connection.write(`${jsonStart(status)}${length}\r\n${this.headEnd(keeps)}${json}`);
    this.hasSent = true;
    this.isAnswered = true;
    this.connection.answered(keeps);
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): undefined {
    const connection = this.connection;
    const lingering = this.leavesBody();
    const keeps = this.keeps(lingering);
    if (this.response !== undefined || needsResponse(headers)) {
      const { response } = this.objects;
      if (!keeps) response.shouldKeepAlive = false;
      writeHead(response, status, headers);
      if (!lingering) response.end(body);
      else {
        response.flushHeaders();
        if (body !== undefined) response.write(body);
      }
    } else {
      this.write(status, headers, body, keeps);
      this.isAnswered = true;
      if (!lingering) connection.answered(keeps);
    }
    this.hasSent = true;
    if (lingering) connection.linger();
  }

  private write(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined, keeps: boolean): void {
    const connection = this.connection;
    const head = statusLine(status) + fieldLines(headers) + this.headEnd(keeps);
    if (body === undefined || this.head.method === "HEAD" || isBodiless(status)) connection.write(head);
    else if (typeof body === "string" && isAscii(body)) connection.write(head + body);
    else connection.writeBoth(head, body);
  }

  /** Another request may follow on the connection. */
  private keeps(isLingering: boolean): boolean {
    const isLast = isLingering || this.awaitsContinue || this.refusal !== 0 || this.connection.house.transport.closing;
    return this.head.keepsAlive && !isLast;
  }

  private headEnd(keeps: boolean): string {
    const { headEnds, keepAliveTimeout } = this.connection.house;
    return keeps ? headEnds.keepAlive(keepAliveTimeout) : headEnds.close();
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    const { response } = this.objects;
    if (this.connection.house.transport.closing || this.awaitsContinue) response.shouldKeepAlive = false;
    response.strictContentLength = true;
    try {
      writeHead(response, status, headers);
    } catch (error) {
      await source.stop();
      throw error;
    }
    await pump(source, response);
  }

  flush(): void {
    this.connection.flush();
  }

  abandon(): void {
    this.connection.socket.destroy();
  }

  /** The client has gone, or has been given up. */
  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.request?.breakOff();
    this.abort();
  }

  /** The socket takes more. */
  drained(): void {
    this.response?.emit("drain");
  }

  private abort(): void {
    if (!this.isAnswered && !this.hasSent && this.response?.writableEnded !== true)
      this.controller?.abort(new Error("The client went away."));
  }

  private continue(): void {
    if (!this.awaitsContinue) return;
    this.awaitsContinue = false;
    this.connection.write("HTTP/1.1 100 Continue\r\n\r\n");
    this.connection.flush();
  }

  /** As node:http's transport decides it. */
  private leavesBody(): boolean {
    if (!this.hasBody || this.isComplete || this.hasLeft) return false;
    return this.isReading || this.chunked || this.awaitsContinue || this.contentLength > limits.discardToKeepAlive;
  }

  private get objects(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
    this.request ??= new NodeRequest(this, this.connection);
    this.response ??= openResponse(this, this.request.message, this.connection);
    return { request: this.request.message, response: this.response };
  }
}

/** Fields by which the answer's framing or connection is not what it is by itself: node:http knows what follows. */
function needsResponse(fields: FlatHeaders): boolean {
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? "";
    const { length } = name;
    if ((length === 4 || length === 7 || length === 10 || length === 17) && ofConnection.has(name.toLowerCase()))
      return true;
  }
  return false;
}

const ofConnection: ReadonlySet<string> = new Set(["date", "trailer", "connection", "keep-alive", "transfer-encoding"]);

function writeHead(response: ServerResponse, status: number, headers: FlatHeaders): void {
  response.statusMessage = "";
  // The declaration asks for a mutable array; node:http does not change it.
  response.writeHead(status, headers as string[]);
}
