import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ChunkSource } from "../answers/chunks.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "../exchange/exchange.js";
import { limits } from "../exchange/limits.js";
import { pump } from "../exchange/pump.js";
import { type RequestHead, readHead } from "../exchange/request-head.js";
import { isHandshake } from "./handshake-rules.js";

/**
 * A request for a WebSocket. As an {@link Exchange} it is answered like any other for as long as the socket is not open,
 * which is how it is refused; after that it counts as sent.
 */
export class Handshake implements Exchange, RequestHead {
  refusal = 0;
  target = "";
  proxies: Exchange["proxies"] = undefined;
  contentLength = -1;
  chunked = false;
  sent = false;
  readonly hasBody = false;
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What the client has sent already. */
  readonly first: Buffer;
  readonly #controller = new AbortController();
  #response: ServerResponse | undefined;

  constructor(request: IncomingMessage, socket: Duplex, first: Buffer) {
    this.request = request;
    this.socket = socket;
    this.first = first;
    // Whoever waits for the socket hears of it by `close`.
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (!this.sent) this.end(new Error("The client went away."));
    });
    readHead(request, this);
    if (this.refusal === 0 && (!isHandshake(request) || this.chunked || this.contentLength > 0)) this.refusal = 400;
  }

  get method(): string {
    return this.request.method ?? "GET";
  }

  get rawHeaders(): FlatHeaders {
    return this.request.rawHeaders;
  }

  get scheme(): string {
    return "encrypted" in this.socket ? "https" : "http";
  }

  get client(): { readonly host: string; readonly port: number } {
    const { remoteAddress = "127.0.0.1", remotePort = 0 } = this.socket as Partial<Socket>;
    return { host: remoteAddress, port: remotePort };
  }

  get httpVersion(): string {
    return this.request.httpVersion;
  }

  /** Of the answer that refused it. */
  get status(): number | undefined {
    return this.#response?.headersSent === true ? this.#response.statusCode : undefined;
  }

  /** The response is connected to nothing before the socket is refused. */
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
    this.#response ??= new ServerResponse(this.request);
    return { request: this.request, response: this.#response };
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The socket has closed. */
  end(reason: Error): void {
    this.#controller.abort(reason);
  }

  readBody(_limit: number, receiver: BodyReceiver): void {
    receiver.bodyArrived(Buffer.alloc(0));
  }

  bodyStream(): null {
    return null;
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): undefined {
    this.#writeHead(status, headers).end(body);
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    await pump(source, this.#writeHead(status, headers));
  }

  abandon(): void {
    this.socket.destroy();
  }

  #writeHead(status: number, headers: FlatHeaders): ServerResponse {
    const { response } = this.raw;
    this.#connect(response);
    // The declaration asks for a mutable array; node:http does not change it.
    response.writeHead(status, headers as string[]);
    this.sent = true;
    return response;
  }

  #connect(response: ServerResponse): void {
    const { socket } = this;
    response.shouldKeepAlive = false;
    // Any stream will do: what only a network socket has is asked for with care.
    response.assignSocket(socket as Socket);
    // As node:http's server does it, which has let go of this socket.
    const onDrain = (): boolean => response.emit("drain");
    socket.on("drain", onDrain);
    response.once("finish", () => {
      socket.off("drain", onDrain);
      socket.end();
      // What the client still sends is read, so that it gets to see the answer; but not for ever.
      socket.resume();
      const timer = setTimeout(() => socket.destroy(), limits.lingerTime);
      socket.once("close", () => clearTimeout(timer)).once("end", () => socket.destroy());
    });
  }
}
