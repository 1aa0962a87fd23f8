import type { Exchange, FlatHeaders } from "../dist/exchange/exchange.js";

/** A request that is answered in memory, without a promise of its own. */
export class FakeExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: FlatHeaders;
  readonly scheme = "http";
  readonly client = { host: "127.0.0.1", port: 0 };
  readonly raw = undefined;
  readonly proxies = undefined;
  readonly #body: string | undefined;
  answer: { readonly status: number; readonly headers: FlatHeaders; readonly body: unknown } | undefined;

  constructor(method: string, target: string, body?: string) {
    this.method = method;
    this.target = target;
    this.rawHeaders = body === undefined ? ["Host", "x"] : ["Host", "x", "Content-Type", "application/json"];
    this.#body = body;
  }

  get signal(): AbortSignal {
    return new AbortController().signal;
  }

  get hasBody(): boolean {
    return this.#body !== undefined;
  }

  get sent(): boolean {
    return this.answer !== undefined;
  }

  readBody(_limit: number, receiver: Parameters<Exchange["readBody"]>[1]): void {
    receiver.bodyArrived(Buffer.from(this.#body ?? ""));
  }

  bodyStream(): null {
    return null;
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): undefined {
    this.answer = { status, headers, body };
  }

  async sendStream(): Promise<void> {
    throw new Error("Nothing is streamed here.");
  }

  abandon(error: unknown): void {
    throw error;
  }
}
