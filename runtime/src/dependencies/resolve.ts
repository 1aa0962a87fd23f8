import { TypewayError } from "../errors/typeway-error.js";
import type { Route } from "../routing/route.js";
import type { Run } from "../run.js";
import { SocketRun } from "../sockets/socket-run.js";
import type { Trace } from "../telemetry/telemetry.js";
import { enter } from "./enter.js";
import type { CallPlan, Fill, Step } from "./plan.js";

/** What follows when a part of a request's work is done, and what when it fails. */
export interface Following {
  proceed(run: Run, route: Route): void;
  fail(run: Run, error: unknown): void;
}

/**
 * Takes the steps of a route's plan in order, from one up to another, and goes on: at once unless one is asynchronous.
 * @param following throws nothing
 */
export function resolve(run: Run, route: Route, from: number, to: number, following: Following): void {
  const { steps, blank } = route.plan;
  if (from === 0) run.values = blank.values.slice();
  try {
    for (let index = from; index < to; index++) {
      const value = take(run, steps[index]);
      if (value instanceof Promise) {
        void resolveOn(run, route, index, to, value, following);
        return;
      }
      run.values[index] = value;
    }
  } catch (error) {
    following.fail(run, error);
    return;
  }
  following.proceed(run, route);
}

/** One promise, however many steps are asynchronous. */
async function resolveOn(
  run: Run,
  route: Route,
  from: number,
  to: number,
  pending: Promise<unknown>,
  following: Following,
): Promise<void> {
  const { steps } = route.plan;
  try {
    run.values[from] = await pending;
    for (let index = from + 1; index < to; index++) {
      const value = take(run, steps[index]);
      run.values[index] = value instanceof Promise ? await value : value;
    }
  } catch (error) {
    following.fail(run, error);
    return;
  }
  following.proceed(run, route);
}

function take(run: Run, step: Step | undefined): unknown {
  if (step === undefined) return undefined;
  return step.lifetime === "app" ? enterOnce(run, step) : enterFor(run, step);
}

function enterFor(run: Run, step: Step): unknown {
  const { trace } = run;
  return trace === undefined ? enter(step, argumentsOf(run, step), run) : enterTraced(run, step, trace);
}

/** Apart, as closures allocate wherever they might be made: see `dispatch`. */
const enterTraced = (run: Run, step: Step, trace: Trace): unknown =>
  trace.step("dependency", step.provider.name, () => enter(step, argumentsOf(run, step), run));

function enterOnce(run: Run, step: Step): unknown {
  const { appValues } = run.core;
  const { provider } = step;
  if (appValues.has(provider)) return appValues.get(provider);
  const { trace } = run;
  return trace === undefined ? appValues.open(step, argumentsOf(run, step)) : openTraced(run, step, trace);
}

const openTraced = (run: Run, step: Step, trace: Trace): unknown =>
  trace.step("dependency", step.provider.name, () => run.core.appValues.open(step, argumentsOf(run, step)));

function argumentsOf(run: Run, step: Step): unknown[] {
  const decoded = run.arguments[step.reader] ?? [];
  const args = step.sharesArguments ? decoded.slice() : decoded;
  fill(run, args, step.fills);
  return args;
}

/** The handler's, which is the last of the readers. */
export function handlerArguments(run: Run, { readers, fills }: CallPlan): readonly unknown[] {
  const args = run.arguments[readers.length - 1] ?? [];
  fill(run, args, fills);
  return args;
}

/** Puts in what decoding left open. */
function fill(run: Run, args: unknown[], fills: readonly Fill[]): void {
  for (const each of fills) args[each.argument] = filling(run, each);
}

function filling(run: Run, fill: Fill): unknown {
  switch (fill.kind) {
    case "value":
      return run.values[fill.step];
    case "credential":
      return run.credentials[fill.credential];
    case "constant":
      return fill.value;
    case "context":
      return injected(run, fill);
  }
}

function injected(run: Run, { what, codec }: Extract<Fill, { kind: "context" }>): unknown {
  switch (what) {
    case "Context":
      return run.context;
    case "Request":
      return run.context.request;
    case "IncomingMessage":
      return run.context.raw.request;
    case "AbortSignal":
      return run.exchange.signal;
    case "BackgroundTasks":
      return run.tasks;
    case "State":
      return run.context.state;
    case "AppState":
      return run.core.app.state;
    case "WebSocket":
      if (run instanceof SocketRun) return run.socketOf(codec);
      throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler: "", parameter: "", what });
    case "SecurityScopes":
      // The plan knows them, and has put in a constant instead.
      throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler: "", parameter: "", what });
  }
}
