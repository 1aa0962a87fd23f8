/** What runs in each thread: finds a function and calls it. */
import { carryError } from "./carry-error.js";
import { copyFault } from "./copy-fault.js";
import type { Outcome, Task } from "./task.js";

export default async function run({ module, names, args, signals }: Task): Promise<Outcome> {
  let found: unknown;
  try {
    found = find(await import(module), names);
  } catch (error) {
    return { kind: "missing", reason: `its module cannot be loaded there: ${String(error)}` };
  }
  if (typeof found !== "function")
    return { kind: "missing", reason: `${module} exports no function '${names.join(".")}'` };
  const own = [...args];
  // The thread ends when the signal fires, so that the function never sees it.
  for (const index of signals) own[index] = new AbortController().signal;
  try {
    const value: unknown = await found(...own);
    const fault = isSurelyCopyable(value) ? undefined : copyFault(value);
    // Unseen, it would end the thread, and nobody would know why.
    return fault === undefined ? { kind: "value", value } : { kind: "uncopyable", reason: fault.message };
  } catch (error) {
    return { kind: "error", error: carryError(error) };
  }
}

/** What may be large is not copied twice. */
const isSurelyCopyable = (value: unknown): boolean =>
  (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol") ||
  ArrayBuffer.isView(value) ||
  value instanceof ArrayBuffer;

/** In the exports of a module, or in those of a CommonJS module that `import` could not see into. */
function find(exports: unknown, names: readonly string[]): unknown {
  const direct = step(exports, names);
  return typeof direct === "function" ? direct : step(step(exports, ["default"]), names);
}

const step = (from: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>((at, name) => (isOpen(at) ? Reflect.get(at, name) : undefined), from);

const isOpen = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
