/** A process of `typeway start --workers`: loads the app, serves until it is told to drain. */
import { isMistake } from "../mistake.js";
import { type ServeOptions, serve } from "../serve.js";
import { exitAfter } from "../stop-signals.js";
import type { FromWorker, ToWorker } from "./messages.js";

const tell = (message: FromWorker, then?: () => void) => process.send?.(message, undefined, {}, then);

const options = JSON.parse(process.argv[2] ?? "") as ServeOptions;
process.argv = [process.execPath, options.file];
serveUntilDrained().catch(fail);

async function serveUntilDrained(): Promise<void> {
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
  if (!isMistake(error)) throw error;
  tell({ kind: "mistake", message: error.message }, () => process.exit(1));
}
