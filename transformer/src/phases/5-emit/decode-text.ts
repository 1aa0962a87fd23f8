import type { NumberFormat, TupleType, WireType } from "../../ir/wire-type.js";
import { decodeCheckedText } from "./checked.js";
import { decodeCodedText } from "./coded.js";
import { all, atom, type Condition, predicate, typeIs } from "./condition.js";
import { bigintAmong, readerOf, transforming, uniqueness } from "./decode.js";
import { type Decoding, failAfter, failUnless, returnFirst } from "./decoding.js";
import { block, branch, type Lines } from "./lines.js";
import { buildTuple, lengthFailures, listFailures } from "./lists.js";
import { Locals } from "./locals.js";
import { bigintConditions, numberConstraintConditions, scalarCondition, sizeConditions } from "./scalar-condition.js";
import { membersOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";
import { isIntegerFormat } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/** How the text of a slot becomes a value of the type. @param text an expression that may be evaluated twice */
export function textDecodingOf(sheet: Sheet, type: WireType, text: string, hint: string): Decoding {
  const members = inOrderOfTrial(textMembersOf(sheet, type));
  const [only] = members;
  if (only === undefined) return { kind: "keep", condition: atom("false", "true") };
  return members.length === 1
    ? textDecodingOfMember(sheet, only, text, hint)
    : { kind: "convert", read: `${textDecoderOf(sheet, type, members, hint)}(${text})` };
}

/** The members that text can be of: null has no text. */
export const textMembersOf = (sheet: Sheet, type: WireType): readonly WireType[] =>
  membersOf(sheet, type)
    .flatMap((member) => membersOf(sheet, member))
    .map((member) => sheet.resolve(member))
    .filter((member) => member.kind !== "null");

/** Exact literals, then a string, which takes any text, then what is parsed. */
function inOrderOfTrial(members: readonly WireType[]): readonly WireType[] {
  return members
    .flatMap((member) => (member.kind === "literal" ? splitLiteral(member) : [member]))
    .map((member, index) => ({ member, rank: rankOf(member), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ member }) => member);
}

function splitLiteral({ values }: Found<"literal">): WireType[] {
  const strings = values.filter((value) => typeof value === "string");
  const others = values.filter((value) => typeof value !== "string");
  return [strings, others].filter((part) => part.length > 0).map((part) => ({ kind: "literal", values: part }));
}

/** A type that takes some of what another takes comes before it. */
function rankOf(type: WireType): number {
  if (type.kind === "checked") return rankOf(type.type) - 0.5;
  if (type.kind === "coded") return -0.5;
  const order = ["string", "unknown", "parsed literal", "number", "bigint", "boolean", "date", "url", "bytes"];
  if (type.kind !== "literal") return order.includes(type.kind) ? order.indexOf(type.kind) : order.length;
  return isStringLiteral(type) ? -1 : order.indexOf("parsed literal");
}

const isStringLiteral = (type: Found<"literal">): boolean => type.values.every((value) => typeof value === "string");

function textDecodingOfMember(sheet: Sheet, type: WireType, text: string, hint: string): Decoding {
  switch (type.kind) {
    case "string":
      if (type.transforms !== undefined) return transforming(sheet, type, text);
      return { kind: "keep", condition: scalarCondition(sheet, type, text) };
    case "unknown":
      return { kind: "keep", condition: typeIs(text, "string") };
    case "literal":
      if (isStringLiteral(type)) return { kind: "keep", condition: scalarCondition(sheet, type, text) };
      return { kind: "convert", read: sheet.call("textLiteral", text, valuesOf(sheet, type)) };
    case "number":
      return converting(sheet.call(isIntegerFormat(type.format) ? "textInteger" : "textNumber", text), (local) => [
        ...formatConditions(sheet, type.format, local),
        ...numberConstraintConditions(sheet, type.constraints, local),
      ]);
    case "bigint":
      if (type.values !== undefined) return { kind: "convert", read: bigintAmong(sheet, type.values, text) };
      return converting(sheet.call("textBigint", text), (local) => bigintConditions(sheet, type, local));
    case "boolean":
      return { kind: "convert", read: sheet.call("textBoolean", text) };
    case "date":
    case "url":
    case "bytes":
      return { kind: "convert", read: sheet.call(readerOf(type) ?? "", text) };
    case "array":
      return { kind: "convert", read: `${textListDecoderOf(sheet, type, hint)}(${text})` };
    case "set": {
      const { constraints } = type;
      const decoder = textSetDecoderOf(sheet, type, hint);
      return converting(`${decoder}(${text})`, (local) => sizeConditions(constraints, local));
    }
    case "tuple":
      return { kind: "convert", read: `${textTupleDecoderOf(sheet, type, hint)}(${text})` };
    case "checked": {
      const decoder = sheet.functionOf("text", type, hint, "t", () => decodeCheckedText(sheet, type, hint));
      return { kind: "convert", read: `${decoder}(${text})` };
    }
    case "coded": {
      const decoder = sheet.functionOf("text", type, hint, "t", () => decodeCodedText(sheet, type, hint));
      return { kind: "convert", read: `${decoder}(${text})` };
    }
    default:
      throw new Error(`A ${type.kind} cannot be read from text`);
  }
}

function converting(read: string, conditions: (local: string) => readonly Condition[]): Decoding {
  if (conditions("").length === 0) return { kind: "convert", read };
  return { kind: "convert", read, also: (local) => all(...conditions(local)) };
}

/** Beyond what `textInteger` has checked. */
function formatConditions(sheet: Sheet, format: NumberFormat | undefined, local: string): Condition[] {
  if (format === "int32") return [predicate(sheet.call("isInt32", local))];
  if (format === "uint32") return [predicate(sheet.call("isUint32", local))];
  return format === "uint64" ? [atom(`${local} >= 0`, `${local} < 0`)] : [];
}

const valuesOf = (sheet: Sheet, type: Found<"literal">): string => sheet.constantOf("values", dataLiteral(type.values));

function textDecoderOf(sheet: Sheet, type: WireType, members: readonly WireType[], hint: string): string {
  return sheet.functionOf("text", type, hint, "t", () => {
    const locals = new Locals(sheet, "t");
    const tries = members.map((member) => ({
      decoding: textDecodingOfMember(sheet, member, "t", hint),
      local: locals.nameFor(member.kind),
    }));
    return returnFirst(sheet, "t", tries);
  });
}

export function textListDecoderOf(sheet: Sheet, type: Found<"array">, hint: string): string {
  return sheet.functionOf("text", type, hint, "t", () => {
    const { before, after } = uniqueness(sheet, type, "text");
    const failures = [`list === ${sheet.fail}`, ...listFailures(sheet, before, "list")];
    const head = [
      `const list = ${sheet.call("listOf", "t")};`,
      ...branch({ parts: failures, joint: "||" }, `return ${sheet.fail};`),
    ];
    const loop = "for (let i = 0; i < list.length; i++)";
    const atItem = textDecodingOf(sheet, type.items, "item", hint);
    if (atItem.kind === "keep") {
      const check: Lines = ["const item = list[i];", ...failUnless(sheet, atItem.condition)];
      return [...head, ...block(loop, check), "return list.slice();"];
    }
    const body = [...decodeTextInto(sheet, type.items, "item", "list[i]", hint), "out.push(item);"];
    return [...head, "const out = [];", ...block(loop, body), ...after, "return out;"];
  });
}

/** Declares `local` with the decoded text `source`, or returns FAIL. */
export function decodeTextInto(sheet: Sheet, type: WireType, local: string, source: string, hint: string): Lines {
  const atLocal = textDecodingOf(sheet, type, local, hint);
  if (atLocal.kind === "keep") return [`const ${local} = ${source};`, ...failUnless(sheet, atLocal.condition)];
  const decoding = textDecodingOf(sheet, type, source, hint);
  const read = decoding.kind === "convert" ? decoding.read : source;
  return [`const ${local} = ${read};`, ...failAfter(sheet, atLocal, local)];
}

/** Repeated values collapse, so that a set's constraints are those of what is left. */
export function textSetDecoderOf(sheet: Sheet, { items }: Found<"set">, hint: string): string {
  return sheet.functionOf("text", { kind: "set", items, constraints: {} }, hint, "t", () => [
    `const list = ${sheet.call("listOf", "t")};`,
    `if (list === ${sheet.fail}) return ${sheet.fail};`,
    `const out = ${sheet.call("setOf")};`,
    ...block("for (let i = 0; i < list.length; i++)", [
      ...decodeTextInto(sheet, items, "item", "list[i]", hint),
      "out.add(item);",
    ]),
    "return out;",
  ]);
}

function textTupleDecoderOf(sheet: Sheet, type: TupleType, hint: string): string {
  return sheet.functionOf("text", type, hint, "t", () => {
    const parts = [`list === ${sheet.fail}`, ...lengthFailures(type, "list")];
    return [
      `const list = ${sheet.call("listOf", "t")};`,
      ...branch({ parts, joint: "||" }, `return ${sheet.fail};`),
      ...buildTuple(type, "list", hint, (item, local, source, inside) =>
        decodeTextInto(sheet, item, local, source, inside),
      ),
    ];
  });
}
