// What computes for long has a module of its own: each thread loads it, and it should start nothing else.
import { offload } from "@typeway/offload";
import { HttpError, type Int, type Maximum, type Minimum } from "typeway";

/**
 * Counts primes.
 * @param below an upper bound
 */
export function countPrimes(below: Int & Minimum<0> & Maximum<10_000_000>): number {
  const isComposite = new Uint8Array(below);
  let count = 0;
  for (let n = 2; n < below; n++) {
    if (isComposite[n]) continue;
    count++;
    for (let multiple = n * n; multiple < below; multiple += n) isComposite[multiple] = 1;
  }
  return count;
}

/** Errors come back from the thread as what they are. */
export function factorsOf(n: Int): number[] {
  if (n < 2) throw new HttpError(422, `${n} has no prime factors`);
  const factors: number[] = [];
  let rest = n;
  for (let factor = 2; factor * factor <= rest; factor++)
    while (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    }
  return rest > 1 ? [...factors, rest] : factors;
}

/** The same function, called like it and awaited. */
export const factorsLater = offload(factorsOf, { threads: 1 });
