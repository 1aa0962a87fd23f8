import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Outcome, Task } from "./task.js";

export interface WorkerPoolOptions {
  /** Most threads. @default one less than there are processors, and at least one */
  readonly threads?: number;
  /** How long a thread waits for another call before it ends, in milliseconds. @default 10_000 */
  readonly idleTime?: number;
  /** Most calls that wait for a thread; more are refused. @default unlimited */
  readonly queue?: number;
}

/** Threads for offloaded functions. They start when they are needed, and keep no process from ending. */
export class WorkerPool implements AsyncDisposable {
  readonly #options: WorkerPoolOptions;
  #threads: Piscina<Task, Outcome> | undefined;

  constructor(options: WorkerPoolOptions = {}) {
    this.#options = options;
  }

  /** @internal @throws what `signal` says when it fires; DataCloneError */
  async run(task: Task, signal: AbortSignal | undefined): Promise<Outcome> {
    this.#threads ??= this.#open();
    try {
      return await this.#threads.run(task, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    }
  }

  /** Ends the threads, after what they are computing and what waits for them. Another call starts new ones. */
  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #open(): Piscina<Task, Outcome> {
    const { threads = Math.max(1, availableParallelism() - 1), idleTime = 10_000, queue } = this.#options;
    return new Piscina({
      filename: fileURLToPath(new URL("./thread.js", import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleTime,
      ...(queue === undefined ? {} : { maxQueue: queue }),
      // A thread that blocks while it waits runs no timers and writes no output.
      atomics: "disabled",
    });
  }
}
