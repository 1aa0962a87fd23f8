import type { ArrayConstraints, TupleType, WireType } from "../../ir/wire-type.js";
import { block, type Lines } from "./lines.js";
import { bareOf } from "./shape.js";
import type { Sheet } from "./sheet.js";

/** What is wrong with a tuple's length, as operands of `||`. */
export function lengthFailures({ items, required, rest }: TupleType, value: string): string[] {
  const most = items.length;
  if (rest === undefined && required === most) return [`${value}.length !== ${most}`];
  return [
    ...(required > 0 ? [`${value}.length < ${required}`] : []),
    ...(rest === undefined ? [`${value}.length > ${most}`] : []),
  ];
}

/**
 * Statements that return a tuple from a list whose length is right.
 * @param decodeItem declares `local` with what `source` decodes to, or returns FAIL
 */
export function buildTuple(
  { items, required, rest }: TupleType,
  list: string,
  hint: string,
  decodeItem: (type: WireType, local: string, source: string, hint: string) => Lines,
): Lines {
  const decode = (item: WireType, index: number): Lines =>
    decodeItem(item, `item${index}`, `${list}[${index}]`, `${hint}${index}`);
  const always = items.slice(0, required);
  const build = `[${always.map((_, index) => `item${index}`).join(", ")}]`;
  const head = always.flatMap(decode);
  if (rest === undefined && required === items.length) return [...head, `return ${build};`];
  return [
    ...head,
    `const out = ${build};`,
    ...items.slice(required).flatMap((item, step) => {
      const index = required + step;
      return block(`if (${list}.length > ${index})`, [...decode(item, index), `out.push(item${index});`]);
    }),
    ...(rest === undefined
      ? []
      : block(`for (let i = ${items.length}; i < ${list}.length; i++)`, [
          ...decodeItem(rest, "item", `${list}[i]`, `${hint}Rest`),
          "out.push(item);",
        ])),
    "return out;",
  ];
}

/** What is wrong with a list's own constraints, as operands of `||`. */
export function listFailures(sheet: Sheet, constraints: ArrayConstraints, value: string): string[] {
  const { minItems = 0, maxItems, uniqueItems } = constraints;
  const failures: string[] = [];
  if (minItems > 0) failures.push(`${value}.length < ${minItems}`);
  if (maxItems !== undefined) failures.push(`${value}.length > ${maxItems}`);
  if (uniqueItems === true) failures.push(`!${sheet.call("areUnique", value)}`);
  return failures;
}

/** Whether values that differ as they are sent may be one in memory, where only those are told apart that are no objects. */
export function mayMeet(sheet: Sheet, type: WireType, side: "json" | "text"): boolean {
  const found = bareOf(sheet, type);
  switch (found.kind) {
    case "string":
      return found.transforms !== undefined;
    case "bigint":
    case "coded":
      return true;
    case "number":
    case "boolean":
      return side === "text";
    case "literal":
      return side === "text" && found.values.some((value) => typeof value !== "string");
    case "union":
      return found.members.some((member) => mayMeet(sheet, member, side));
    default:
      return false;
  }
}
