/** The process in which `typeway dev` runs the app. Its modules come from memory. */
import { createRequire, register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type AppLike, IN_MEMORY } from "@typeway/contract";
import { describe } from "../mistake.js";
import { pickApp } from "../pick-app.js";
import { requireFromMemory } from "./memory-require.js";
import type { FromChild, ToChild } from "./messages.js";

const tell = (message: FromChild, then?: () => void) => process.send?.(message, undefined, {}, then);

let app: AppLike | undefined;

process.on("message", (message: ToChild) => {
  if (message.kind === "stop") stop().catch(fail);
  else run(message).catch(fail);
});
// The parent gets these signals as well, and says when to stop.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(1));

async function run(version: Extract<ToChild, { kind: "run" }>): Promise<void> {
  const { modules, file, shown, app: name, rootPath, transport } = version;
  register("./memory-loader.js", { parentURL: import.meta.url, data: { modules } });
  requireFromMemory(modules);
  const isInMemory = (url: string): boolean => url.startsWith("file:") && modules.has(fileURLToPath(url));
  Object.defineProperty(globalThis, IN_MEMORY, { value: isInMemory });
  process.argv = [process.execPath, file];
  const module = modules.get(file)?.format === "commonjs" ? requireEntry(file) : await importEntry(file);
  app = pickApp(module, { file: shown, app: name });
  const server = await app.listen({
    host: "127.0.0.1",
    port: 0,
    signals: false,
    uncaughtErrors: true,
    ...(rootPath === undefined ? {} : { rootPath }),
    ...(transport === undefined ? {} : { transport }),
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The app listens, but not on a port.");
  tell({ kind: "serving", port: address.port, pages: app.pages ?? {} });
}

async function importEntry(file: string): Promise<object> {
  return await import(pathToFileURL(file).href);
}

function requireEntry(file: string): object {
  const exported: unknown = createRequire(file)(file);
  return typeof exported === "object" && exported !== null ? exported : { default: exported };
}

async function stop(): Promise<void> {
  await app?.close();
  process.exit(0);
}

function fail(error: unknown): void {
  tell({ kind: "failed", message: describe(error) }, () => process.exit(1));
}
