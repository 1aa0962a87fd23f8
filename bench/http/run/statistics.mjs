/** Medians and the middle half: one slice that something disturbed moves neither. */

const ascending = (numbers) => Float64Array.from(numbers).sort();

/** Between two numbers where the share falls between them. NaN of nothing. */
export function quantile(numbers, share) {
  const sorted = ascending(numbers);
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  return low + (sorted[Math.ceil(place)] - low) * (place - Math.floor(place));
}

export const median = (numbers) => quantile(numbers, 0.5);

/** @returns {{ median: number, spread: [number, number] }} `spread` is the middle half */
export const summaryOf = (numbers) => ({
  median: median(numbers),
  spread: [quantile(numbers, 0.25), quantile(numbers, 0.75)],
});

/**
 * How many times as much as a reference, each made within one round: what slowed one down slowed its neighbour as well.
 * Undefined where a round has no figure of both.
 */
export function ratiosTo(reference, own, figure) {
  const pairs = own.map((slice, round) => [figure(slice), reference[round] && figure(reference[round])]);
  const isComplete = pairs.length > 0 && pairs.every((pair) => pair.every((one) => one > 0));
  return isComplete ? summaryOf(pairs.map(([one, other]) => one / other)) : undefined;
}
