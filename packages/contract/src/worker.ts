/** Generated for a function that is to run in a worker thread: how a thread that shares nothing with this one finds it. */
export interface CompiledWorker {
  readonly version: number;
  /** The URL of its module. */
  readonly module: string;
  /** Its way from the module's exports: `["hash"]`, `["default"]`. */
  readonly names: readonly string[];
}
