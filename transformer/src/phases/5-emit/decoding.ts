import { type Chain, type Condition, fails, failsAfter, holds } from "./condition.js";
import { branch, type Lines } from "./lines.js";
import type { Sheet } from "./sheet.js";

/** How one value is decoded. */
export type Decoding =
  /** A valid value is its own decoded form. */
  | { readonly kind: "keep"; readonly condition: Condition }
  /** The expression `read` gives the decoded value or FAIL; what `also` says of the outcome must hold as well. */
  | { readonly kind: "convert"; readonly read: string; readonly also?: (local: string) => Condition };

/** Returns FAIL unless the condition holds. */
export const failUnless = (sheet: Sheet, condition: Condition): Lines =>
  branch(fails(condition), `return ${sheet.fail};`);

/** Returns FAIL when a conversion has put FAIL, or something against its constraints, into `local`. */
export function failAfter(sheet: Sheet, decoding: Extract<Decoding, { kind: "convert" }>, local: string): Lines {
  const failure = `${local} === ${sheet.fail}`;
  const chain: Chain =
    decoding.also === undefined ? { parts: [failure], joint: "||" } : failsAfter(failure, "||", decoding.also(local));
  return branch(chain, `return ${sheet.fail};`);
}

/** Returns the decoded `value` if it is valid, else goes on. @param local a free name */
export function returnIfDecoded(sheet: Sheet, decoding: Decoding, value: string, local: string): Lines {
  if (decoding.kind === "keep") return [`if (${holds(decoding.condition)}) return ${value};`];
  const test = `${local} !== ${sheet.fail}`;
  const constraints = decoding.also === undefined ? "" : ` && (${holds(decoding.also(local))})`;
  return [`const ${local} = ${decoding.read};`, `if (${test}${constraints}) return ${local};`];
}
