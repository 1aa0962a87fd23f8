import { readFileSync } from "node:fs";
import path from "node:path";
import type { Output, WatchResult } from "@typeway/transformer/host";
import { codeOf } from "../mistake.js";
import type { MemoryModule, MemoryModules } from "./messages.js";

/** Compiled files as modules: what Node would find out from the disk, found out from memory and disk. */
export function memoryModules(outputs: WatchResult["outputs"]): MemoryModules {
  const typeByFolder = new Map<string, string | undefined>();
  return new Map(
    [...outputs].map(([file, output]): [string, MemoryModule] => [
      file,
      { format: formatOf(file, output, typeByFolder), source: withMap(output) },
    ]),
  );
}

function formatOf(
  file: string,
  { text }: Output,
  typeByFolder: Map<string, string | undefined>,
): MemoryModule["format"] {
  if (file.endsWith(".json")) return "json";
  if (file.endsWith(".mjs")) return "module";
  if (file.endsWith(".cjs")) return "commonjs";
  const type = packageType(path.dirname(file), typeByFolder);
  if (type !== undefined) return type === "module" ? "module" : "commonjs";
  return /^(import|export)\b/m.test(text) ? "module" : "commonjs";
}

/** The `type` of the nearest package.json. */
function packageType(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const parent = path.dirname(folder);
  const manifest = readManifest(path.join(folder, "package.json"));
  const type = manifest ? typeOf(manifest) : parent === folder ? undefined : packageType(parent, known);
  known.set(folder, type);
  return type;
}

function readManifest(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

const typeOf = (manifest: unknown): string | undefined =>
  typeof manifest === "object" && manifest !== null && "type" in manifest && typeof manifest.type === "string"
    ? manifest.type
    : undefined;

/** Node reads maps of modules that have no file from the module's own text. */
function withMap({ text, map }: Output): string {
  if (map === undefined) return text;
  const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
  return `${text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "")}\n${inline}\n`;
}
