import { TypewayError } from "./errors/typeway-error.js";
import type { Trace } from "./telemetry/telemetry.js";

interface Task {
  /** Of the function; empty when it has none. */
  readonly name: string;
  readonly run: () => unknown;
}

/** Work for after the answer: a parameter of this type, or `context.tasks`. */
export class BackgroundTasks {
  #waiting: Task[] = [];
  #current: Task | undefined;
  #isOver = false;

  /**
   * Runs `task(...args)` after the answer has been sent, in the order of adding; an error is logged, and the next runs all
   * the same. An error that ends the request drops what was added before; its clean-ups and handlers may add others.
   * @throws {TypewayError} TYPEWAY_TASK_TOO_LATE when the last task has run already
   */
  add<A extends readonly unknown[]>(task: (...args: A) => unknown, ...args: A): void {
    if (this.#isOver) throw new TypewayError("TYPEWAY_TASK_TOO_LATE", { handler: task.name });
    this.#waiting.push({ name: task.name, run: () => task(...args) });
  }

  /** @internal Forgets what has not begun. */
  drop(): void {
    this.#waiting = [];
  }

  /** @internal Nobody will run what is added from now on. */
  end(): void {
    this.drop();
    this.#isOver = true;
  }

  /** @internal Those that have not ended, the one under way first. */
  get unfinished(): readonly string[] {
    const current = this.#current === undefined ? [] : [this.#current];
    return [...current, ...this.#waiting].map(({ name }) => name || "(anonymous)");
  }

  /** @internal Runs them one after the other, also those added meanwhile. */
  async run(report: (error: unknown, task: string) => void, trace?: Trace): Promise<void> {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      this.#current = task;
      try {
        await (trace === undefined ? task.run() : trace.step("task", task.name, task.run));
      } catch (error) {
        report(error, task.name);
      }
      this.#current = undefined;
    }
    this.#isOver = true;
  }
}
