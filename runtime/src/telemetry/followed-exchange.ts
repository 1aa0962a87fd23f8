import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import type { Exchange, FlatHeaders } from "../exchange/exchange.js";
import { ExchangeAround } from "../exchange/exchange-around.js";
import type { Trace } from "./telemetry.js";

/** Tells a trace when its request's answer has left. */
export class FollowedExchange extends ExchangeAround {
  readonly #trace: Trace;
  #status: number | undefined;
  #isWatched = false;

  constructor(outer: Exchange, trace: Trace) {
    super(outer);
    this.#trace = trace;
  }

  /** Who has these may answer by itself. */
  override get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined {
    const { raw } = this.outer;
    if (raw !== undefined && !this.#isWatched) {
      this.#isWatched = true;
      const { response } = raw;
      response.once("close", () => this.#trace.end(response.headersSent ? response.statusCode : undefined));
    }
    return raw;
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): Promise<void> | undefined {
    const pending = this.outer.send(status, headers, body);
    this.#trace.end(status);
    return pending;
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    this.#status = status;
    await this.outer.sendStream(status, headers, source);
    this.#trace.end(status);
  }

  abandon(error: unknown): void {
    this.outer.abandon(error);
    this.#trace.end(this.#status);
  }
}
