import type { Provider } from "@typeway/contract";
import { Scope } from "./scope.js";

/** The dependencies of scope "app": each built once, on first need, and closed at shutdown. */
export class AppValues {
  readonly scope = new Scope();
  readonly #values = new Map<Provider, unknown>();

  /** What was built, or the promise of it while it is being built. */
  get(provider: Provider): unknown {
    return this.#values.get(provider);
  }

  has(provider: Provider): boolean {
    return this.#values.has(provider);
  }

  /** Keeps a value; one whose building fails is forgotten, so that the next request tries again. */
  keep(provider: Provider, value: unknown): void {
    this.#values.set(provider, value);
    if (!(value instanceof Promise)) return;
    value.then(
      (settled: unknown) => this.#values.set(provider, settled),
      () => this.#values.delete(provider),
    );
  }
}
