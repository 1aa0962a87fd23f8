// What the tests of offload run in worker threads.
import { threadId } from "node:worker_threads";
import { offload } from "@typeway/offload";
import { HttpError, type Int, type Maximum } from "typeway";

/**
 * A Fibonacci number.
 * @param n which
 */
export function fib(n: Int & Maximum<40>): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

export const fibLater = offload(fib);

/** Which thread it runs in. */
export const thread = async (): Promise<number> => threadId;

export class OutOfStock extends HttpError<409, { sku: string }> {
  constructor(sku: string) {
    super(409, { sku }, { headers: { "retry-after": "60" } });
  }
}
class Worn extends RangeError {
  readonly parts = ["gear"];
}

/** Fails in one of several ways. */
export function failing(how: "http" | "class" | "text" | "caused"): string {
  if (how === "http") throw new OutOfStock("tea");
  if (how === "class") throw new Worn("worn out");
  if (how === "text") throw "just a text";
  throw new Error("outer", { cause: new TypeError("inner") });
}

/** Waits until shared memory says that it may go on, without giving anything else in its thread a turn. */
export function block(gate: Int32Array): string {
  Atomics.store(gate, 1, 1);
  return Atomics.wait(gate, 0, 0, 30_000);
}

export const functionOf = (value: unknown): unknown => (value === "function" ? () => value : typeof value);

export default function double(n: Int, signal?: AbortSignal): number {
  if (signal?.aborted) throw signal.reason;
  return n * 2;
}
