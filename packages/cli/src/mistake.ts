/** What the user can put right. Shown as its message alone, without a stack; the exit code is 1. */
export class Mistake extends Error {
  override readonly name = "Mistake";
}

/** Node's code of a failed system call: `EADDRINUSE`. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

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
