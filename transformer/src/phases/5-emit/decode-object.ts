import type { ObjectType, Property, RecordType, WireType } from "../../ir/wire-type.js";
import { hasNone } from "./access.js";
import { buildInstance, buildObject, objectLiteral } from "./build-object.js";
import { fails, failsAfter, predicate } from "./condition.js";
import { type Decoding, failAfter, failUnless } from "./decoding.js";
import { isOpenName, keyOfName, nameCondition } from "./keys.js";
import { block, branch, type Lines, wrap } from "./lines.js";
import { Locals } from "./locals.js";
import { inputKeysOf, keysOf, skipDeclared } from "./object-keys.js";
import { readProperty } from "./property.js";
import { isPlain } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";
import { wordOf } from "./type-name.js";

/** How the values inside are decoded: given by the one who decodes any type. */
interface Decodings {
  readonly decodingOf: (sheet: Sheet, type: WireType, value: string, hint: string) => Decoding;
  readonly decodeInto: (sheet: Sheet, type: WireType, local: string, source: string, hint: string) => Lines;
}

export function decodeObject(sheet: Sheet, type: ObjectType, hint: string, decodings: Decodings): Lines {
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
    some.flatMap(({ property, local }) => decodeProperty(sheet, property, local, hint, decodings));
  const deep = fields.findIndex(({ property }) => !isPlain(sheet, property.type));
  const shallow = deep < 0 ? fields.length : deep;
  const empty = hasNone(sheet, type, "v");
  return [
    ...failUnless(sheet, predicate(sheet.call("isObject", "v"))),
    ...(empty === undefined ? [] : failUnless(sheet, empty)),
    ...decode(fields.slice(0, shallow)),
    ...refuseUndeclared(sheet, type, hint),
    ...decode(fields.slice(shallow)),
    ...(isOpen || type.construct !== undefined || members.some(({ optional }) => optional)
      ? [...build, ...decodeAdditional(sheet, type, hint, decodings), "return out;"]
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

/** Those that a request may set, and those that have a value without it. */
const decodedProperties = ({ properties }: ObjectType): readonly Property[] =>
  properties.filter(({ access, fillsDefault }) => access !== "read" || fillsDefault === true);

function decodeProperty(
  sheet: Sheet,
  property: Property,
  local: string,
  hint: string,
  { decodingOf }: Decodings,
): Lines {
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
function decodeAdditional(sheet: Sheet, type: ObjectType, hint: string, decodings: Decodings): Lines {
  if (type.additional === undefined) return [];
  const isOpen = isOpenName(sheet, type, "key");
  return decodeKeys(sheet, decodings, type.additional, `${hint}Value`, [
    ...skipDeclared(sheet, type, hint),
    ...(isOpen === undefined
      ? []
      : branch(fails(isOpen), refusesOthers(sheet, type) ? `return ${sheet.fail};` : "continue;")),
  ]);
}

export function decodeRecord(
  sheet: Sheet,
  { values, keys, map }: RecordType,
  hint: string,
  decodings: Decodings,
): Lines {
  const key = keys === undefined ? "key" : keyOfName(sheet, keys, "key");
  return [
    ...failUnless(sheet, predicate(sheet.call("isObject", "v"))),
    `const out = ${sheet.call(map ? "mapOf" : "openRecord")};`,
    ...decodeKeys(
      sheet,
      decodings,
      values,
      `${hint}Value`,
      keys === undefined ? [] : failUnless(sheet, nameCondition(sheet, keys, "key", `${hint}Key`)),
      map ? `out.set(${key}, value);` : undefined,
    ),
    "return out;",
  ];
}

function decodeKeys(
  sheet: Sheet,
  { decodeInto }: Decodings,
  type: WireType,
  hint: string,
  before: Lines,
  put = "out[key] = value;",
): Lines {
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...before,
    `if (key === "__proto__") return ${sheet.fail};`,
    ...decodeInto(sheet, type, "value", "v[key]", hint),
    put,
  ]);
}
