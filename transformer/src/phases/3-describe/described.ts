import { isWarning, type Problem } from "../../diagnostics/problem.js";
import type { WireType } from "../../ir/wire-type.js";
import type ts from "../../typescript.cjs";

/** What is wrong with a type, found somewhere inside another. */
export type TypeProblem = Unsupported | Misplaced;

/** A marker that cannot be read where it stands: a problem of its own place, whoever uses the type. */
export interface Misplaced {
  readonly code: "marker";
  readonly problem: Problem;
}

export interface Unsupported {
  readonly code:
    | "TW2017"
    | "TW3001"
    | "TW3002"
    | "TW3003"
    | "TW3004"
    | "TW3005"
    | "TW3006"
    | "TW3007"
    | "TW3010"
    | "TW3011"
    | "TW3012"
    | "TW3014";
  /** From the outer type to the property: `.address.open`, empty for the type itself. */
  readonly path: string;
  readonly type: string;
  /** Why, and for TW3001 also what to do instead. */
  readonly reason: string;
  readonly cure: string;
  /** The property's declaration. */
  readonly declaration?: ts.Node;
}

/** Whether the type can be used all the same. */
const isHarmless = (found: TypeProblem): boolean =>
  isWarning(found.code === "marker" ? found.problem.code : found.code);

export const areErrors = (problems: readonly TypeProblem[]): boolean => !problems.every(isHarmless);

export interface Described {
  readonly type: WireType;
  readonly problems: readonly TypeProblem[];
}

export const described = (type: WireType, problems: readonly TypeProblem[] = []): Described => ({ type, problems });

/** Stands in for a type that has a problem, so that the others are still found. */
export const unknownType: WireType = { kind: "unknown" };

/** The problems of an inner type, seen from the outer one. */
export const inside = (prefix: string, problems: readonly TypeProblem[], declaration?: ts.Node): TypeProblem[] =>
  problems.map((found) =>
    found.code === "marker"
      ? found
      : { ...found, path: `${prefix}${found.path}`, ...(found.declaration || !declaration ? {} : { declaration }) },
  );
