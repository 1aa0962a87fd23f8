import { FAIL, type Fail, MISMATCH } from "@typeway/contract";

/** A function named by `Check`. */
export type CheckFunction = (value: unknown) => unknown;

/** An object named by `Coded`. */
export interface CodecFunctions {
  decode(wire: unknown): unknown;
  encode(value: unknown): unknown;
}

type Class = abstract new (...args: never[]) => unknown;

/** What came of calling a user's function with a client's value: it returned, or threw. */
type Outcome = { readonly value: unknown } | { readonly thrown: unknown };

export function attempt(call: () => unknown): Outcome {
  let value: unknown;
  try {
    value = call();
  } catch (thrown) {
    return { thrown };
  }
  return { value: atOnce(value) };
}

/** @throws {TypeError} for a promise: neither false nor thrown, it would let any value pass */
function atOnce(value: unknown): unknown {
  if (!(value instanceof Promise)) return value;
  value.catch(() => {}); // Its own failure is not worth the process.
  throw new TypeError("A function of a type returned a promise; the values of a request are checked at once");
}

/** Whether every function takes the value: none throws or returns false. */
export function passes(value: unknown, ...checks: readonly CheckFunction[]): boolean {
  for (const check of checks) {
    const outcome = attempt(() => check(value));
    if ("thrown" in outcome || outcome.value === false) return false;
  }
  return true;
}

/** What a codec makes of a value that is of its wire type. */
export function decodeBy(codec: CodecFunctions, wire: unknown): unknown | Fail {
  const outcome = attempt(() => codec.decode(wire));
  return "thrown" in outcome ? FAIL : outcome.value;
}

/** What a codec makes of a value in memory; FAIL for what it cannot write, or what is no instance of its class. */
export function tryEncodeBy(codec: CodecFunctions, value: unknown, instance?: Class): unknown | Fail {
  if (instance !== undefined && !(value instanceof instance)) return FAIL;
  const outcome = attempt(() => codec.encode(value));
  return "thrown" in outcome ? FAIL : outcome.value;
}

/**
 * The same for a value that has to be written.
 * @throws {MISMATCH} when `strict`, else whatever the codec throws: nothing else is known to be safe to write
 */
export function encodeBy(codec: CodecFunctions, value: unknown, strict: boolean, instance?: Class): unknown {
  if (!strict) return codec.encode(value);
  const wire = tryEncodeBy(codec, value, instance);
  if (wire === FAIL) throw MISMATCH;
  return wire;
}
