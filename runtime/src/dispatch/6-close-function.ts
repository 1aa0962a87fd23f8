import type { Failure } from "../dependencies/scope.js";
import type { Run } from "../run.js";

/**
 * Closes what must not outlive the handler, before anything is sent: an error here still becomes the answer.
 * @returns a promise only when something closes asynchronously
 */
export const closeFunctionScope = (run: Run): Failure | undefined | Promise<Failure | undefined> =>
  run.openFunctionScope?.close(undefined, "raise");
