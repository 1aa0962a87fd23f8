import Module from "node:module";
import path from "node:path";
import type { MemoryModules } from "./messages.js";

/** The parts of Node's CommonJS loader that are made to be replaced, and used so by every such tool; not declared. */
interface Loader {
  _resolveFilename(request: string, parent: { readonly filename?: string } | undefined, ...rest: unknown[]): string;
  readonly _extensions: Record<string, (module: LoaderModule, filename: string) => void>;
}

interface LoaderModule {
  exports: unknown;
  _compile(source: string, filename: string): void;
}

/** Makes `require` find modules that exist in memory only. */
export function requireFromMemory(modules: MemoryModules): void {
  const loader = Module as unknown as Loader;
  const { _resolveFilename, _extensions } = loader;
  loader._resolveFilename = function (request, parent, ...rest) {
    return findInMemory(modules, request, parent?.filename) ?? _resolveFilename.call(this, request, parent, ...rest);
  };
  for (const extension of [".js", ".cjs", ".json"]) {
    const before = _extensions[extension] ?? _extensions[".js"];
    _extensions[extension] = (module, filename) => {
      const found = modules.get(filename);
      if (found?.format === "json") module.exports = JSON.parse(found.source);
      else if (found?.format === "commonjs") module._compile(found.source, filename);
      else before?.(module, filename);
    };
  }
}

function findInMemory(modules: MemoryModules, request: string, parent: string | undefined): string | undefined {
  const isRelative = /^\.{1,2}(\/|$)/.test(request);
  if (!isRelative && !path.isAbsolute(request)) return undefined;
  const wanted =
    isRelative && parent !== undefined ? path.resolve(path.dirname(parent), request) : path.resolve(request);
  const endings = ["", ".js", ".json", ".cjs", `${path.sep}index.js`];
  return endings.map((ending) => wanted + ending).find((candidate) => modules.has(candidate));
}
