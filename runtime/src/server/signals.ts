const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * Runs `stop` at the first SIGTERM or SIGINT and then ends the process, unless somebody else listens to that signal
 * as well; the second signal ends it at once.
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
    if (process.listenerCount(signal) === 0) process.exit(process.exitCode ?? code);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return uninstall;
}
