/** Generated for a function that is to run in a worker thread: how a thread that shares nothing with this one finds it. */
export interface CompiledWorker {
  readonly version: number;
  /** The URL of its module. */
  readonly module: string;
  /** Its way from the module's exports: `["hash"]`, `["default"]`. */
  readonly names: readonly string[];
}

/**
 * On `globalThis`, a function of a URL: whether its module exists only in the memory of this process, or is newer there
 * than on the disk. Other threads cannot load such a module.
 */
export const IN_MEMORY: unique symbol = Symbol.for("typeway.inMemory");
