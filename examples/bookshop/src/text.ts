import type { MaxLength, MinLength, Pattern } from "typeway";

/** A line of text. It has no control characters; one of them, NUL, PostgreSQL could not even store. */
export type Line = string & MinLength<1> & MaxLength<200> & Pattern<"^\\P{Cc}+$">;

/** What a reader types to find something. */
export type SearchWords = string & MinLength<2> & MaxLength<100> & Pattern<"^\\P{Cc}+$">;

/** Lines of text. */
export type Prose = string & MaxLength<2000> & Pattern<"^[^\\u0000]*$">;

/** A pattern for `like` that finds the words anywhere: `%` and `_` in them mean themselves. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, "\\$&")}%`;
