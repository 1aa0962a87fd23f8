import type { Fill, Step } from "./plan.js";

type Needing = Pick<Step, "fills">;

/** Steps in the order in which they are taken, and how many of them come before the body. */
export interface Ordered<S> {
  readonly steps: readonly S[];
  /** Of the handler. */
  readonly fills: readonly Fill[];
  readonly early: number;
}

/**
 * Puts the steps that authenticate, and what they need, before the others; otherwise nothing changes places.
 * @param steps each after those it needs
 * @param authenticating indexes in `steps`
 */
export function orderSteps<S extends Needing>(
  steps: readonly S[],
  fills: readonly Fill[],
  authenticating: ReadonlySet<number>,
): Ordered<S> {
  if (authenticating.size === 0) return { steps, fills, early: 0 };
  const early = needsOf(steps, authenticating);
  const first = [...steps.keys()].filter((index) => early.has(index));
  const order = [...first, ...[...steps.keys()].filter((index) => !early.has(index))];
  const placed = (fill: Fill): Fill => (fill.kind === "value" ? { ...fill, step: order.indexOf(fill.step) } : fill);
  return {
    steps: order.flatMap((index) => steps[index] ?? []).map((step) => ({ ...step, fills: step.fills.map(placed) })),
    fills: fills.map(placed),
    early: first.length,
  };
}

/** These steps, and those they need. */
export function needsOf(steps: readonly Needing[], wanted: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(wanted);
  for (let index = steps.length - 1; index >= 0; index--) {
    if (!all.has(index)) continue;
    for (const fill of steps[index]?.fills ?? []) if (fill.kind === "value") all.add(fill.step);
  }
  return all;
}
