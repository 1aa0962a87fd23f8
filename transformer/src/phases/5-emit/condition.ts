/** A test on a value that can be written as it is or negated, each without needless parentheses. */
export type Condition =
  | { readonly kind: "atom"; readonly holds: string; readonly fails: string }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] };

export const atom = (holds: string, fails: string): Condition => ({ kind: "atom", holds, fails });
/** For an expression that `!` can stand before. */
export const predicate = (call: string): Condition => atom(call, `!${call}`);
export const all = (...of: readonly Condition[]): Condition => join("all", of);
export const any = (...of: readonly Condition[]): Condition => join("any", of);

export function not(condition: Condition): Condition {
  if (condition.kind === "atom") return atom(condition.fails, condition.holds);
  return { kind: condition.kind === "all" ? "any" : "all", of: condition.of.map(not) };
}

function join(kind: "all" | "any", of: readonly Condition[]): Condition {
  const [first] = of;
  return first !== undefined && of.length === 1 ? first : { kind, of };
}

export const typeIs = (value: string, type: string): Condition =>
  atom(`typeof ${value} === "${type}"`, `typeof ${value} !== "${type}"`);
export const isSame = (value: string, other: string): Condition =>
  atom(`${value} === ${other}`, `${value} !== ${other}`);

export interface Chain {
  readonly parts: readonly string[];
  readonly joint: "&&" | "||";
}

export const holds = (condition: Condition): string => text(condition, false);

/** The operands of its negation. */
export function fails(condition: Condition): Chain {
  if (condition.kind === "atom" || condition.of.length === 0) return { parts: [text(condition, true)], joint: "||" };
  const joint = jointOf(condition.kind, true);
  return { parts: parts(condition, joint, true), joint };
}

export function holdsChain(condition: Condition): Chain {
  if (condition.kind === "atom" || condition.of.length === 0) return { parts: [holds(condition)], joint: "&&" };
  const joint = jointOf(condition.kind, false);
  return { parts: parts(condition, joint, false), joint };
}

export const holdsAfter = (before: string, condition: Condition): Chain => ({
  parts: [before, ...parts(condition, "&&", false)],
  joint: "&&",
});

/** Its negation behind (`||`) or under (`&&`) what is said before. */
export const failsAfter = (before: string, joint: "&&" | "||", condition: Condition): Chain => ({
  parts: [before, ...parts(condition, joint, true)],
  joint,
});

function parts(condition: Condition, joint: "&&" | "||", negated: boolean): string[] {
  if (condition.kind === "atom") return [negated ? condition.fails : condition.holds];
  const own = jointOf(condition.kind, negated);
  const operands = condition.of.flatMap((inner) => parts(inner, own, negated));
  if (own === joint || operands.length === 1) return operands;
  return [operands.length === 0 ? text(condition, negated) : `(${operands.join(` ${own} `)})`];
}

function text(condition: Condition, negated: boolean): string {
  if (condition.kind === "atom") return negated ? condition.fails : condition.holds;
  if (condition.of.length === 0) return String((condition.kind === "all") !== negated);
  const own = jointOf(condition.kind, negated);
  return parts(condition, own, negated).join(` ${own} `);
}

const jointOf = (kind: "all" | "any", negated: boolean): "&&" | "||" => ((kind === "all") === negated ? "||" : "&&");
