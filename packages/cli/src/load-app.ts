import path from "node:path";
import { pathToFileURL } from "node:url";
import type { AppLike } from "@typeway/contract";
import { pickApp } from "./pick-app.js";

/** Imports a script and takes its application. What the script throws is the user's and comes through as it is. */
export async function loadApp(file: string, app: string | undefined, cwd: string): Promise<AppLike> {
  const module: object = await import(pathToFileURL(file).href);
  return pickApp(module, { file: path.relative(cwd, file), app });
}
