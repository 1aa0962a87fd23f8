/** How long everything may take after the signal to stop, in milliseconds: an app gives requests 30 seconds of it. */
export const GRACE = 35_000;

/**
 * Calls `stop` at the first signal to stop, and ends the process when it is done, at the second signal, or when the
 * time is up. The exit code is 0 only in the first case.
 */
export function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const handle = () => {
    if (stopping) process.exit(1);
    stopping = true;
    exitAfter(stop);
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
}

/** Ends the process when `stop` is done, or when the time is up. */
export function exitAfter(stop: () => Promise<void>): void {
  setTimeout(() => process.exit(1), GRACE).unref();
  stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
