import type { App } from "./app.js";
import { define, isObject } from "./compiled/structure.js";
import { enter, isResumable } from "./dependencies/enter.js";
import { Scope } from "./dependencies/scope.js";
import { TypewayError } from "./errors/typeway-error.js";
import type { Lifespan } from "./options.js";

/** What an application opened at its start and closes at its end. */
export class Lifecycle {
  readonly #app: App;
  readonly #opened = new Scope();
  readonly #stopHooks: readonly (() => unknown)[];
  /** What stood in the state before a lifespan yielded something of that name. */
  readonly #stateBefore = new Map<string, PropertyDescriptor | undefined>();

  private constructor(app: App, stopHooks: readonly (() => unknown)[]) {
    this.#app = app;
    this.#stopHooks = stopHooks;
  }

  /**
   * Lifespans up to their `yield`, mounted applications, dependencies that are opened at start-up, then start hooks.
   * Undoes what was done when one fails.
   */
  static async begin(app: App, parts: LifecycleParts): Promise<Lifecycle> {
    const lifecycle = new Lifecycle(app, parts.stopHooks);
    const opened = lifecycle.#opened;
    const keeper = { scopeOf: () => opened };
    try {
      for (const lifespan of parts.lifespans)
        lifecycle.#addState(await enter({ provider: generatorOf(lifespan, app), ...lasting }, [app], keeper));
      for (const mounted of parts.mounted) {
        await mounted.start();
        opened.add({ kind: "disposable", dispose: () => mounted.close(), name: "mount" });
      }
      opened.add({ kind: "disposable", dispose: () => parts.values.close(), name: "values" });
      await parts.values.open();
      for (const hook of parts.startHooks) await hook();
      return lifecycle;
    } catch (error) {
      const failure = await opened.close({ error }, "raise");
      lifecycle.#restoreState();
      throw failure?.error ?? error;
    }
  }

  /**
   * Stop hooks in reverse order, dependencies of scope "app", mounted applications, what follows the `yield` of
   * lifespans. Errors do not end it.
   */
  async end(report: (error: unknown) => void): Promise<void> {
    for (const hook of this.#stopHooks.toReversed()) {
      try {
        await hook();
      } catch (error) {
        report(error);
      }
    }
    await this.#opened.close(undefined, report);
    this.#restoreState();
  }

  /** The application's own lifespan is the first to yield, and wins over those of its routers. */
  #addState(yielded: unknown): void {
    if (!isObject(yielded)) return;
    const { state } = this.#app;
    for (const name of Object.keys(yielded)) {
      if (this.#stateBefore.has(name)) continue;
      this.#stateBefore.set(name, Object.getOwnPropertyDescriptor(state, name));
      define(state, name, yielded[name]);
    }
  }

  #restoreState(): void {
    for (const [name, before] of this.#stateBefore) {
      if (before === undefined) Reflect.deleteProperty(this.#app.state, name);
      else Object.defineProperty(this.#app.state, name, before);
    }
    this.#stateBefore.clear();
  }
}

const lasting = { construct: false, lifetime: "app" } as const;

/**
 * The lifespan, called.
 * @throws {TypewayError} for what cannot be resumed at shutdown, as a function of code that no compiler has seen may return
 */
function generatorOf(lifespan: Lifespan, app: App): () => unknown {
  const made: unknown = lifespan(app);
  if (isObject(made) && isResumable(made))
    return Object.defineProperty(() => made, "name", { value: lifespan.name, configurable: true });
  if (made instanceof Promise) made.catch(() => {}); // That there is one is what is wrong with it.
  const what =
    made instanceof Promise ? "a promise" : made === undefined ? "nothing" : `a value of type ${typeof made}`;
  throw new TypewayError("TYPEWAY_LIFESPAN_KIND", { name: lifespan.name, made: what });
}

export interface LifecycleParts {
  readonly lifespans: readonly Lifespan[];
  readonly mounted: readonly App[];
  /** The dependencies of scope "app". */
  readonly values: { open(): Promise<void>; close(): Promise<void> };
  readonly startHooks: readonly (() => unknown)[];
  readonly stopHooks: readonly (() => unknown)[];
}
