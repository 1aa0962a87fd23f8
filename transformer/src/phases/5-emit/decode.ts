import type {
  ArrayConstraints,
  ObjectType,
  Property,
  RecordType,
  StringTransform,
  TupleType,
  WireType,
} from "../../ir/wire-type.js";
import { inputProperties } from "./access.js";
import { buildInstance, buildObject, objectLiteral } from "./build-object.js";

import { decodeChecked } from "./checked.js";
import { decodeCoded } from "./coded.js";
import { all, any, fails, failsAfter, isSame, predicate } from "./condition.js";

import { decodeUnion } from "./decode-union.js";
import { type Decoding, failAfter, failUnless, returnFirst } from "./decoding.js";
import { isOpenName, keyOfName, nameCondition } from "./keys.js";
import { block, branch, type Lines, wrap } from "./lines.js";
import { Locals } from "./locals.js";
import { readProperty } from "./property.js";
import { bigintConditions, scalarCondition, stringConditions } from "./scalar-condition.js";
import { bareOf, isPlain, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";
import { hasRivals, holdsRivals, mayDrop, nestsRivals } from "./told-apart.js";
import { wordOf } from "./type-name.js";

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
      return decodeObject(sheet, found, hint);
    case "array":
      return decodeArray(sheet, found, hint);
    case "set":
      return decodeSet(sheet, found, hint);
    case "tuple":
      return decodeTuple(sheet, found, hint);
    case "record":
      return decodeRecord(sheet, found, hint);
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

function decodeObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const locals = new Locals(sheet, "v", "m", "out", "key", "value");
  const fields = decodedProperties(type).map((property) => ({ property, local: locals.nameFor(property.name) }));
  const members = fields.map(({ property, local }) => ({
    name: property.name,
    local,
    optional: mayBeAbsent(property),
  }));
  const isOpen = type.additional !== undefined;
  const build =
    type.construct === undefined
      ? buildObject(sheet, "out", members)
      : buildInstance(sheet, "out", sheet.valueOf(type.construct), members);
  const decode = (some: typeof fields): Lines =>
    some.flatMap(({ property, local }) => decodeProperty(sheet, property, local, hint));
  const deep = fields.findIndex(({ property }) => !isPlain(sheet, property.type));
  const shallow = deep < 0 ? fields.length : deep;
  return [
    ...failUnless(sheet, predicate(sheet.call("isObject", "v"))),
    ...decode(fields.slice(0, shallow)),
    ...refuseUndeclared(sheet, type, hint),
    ...decode(fields.slice(shallow)),
    ...(isOpen || type.construct !== undefined || members.some(({ optional }) => optional)
      ? [...build, ...decodeAdditional(sheet, type, hint), "return out;"]
      : wrap("return ", objectLiteral(members), ";")),
  ];
}

const mayBeAbsent = ({ optional, fillsDefault }: Property): boolean => optional && fillsDefault !== true;

function refuseUndeclared(sheet: Sheet, type: ObjectType, hint: string): Lines {
  if (type.additional !== undefined || !refusesOthers(sheet, type)) return [];
  // What a request may not set is declared all the same: it tells a union's members apart.
  const keys = type.exact === true ? inputKeysOf(sheet, type, hint) : keysOf(sheet, type, hint);
  return failUnless(sheet, predicate(sheet.call("hasOnly", "v", keys)));
}

const refusesOthers = (sheet: Sheet, { exact }: ObjectType): boolean => exact === true || sheet.manner.exact;

/** A constant set of the declared names. */
export const keysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, `keysOf${hint}`, type.properties);

/** A constant set of the names that a request may set. */
export const inputKeysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, `keysOf${hint}`, inputProperties(type));

const setOfNames = (sheet: Sheet, hint: string, properties: readonly Property[]): string =>
  sheet.setOf(
    hint,
    properties.map(({ name }) => name),
  );

/** Those that a request may set, and those that have a value without it. */
const decodedProperties = ({ properties }: ObjectType): readonly Property[] =>
  properties.filter(({ access, fillsDefault }) => access !== "read" || fillsDefault === true);

function decodeProperty(sheet: Sheet, property: Property, local: string, hint: string): Lines {
  const inside = hint + wordOf(property.name);
  if (property.access === "read") {
    const literal = dataLiteral(property.default ?? null);
    const decoding = decodingOf(sheet, property.type, literal, inside);
    return [`const ${local} = ${decoding.kind === "keep" ? literal : decoding.read};`];
  }
  const source = readProperty(sheet, "v", property.name);
  const atLocal = decodingOf(sheet, property.type, local, inside);
  if (atLocal.kind === "keep") {
    const parts = failUnless(sheet, atLocal.condition);
    if (property.fillsDefault === true) {
      const fill = `if (${local} === undefined) ${local} = ${dataLiteral(property.default ?? null)};`;
      return [`let ${local} = ${source};`, fill, ...elseBranch(parts)];
    }
    return [`const ${local} = ${source};`, ...(property.optional ? unlessAbsent(local, sheet, atLocal) : parts)];
  }
  if (!property.optional) {
    const decoding = decodingOf(sheet, property.type, source, inside);
    if (decoding.kind !== "convert") return [];
    return [`const ${local} = ${decoding.read};`, ...failAfter(sheet, decoding, local)];
  }
  const convert = [`${local} = ${atLocal.read};`, ...failAfter(sheet, atLocal, local)];
  if (property.fillsDefault !== true) {
    return [`let ${local} = ${source};`, ...block(`if (${local} !== undefined)`, convert)];
  }
  const fill = `if (${local} === undefined) ${local} = ${dataLiteral(property.default ?? null)};`;
  return [`let ${local} = ${source};`, fill, ...convert];
}

const elseBranch = (lines: Lines): Lines => lines.map((line, index) => (index === 0 ? `else ${line}` : line));

function unlessAbsent(local: string, sheet: Sheet, decoding: Extract<Decoding, { kind: "keep" }>): Lines {
  const chain = failsAfter(`${local} !== undefined`, "&&", decoding.condition);
  return branch(chain, `return ${sheet.fail};`);
}

/** Keys beside the declared ones. `__proto__` is refused: no value has such a property by its own will. */
function decodeAdditional(sheet: Sheet, type: ObjectType, hint: string): Lines {
  if (type.additional === undefined) return [];
  const isOpen = isOpenName(sheet, type, "key");
  return decodeKeys(sheet, type.additional, `${hint}Value`, [
    ...(type.properties.length === 0 ? [] : [`if (${keysOf(sheet, type, hint)}.has(key)) continue;`]),
    ...(isOpen === undefined
      ? []
      : branch(fails(isOpen), refusesOthers(sheet, type) ? `return ${sheet.fail};` : "continue;")),
  ]);
}

function decodeRecord(sheet: Sheet, { values, keys, map }: RecordType, hint: string): Lines {
  const key = keys === undefined ? "key" : keyOfName(sheet, keys, "key");
  return [
    ...failUnless(sheet, predicate(sheet.call("isObject", "v"))),
    `const out = ${sheet.call(map ? "mapOf" : "openRecord")};`,
    ...decodeKeys(
      sheet,
      values,
      `${hint}Value`,
      keys === undefined ? [] : failUnless(sheet, nameCondition(sheet, keys, "key", `${hint}Key`)),
      map ? `out.set(${key}, value);` : undefined,
    ),
    "return out;",
  ];
}

function decodeKeys(sheet: Sheet, type: WireType, hint: string, before: Lines, put = "out[key] = value;"): Lines {
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...before,
    `if (key === "__proto__") return ${sheet.fail};`,
    ...decodeInto(sheet, type, "value", "v[key]", hint),
    put,
  ]);
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
  const { before, after } = uniqueness(sheet, type);
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

/** Strings that are transformed may be the same only then: the constraints to check before, and what to check after. */
export function uniqueness(
  sheet: Sheet,
  { items, constraints }: Found<"array">,
): { readonly before: ArrayConstraints; readonly after: Lines } {
  const { uniqueItems, ...others } = constraints;
  if (!uniqueItems || transformsOf(sheet, items) === undefined) return { before: constraints, after: [] };
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
    "return out;",
  ];
}

function decodeTuple(sheet: Sheet, type: TupleType, hint: string): Lines {
  const parts = [`!${sheet.call("isArray", "v")}`, ...lengthFailures(type, "v")];
  const decodeItem = (item: WireType, local: string, source: string, inside: string): Lines =>
    decodeInto(sheet, item, local, source, inside);
  return [...branch({ parts, joint: "||" }, `return ${sheet.fail};`), ...buildTuple(type, "v", hint, decodeItem)];
}

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
