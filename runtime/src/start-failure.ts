import { writeSync } from "node:fs";

/** On errors whose message says all, and on the listener that shows them. Shared by every copy of this package. */
const mark = Symbol.for("typeway.startFailure");

/**
 * Lets an error that nobody catches end the process with its message alone: what is wrong is outside the program, and a
 * stack would hide it. Programs that listen to `uncaughtException` themselves keep their say.
 * @returns the error itself
 */
export function endWithoutStack<E extends Error>(error: E): E {
  Object.defineProperty(error, mark, { value: true });
  if (!process.listeners("uncaughtExceptionMonitor").some((listener) => mark in listener)) {
    const show = (uncaught: unknown): void => {
      if (!(uncaught instanceof Error) || !(mark in uncaught) || process.listenerCount("uncaughtException") > 0) return;
      writeSync(process.stderr.fd, `${uncaught.message}\n`);
      process.exit(1);
    };
    process.on("uncaughtExceptionMonitor", Object.assign(show, { [mark]: true }));
  }
  return error;
}
