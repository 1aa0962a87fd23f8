/** The code of a failed system call (`ENOENT`), as text for a message. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
