import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Test } from "tap";

/**
 * As if nobody's script had started us: without this repository's commands in the path, npm's own variables about it,
 * and what tap puts into every Node process.
 */
const environment = Object.fromEntries(
  Object.entries(process.env)
    .filter(
      ([name]) =>
        !/^(npm_(package|lifecycle)_|npm_config_(local_prefix|workspace)|TAP|NODE_OPTIONS|INIT_CWD)/.test(name),
    )
    .map(([name, value]) => [name, name === "PATH" ? withoutLocalCommands(value ?? "") : value]),
);

function withoutLocalCommands(path: string): string {
  return path
    .split(":")
    .filter((folder) => !folder.endsWith("node_modules/.bin"))
    .join(":");
}

/** @returns what it printed @throws with what it printed when it does not exit with 0 */
export function run(folder: string, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, env: environment, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error === null) resolve(`${stdout}${stderr}`);
      else reject(new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

export interface Running {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  /** Everything it has printed so far. */
  output(): string;
}

/** Starts a server on a free port and waits until it answers. It is stopped at the end of the test. */
export async function serve(t: Test, folder: string, command: string, args: readonly string[]): Promise<Running> {
  const port = await freePort();
  let output = "";
  const server = spawn(command, args, {
    cwd: folder,
    env: { ...environment, PORT: String(port), HOST: "127.0.0.1" },
    // A group of its own: npm and npx start further processes, and all of them have to stop.
    detached: true,
  });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (output += chunk));
  const stopped = once(server, "exit");
  t.teardown(async () => {
    if (server.exitCode === null && server.pid !== undefined) process.kill(-server.pid, "SIGTERM");
    await stopped;
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitFor(`${command} ${args.join(" ")}`, async () => {
    if (server.exitCode !== null) throw new Error(`${command} ${args.join(" ")} stopped:\n${output}`);
    return fetch(origin).then(
      () => true,
      () => false,
    );
  });
  return { origin, output: () => output };
}

/** @throws when it is not so after a minute */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited a minute for ${what}.`);
    await sleep(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
