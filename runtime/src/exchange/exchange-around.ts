import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import type { Failure } from "../dependencies/scope.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "./exchange.js";

/** Another exchange's request, whose answer goes elsewhere. */
export abstract class ExchangeAround implements Exchange {
  protected readonly outer: Exchange;

  constructor(outer: Exchange) {
    this.outer = outer;
  }

  get method(): string {
    return this.outer.method;
  }
  get target(): string {
    return this.outer.target;
  }
  get rawHeaders(): FlatHeaders {
    return this.outer.rawHeaders;
  }
  get scheme(): string {
    return this.outer.scheme;
  }
  get client(): Exchange["client"] {
    return this.outer.client;
  }
  get proxies(): Exchange["proxies"] {
    return this.outer.proxies;
  }
  set proxies(proxies: Exchange["proxies"]) {
    this.outer.proxies = proxies;
  }
  get hasBody(): boolean {
    return this.outer.hasBody;
  }
  get signal(): AbortSignal {
    return this.outer.signal;
  }
  get sent(): boolean {
    return this.outer.sent;
  }
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined {
    return this.outer.raw;
  }
  get dropped(): Failure | undefined {
    return this.outer.dropped;
  }

  readBody(limit: number, receiver: BodyReceiver): void {
    this.outer.readBody(limit, receiver);
  }
  bodyStream(): ReadableStream<Uint8Array> | null {
    return this.outer.bodyStream();
  }

  flush(): void {
    this.outer.flush?.();
  }

  abstract send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): Promise<void> | undefined;
  abstract sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void>;
  abstract abandon(error: unknown): void;
}
