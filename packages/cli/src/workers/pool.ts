import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Terminal } from "../command.js";
import { urlOf } from "../options.js";
import type { ServeOptions } from "../serve.js";
import { GRACE } from "../stop-signals.js";
import { watchDoor } from "./door.js";
import { rescueHandoffs } from "./handoff.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** In milliseconds. */
const shortestWait = 100;
const longestWait = 10_000;
const window = 10_000;
/** So many workers that die within the window before they serve: the app does not start. */
const mostBootDeaths = 5;

/** Serves with several processes. This one runs none of the user's code. @returns the exit code, when all has ended */
export function startPool(options: ServeOptions, size: number, terminal: Terminal): Promise<number> {
  cluster.setupPrimary({
    exec: fileURLToPath(new URL("./worker.js", import.meta.url)),
    args: [JSON.stringify(options)],
  });
  const pool = new Pool(options, size, terminal, watchDoor());
  process.on("SIGTERM", () => pool.stop());
  process.on("SIGINT", () => pool.stop());
  process.on("SIGHUP", () => void pool.reload());
  return pool.run();
}

type Outcome = "serving" | "gone";

class Pool {
  readonly #members = new Set<Worker>();
  readonly #leaving = new Set<Worker>();
  /** When workers died lately: any, and before they served. */
  readonly #deaths: number[] = [];
  readonly #bootDeaths: number[] = [];
  #exitCode: number | undefined;
  #reloading = false;
  #announced = false;
  #end: (exitCode: number) => void = () => {};

  constructor(
    readonly options: ServeOptions,
    readonly size: number,
    readonly terminal: Terminal,
    readonly closeDoor: () => void,
  ) {}

  run(): Promise<number> {
    for (let index = 0; index < this.size; index++) void this.#fork();
    return new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Lets every worker finish its requests; the second call does not wait. */
  stop(code = 0): void {
    if (this.#exitCode !== undefined) {
      this.#kill();
      return;
    }
    this.#exitCode = code;
    this.closeDoor();
    for (const worker of this.#members) this.#drain(worker);
    setTimeout(() => this.#kill(), GRACE).unref();
    this.#endIfEmpty();
  }

  /** A new worker for each old one, one after the other. A new one that does not serve leaves the old ones as they are. */
  async reload(): Promise<void> {
    if (this.#reloading || this.#exitCode !== undefined) return;
    this.#reloading = true;
    for (const old of [...this.#members]) {
      if (this.#exitCode !== undefined) break;
      if ((await this.#fork({ replacing: true })) === "gone") {
        this.terminal.complain("typeway: the new version does not start; the workers that run stay.");
        break;
      }
      this.#drain(old);
      if (this.#members.has(old)) await once(old, "exit");
    }
    this.#reloading = false;
  }

  #fork({ replacing = false } = {}): Promise<Outcome> {
    const worker = cluster.fork();
    rescueHandoffs(worker);
    this.#members.add(worker);
    return new Promise((resolve) => {
      let hasServed = false;
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "mistake") return this.#giveUp(`typeway: ${message.message}`);
        hasServed = true;
        this.#announce(message.port);
        resolve("serving");
      });
      worker.on("exit", (code, signal) => {
        this.#members.delete(worker);
        const wanted = this.#leaving.delete(worker) || this.#exitCode !== undefined;
        if (!wanted && (hasServed || !replacing)) void this.#replace(hasServed, signal ?? `code ${code}`);
        this.#endIfEmpty();
        resolve("gone");
      });
    });
  }

  async #replace(hadServed: boolean, how: string): Promise<void> {
    const now = Date.now();
    const recent = record(this.#deaths, now);
    if (!hadServed && record(this.#bootDeaths, now) >= mostBootDeaths) {
      return this.#giveUp(
        `typeway: ${mostBootDeaths} workers died within ${window / 1000} s before they could serve. See their errors above.`,
      );
    }
    const wait = Math.min(longestWait, shortestWait * 2 ** (recent - 1));
    this.terminal.complain(`typeway: a worker died (${how}); the next starts in ${wait / 1000} s.`);
    await delay(wait);
    if (this.#exitCode === undefined) void this.#fork();
  }

  #giveUp(message: string): void {
    if (this.#exitCode !== undefined) return;
    this.terminal.complain(message);
    this.stop(1);
  }

  #drain(worker: Worker): void {
    this.#leaving.add(worker);
    this.#tell(worker, { kind: "drain" });
  }

  #kill(): void {
    this.#exitCode = 1;
    for (const worker of this.#members) worker.process.kill("SIGKILL");
  }

  #endIfEmpty(): void {
    if (this.#exitCode !== undefined && this.#members.size === 0) this.#end(this.#exitCode);
  }

  #tell(worker: Worker, message: ToWorker): void {
    // A worker that is just dying cannot be told anything; its exit is seen to elsewhere.
    if (worker.isConnected()) worker.send(message, () => {});
  }

  #announce(port: number): void {
    if (this.#announced) return;
    this.#announced = true;
    const { cwd, file, host } = this.options;
    this.terminal.print(`Serving ${path.relative(cwd, file)} at ${urlOf({ host, port })} with ${this.size} workers`);
  }
}

/** Adds a moment and drops those out of the window. @returns how many are left */
function record(moments: number[], now: number): number {
  moments.push(now);
  while ((moments[0] ?? now) < now - window) moments.shift();
  return moments.length;
}
