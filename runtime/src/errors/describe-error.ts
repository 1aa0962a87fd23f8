import { inspect } from "node:util";

/** An error as `debug` shows it. */
interface ErrorDetails {
  readonly name?: string;
  readonly message: string;
  /** Line by line. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDetails;
}

/** Of errors that are each other's cause; a chain may also be a circle. */
const longestChain = 8;

/** Anything can be thrown, also what throws when it is looked at. */
export function describeError(error: unknown, depth = 1): ErrorDetails {
  try {
    if (!(error instanceof Error)) return { message: inspect(error) };
    const { name, message, stack, cause } = error;
    return {
      name: String(name),
      message: String(message),
      ...(typeof stack === "string" && { stack: stack.split("\n").map((line) => line.trim()) }),
      ...(cause !== undefined && depth < longestChain && { cause: describeError(cause, depth + 1) }),
    };
  } catch {
    return { message: "The error could not be read" };
  }
}
