import type { App } from "./app.js";
import type { AppValues } from "./dependencies/app-values.js";
import type { Proxies } from "./exchange/proxies.js";
import type { Log } from "./log.js";
import type { ErrorFormat, Messages } from "./options.js";
import type { Table } from "./routing/settle.js";

/** How an application takes over a request that has reached it; not exported from the package. */
export const serve: unique symbol = Symbol("serve");

/** The same for a request that asks for a WebSocket. */
export const serveSocket: unique symbol = Symbol("serveSocket");

/** How an application writes errors; not exported from the package. */
export const errorFormat: unique symbol = Symbol("errorFormat");

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

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}
