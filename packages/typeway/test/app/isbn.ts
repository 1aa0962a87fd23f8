// Types with checks, as a module that others import: the functions are found wherever the types are used.
import { type Check, InvalidValue, type MinLength } from "typeway";

export function isIsbn(value: string): void {
  if (!/^\d{13}$/.test(value)) throw new InvalidValue("An ISBN has 13 digits", { type: "isbn", ctx: { digits: 13 } });
}

export const hasNoZero = (value: string): boolean => !value.includes("0");

export type Isbn = Check<string & MinLength<2>, typeof isIsbn>;

export interface Period {
  from: Date;
  to: Date;
}

export default function inOrder({ from, to }: Period): void {
  if (from > to) throw new Error("the period ends before it begins");
}

export type OrderedPeriod = Check<Period, typeof inOrder>;
