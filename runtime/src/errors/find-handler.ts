import type { ErrorHandler, ErrorHandlers } from "../registration.js";
import { HttpError } from "./http-error.js";
import { ValidationError } from "./validation-error.js";

/**
 * The handler for an error: of the innermost router that has one for its class or the nearest class above. Typeway's
 * own answers to `HttpError` and `ValidationError` stand at those classes, so that a handler for `Error` gets only what
 * nobody expected.
 */
export function findHandler(error: unknown, routers: readonly ErrorHandlers[]): ErrorHandler | undefined {
  for (const handlers of routers) {
    for (const type of classesOf(error)) {
      const handler = handlers.get(type);
      if (handler !== undefined) return handler;
      if (type === HttpError || type === ValidationError) break;
    }
  }
  return undefined;
}

/** From the error's own class upwards. */
function* classesOf(error: unknown): Generator<Function> {
  if (typeof error !== "object" || error === null) return;
  for (let proto = Object.getPrototypeOf(error); proto !== null; proto = Object.getPrototypeOf(proto)) {
    if (typeof proto.constructor === "function") yield proto.constructor;
  }
}
