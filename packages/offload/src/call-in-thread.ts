import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CompiledWorker, IN_MEMORY } from "@typeway/contract";
import { TypewayError } from "@typeway/runtime";
import { errorFrom } from "./carried-error.js";
import { copyFault } from "./copy-fault.js";
import type { Offloadable } from "./offload.js";
import type { Task } from "./task.js";
import type { WorkerPool } from "./worker-pool.js";

/** Calls one function in the threads of a pool. */
export class CallInThread {
  readonly #fn: Offloadable;
  readonly #compiled: CompiledWorker;
  readonly #pool: WorkerPool;
  #stays: boolean | undefined;

  constructor(fn: Offloadable, compiled: CompiledWorker, pool: WorkerPool) {
    this.#fn = fn;
    this.#compiled = compiled;
    this.#pool = pool;
  }

  async run(args: readonly unknown[]): Promise<unknown> {
    if (this.#staysHere()) return this.#fn(...args);
    const signals = args.flatMap((arg, index) => (arg instanceof AbortSignal ? [index] : []));
    const aborts = signals.map((index) => args[index]).filter((arg) => arg instanceof AbortSignal);
    const signal = aborts.length > 1 ? AbortSignal.any(aborts) : aborts[0];
    signal?.throwIfAborted();
    const { module, names } = this.#compiled;
    const own = args.map((arg, index) => (signals.includes(index) ? undefined : arg));
    const outcome = await this.#send({ module, names, args: own, signals }, signal);
    switch (outcome.kind) {
      case "value":
        return outcome.value;
      case "error":
        throw errorFrom(outcome.error);
      case "uncopyable":
        throw this.#refusal(`its result cannot be copied to this thread (${outcome.reason}). ${cure}`);
      case "missing":
        throw this.#refusal(outcome.reason);
    }
  }

  async #send(task: Task, signal: AbortSignal | undefined): ReturnType<WorkerPool["run"]> {
    try {
      return await this.#pool.run(task, signal);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "DataCloneError") throw error;
      throw this.#refusal(reasonOf(task.args, error));
    }
  }

  #refusal(reason: string): TypewayError {
    return new TypewayError("TYPEWAY_OFFLOAD", { handler: this.#fn.name, reason });
  }

  /** `typeway dev` keeps modules in memory, where only this thread can load them. */
  #staysHere(): boolean {
    if (this.#stays === undefined) {
      const { module } = this.#compiled;
      this.#stays = isInMemory(module) || (module.startsWith("file:") && !existsSync(fileURLToPath(module)));
      if (this.#stays)
        process.emitWarning(
          `'${this.#fn.name}' runs in the main thread, because its module is no file. Under 'typeway dev' that is so.`,
          "OffloadWarning",
        );
    }
    return this.#stays;
  }
}

function isInMemory(url: string): boolean {
  const isThere: unknown = Reflect.get(globalThis, IN_MEMORY);
  return typeof isThere === "function" && isThere(url) === true;
}

const cure = "Only data goes from one thread to another: no functions, sockets or iterators";

/** Which argument it was. */
function reasonOf(args: readonly unknown[], error: Error): string {
  const faults = args.map(copyFault);
  const index = faults.findIndex((fault) => fault !== undefined);
  return `its argument ${index + 1} cannot be copied there (${(faults[index] ?? error).message}). ${cure}`;
}
