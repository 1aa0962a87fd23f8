import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { TypewayError } from "./errors/typeway-error.js";

/** On errors that keep a program from starting, with what to say of them; and on the listener that says it. */
const mark = Symbol.for("typeway.startFailure");

/**
 * Lets an error that nobody catches end the process with code 1 and what it says. One of ours says all by its message:
 * what is wrong is outside the program, and a stack would hide it. Programs that listen to `uncaughtException`
 * themselves keep their say.
 * @returns the error itself
 */
export function endCleanly<E>(error: E): E {
  if (!(error instanceof Error)) return error;
  Reflect.defineProperty(error, mark, { value: textOf(error), configurable: true });
  if (!process.listeners("uncaughtExceptionMonitor").some((listener) => mark in listener))
    process.on("uncaughtExceptionMonitor", Object.assign(showAndExit, { [mark]: true }));
  return error;
}

/** What failed in the program itself is shown with its stack. */
function textOf(error: Error): string {
  if (!(error instanceof TypewayError)) return `The application could not start.\n${inspect(error)}`;
  return error.code === "TYPEWAY_DEPENDENCY_START" ? `${error.message}\n${inspect(error.cause)}` : error.message;
}

function showAndExit(uncaught: unknown): void {
  if (!(uncaught instanceof Error) || !(mark in uncaught) || process.listenerCount("uncaughtException") > 0) return;
  writeSync(process.stderr.fd, `${String(uncaught[mark])}\n`);
  process.exit(1);
}
