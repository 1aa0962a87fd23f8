import type { ChunkSource } from "../answers/chunks.js";
import type { Failure } from "../dependencies/scope.js";
import type { Exchange, FlatHeaders } from "../exchange/exchange.js";
import { ExchangeAround } from "../exchange/exchange-around.js";

/** What is left to a handler whose time is over: nobody waits for its answer any more. */
export class LateExchange extends ExchangeAround {
  readonly #failure: Failure;
  readonly #noteAnswer: (status: number) => void;

  /**
   * @param failure that its time was over; what it has opened hears of it
   * @param noteAnswer told of every answer that is dropped
   */
  constructor(outer: Exchange, failure: Failure, noteAnswer: (status: number) => void) {
    super(outer);
    this.#failure = failure;
    this.#noteAnswer = noteAnswer;
  }

  override get sent(): boolean {
    return false;
  }
  override get dropped(): Failure {
    return this.#failure;
  }

  async send(status: number): Promise<void> {
    this.#noteAnswer(status);
  }

  async sendStream(status: number, _headers: FlatHeaders, source: ChunkSource): Promise<void> {
    this.#noteAnswer(status);
    await source.stop();
  }

  abandon(): void {
    // The other answer is whole.
  }
}
