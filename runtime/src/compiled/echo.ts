import { define } from "./structure.js";

/** What one issue shows of what was sent. Texts and keys in UTF-16 units. */
const longestText = 100;
const mostCharacters = 1_000;
const mostValues = 100;

/** How much may still be shown. */
interface Budget {
  values: number;
  characters: number;
  /** Names of properties whose values are hidden, at any depth. */
  readonly secrets: ReadonlySet<unknown> | undefined;
}

/** The beginning of a client's text: nothing longer goes back to it. */
export const cut = (text: string, most = longestText): string => (text.length <= most ? text : text.slice(0, most));

/**
 * A copy of a value as an answer may show it: texts cut at 100 characters wherever they stand, and of large arrays and
 * objects the first hundred values or thousand characters, so that no answer grows with what it refuses.
 * Only what JSON can carry: `null` for what is not there, a bigint as its digits, nothing of a class's instances.
 */
export function echo(value: unknown, secrets?: ReadonlySet<unknown>): unknown {
  if (typeof value === "object" && value !== null) {
    return copyObject(value, { values: mostValues - 1, characters: mostCharacters, secrets });
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string") return cut(value);
  if (typeof value === "bigint") return cut(value.toString());
  return typeof value === "boolean" ? value : null;
}

/** What is shown in the place of a secret. */
export const HIDDEN = "**********";

function copy(value: unknown, budget: Budget): unknown {
  budget.values -= 1;
  switch (typeof value) {
    case "string":
      return spend(value, budget);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "bigint":
      return spend(value.toString(), budget);
    case "object":
      return value === null ? null : copyObject(value, budget);
    default:
      return null;
  }
}

function spend(text: string, budget: Budget): string {
  const shown = cut(text, Math.min(longestText, Math.max(budget.characters, 0)));
  budget.characters -= shown.length;
  return shown;
}

const isSpent = ({ values, characters }: Budget): boolean => values <= 0 || characters <= 0;

function copyObject(value: object, budget: Budget): unknown {
  if (Array.isArray(value)) return copyItems(value, budget);
  if (value instanceof Set) return copyItems([...value], budget);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? copyProperties(value, budget) : null;
}

function copyItems(items: readonly unknown[], budget: Budget): unknown[] {
  const shown: unknown[] = [];
  for (const item of items) {
    if (isSpent(budget)) break;
    shown.push(copy(item, budget));
  }
  return shown;
}

function copyProperties(value: object, budget: Budget): object {
  const shown = {};
  for (const key in value) {
    if (isSpent(budget)) break;
    if (!Object.hasOwn(value, key)) continue;
    const isSecret = budget.secrets?.has(key) ?? false;
    define(shown, spend(key, budget), isSecret ? HIDDEN : copy((value as never)[key], budget));
  }
  return shown;
}
