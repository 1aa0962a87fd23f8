/** What a command gets from the terminal. */
export interface Terminal {
  readonly cwd: string;
  /** One line, or several, for standard output. */
  print(text: string): void;
  /** The same for standard error. */
  complain(text: string): void;
}

/** Commands load the compiler when they run, if they need it: a server must not carry it around. */
export interface Command {
  /** One line of the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** @returns the exit code */
  run(args: readonly string[], terminal: Terminal): Promise<number> | number;
}
