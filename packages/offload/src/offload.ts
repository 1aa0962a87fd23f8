import { CONTRACT_VERSION, type Compiled, type CompiledWorker, type StandsFor } from "@typeway/contract";
import { TypewayError } from "@typeway/runtime";
import { CallInThread } from "./call-in-thread.js";
import { WorkerPool, type WorkerPoolOptions } from "./worker-pool.js";

// biome-ignore lint/suspicious/noExplicitAny: only `any` lets every parameter list be assignable.
export type Offloadable = (...args: any[]) => unknown;

export interface OffloadOptions extends WorkerPoolOptions {
  /** Threads that several functions share; without one each has its own. */
  readonly pool?: WorkerPool;
}

/** The same function, computed in another thread. */
export type Offloaded<F extends Offloadable> = ((...args: Parameters<F>) => Promise<Awaited<ReturnType<F>>>) &
  StandsFor<F> &
  AsyncDisposable & {
    /** Ends its threads, after what they are computing. Another call starts new ones. */
    close(): Promise<void>;
  };

/**
 * Lets an exported function run in worker threads, so that this one goes on answering. As a handler it keeps parameters
 * and documentation: `app.get("/primes/{n}", offload(countPrimes))`.
 *
 * Arguments and result are copied (structured clone). An argument that is an `AbortSignal` ends the thread when it fires;
 * the function gets one that never does. The function's module is loaded once in each thread.
 * @throws {TypewayError} TYPEWAY_OFFLOAD when the file was not compiled
 */
export function offload<F extends Offloadable>(
  fn: F,
  options: OffloadOptions = {},
  compiled?: Compiled<F, "worker">,
): Offloaded<F> {
  const pool = options.pool ?? new WorkerPool(options);
  const call = new CallInThread(fn, requireWorker(compiled, fn.name), pool);
  const close = (): Promise<void> => pool.close();
  const offloaded = Object.assign(async (...args: unknown[]): Promise<unknown> => call.run(args), {
    close,
    [Symbol.asyncDispose]: close,
  });
  // Whoever looks for what is known of the function, as for its dependencies, finds it behind this one.
  Object.setPrototypeOf(offloaded, fn);
  Object.defineProperty(offloaded, "name", { value: fn.name, configurable: true });
  return offloaded as Offloaded<F>;
}

/** @throws {TypewayError} when `compiled` is not what this runtime's transformer writes */
function requireWorker(compiled: unknown, handler: string): CompiledWorker {
  if (typeof compiled !== "object" || compiled === null || !("version" in compiled) || !("module" in compiled)) {
    const reason =
      "the file that offloads it was not compiled by Typeway's transformer, so no thread knows where it is. Build with " +
      "`npx tspc` or `npx typeway build`";
    throw new TypewayError("TYPEWAY_OFFLOAD", { handler, reason });
  }
  if (compiled.version !== CONTRACT_VERSION)
    throw new TypewayError("TYPEWAY_CONTRACT_VERSION", {
      handler,
      route: "A call of offload",
      found: compiled.version,
      wanted: CONTRACT_VERSION,
    });
  // Generated code of this version has this shape.
  return compiled as CompiledWorker;
}
