/** Module hooks, in a thread of their own: `import` of modules that exist in memory only. */
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import type { MemoryModule, MemoryModules } from "./messages.js";

let modules: MemoryModules = new Map();

export const initialize: InitializeHook<{ modules: MemoryModules }> = (data) => {
  modules = data.modules;
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const direct = isPathLike(specifier) ? urlOf(specifier, context.parentURL) : undefined;
  if (direct !== undefined && moduleAt(direct)) return { url: direct, shortCircuit: true };
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    // The way to it goes through package.json (`#db`, the package's own name): Node knows where, and finds no file.
    const missing = error instanceof Error && "url" in error ? error.url : undefined;
    if (typeof missing === "string" && moduleAt(missing)) return { url: missing, shortCircuit: true };
    throw error;
  }
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const found = moduleAt(url);
  return found ? { ...found, shortCircuit: true } : nextLoad(url, context);
};

const isPathLike = (specifier: string): boolean => /^(\.{0,2}\/|file:)/.test(specifier);

function urlOf(specifier: string, parentURL: string | undefined): string | undefined {
  return URL.canParse(specifier, parentURL) ? new URL(specifier, parentURL).href : undefined;
}

function moduleAt(url: string): MemoryModule | undefined {
  if (!url.startsWith("file:")) return undefined;
  const { href } = new URL(url.replace(/[?#].*$/, ""));
  return modules.get(fileURLToPath(href));
}
