/** How long a compiler that watches takes from an edit until all is written again. */
import { spawn } from "node:child_process";
import { once } from "node:events";

/** What the compiler says when it has written everything, with the number of errors. */
const done = /Found (\d+) errors?\. Watching for file changes\./g;

/**
 * @param {{ folder: string, script: string, config: string, edits: readonly (() => void)[] }} options
 * @returns {Promise<number[]>} seconds, of each edit
 * @throws {Error} when the program has errors, or the compiler ends
 */
export async function measureWatch({ folder, script, config, edits }) {
  const compiler = spawn(process.execPath, [script, "-p", config, "--watch", "--preserveWatchOutput"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const written = whenWritten(compiler);
  try {
    await written.next();
    const seconds = [];
    for (const edit of edits) {
      const started = performance.now();
      edit();
      await written.next();
      seconds.push((performance.now() - started) / 1000);
    }
    return seconds;
  } finally {
    compiler.kill();
    if (compiler.exitCode === null && compiler.signalCode === null) await once(compiler, "exit");
  }
}

/** Resolves each time the compiler has written everything. */
async function* whenWritten({ stdout }) {
  let text = "";
  for await (const chunk of stdout.setEncoding("utf8")) {
    text += chunk;
    for (const [, errors] of text.matchAll(done)) {
      if (errors !== "0") throw new Error(`The program has errors:\n${text}`);
      text = "";
      yield;
    }
  }
  throw new Error(`The compiler has ended:\n${text}`);
}
