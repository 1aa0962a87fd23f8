import { type Int, parse } from "typeway";

export interface Bottles {
  taken: Int;
}

export function* openCellar() {
  yield { take: (count: number): Bottles => ({ taken: Math.min(count, 12) }) };
}

/** Also a file without any route is compiled. */
export const readBottles = (value: unknown): Bottles => parse(value);
