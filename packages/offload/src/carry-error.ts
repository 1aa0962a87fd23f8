import { copyFault } from "./copy-fault.js";
import type { CarriedError } from "./task.js";

/** Of errors that are each other's cause; a chain may also be a circle. */
const longestChain = 8;

/** What was thrown, as far as another thread can be told of it. */
export function carryError(thrown: unknown, depth = 1): CarriedError | { readonly thrown: unknown } {
  if (!(thrown instanceof Error)) return { thrown: isCopyable(thrown) ? thrown : String(thrown) };
  const { cause, message, stack } = thrown;
  return {
    name: nameOf(thrown),
    message,
    stack,
    properties: propertiesOf(thrown),
    ...(cause === undefined || depth >= longestChain ? {} : { cause: carryError(cause, depth + 1) }),
  };
}

/** A class that gives its errors no name of their own is known by its own. */
const nameOf = (error: Error): string => (error.name === "Error" ? error.constructor.name : error.name);

function propertiesOf(error: Error): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(error)) if (isCopyable(value)) properties[name] = value;
  const { name: _name, message: _message, stack: _stack, cause: _cause, ...rest } = properties;
  return rest;
}

/** Functions, sockets and the like stay where they are. */
const isCopyable = (value: unknown): boolean => copyFault(value) === undefined;
