import type { AppLike } from "@typeway/contract";
import type { Terminal } from "../command.js";
import { compiledFileOf } from "../compiled.js";
import { findEntry } from "../entry.js";
import { loadApp } from "../load-app.js";

export interface LoadOptions {
  readonly argument: string | undefined;
  readonly app?: string | undefined;
  readonly project?: string | undefined;
}

/** The application as it was built. Its module runs, and what it prints goes to standard error. */
export async function loadCompiled(
  { argument, app, project }: LoadOptions,
  { cwd, complain }: Terminal,
): Promise<AppLike> {
  const entry = findEntry({ cwd, argument, app });
  const file = await compiledFileOf(entry, { cwd, project }, (message) => complain(`typeway: ${message}`));
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await loadApp(file, entry.app, cwd);
  } finally {
    process.stdout.write = write;
  }
}
