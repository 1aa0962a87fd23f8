/** A process of `typeway start --workers`: loads the app, serves until it is told to drain. */
import type { AppLike } from "@typeway/contract";
import { isMistake } from "../mistake.js";
import { type ServeOptions, serve } from "../serve.js";
import { exitAfter } from "../stop-signals.js";
import type { FromWorker, ToWorker } from "./messages.js";

const tell = (message: FromWorker, then?: () => void) => process.send?.(message, undefined, {}, then);

const options = JSON.parse(process.argv[2] ?? "") as ServeOptions;
process.argv = [process.execPath, options.file];
serveUntilDrained().catch(fail);

async function serveUntilDrained(): Promise<void> {
  let app: AppLike | undefined;
  let draining = false;
  // A service manager signals every process, and the primary tells to drain as well: once is meant.
  const drain = () => {
    if (!draining) exitAfter(async () => app?.close());
    draining = true;
  };
  // From the start: node:cluster keeps no message for later. Who does not serve yet has nothing to finish.
  process.on("message", (message: ToWorker) => message.kind === "drain" && drain());
  const serving = await serve(options);
  app = serving.app;
  process.on("SIGTERM", drain);
  // Ctrl+C reaches the whole group of processes; the primary says when to stop.
  process.on("SIGINT", () => {});
  tell({ kind: "serving", port: serving.port });
}

function fail(error: unknown): void {
  if (!isMistake(error)) throw error;
  tell({ kind: "mistake", message: error.message }, () => process.exit(1));
}
