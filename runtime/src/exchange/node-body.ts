import type { IncomingMessage } from "node:http";
import { HttpError } from "../errors/http-error.js";
import type { BodyReceiver } from "./exchange.js";
import { limits } from "./limits.js";

/** The bodies being read; looks after those whose client has gone silent. One timer for all of them. */
export class BodyWatch {
  readonly #reading = new Set<NodeBody>();
  #timer: NodeJS.Timeout | undefined;

  add(body: NodeBody): void {
    this.#reading.add(body);
    this.#timer ??= setInterval(() => this.#sweep(), limits.checkInterval).unref();
  }

  remove(body: NodeBody): void {
    this.#reading.delete(body);
  }

  #sweep(): void {
    const silentSince = Date.now() - limits.bodyIdle;
    for (const body of this.#reading) if (body.lastHeard < silentSince) body.giveUp();
    if (this.#reading.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Reads one body into memory by plain events. */
export class NodeBody {
  lastHeard = Date.now();
  readonly #request: IncomingMessage;
  readonly #limit: number;
  readonly #receiver: BodyReceiver;
  readonly #watch: BodyWatch;
  /** Most bodies arrive in one piece, which is then handed on uncopied. */
  #first: Buffer | undefined;
  #more: Buffer[] | undefined;
  #size = 0;

  constructor(request: IncomingMessage, limit: number, receiver: BodyReceiver, watch: BodyWatch) {
    this.#request = request;
    this.#limit = limit;
    this.#receiver = receiver;
    this.#watch = watch;
    watch.add(this);
    request.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  /** The client has sent nothing for too long. */
  giveUp(): void {
    this.#fail(new HttpError(408));
  }

  readonly #onData = (chunk: Buffer): void => {
    this.lastHeard = Date.now();
    this.#size += chunk.length;
    if (this.#size > this.#limit) this.#fail(new HttpError(413));
    else if (this.#first === undefined) this.#first = chunk;
    else if (this.#more === undefined) this.#more = [chunk];
    else this.#more.push(chunk);
  };

  readonly #onEnd = (): void => {
    this.#release();
    const first = this.#first ?? Buffer.alloc(0);
    this.#receiver.bodyArrived(this.#more === undefined ? first : Buffer.concat([first, ...this.#more], this.#size));
  };

  readonly #onError = (cause: Error): void => {
    this.#fail(new HttpError(400, "The body ended early", { cause }));
  };

  readonly #onClose = (): void => {
    this.#fail(new HttpError(400, "The body ended early"));
  };

  #fail(error: HttpError): void {
    this.#release();
    // What still comes is not read: the answer decides what becomes of it.
    this.#request.pause();
    this.#receiver.bodyFailed(error);
  }

  #release(): void {
    this.#watch.remove(this);
    const request = this.#request;
    request.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onClose).off("error", this.#onError);
  }
}
