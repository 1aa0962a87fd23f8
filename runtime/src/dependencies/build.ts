import { TypewayError } from "../errors/typeway-error.js";
import type { AppValues } from "./app-values.js";
import { needsOf } from "./order-steps.js";
import type { CallPlan, Step } from "./plan.js";

type Steps = Pick<CallPlan, "steps" | "readers">;

/**
 * Builds values of scope "app" outside a request, each after those it needs.
 * @param wanted indexes of steps
 * @param describe what is thrown when one of them fails
 * @returns by step
 */
export async function build(
  appValues: AppValues,
  { steps, readers }: Steps,
  wanted: ReadonlySet<number>,
  describe: (step: Step, error: unknown) => unknown = (_, error) => error,
): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  const needed = needsOf(steps, wanted);
  for (const [index, step] of steps.entries()) {
    if (!needed.has(index)) continue;
    try {
      const isThere = appValues.has(step.provider);
      values[index] = await (isThere
        ? appValues.get(step.provider)
        : appValues.open(step, argumentsOf(step, readers, values, appValues)));
    } catch (error) {
      throw describe(step, error);
    }
  }
  return values;
}

/** What the start fails with. */
export const startFault = ({ provider }: Step, cause: unknown): TypewayError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TypewayError("TYPEWAY_DEPENDENCY_START", { handler: provider.name, reason }, { cause });
};

/** It reads nothing from a request: other values and the application's state are all there is. */
function argumentsOf(
  step: Step,
  readers: Steps["readers"],
  values: readonly unknown[],
  { state }: AppValues,
): unknown[] {
  const args: unknown[] = (readers[step.reader]?.compiled.params ?? []).map(() => undefined);
  for (const fill of step.fills) args[fill.argument] = fill.kind === "value" ? values[fill.step] : state;
  return args;
}
