import { CONTRACT_VERSION } from "@typeway/contract";
import type { WorkerPlan } from "../../ir/plan.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";

/** An expression of the `CompiledWorker`. */
export const workerLiteral = (plan: WorkerPlan): string =>
  `{ version: ${CONTRACT_VERSION}, module: ${moduleUrl(plan)}, names: ${dataLiteral(plan.names)} }`;

function moduleUrl({ specifier, format }: WorkerPlan): string {
  if (format === "cjs")
    return `require("node:url").pathToFileURL(${specifier === null ? "__filename" : `require.resolve(${doubleQuoted(specifier)})`}).href`;
  if (specifier === null) return "import.meta.url";
  const isRelative = /^\.{0,2}\//.test(specifier);
  return isRelative
    ? `new URL(${doubleQuoted(specifier)}, import.meta.url).href`
    : `import.meta.resolve(${doubleQuoted(specifier)})`;
}
