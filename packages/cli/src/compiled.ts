import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Located } from "@typeway/transformer/host";
import { type Entry, isTypeScript } from "./entry.js";
import { Mistake } from "./mistake.js";

export interface CompiledOptions {
  readonly cwd: string;
  readonly project?: string | undefined;
}

/** What the locating thread answers. */
export type LocateAnswer = Located | { readonly problem: string };

/**
 * The JavaScript built from an entry. A script is its own; for a source the project says where it is built to.
 * @param warn told when the sources are newer than what was built
 * @throws {Mistake} when it is not built
 */
export async function compiledFileOf(
  entry: Entry,
  options: CompiledOptions,
  warn: (message: string) => void,
): Promise<string> {
  if (!isTypeScript(entry.file)) return entry.file;
  const located = await locateInThread({ source: entry.file, cwd: options.cwd, tsconfig: options.project });
  if ("problem" in located) throw new Mistake(located.problem);
  const source = path.relative(options.cwd, entry.file);
  const output = path.relative(options.cwd, located.output);
  if (located.state === "missing") {
    if (!existsSync(entry.file))
      throw new Mistake(`There is no file '${source}', nor '${output}', which would be built from it.`);
    throw new Mistake(`'${source}' is not built: there is no '${output}'. Run \`npx typeway build\` first.`);
  }
  if (located.state === "stale") warn(`Sources have changed since '${output}' was built. Run \`npx typeway build\`.`);
  return located.output;
}

/** In a thread of its own, which takes the compiler's memory with it: a server must not carry it around. */
function locateInThread(workerData: {
  source: string;
  cwd: string;
  tsconfig: string | undefined;
}): Promise<LocateAnswer> {
  return new Promise((resolve, reject) => {
    new Worker(new URL("./locate-thread.js", import.meta.url), { workerData })
      .once("message", resolve)
      .once("error", reject)
      .once("exit", (code) => reject(new Error(`The thread that reads tsconfig.json ended with code ${code}.`)));
  });
}
