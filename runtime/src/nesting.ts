import type { Issue, Location, Nesting } from "@typeway/contract";
import { message } from "./compiled/message.js";

/** Arrays and objects inside each other, the outermost counted, where the type itself sets no bound. */
const deepestNesting = 64;

/**
 * Looks through a parsed JSON value whose type sets no bound to its depth, before anything walks it by recursion. Level by
 * level, so that depth costs no stack. In any JSON (`open`) the key `__proto__` is looked for as well: harmless where it
 * is, it changes a prototype as soon as a handler copies the value with care too little.
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
  return undefined;
}

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

/** Where the first `__proto__` stands; called only when nothing above it is nested too deeply. */
function pathOfProto(value: unknown): readonly (string | number)[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, "__proto__")) return ["__proto__"];
  for (const [key, inner] of Object.entries(value)) {
    const path = pathOfProto(inner);
    if (path !== undefined) return [Array.isArray(value) ? Number(key) : key, ...path];
  }
  return undefined;
}
