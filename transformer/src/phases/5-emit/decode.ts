import type { ArrayConstraints, StringTransform, TupleType, WireType } from "../../ir/wire-type.js";
import { decodeChecked } from "./checked.js";
import { decodeCoded } from "./coded.js";
import { all, any, isSame, predicate } from "./condition.js";
import { decodeObject, decodeRecord } from "./decode-object.js";
import { decodeUnion } from "./decode-union.js";
import { type Decoding, failAfter, failUnless, returnFirst } from "./decoding.js";
import { block, branch, type Lines } from "./lines.js";
import { buildTuple, lengthFailures, listFailures, mayMeet } from "./lists.js";
import { bigintConditions, scalarCondition, stringConditions } from "./scalar-condition.js";
import { bareOf, isPlain, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { hasRivals, holdsRivals, mayDrop, nestsRivals } from "./told-apart.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/**
 * How a JSON value becomes a value of the type.
 * @param value an expression that may be evaluated twice
 * @param hint the name for what has none of its own
 */
export function decodingOf(sheet: Sheet, type: WireType, value: string, hint: string): Decoding {
  if (isPlain(sheet, type)) return { kind: "keep", condition: scalarCondition(sheet, type, value) };
  const split = splitNull(sheet, type);
  if (!split.nullable) return convertingOf(sheet, type, value, hint);
  const inner = decodingOf(sheet, split.type, value, hint);
  if (inner.kind === "keep") return inner;
  const { also } = inner;
  const read = `${value} === null ? null : ${inner.read}`;
  if (also === undefined) return { kind: "convert", read };
  return { kind: "convert", read, also: (local) => any(isSame(local, "null"), also(local)) };
}

function convertingOf(sheet: Sheet, type: WireType, value: string, hint: string): Decoding {
  const found = sheet.resolve(type);
  const reader = readerOf(found);
  if (reader !== undefined) return { kind: "convert", read: sheet.call(reader, value) };
  if (found.kind === "string") return transforming(sheet, found, value);
  if (found.kind !== "bigint") return { kind: "convert", read: decoderCall(sheet, type, value, hint) };
  if (found.values !== undefined) return { kind: "convert", read: bigintAmong(sheet, found.values, value) };
  const read = sheet.call("readBigint", value);
  const also = (local: string) => bigintConditions(sheet, found, local);
  return also("").length === 0
    ? { kind: "convert", read }
    : { kind: "convert", read, also: (local) => all(...also(local)) };
}

/** A string that is transformed before it is checked; in JSON and in a text alike. */
export function transforming(sheet: Sheet, type: Found<"string">, value: string): Decoding {
  const { transforms = [], constraints } = type;
  const isTrimmed = transforms.includes("trim");
  const isLowered = transforms.includes("lowercase");
  const read = sheet.call(isTrimmed ? (isLowered ? "trimmedAndLowered" : "trimmed") : "lowered", value);
  const conditions = (local: string) => stringConditions(sheet, constraints, local);
  if (conditions("").length === 0) return { kind: "convert", read };
  return { kind: "convert", read, also: (local) => all(...conditions(local)) };
}

/** The support library's function for what is one text in JSON, and the same in a text. */
export function readerOf(type: WireType): string | undefined {
  if (type.kind === "date") return "readDate";
  if (type.kind === "url") return "readUrl";
  return type.kind === "bytes" ? (type.buffer ? "readBuffer" : "readBytes") : undefined;
}

export const bigintAmong = (sheet: Sheet, values: readonly string[], value: string): string =>
  sheet.call("readBigintAmong", value, sheet.setOf("digits", values));

/** A call of the function that decodes the type: it takes a parsed JSON value and returns the value or FAIL. */
export function decoderCall(sheet: Sheet, type: WireType, value: string, hint: string): string {
  const manner = sheet.with({ exact: sheet.manner.exact && mayDrop(sheet, type) });
  const remembers = holdsRivals(sheet, type);
  const name = decoderOf(manner.with({ remembers }), type, hint);
  return `${name}(${value}${remembers && sheet.manner.remembers ? ", m" : ""})`;
}

function decoderOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  const { exact, remembers } = sheet.manner;
  const role = exact ? "exact" : "decode";
  const parameters = remembers ? "v, m" : "v";
  if (found.kind !== "union" || !hasRivals(sheet, found)) {
    return sheet.functionOf(role, type, hint, parameters, () => bodyOf(sheet, found, inside));
  }
  const nests = nestsRivals(sheet, found);
  const fresh = nests ? `v, m = new ${sheet.call("Memory")}` : parameters;
  return sheet.functionOf(role, type, hint, fresh, () => {
    const { head, tries } = decodeUnion(sheet, found, inside, { decoderCall, decodingOf });
    const attempt = sheet.functionOf(exact ? "tryExact" : "try", type, hint, parameters, () => tries);
    return [...head, rememberedCall(attempt, nests)];
  });
}

/** @param nests there is always a memory */
export const rememberedCall = (attempt: string, nests: boolean): string =>
  nests ? `return m.once(${attempt}, v);` : `return m === undefined ? ${attempt}(v) : m.once(${attempt}, v);`;

function bodyOf(sheet: Sheet, found: Exclude<WireType, { kind: "ref" }>, hint: string): Lines {
  switch (found.kind) {
    case "object":
      return decodeObject(sheet, found, hint, { decodingOf, decodeInto });
    case "array":
      return decodeArray(sheet, found, hint);
    case "set":
      return decodeSet(sheet, found, hint);
    case "tuple":
      return decodeTuple(sheet, found, hint);
    case "record":
      return decodeRecord(sheet, found, hint, { decodingOf, decodeInto });
    case "union": {
      const { head, tries } = decodeUnion(sheet, found, hint, { decoderCall, decodingOf });
      return [...head, ...tries];
    }
    case "checked":
      return decodeChecked(sheet, found, hint);
    case "coded":
      return decodeCoded(sheet, found, hint);
    default:
      return returnFirst(sheet, "v", [{ decoding: decodingOf(sheet, found, "v", hint), local: "value" }]);
  }
}

/** Declares `local` with the decoded `source`, or returns FAIL. */
export function decodeInto(sheet: Sheet, type: WireType, local: string, source: string, hint: string): Lines {
  const atLocal = decodingOf(sheet, type, local, hint);
  if (atLocal.kind === "keep") return [`const ${local} = ${source};`, ...failUnless(sheet, atLocal.condition)];
  const decoding = decodingOf(sheet, type, source, hint);
  if (decoding.kind === "keep") return [];
  return [`const ${local} = ${decoding.read};`, ...failAfter(sheet, decoding, local)];
}

function decodeArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const { before, after } = uniqueness(sheet, type, "json");
  const parts = [`!${sheet.call("isArray", "v")}`, ...listFailures(sheet, before, "v")];
  const head = branch({ parts, joint: "||" }, `return ${sheet.fail};`);
  const loop = "for (let i = 0; i < v.length; i++)";
  const items = decodingOf(sheet, type.items, "item", hint);
  if (items.kind === "keep") {
    const check = ["const item = v[i];", ...failUnless(sheet, items.condition)];
    return [...head, ...block(loop, check), "return v.slice();"];
  }
  return [
    ...head,
    "const out = [];",
    ...block(loop, [...decodeInto(sheet, type.items, "item", "v[i]", hint), "out.push(item);"]),
    ...after,
    "return out;",
  ];
}

/** Items that are converted may be the same only then: the constraints to check before, and what to check after. */
export function uniqueness(
  sheet: Sheet,
  { items, constraints }: Found<"array">,
  side: "json" | "text",
): { readonly before: ArrayConstraints; readonly after: Lines } {
  const { uniqueItems, ...others } = constraints;
  if (!uniqueItems || !mayMeet(sheet, items, side)) return { before: constraints, after: [] };
  return { before: others, after: failUnless(sheet, predicate(sheet.call("areUnique", "out"))) };
}

export function transformsOf(sheet: Sheet, type: WireType): readonly StringTransform[] | undefined {
  const found = bareOf(sheet, type);
  return found.kind === "string" ? found.transforms : undefined;
}

function decodeSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  const unique = listFailures(sheet, { ...type.constraints, uniqueItems: true }, "v");
  const parts = [`!${sheet.call("isArray", "v")}`, ...unique];
  return [
    ...branch({ parts, joint: "||" }, `return ${sheet.fail};`),
    `const out = ${sheet.call("setOf")};`,
    ...block("for (let i = 0; i < v.length; i++)", [
      ...decodeInto(sheet, type.items, "item", "v[i]", hint),
      "out.add(item);",
    ]),
    ...(mayMeet(sheet, type.items, "json") ? [`if (out.size !== v.length) return ${sheet.fail};`] : []),
    "return out;",
  ];
}

function decodeTuple(sheet: Sheet, type: TupleType, hint: string): Lines {
  const parts = [`!${sheet.call("isArray", "v")}`, ...lengthFailures(type, "v")];
  const decodeItem = (item: WireType, local: string, source: string, inside: string): Lines =>
    decodeInto(sheet, item, local, source, inside);
  return [...branch({ parts, joint: "||" }, `return ${sheet.fail};`), ...buildTuple(type, "v", hint, decodeItem)];
}
