import type { Log } from "../log.js";

/** On the listeners of every application of the process, whichever copy of this package it uses. */
const mark = Symbol.for("typeway.uncaught");

export interface Crash {
  /** Stops the application; settles when all is closed. */
  readonly stop: () => Promise<unknown>;
  readonly log: Log;
  /** How long all of that may take, in milliseconds. */
  readonly limit: number;
}

/**
 * Ends the process with code 1 after an error that nobody caught: what the program's state is then, nobody knows, so it
 * accepts nothing more, answers what is under way and closes what is open. Where somebody else listens to
 * `uncaughtException`, it is left to them.
 * @returns takes the listener off again
 */
export function stopOnUncaught({ stop, log, limit }: Crash): () => void {
  let stopping = false;
  const onUncaught = (error: unknown): void => {
    if (process.listeners("uncaughtException").some((listener) => !(mark in listener))) return;
    log({ level: "error", message: "An error was caught by nobody. The process ends.", time: new Date(), error });
    if (stopping) return;
    stopping = true;
    // Also when nothing keeps the process alive that long.
    process.exitCode = 1;
    setTimeout(() => process.exit(1), limit).unref();
    stop().then(leave, leave);
  };
  const uninstall = (): void => {
    process.off("uncaughtException", onUncaught);
  };
  const leave = (): void => {
    uninstall();
    if (!process.listeners("uncaughtException").some((listener) => mark in listener)) process.exit(1);
  };
  process.on("uncaughtException", Object.assign(onUncaught, { [mark]: true }));
  return uninstall;
}
