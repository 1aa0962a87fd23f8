import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Test } from "tap";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));

export const tsconfig = (options: object = {}, rest: object = {}): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      lib: ["es2023", "esnext.disposable"],
      types: ["node"],
      strict: true,
      skipLibCheck: true,
      rootDir: "src",
      outDir: "dist",
      ...options,
    },
    include: ["src"],
    ...rest,
  });

/** One route, which tells which version of the app answers, in which process, after how long a time. */
export const app = (version: string): string => `
import { setTimeout as delay } from "node:timers/promises";
import { App, type Int } from "typeway";

const app = new App({ title: "Fixture", version: "1.0.0" });

/** Which version this is. */
app.get("/version", async (wait: Int = 0) => {
  await delay(wait);
  return { version: ${JSON.stringify(version)}, pid: process.pid, mode: process.env["NODE_ENV"] ?? "" };
});

export default app;
`;

export interface Answer {
  readonly version: string;
  readonly pid: number;
  readonly mode: string;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The environment without what would change how the command behaves. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PORT, HOST, NODE_ENV, NODE_OPTIONS, FORCE_COLOR, ...rest } = process.env;
  return { ...rest, ...extra };
}

/** A project in a folder of its own, inside this workspace so that it finds the workspace's packages. */
export class Project {
  readonly root: string;

  constructor(t: Test, files: Readonly<Record<string, string>>, type: "module" | "commonjs" = "module") {
    this.root = t.testdir({});
    this.write("package.json", JSON.stringify({ name: "fixture", type }));
    this.write("tsconfig.json", tsconfig());
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true });
  }

  /** Runs a command to its end. */
  typeway(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
    const options = { cwd: this.root, encoding: "utf8", env: environment(env), timeout: 60_000 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], options);
    return { code: status, out: stdout, err: stderr };
  }

  /** Starts a command that serves, and ends it with the test. */
  serve(t: Test, args: readonly string[], env: Readonly<Record<string, string>> = {}): Served {
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.root, env: environment(env) });
    const served = new Served(child);
    t.teardown(() => served.end());
    return served;
  }
}

export class Served {
  /** Everything it has said. */
  output = "";
  #heard = 0;
  #wake = () => {};

  constructor(readonly child: ChildProcessWithoutNullStreams) {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        this.#wake();
      });
    }
    child.on("exit", () => this.#wake());
  }

  /** Waits until it says something, after the last thing waited for. */
  async said(text: RegExp): Promise<string> {
    for (;;) {
      const rest = this.output.slice(this.#heard);
      const found = text.exec(rest);
      if (found) {
        this.#heard += found.index + found[0].length;
        return found[0];
      }
      if (this.child.exitCode !== null) throw new Error(`It has ended without saying ${text}:\n${this.output}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The address it serves at, without a slash at the end. */
  async url(): Promise<string> {
    const said = await this.said(/http:\/\/[\w.]+:\d+(?!\S)/);
    return said.replace("localhost", "127.0.0.1");
  }

  /** @returns the exit code, `null` when a signal ended it */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill(signal);
    await once(this.child, "exit");
    return this.child.exitCode;
  }
}

/** On a connection of its own, which any process may get. */
export async function ask(url: string, wait = 0): Promise<Answer> {
  const response = await fetch(`${url}/version?wait=${wait}`, { headers: { connection: "close" } });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Asks until an answer is as wanted. */
export async function askUntil(url: string, wanted: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask(url).catch(() => undefined);
    if (answer && wanted(answer)) return answer;
    await delay(20);
  }
}

/** Asks over and over, from several sides, until told to stop. @returns the answers, and what went wrong */
export function load(url: string, clients: number): { stop(): Promise<{ answers: Answer[]; failures: unknown[] }> } {
  let isOver = false;
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  const client = async () => {
    while (!isOver) {
      try {
        answers.push(await ask(url, 20));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const done = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop() {
      isOver = true;
      await done;
      return { answers, failures };
    },
  };
}
