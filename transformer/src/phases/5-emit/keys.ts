import type { ObjectType, WireType } from "../../ir/wire-type.js";
import { all, type Condition, holds, isSame, predicate, typeIs } from "./condition.js";
import { scalarCondition, stringConditions } from "./scalar-condition.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";

/**
 * Whether a text is the name that a value of the type is written as: `1`, never `01` or `1.0`, so that no two names are
 * the same key.
 */
export function nameCondition(sheet: Sheet, keys: WireType, name: string, hint: string): Condition {
  if (isOfText(sheet, keys)) return scalarCondition(sheet, keys, name);
  const test = sheet.functionOf("isName", keys, hint, "name", () => [
    `const key = ${readingOf(sheet, keys, "name")};`,
    `return ${holds(all(isSame("String(key)", "name"), scalarCondition(sheet, keys, "key")))};`,
  ]);
  return predicate(`${test}(${name})`);
}

/** The key that a good name stands for. */
export function keyOfName(sheet: Sheet, keys: WireType, name: string): string {
  if (isOfText(sheet, keys)) return name;
  switch (keys.kind) {
    case "number":
      return `Number(${name})`;
    case "bigint":
      return `BigInt(${name})`;
    case "boolean":
      return `${name} === "true"`;
    default:
      return readingOf(sheet, keys, name);
  }
}

/** Whether a key in memory is written as it is. */
function isOfText(sheet: Sheet, keys: WireType): boolean {
  const found = sheet.resolve(keys);
  if (found.kind === "union") return found.members.every((member) => isOfText(sheet, member));
  return found.kind === "string" || (found.kind === "literal" && found.values.every((one) => typeof one === "string"));
}

/** FAIL is none of the values that are tested for afterwards. */
function readingOf(sheet: Sheet, keys: WireType, name: string): string {
  switch (keys.kind) {
    case "number":
      return sheet.call("textNumber", name);
    case "bigint":
      return sheet.call("textBigint", name);
    case "boolean":
      return sheet.call("textBoolean", name);
    case "literal":
      return sheet.call("textLiteral", name, sheet.constantOf("values", dataLiteral(keys.values)));
    default:
      throw new Error(`A ${keys.kind} is no key`);
  }
}

/** Whether a name beside the declared ones is of an index signature that takes not any name. */
export const isOpenName = (sheet: Sheet, { additionalKeys }: ObjectType, name: string): Condition | undefined =>
  additionalKeys && all(...stringConditions(sheet, additionalKeys.constraints, name));

/** Whether a key of a `Map` is of its type. */
export const keyCondition = (sheet: Sheet, keys: WireType | undefined, key: string): Condition =>
  keys === undefined ? typeIs(key, "string") : scalarCondition(sheet, keys, key);
