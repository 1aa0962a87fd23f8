/** Work for after the answer: a parameter of this type, or `context.tasks`. */
export class BackgroundTasks {
  readonly #tasks: (() => unknown)[] = [];

  /** Runs `task(...args)` after the answer has been sent, in the order of adding. Not when the request failed. */
  add<A extends readonly unknown[]>(task: (...args: A) => unknown, ...args: A): void {
    this.#tasks.push(() => task(...args));
  }

  /** Runs them one after the other, also those added meanwhile; an error does not keep the next from running. */
  async run(report: (error: unknown) => void): Promise<void> {
    for (const task of this.#tasks) {
      try {
        await task();
      } catch (error) {
        report(error);
      }
    }
    this.#tasks.length = 0;
  }
}
