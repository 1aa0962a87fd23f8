import type { App } from "./app.js";
import type { BackgroundTasks } from "./background-tasks.js";
import type { AppValues } from "./dependencies/app-values.js";
import type { Proxies } from "./exchange/proxies.js";
import type { Log } from "./log.js";
import type { ErrorFormat, Messages } from "./options.js";
import type { Table } from "./routing/settle.js";
import type { Run } from "./run.js";

/** How an application takes over a request that has reached it; not exported from the package. */
export const serve: unique symbol = Symbol("serve");

/** The same for a request that asks for a WebSocket. */
export const serveSocket: unique symbol = Symbol("serveSocket");

/** How an application writes errors; not exported from the package. */
export const errorFormat: unique symbol = Symbol("errorFormat");

/** How a context writes to the log of its application; not exported from the package. */
export const writeLog: unique symbol = Symbol("writeLog");

/** What every request of a running application shares. */
export interface Core {
  readonly app: App;
  readonly table: Table;
  readonly redirectSlashes: boolean;
  readonly errorFormat: ErrorFormat;
  readonly messages: Messages | undefined;
  /** Errors nobody expected are shown to clients. */
  readonly debug: boolean;
  readonly appValues: AppValues;
  readonly activity: Activity;
  readonly log: Log;
  readonly proxies: Proxies | undefined;
}

/** Counts the requests under way, clean-up included, so that shutdown can wait for the last. */
export class Activity {
  #count = 0;
  #idle: (() => void)[] = [];
  /** What still runs after its answer, and whose it is. */
  readonly runByTasks = new Map<BackgroundTasks, Run>();

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count > 0 || this.#idle.length === 0) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  /**
   * Waits until nothing is under way, and says in the log which background tasks took too long.
   * @param limit in milliseconds
   * @returns `false` when something still is
   */
  async settle(limit: number): Promise<boolean> {
    if (this.#count === 0) return true;
    const idle = new Promise<true>((resolve) => this.#idle.push(() => resolve(true)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), limit);
    });
    const settled = await Promise.race([idle, late]);
    clearTimeout(timer);
    if (!settled)
      for (const [tasks, run] of this.runByTasks)
        run.log("warn", "Shutdown did not wait for background tasks.", { details: { tasks: tasks.unfinished } });
    return settled;
  }
}
