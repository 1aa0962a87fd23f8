import type { Observer, SocketMedium } from "@typeway/contract";
import type { Trace } from "./telemetry.js";

/** Carries a request's trace to everything that serves it, mounted applications too. */
export class TraceObserver implements Observer {
  readonly trace: Trace;
  readonly #outer: Observer | undefined;
  isAccepted = false;

  constructor(trace: Trace, outer: Observer | undefined) {
    this.trace = trace;
    this.#outer = outer;
  }

  unexpected(error: unknown): void {
    this.trace.unexpected(error);
    this.#outer?.unexpected(error);
  }

  accepted(media: { readonly receive: SocketMedium; readonly send: SocketMedium }): void {
    this.isAccepted = true;
    this.#outer?.accepted?.(media);
  }
}
