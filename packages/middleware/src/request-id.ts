import { randomUUID } from "node:crypto";
import type { Middleware } from "@typeway/runtime";

export interface RequestIdOptions {
  /** `false`: the caller's `x-request-id` is not taken over. @default true */
  readonly fromCaller?: boolean;
  /** Makes an id: 1 to 128 letters, digits and `. _ ~ : + / = -`. @default a random UUID */
  readonly generate?: () => string;
}

/** Gives every answer its `x-request-id`, which otherwise only errors and those have whose handler asked for it. */
export function requestId({ fromCaller = true, generate = randomUUID }: RequestIdOptions = {}): Middleware {
  return (context, next) => {
    const { id } = context;
    // An id that is the caller's own was a sane one.
    if (!fromCaller || context.headers.get("x-request-id") !== id) context.id = generate();
    return next();
  };
}
