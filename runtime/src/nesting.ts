import type { Issue, Location, Nesting } from "@typeway/contract";
import { message } from "./compiled/message.js";

/** Arrays and objects inside each other, the outermost counted, where the type itself sets no bound. */
const deepestNesting = 64;

/**
 * Looks through a parsed JSON value whose type sets no bound to its depth, before anything walks it by recursion. Level by
 * level, so that depth costs no stack. In any JSON (`open`) the key `__proto__` is looked for as well: harmless where it
 * is, it changes a prototype as soon as a handler copies the value with care too little; and for numbers that no double
 * holds, such as `1e400`, which would leave as null.
 */
export function nestingIssue(value: unknown, nesting: Nesting, at: Location): Issue | undefined {
  let level = containersIn([[value]]);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepestNesting) return issue("json_too_deep", at);
    if (nesting === "open" && level.some((container) => Object.hasOwn(container, "__proto__"))) {
      return issue("forbidden_key", [...at, ...(pathOfProto(value) ?? [])]);
    }
    level = containersIn(level);
  }
  const endless = nesting === "open" ? pathOfInfinity(value) : undefined;
  return endless && issue("finite_number", [...at, ...endless]);
}

/** 400 for what no type can be about; a number too large for any is readable and refused, as where a number is declared. */
export const statusOfNesting = ({ type }: Issue): 400 | 422 => (type === "finite_number" ? 422 : 400);

const issue = (type: string, loc: Location): Issue => ({ type, loc, msg: message(type), input: null });

/** The arrays and objects that are items or properties of some others. */
function containersIn(parents: readonly object[]): object[] {
  const found: object[] = [];
  for (const parent of parents) {
    for (const key in parent) {
      const value = (parent as Readonly<Record<string, unknown>>)[key];
      if (typeof value === "object" && value !== null) found.push(value);
    }
  }
  return found;
}

type Path = readonly (string | number)[];

/** Where the first `__proto__` stands; called only when nothing above it is nested too deeply. */
function pathOfProto(value: unknown): Path | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, "__proto__") ? ["__proto__"] : pathWithin(value, pathOfProto);
}

/** Where the first infinite number stands; called only when nothing is nested too deeply. */
function pathOfInfinity(value: unknown): Path | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : [];
  return typeof value === "object" && value !== null ? pathWithin(value, pathOfInfinity) : undefined;
}

function pathWithin(container: object, pathOf: (value: unknown) => Path | undefined): Path | undefined {
  for (const key in container) {
    const path = pathOf((container as Readonly<Record<string, unknown>>)[key]);
    if (path !== undefined) return [Array.isArray(container) ? Number(key) : key, ...path];
  }
  return undefined;
}
