import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const benchFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const peersFolder = path.join(benchFolder, "peers");

/**
 * Packages need not export their `package.json`.
 * @returns the version that a module of `folder` would be given, undefined when there is none
 */
export function versionOf(name, folder = path.dirname(fileURLToPath(import.meta.url))) {
  const places = createRequire(path.join(folder, "any.mjs")).resolve.paths(name) ?? [];
  const file = places.map((place) => path.join(place, name, "package.json")).find(existsSync);
  return file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8")).version;
}
