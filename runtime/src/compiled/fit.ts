/** How many declared properties a value has, of a whole and of a part of it; negative when one of them does not fit. */
export const plus = (whole: number, part: number): number => (part < 0 ? part : whole + part);

/** Which of the counts is the largest, the first of equals; -1 when none of them is of a type that fits. */
export function best(...counts: readonly number[]): number {
  let found = -1;
  let most = -1;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? -1;
    if (count > most) {
      most = count;
      found = index;
    }
  }
  return found;
}

/** More than any value has. */
const certain = 1_000_000_000;

/** A fit that wins over those of other types. */
export const surely = (count: number): number => plus(certain, count);
