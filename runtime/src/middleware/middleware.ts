import type { RefusalDoc } from "@typeway/contract";
import type { Context } from "../context.js";
import { TypewayError } from "../errors/typeway-error.js";

/**
 * Runs around a request: around its route, or around the 404 where there is none.
 *
 * `next` runs the rest, once; it never rejects because of what fails there: errors are answers by then. Afterwards
 * `context.response` is what will be sent, and can still be changed. Of a WebSocket it resolves when that has closed, or
 * was refused. What is returned is the answer; return one instead of calling `next` to stop here. What is thrown is
 * answered as if a handler had thrown it.
 *
 * ```ts
 * const timing: Middleware = async (context, next) => {
 *   const start = performance.now();
 *   await next();
 *   context.response.headers.set("server-timing", `app;dur=${performance.now() - start}`);
 * };
 * ```
 */
export interface Middleware {
  (context: Context, next: Next): unknown;
  /** Errors that it answers with by itself: they are in the document of every route that it runs around. */
  readonly refusals?: readonly RefusalDoc[];
}

/** Runs what is inside a middleware; resolves when there is an answer, before anything of it is sent. */
export type Next = () => Promise<void>;

/** @throws {TypewayError} for what is no middleware, as far as one can tell */
export function checkMiddleware(list: readonly unknown[]): readonly Middleware[] {
  return list.map((one) => {
    if (!isMiddleware(one)) throw new TypewayError("TYPEWAY_MIDDLEWARE_INVALID", { found: describe(one) });
    return one;
  });
}

/** Functions of three parameters and more are written for `connect`. */
const isMiddleware = (one: unknown): one is Middleware => typeof one === "function" && one.length < 3;

function describe(one: unknown): string {
  if (typeof one !== "function") return one === null ? "null" : `a value of type ${typeof one}`;
  return `${one.name === "" ? "a function" : `'${one.name}'`} with ${one.length} parameters`;
}

/** @returns `undefined` when there is none, which routes without middleware are recognised by */
export const chainOf = (middleware: readonly Middleware[]): readonly Middleware[] | undefined =>
  middleware.length === 0 ? undefined : middleware;
