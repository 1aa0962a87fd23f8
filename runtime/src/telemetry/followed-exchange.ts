import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import type { Failure } from "../dependencies/scope.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "../exchange/exchange.js";
import type { Trace } from "./telemetry.js";

/** Tells a trace when its request's answer has left. */
export class FollowedExchange implements Exchange {
  readonly #inner: Exchange;
  readonly #trace: Trace;
  #status: number | undefined;
  #isWatched = false;

  constructor(inner: Exchange, trace: Trace) {
    this.#inner = inner;
    this.#trace = trace;
  }

  get method(): string {
    return this.#inner.method;
  }
  get target(): string {
    return this.#inner.target;
  }
  get rawHeaders(): FlatHeaders {
    return this.#inner.rawHeaders;
  }
  get scheme(): string {
    return this.#inner.scheme;
  }
  get client(): Exchange["client"] {
    return this.#inner.client;
  }
  get proxies(): Exchange["proxies"] {
    return this.#inner.proxies;
  }
  set proxies(proxies: Exchange["proxies"]) {
    this.#inner.proxies = proxies;
  }
  get hasBody(): boolean {
    return this.#inner.hasBody;
  }
  get signal(): AbortSignal {
    return this.#inner.signal;
  }
  get sent(): boolean {
    return this.#inner.sent;
  }
  get dropped(): Failure | undefined {
    return this.#inner.dropped;
  }
  /** Who has these may answer by itself. */
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined {
    const { raw } = this.#inner;
    if (raw !== undefined && !this.#isWatched) {
      this.#isWatched = true;
      const { response } = raw;
      response.once("close", () => this.#trace.end(response.headersSent ? response.statusCode : undefined));
    }
    return raw;
  }

  readBody(limit: number, receiver: BodyReceiver): void {
    this.#inner.readBody(limit, receiver);
  }
  bodyStream(): ReadableStream<Uint8Array> | null {
    return this.#inner.bodyStream();
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): Promise<void> | undefined {
    const pending = this.#inner.send(status, headers, body);
    this.#trace.end(status);
    return pending;
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    this.#status = status;
    await this.#inner.sendStream(status, headers, source);
    this.#trace.end(status);
  }

  abandon(error: unknown): void {
    this.#inner.abandon(error);
    this.#trace.end(this.#status);
  }
}
