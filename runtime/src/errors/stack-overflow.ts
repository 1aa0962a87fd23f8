/** Whether a recursion went too deep. A `RangeError` may also be a date's, a number's, or a user's own. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes("call stack");
