/** A process of `typeway start --workers`: loads the app, serves until it is told to drain. */
import { Mistake } from "../mistake.js";
import { serve } from "../serve.js";
import { exitAfter } from "../stop-signals.js";
import type { FromWorker, ToWorker } from "./messages.js";

const tell = (message: FromWorker, then?: () => void) => process.send?.(message, undefined, {}, then);

process.once("message", (message: ToWorker) => {
  if (message.kind === "serve") serveUntilDrained(message).catch(fail);
});

async function serveUntilDrained({ options }: Extract<ToWorker, { kind: "serve" }>): Promise<void> {
  const { app, port } = await serve(options);
  let draining = false;
  // A service manager signals every process, and the primary tells to drain as well: once is meant.
  const drain = () => {
    if (!draining) exitAfter(() => app.close());
    draining = true;
  };
  process.on("SIGTERM", drain);
  process.on("message", (message: ToWorker) => message.kind === "drain" && drain());
  // Ctrl+C reaches the whole group of processes; the primary says when to stop.
  process.on("SIGINT", () => {});
  tell({ kind: "serving", port });
}

function fail(error: unknown): void {
  if (!(error instanceof Mistake)) throw error;
  tell({ kind: "mistake", message: error.message }, () => process.exit(1));
}
