import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { ChunkSource } from "../answers/chunks.js";
import { jsonFields } from "../answers/head-fields.js";
import { HttpError } from "../errors/http-error.js";
import type { BodyWatch } from "./body-collector.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "./exchange.js";
import { isAscii } from "./head-text.js";
import { LeanRequest } from "./lean-request.js";
import { LeanResponse } from "./lean-response.js";
import { limits } from "./limits.js";
import { linger } from "./linger.js";
import { NodeBody } from "./node-body.js";
import { pump } from "./pump.js";
import { type RequestHead, readHead } from "./request-head.js";

/** What all requests through node:http share. */
export interface NodeTransport {
  readonly watch: BodyWatch;
  /** Every answer from now on is the last of its connection. */
  closing: boolean;
  /** Connections that have been given their last answer: what still comes over them is nobody's. */
  readonly ended: WeakSet<Socket>;
}

/** A request through node:http, without web objects. Private by word alone: names with `#` cost each request more. */
export class NodeExchange implements Exchange, RequestHead {
  refusal = 0;
  target = "";
  proxies: Exchange["proxies"] = undefined;
  contentLength = -1;
  chunked = false;
  private readonly request: IncomingMessage;
  private readonly response: ServerResponse;
  private readonly transport: NodeTransport;
  /** The client waits for `100 Continue` before it sends its body. */
  private awaitsContinue: boolean;
  private controller: AbortController | undefined = undefined;
  private complete = false;
  private reading = false;

  constructor(request: IncomingMessage, response: ServerResponse, transport: NodeTransport, awaitsContinue: boolean) {
    this.request = request;
    this.response = response;
    this.transport = transport;
    this.awaitsContinue = awaitsContinue;
    readHead(request, this);
  }

  get method(): string {
    return this.request.method ?? "GET";
  }

  get rawHeaders(): FlatHeaders {
    return this.request.rawHeaders;
  }

  get scheme(): string {
    return "encrypted" in this.request.socket ? "https" : "http";
  }

  get client(): { readonly host: string; readonly port: number } {
    const { remoteAddress = "", remotePort = 0 } = this.request.socket;
    return { host: remoteAddress, port: remotePort };
  }

  get httpVersion(): string {
    return this.request.httpVersion;
  }

  get hasBody(): boolean {
    return this.chunked || this.contentLength > 0;
  }

  get sent(): boolean {
    return this.response.headersSent;
  }

  /** Who takes these reads for himself. */
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
    this.askForBody();
    return { request: this.request, response: this.response };
  }

  get signal(): AbortSignal {
    if (this.controller !== undefined) return this.controller.signal;
    const controller = new AbortController();
    this.controller = controller;
    const response = this.response;
    const leave = (): void => {
      if (!this.complete && !response.writableEnded) controller.abort(new Error("The client went away."));
    };
    if (response.destroyed || this.request.socket.destroyed) leave();
    else response.once("close", leave);
    return controller.signal;
  }

  readBody(limit: number, receiver: BodyReceiver): void {
    if (this.contentLength > limit) {
      receiver.bodyFailed(new HttpError(413));
      return;
    }
    // Its client has left while something else was waited for: no event will say so any more.
    if (this.request.destroyed) {
      receiver.bodyFailed(new HttpError(400, "The body ended early"));
      return;
    }
    this.askForBody();
    this.reading = true;
    const { watch } = this.transport;
    if (this.request instanceof LeanRequest) this.request.readBody(limit, receiver, watch);
    else new NodeBody(this.request, limit, receiver, watch);
  }

  bodyStream(): ReadableStream<Uint8Array> | null {
    if (!this.hasBody) return null;
    this.askForBody();
    return Readable.toWeb(this.request) as ReadableStream<Uint8Array>;
  }

  /** RFC 9110 §10.1.1: only now is the body wanted. */
  private askForBody(): void {
    if (!this.awaitsContinue) return;
    this.awaitsContinue = false;
    this.response.writeContinue();
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): undefined {
    const response = this.response;
    const isLingering = this.beginAnswer();
    if (!isLingering && response instanceof LeanResponse && response.send(status, headers, body)) {
      this.complete = true;
      return;
    }
    this.writeHead(status, headers);
    this.complete = true;
    if (!isLingering) {
      // node:http would write the head of a text in UTF-8, too; before bytes it is Latin-1, as it is elsewhere.
      response.end(typeof body === "string" && !headers.every(isAscii) ? Buffer.from(body) : body);
      return;
    }
    // A body that does not belong to the answer takes no head with it.
    response.flushHeaders();
    if (body !== undefined) response.write(body);
    linger(this.request, response);
  }

  sendJson(status: number, json: string): undefined {
    const response = this.response;
    const isLingering = this.beginAnswer();
    if (!isLingering && response instanceof LeanResponse && response.sendJson(status, json)) this.complete = true;
    else this.send(status, jsonFields(Buffer.byteLength(json)), json);
  }

  /** @returns whether the client is still sending, so that the connection must end slowly */
  private beginAnswer(): boolean {
    const leavesBody = this.leavesBody();
    if (leavesBody || this.awaitsContinue || this.transport.closing || this.refusal !== 0) {
      this.response.shouldKeepAlive = false;
      this.transport.ended.add(this.request.socket);
    }
    // In a pipeline the answers before it leave first; then the connection ends at once.
    return leavesBody && this.response.socket !== null;
  }

  /**
   * More of the body may follow than is worth reading. A client that was never told to continue may send its body or
   * its next request: only closing tells the two apart.
   */
  private leavesBody(): boolean {
    if (!this.hasBody || this.request.complete) return false;
    return this.reading || this.chunked || this.awaitsContinue || this.contentLength > limits.discardToKeepAlive;
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    const response = this.response;
    if (this.awaitsContinue || this.transport.closing) {
      response.shouldKeepAlive = false;
      this.transport.ended.add(this.request.socket);
    }
    response.strictContentLength = true;
    try {
      this.writeHead(status, headers);
    } catch (error) {
      await source.stop();
      throw error;
    }
    await pump(source, response);
  }

  private writeHead(status: number, headers: FlatHeaders): void {
    // A phrase stays when its head was refused, or when a mounted listener gave up; without one it is the status's.
    this.response.statusMessage = "";
    // The declaration asks for a mutable array; node:http does not change it.
    this.response.writeHead(status, headers as string[]);
  }

  abandon(): void {
    this.response.destroy();
  }
}
