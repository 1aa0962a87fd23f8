/** What one alternative of a group is made of. */
interface Alternative {
  /** Something repeated without an end. */
  endless: boolean;
  /** Something that stands there a fixed number of times, which tells one repetition from the next. */
  fixed: boolean;
}

const isLoose = ({ endless, fixed }: Alternative): boolean => endless && !fixed;

/** One atom, one quantifier, or a bracket of a pattern. */
const token =
  /\\[pPu]\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[bB]|\\k<[^>]*>|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??$/;
const endlessQuantifier = /^(?:[*+]|\{\d+,\})/;
const optionalQuantifier = /^(?:[*?]|\{0[,}])/;

/**
 * Whether a group that may match the same text in several ways is itself repeated without an end, as in `(a+)+`: of a
 * text that nearly fits, each further character may double the work. Groups in which something fixed separates the
 * repetitions, as in `(-[a-z]+)*`, are not meant.
 */
export function isSlowPattern(pattern: string): boolean {
  const open: Alternative[][] = [[{ endless: false, fixed: false }]];
  const tokens = pattern.match(token) ?? [];
  for (const [index, one] of tokens.entries()) {
    if (quantifier.test(one) || one === "^" || one === "$" || /^\\[bB]$/.test(one)) continue;
    if (one.startsWith("(")) open.push([{ endless: false, fixed: false }]);
    else if (one === "|") open.at(-1)?.push({ endless: false, fixed: false });
    else {
      const isGroup = one === ")" && open.length > 1;
      const looseGroup = isGroup && (open.pop() ?? []).some(isLoose);
      const next = tokens[index + 1] ?? "";
      const howOften = quantifier.test(next) ? next : "";
      if (looseGroup && endlessQuantifier.test(howOften)) return true;
      const current = open.at(-1)?.at(-1);
      if (current === undefined) continue;
      if (looseGroup || endlessQuantifier.test(howOften)) current.endless = true;
      else if (!optionalQuantifier.test(howOften)) current.fixed = true;
    }
  }
  return false;
}
