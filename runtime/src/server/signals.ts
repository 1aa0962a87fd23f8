const signals = ["SIGTERM", "SIGINT"] as const;

/** On the listeners of every application of the process, whichever copy of this package it uses. */
const mark = Symbol.for("typeway.signal");

/**
 * Runs `stop` at the first SIGTERM or SIGINT and then ends the process, when every other application in it has been
 * stopped as well; the second signal ends it at once.
 * @returns takes the listeners off again
 */
export function stopOnSignals(stop: () => Promise<boolean>): () => void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
    stopping = true;
    stop().then(
      (complete) => leave(signal, complete ? 0 : 1),
      () => leave(signal, 1),
    );
  };
  const uninstall = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const leave = (signal: NodeJS.Signals, code: number): void => {
    uninstall();
    if (!process.listeners(signal).some((listener) => mark in listener)) process.exit(process.exitCode ?? code);
  };
  Object.assign(onSignal, { [mark]: true });
  for (const signal of signals) process.on(signal, onSignal);
  return uninstall;
}
