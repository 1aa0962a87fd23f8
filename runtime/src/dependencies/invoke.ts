/**
 * Calls a function of a user's. Nearly all have few parameters, and a call that names its arguments costs a fraction of
 * one that spreads them.
 */
export function invoke(callee: Function, args: readonly unknown[]): unknown {
  switch (args.length) {
    case 0:
      return callee();
    case 1:
      return callee(args[0]);
    case 2:
      return callee(args[0], args[1]);
    case 3:
      return callee(args[0], args[1], args[2]);
    case 4:
      return callee(args[0], args[1], args[2], args[3]);
    default:
      return callee(...args);
  }
}
