import type { App } from "./app.js";
import { enter } from "./dependencies/enter.js";
import { Scope } from "./dependencies/scope.js";
import type { Lifespan } from "./options.js";

/** What an application opened at its start and closes at its end. */
export class Lifecycle {
  readonly #opened = new Scope();
  readonly #stopHooks: readonly (() => unknown)[];

  private constructor(stopHooks: readonly (() => unknown)[]) {
    this.#stopHooks = stopHooks;
  }

  /** Lifespans up to their `yield`, then mounted applications, then start hooks. Undoes what was done when one fails. */
  static async begin(app: App, parts: LifecycleParts): Promise<Lifecycle> {
    const lifecycle = new Lifecycle(parts.stopHooks);
    const opened = lifecycle.#opened;
    try {
      for (const lifespan of parts.lifespans)
        await enter({ provider: lifespan, construct: false }, [app], () => opened);
      for (const mounted of parts.mounted) {
        await mounted.start();
        opened.add({ kind: "disposable", dispose: () => mounted.close() });
      }
      for (const hook of parts.startHooks) await hook();
      return lifecycle;
    } catch (error) {
      const failure = await opened.close({ error }, "raise");
      throw failure?.error ?? error;
    }
  }

  /** Stop hooks in reverse order, mounted applications, what follows the `yield` of lifespans. Errors do not end it. */
  async end(report: (error: unknown) => void): Promise<void> {
    for (const hook of this.#stopHooks.toReversed()) {
      try {
        await hook();
      } catch (error) {
        report(error);
      }
    }
    await this.#opened.close(undefined, report);
  }
}

export interface LifecycleParts {
  readonly lifespans: readonly Lifespan[];
  readonly mounted: readonly App[];
  readonly startHooks: readonly (() => unknown)[];
  readonly stopHooks: readonly (() => unknown)[];
}
