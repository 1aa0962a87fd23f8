import type { IncomingMessage } from "node:http";
import { BodyCollector, type BodySource, type BodyWatch } from "./body-collector.js";
import type { BodyReceiver } from "./exchange.js";

/** Reads the body of any node:http request, by the events of its stream. */
export class NodeBody implements BodySource {
  readonly #request: IncomingMessage;
  readonly #collector: BodyCollector;

  constructor(request: IncomingMessage, limit: number, receiver: BodyReceiver, watch: BodyWatch) {
    this.#request = request;
    this.#collector = new BodyCollector(this, limit, receiver, watch);
    request.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  stopBody(): void {
    this.#release();
    this.#request.pause();
  }

  readonly #onData = (piece: Buffer): void => this.#collector.take(piece);

  readonly #onEnd = (): void => {
    this.#release();
    this.#collector.end();
  };

  readonly #onError = (cause: Error): void => this.#collector.breakOff(cause);

  readonly #onClose = (): void => this.#collector.breakOff();

  #release(): void {
    const request = this.#request;
    request.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onClose).off("error", this.#onError);
  }
}
