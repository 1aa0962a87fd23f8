/** Whatever `await` would wait for. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as Partial<PromiseLike<unknown>>).then === "function";
