import type { IncomingMessage } from "node:http";
import { BodyCollector, type BodySource, type BodyWatch } from "./body-collector.js";
import type { BodyReceiver } from "./exchange.js";

/** Hands over what a request's stream says by its events. */
export class BodyEvents {
  readonly #request: IncomingMessage;
  readonly #collector: BodyCollector;

  constructor(request: IncomingMessage, collector: BodyCollector) {
    this.#request = request;
    this.#collector = collector;
    request.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  release(): void {
    const request = this.#request;
    request.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onClose).off("error", this.#onError);
  }

  readonly #onData = (piece: Buffer): void => this.#collector.take(piece);

  readonly #onEnd = (): void => {
    this.release();
    this.#collector.end();
  };

  readonly #onError = (cause: Error): void => this.#collector.breakOff(cause);

  readonly #onClose = (): void => this.#collector.breakOff();
}

/** Reads the body of any node:http request. */
export class NodeBody implements BodySource {
  readonly #request: IncomingMessage;
  readonly #events: BodyEvents;

  constructor(request: IncomingMessage, limit: number, receiver: BodyReceiver, watch: BodyWatch) {
    this.#request = request;
    this.#events = new BodyEvents(request, new BodyCollector(this, limit, receiver, watch));
  }

  stopBody(): void {
    this.#events.release();
    this.#request.pause();
  }
}
