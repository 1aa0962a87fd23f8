import type { ErrorHandler, ErrorHandlers } from "../registration.js";
import { HttpError } from "./http-error.js";
import { ValidationError } from "./validation-error.js";
import { WebSocketError } from "./web-socket-error.js";

/** A handler and what it is given. */
export interface FoundHandler {
  readonly handler: ErrorHandler;
  /** The error, or for a handler of a status one that has it. */
  readonly error: unknown;
}

/**
 * The handler for an error: of the innermost router that has one, and there for its class or the nearest class above, or
 * for its status, which stands between subclasses of `HttpError` and `HttpError` itself. Typeway's own answers stand at
 * `HttpError` and `ValidationError`, so that a handler for `Error` gets only what nobody expected.
 */
export function findHandler(error: unknown, routers: readonly ErrorHandlers[]): FoundHandler | undefined {
  for (const handlers of routers) {
    const found = findIn(handlers, error);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findIn({ byClass, byStatus }: ErrorHandlers, error: unknown): FoundHandler | undefined {
  for (const type of classesOf(error)) {
    const isAnswer = type === HttpError || type === ValidationError;
    const status = isAnswer ? handlerOfStatus(byStatus, error) : undefined;
    if (status !== undefined) return status;
    const handler = byClass.get(type);
    if (handler !== undefined) return { handler, error };
    if (isAnswer) return undefined;
  }
  return handlerOfStatus(byStatus, error);
}

function handlerOfStatus(byStatus: ErrorHandlers["byStatus"], error: unknown): FoundHandler | undefined {
  if (byStatus.size === 0) return undefined;
  const answered = asAnswer(error);
  const handler = byStatus.get(answered.status);
  return handler && { handler, error: answered };
}

/** What nobody expected is a 500, and its cause is for the handler alone to see. */
function asAnswer(error: unknown): HttpError | ValidationError {
  if (error instanceof HttpError || (error instanceof ValidationError && error.status !== 500)) return error;
  if (error instanceof WebSocketError) return new HttpError(403, error.reason || undefined, { cause: error });
  return new HttpError(500, undefined, { cause: error });
}

/** From the error's own class upwards. */
function* classesOf(error: unknown): Generator<Function> {
  if (typeof error !== "object" || error === null) return;
  for (let proto = Object.getPrototypeOf(error); proto !== null; proto = Object.getPrototypeOf(proto)) {
    if (typeof proto.constructor === "function") yield proto.constructor;
  }
}
