import type { Dispatcher } from "undici";

/** What undici's caller holds of one request: it may stop it, or make it wait. */
export class DispatchControl implements Dispatcher.DispatchController {
  readonly #abort = new AbortController();
  #reason: Error | null = null;
  #waiting: Promise<void> | undefined;
  #release: (() => void) | undefined;

  get aborted(): boolean {
    return this.#reason !== null;
  }
  get reason(): Error | null {
    return this.#reason;
  }
  get paused(): boolean {
    return this.#waiting !== undefined;
  }
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.#reason = reason;
    this.#abort.abort(reason);
    this.resume();
  }

  pause(): void {
    this.#waiting ??= new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  resume(): void {
    this.#release?.();
    this.#waiting = undefined;
    this.#release = undefined;
  }

  /** Settles when the caller wants more. @throws the reason when the caller has given up */
  async ready(): Promise<void> {
    await this.#waiting;
    if (this.#reason !== null) throw this.#reason;
  }
}
