import { type Chain, type Condition, fails, failsAfter, holdsAfter, holdsChain } from "./condition.js";
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

/** Returns what the first of the decodings that succeeds makes of `value`, else FAIL. */
export function returnFirst(
  sheet: Sheet,
  value: string,
  tries: readonly { readonly decoding: Decoding; readonly local: string }[],
): Lines {
  const last = tries.at(-1)?.decoding;
  const isLastEnough = last?.kind === "convert" && last.also === undefined;
  const lines = (isLastEnough ? tries.slice(0, -1) : tries).flatMap(({ decoding, local }) => {
    if (decoding.kind === "keep") return branch(holdsChain(decoding.condition), `return ${value};`);
    const success = `${local} !== ${sheet.fail}`;
    const { also } = decoding;
    const chain: Chain = also === undefined ? { parts: [success], joint: "&&" } : holdsAfter(success, also(local));
    return [`const ${local} = ${decoding.read};`, ...branch(chain, `return ${local};`)];
  });
  return [...lines, `return ${isLastEnough ? last.read : sheet.fail};`];
}
