import { inspect } from "node:util";

/** Where the runtime says of an error that the application could not start because of it. */
const startFailure = Symbol.for("typeway.startFailure");

/** What the user can put right. Shown as its message alone, without a stack; the exit code is 1. */
export class Mistake extends Error {
  override readonly name = "Mistake";
}

/** Node's code of a failed system call (`EADDRINUSE`), of the error itself or of what caused it. */
export function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return codeOf(error.cause) ?? ("code" in error ? error.code : undefined);
}

/**
 * What to show of an error: the message alone where it says what to do, which Typeway's own errors do as well; else
 * the stack, because it was the user's code that threw, or ours that is wrong.
 */
export function describe(error: unknown): string {
  if (isMistake(error)) return error.message;
  if (error instanceof Error && startFailure in error) return String(error[startFailure]);
  return error instanceof Error ? inspect(error) : `Thrown: ${inspect(error)}`;
}

/** By name, too: the application brings its own copy of the runtime. */
export const isMistake = (error: unknown): error is Error =>
  error instanceof Mistake || (error instanceof Error && error.name === "TypewayError");

/** What went wrong when listening, said so that it can be put right; other errors as they are. */
export function listenProblem(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return new Mistake(`Port ${port} is in use on ${host}. Stop what uses it, or choose another with --port.`);
    case "EACCES":
      return new Mistake(`Port ${port} needs more rights than this process has. Choose one above 1023 with --port.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Mistake(`'${host}' is not an address of this machine. Choose another with --host.`);
    default:
      return error;
  }
}
