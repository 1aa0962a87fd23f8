import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromChild, ToChild } from "./messages.js";

/** How long an old version may take to finish its requests, in milliseconds. Reloading does not wait for streams. */
const GRACE = 2_000;

export type Version = Extract<ToChild, { kind: "run" }>;

/** Told how it goes with the version that runs. */
export interface RunnerEvents {
  /** The old version is gone, the new one is not there yet. */
  starting(): void;
  serving(at: Extract<FromChild, { kind: "serving" }>): void;
  /** It does not start, or it has ended by itself. */
  failed(message: string): void;
}

/** Runs one version of the app at a time, each in a process of its own: two might fight for files and locks. */
export class Runner {
  #child: ChildProcess | undefined;
  #next: Version | undefined;
  #switching = false;
  #closed = false;

  constructor(readonly events: RunnerEvents) {}

  /** Replaces what runs. Of versions that come while one is being replaced, only the last is run. */
  run(version: Version): void {
    this.#next = version;
    if (!this.#switching) void this.#switch();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop(this.#child);
  }

  async #switch(): Promise<void> {
    this.#switching = true;
    while (this.#next && !this.#closed) {
      const old = this.#child;
      // Node starts while the old version ends; the app itself is loaded after that.
      const child = spawn();
      this.events.starting();
      await this.#stop(old);
      const version = this.#next;
      this.#next = undefined;
      this.#child = child;
      await this.#start(child, version);
    }
    this.#switching = false;
  }

  #start(child: ChildProcess, version: Version): Promise<void> {
    return new Promise((resolve) => {
      let isReported = false;
      child.on("message", (message: FromChild) => {
        isReported = message.kind === "failed";
        if (message.kind === "serving") this.events.serving(message);
        else this.events.failed(message.message);
        resolve();
      });
      child.on("exit", (code, signal) => {
        if (this.#child === child) {
          this.#child = undefined;
          if (!isReported && !this.#closed)
            this.events.failed(`The app has ended by itself (${signal ?? `code ${code}`}).`);
        }
        resolve();
      });
      tell(child, version);
    });
  }

  async #stop(child: ChildProcess | undefined): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    if (this.#child === child) this.#child = undefined;
    const gone = once(child, "exit");
    const timer = setTimeout(() => child.kill("SIGKILL"), GRACE);
    tell(child, { kind: "stop" });
    await gone;
    clearTimeout(timer);
  }
}

function spawn(): ChildProcess {
  return fork(fileURLToPath(new URL("./child.js", import.meta.url)), [], {
    serialization: "advanced",
    execArgv: [...process.execArgv, "--enable-source-maps"],
    env: { ...process.env, NODE_ENV: process.env["NODE_ENV"] || "development" },
  });
}

function tell(child: ChildProcess, message: ToChild): void {
  // A child that is just ending cannot be told anything; its exit is seen to.
  if (child.connected) child.send(message, () => {});
}
