import type { Int } from "typeway";

export interface Bottles {
  taken: Int;
}

export function* openCellar() {
  yield { take: (count: number): Bottles => ({ taken: Math.min(count, 12) }) };
}
