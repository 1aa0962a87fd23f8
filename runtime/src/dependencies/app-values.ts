import type { Provider } from "@typeway/contract";
import type { State } from "../context.js";
import { enter } from "./enter.js";
import type { Step } from "./plan.js";
import { type Patience, Scope } from "./scope.js";

/** The dependencies of scope "app": each built once, at start-up or on first need, and closed at shutdown. */
export class AppValues {
  /** What its dependencies get as the application's state. */
  readonly state: State;
  readonly #patience: Patience;
  readonly #scope: Scope;
  readonly #values = new Map<Provider, unknown>();
  /** What has not been built yet, and its name. */
  readonly #building = new Map<Promise<unknown>, string>();

  constructor(state: State, patience: Patience) {
    this.state = state;
    this.#patience = patience;
    this.#scope = new Scope(patience);
  }

  has(provider: Provider): boolean {
    return this.#values.has(provider);
  }

  /** What was built, or the promise of it while it is being built. */
  get(provider: Provider): unknown {
    return this.#values.get(provider);
  }

  /** Builds a value, for all who ask from now on; one whose building fails is forgotten, so that the next tries again. */
  open(step: Pick<Step, "provider" | "construct">, args: readonly unknown[]): unknown {
    const { provider } = step;
    const value = enter({ ...step, lifetime: "app" }, args, { scopeOf: () => this.#scope });
    this.#values.set(provider, value);
    if (!(value instanceof Promise)) return value;
    const built = value.then(
      (settled: unknown) => this.#values.set(provider, settled),
      () => this.#values.delete(provider),
    );
    this.#building.set(built, provider.name);
    void built.then(() => this.#building.delete(built));
    return value;
  }

  /**
   * Closes everything in reverse order, also what is still being built; errors are reported. What takes too long to build
   * is closed when it is there.
   */
  async close(): Promise<void> {
    if (this.#building.size > 0) await this.#waitForBuilding();
    await this.#scope.close(undefined, (error) => this.#patience.report(error));
  }

  async #waitForBuilding(): Promise<void> {
    const { limit } = this.#patience;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        const names = [...this.#building.values()].map((name) => `'${name}'`).join(", ");
        this.#patience.report(
          new Error(`After ${limit / 1000} seconds shutdown no longer waits for what is being built: ${names}.`),
        );
        resolve();
      }, limit);
    });
    await Promise.race([Promise.all(this.#building.keys()), late]);
    clearTimeout(timer);
  }
}
