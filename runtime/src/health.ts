import type { Compiled } from "@typeway/contract";
import { bytes, type Raw } from "./answers/raw.js";
import type { Context } from "./context.js";
import { contextEndpoint } from "./context-endpoint.js";
import { writeLog } from "./core.js";
import { Router } from "./router.js";

/**
 * Fails when it throws, returns `false`, or takes too long.
 * @param signal fires when the time is up
 */
export type HealthCheck = (signal: AbortSignal) => unknown;

export interface HealthOptions {
  /** Whether this process is still of use: one that fails is to be replaced. By name, which is shown. @default none */
  readonly live?: Readonly<Record<string, HealthCheck>>;
  /** Whether it can answer now, which may depend on others. By name, which is shown. @default none */
  readonly ready?: Readonly<Record<string, HealthCheck>>;
  /** How long a check may take, in milliseconds. @default 1_000 */
  readonly timeout?: number;
  /** @default "/health" */
  readonly livePath?: string;
  /** @default "/ready" */
  readonly readyPath?: string;
}

export const healthDefaults = {
  live: {},
  ready: {},
  timeout: 1_000,
  livePath: "/health",
  readyPath: "/ready",
} as const;

/**
 * Routes that tell a balancer or an orchestrator how the application is: 200 or 503, and each check's name with `ok` or
 * `failing`. Both say 503 from the moment shutdown begins. Why a check fails is in the log only. They are not in the
 * document, and the application's dependencies are not asked for them.
 */
export function health(options: HealthOptions = {}): Router {
  const { live, ready, timeout, livePath, readyPath } = { ...healthDefaults, ...options };
  const router = new Router({ documented: false });
  for (const [path, checks, name] of [
    [livePath, live, "typeway health"],
    [readyPath, ready, "typeway ready"],
  ] as const) {
    const checkup = new Checkup(checks, timeout);
    const handler = (context: Context): Promise<Raw<"application/json", 200 | 503>> => checkup.answer(context);
    router.get(path, { name }, handler, contextEndpoint(name) as Compiled<typeof handler>);
  }
  return router;
}

type Finding = "ok" | "failing";

/** The checks of one route. Whoever asks while they run waits for the same result. */
class Checkup {
  readonly #checks: readonly (readonly [name: string, check: HealthCheck])[];
  readonly #timeout: number;
  readonly #findingByName = new Map<string, Finding>();
  #pending: Promise<Readonly<Record<string, Finding>>> | undefined;

  constructor(checks: Readonly<Record<string, HealthCheck>>, timeout: number) {
    this.#checks = Object.entries(checks);
    this.#timeout = timeout;
  }

  async answer(context: Context): Promise<Raw<"application/json", 200 | 503>> {
    const isStopping = context.app.phase === "stopping";
    // Nothing is asked of what is being closed.
    const checks = isStopping ? {} : await this.#run(context);
    const status = isStopping ? "stopping" : Object.values(checks).includes("failing") ? "failing" : "ok";
    const content = Buffer.from(JSON.stringify({ status, ...(this.#checks.length > 0 && !isStopping && { checks }) }));
    return bytes(content, {
      status: status === "ok" ? 200 : 503,
      type: "application/json",
      headers: { "cache-control": "no-store" },
    });
  }

  #run(context: Context): Promise<Readonly<Record<string, Finding>>> {
    this.#pending ??= Promise.all(
      this.#checks.map(async ([name, check]) => [name, await this.#find(name, check, context)] as const),
    )
      .then((findings) => Object.fromEntries(findings))
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }

  async #find(name: string, check: HealthCheck, context: Context): Promise<Finding> {
    const failure = await failureOf(check, this.#timeout);
    const finding = failure === undefined ? "ok" : "failing";
    const before = this.#findingByName.get(name) ?? "ok";
    this.#findingByName.set(name, finding);
    // Who asks every second would else fill the log.
    if (failure !== undefined && before === "ok")
      context[writeLog]("warn", `The health check '${name}' fails.`, { error: failure.error });
    if (failure === undefined && before === "failing")
      context[writeLog]("info", `The health check '${name}' is fine again.`);
    return finding;
  }
}

async function failureOf(check: HealthCheck, timeout: number): Promise<{ readonly error: unknown } | undefined> {
  const controller = new AbortController();
  const late = new Error(`It took longer than ${timeout} ms`);
  const timer = setTimeout(() => controller.abort(late), timeout);
  const timeUp = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(late));
  });
  try {
    // Started in here, so that what it throws at once is a failure as well.
    const running = (async () => check(controller.signal))();
    const found = await Promise.race([running, timeUp]);
    return found === false ? { error: new Error("It returned false") } : undefined;
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}
