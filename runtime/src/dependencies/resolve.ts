import { TypewayError } from "../errors/typeway-error.js";
import type { Run } from "../run.js";
import { SocketRun } from "../sockets/socket-run.js";
import { enter } from "./enter.js";
import type { CallPlan, Fill, Step } from "./plan.js";

/**
 * Takes the steps of a plan in order, from one up to another.
 * @returns a promise only when a step is asynchronous
 */
export function resolve(run: Run, plan: CallPlan, from = 0, to = plan.steps.length): Promise<void> | undefined {
  const { steps } = plan;
  for (let index = from; index < to; index++) {
    const step = steps[index];
    if (step === undefined) break;
    const value = step.lifetime === "app" ? enterOnce(run, step) : enterFor(run, step);
    if (value instanceof Promise) {
      return value.then((settled: unknown) => {
        run.values[index] = settled;
        return resolve(run, plan, index + 1, to);
      });
    }
    run.values[index] = value;
  }
  return undefined;
}

function enterFor(run: Run, step: Step): unknown {
  const scope = step.lifetime === "function" ? () => run.functionScope() : () => run.requestScope();
  const { trace } = run;
  if (trace === undefined) return enter(step, argumentsOf(run, step), scope);
  return trace.step("dependency", step.provider.name, () => enter(step, argumentsOf(run, step), scope));
}

function enterOnce(run: Run, step: Step): unknown {
  const { appValues } = run.core;
  const { provider } = step;
  if (appValues.has(provider)) return appValues.get(provider);
  const { trace } = run;
  if (trace === undefined) return appValues.open(step, argumentsOf(run, step));
  return trace.step("dependency", provider.name, () => appValues.open(step, argumentsOf(run, step)));
}

function argumentsOf(run: Run, step: Step): unknown[] {
  const decoded = run.arguments[step.reader] ?? [];
  const args = step.sharesArguments ? [...decoded] : decoded;
  fill(run, args, step.fills);
  return args;
}

/** Puts in what decoding left open. */
export function fill(run: Run, args: unknown[], fills: readonly Fill[]): void {
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
