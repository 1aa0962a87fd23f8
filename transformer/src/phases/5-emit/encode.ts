import type { ObjectType, Property, WireType } from "../../ir/wire-type.js";
import { any, type Condition, fails, failsAfter, holds, isSame } from "./condition.js";
import { keysOf, listFailures } from "./decode.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { membershipOf } from "./membership.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition } from "./scalar-condition.js";
import { isScalar, splitNull, type Tagged, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { singleQuoted } from "./source-text.js";
import { wordOf } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/** How a value in memory becomes JSON text. */
interface Encoding {
  /** What a strict encoder has to check itself; absent where `text` does. */
  readonly check?: Condition;
  /** An expression; sees the variable `strict`. */
  readonly text: string;
}

/** @param value a variable */
function encodingOf(sheet: Sheet, type: WireType, value: string, hint: string): Encoding {
  if (isScalar(sheet, type)) {
    return { check: scalarCondition(sheet, type, value), text: sheet.call(writerOf(sheet, type), value) };
  }
  if (sheet.resolve(type).kind === "unknown") return { text: sheet.call("json", value, "strict") };
  const split = splitNull(sheet, type);
  if (!split.nullable) return { text: `${encoderOf(sheet, type, hint)}(${value}, strict)` };
  const inner = encodingOf(sheet, split.type, value, hint);
  const text = `(${value} === null ? "null" : ${inner.text})`;
  return inner.check === undefined ? { text } : { check: any(isSame(value, "null"), inner.check), text };
}

/** The support library's function for a scalar. Each writes any scalar, its own kind fastest. */
function writerOf(sheet: Sheet, type: WireType): string {
  const found = sheet.resolve(splitNull(sheet, type).type);
  switch (found.kind) {
    case "string":
      return "quote";
    case "number":
      return "digits";
    case "boolean":
      return "truth";
    case "bigint":
      return "quotedDigits";
    case "date":
      return "instant";
    case "literal":
      return found.values.every((value) => typeof value === "string") ? "quote" : "scalar";
    default:
      return "scalar";
  }
}

/** The name of the function that writes the type: it takes the value and whether to be strict. */
export function encoderOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  return sheet.functionOf("encode", type, hint, "v, strict", () => {
    switch (found.kind) {
      case "object":
        return encodeObject(sheet, found, inside);
      case "array":
        return encodeArray(sheet, found, inside);
      case "record":
        return encodeRecord(sheet, found, inside);
      case "union":
        return isScalar(sheet, found) ? encodeAlone(sheet, found, inside) : encodeUnion(sheet, found, inside);
      default:
        return encodeAlone(sheet, found, inside);
    }
  });
}

function encodeAlone(sheet: Sheet, type: WireType, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type, "v", hint);
  return [...throwUnless(sheet, check), `return ${text};`];
}

/** In strict mode, throws MISMATCH unless the condition holds. */
function throwUnless(sheet: Sheet, check: Condition | undefined): Lines {
  return check === undefined ? [] : branch(failsAfter("strict", "&&", check), `throw ${sheet.mismatch};`);
}

const misfitUnless = (sheet: Sheet, check: string): string =>
  `if (!${sheet.call(check, "v")}) return ${sheet.call("misfit", "v", "strict")};`;

interface Field {
  readonly property: Property;
  readonly local: string;
  readonly encoding: Encoding;
}

function encodeObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const locals = new Locals(sheet, "v", "s", "strict", "key", "value");
  const fields = type.properties.map((property): Field => {
    const local = locals.nameFor(property.name);
    return { property, local, encoding: encodingOf(sheet, property.type, local, hint + wordOf(property.name)) };
  });
  const checks = fields.flatMap((field) => checkField(sheet, field));
  return [
    misfitUnless(sheet, "isObject"),
    ...fields.map(({ property, local }) => `const ${local} = ${readProperty(sheet, "v", property.name)};`),
    ...(checks.length === 0 ? [] : block("if (strict)", checks)),
    ...writeFields(sheet, type, fields, hint),
  ];
}

function checkField(sheet: Sheet, { property, local, encoding }: Field): Lines {
  if (encoding.check === undefined) return [];
  const statement = `throw ${sheet.mismatch};`;
  if (!mayBeLeftOut(property)) return branch(fails(encoding.check), statement);
  return branch(failsAfter(`${local} !== undefined`, "&&", encoding.check), statement);
}

const mayBeLeftOut = ({ optional, fillsDefault }: Property): boolean => optional && fillsDefault !== true;

function writeFields(sheet: Sheet, type: ObjectType, fields: readonly Field[], hint: string): Lines {
  const firstOptional = fields.findIndex(({ property }) => mayBeLeftOut(property));
  const always = firstOptional < 0 ? fields : fields.slice(0, firstOptional);
  const rest = fields.slice(always.length);
  const pieces = always.map((field, index) => piece(field, index === 0 ? "{" : ","));
  if (rest.length === 0 && type.additional === undefined) {
    return fields.length === 0 ? ['return "{}";'] : sum("return ", [...pieces, '"}"']);
  }
  let isSecond = always.length > 0;
  const lines = [...sum("let s = ", pieces.length === 0 ? ['"{"'] : pieces)];
  for (const field of rest) {
    const write = isSecond ? `s += ${piece(field, ",")};` : `s += ${pieceAfterMaybe(field)};`;
    lines.push(mayBeLeftOut(field.property) ? `if (${field.local} !== undefined) ${write}` : write);
    isSecond ||= !mayBeLeftOut(field.property);
  }
  if (type.additional !== undefined) {
    const declared = fields.length === 0 ? undefined : keysOf(sheet, type, hint);
    lines.push(...encodeKeys(sheet, type.additional, declared, hint));
  }
  return [...lines, 'return s + "}";'];
}

const piece = ({ property, encoding }: Field, before: string): string =>
  `${singleQuoted(`${before}${JSON.stringify(property.name)}:`)} + ${encoding.text}`;

/** Behind properties that may all have been left out. */
const pieceAfterMaybe = ({ property, encoding }: Field): string => {
  const key = `${JSON.stringify(property.name)}:`;
  return `(s.length > 1 ? ${singleQuoted(`,${key}`)} : ${singleQuoted(key)}) + ${encoding.text}`;
};

/** A statement with a sum, a summand a line where they are many. */
function sum(start: string, pieces: readonly string[]): Lines {
  const line = `${start}${pieces.join(" + ")};`;
  if (line.length <= 100) return [line];
  const last = pieces.length - 1;
  const open = start.endsWith("return ") ? `${start}(` : start.trimEnd();
  const close = start.endsWith("return ") ? [");"] : [];
  const end = close.length === 0 ? ";" : "";
  return [open, ...pieces.map((text, index) => `  ${text}${index < last ? " +" : end}`), ...close];
}

function encodeRecord(sheet: Sheet, type: Found<"record">, hint: string): Lines {
  return [
    misfitUnless(sheet, "isObject"),
    'let s = "{";',
    ...encodeKeys(sheet, type.values, undefined, hint),
    'return s + "}";',
  ];
}

function encodeKeys(sheet: Sheet, type: WireType, declared: string | undefined, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type, "value", `${hint}Value`);
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...(declared === undefined ? [] : [`if (${declared}.has(key)) continue;`]),
    "const value = v[key];",
    "if (value === undefined) continue;",
    ...throwUnless(sheet, check),
    `s += (s.length > 1 ? "," : "") + ${sheet.call("quote", "key")} + ":" + ${text};`,
  ]);
}

function encodeArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const failures = listFailures(sheet, type, "v");
  const { check, text } = encodingOf(sheet, type.items, "item", hint);
  const own = failures.length === 0 ? [] : [failures.length === 1 ? failures.join("") : `(${failures.join(" || ")})`];
  return [
    misfitUnless(sheet, "isArray"),
    ...(own.length === 0 ? [] : branch({ parts: ["strict", ...own], joint: "&&" }, `throw ${sheet.mismatch};`)),
    'let s = "[";',
    ...block("for (let i = 0; i < v.length; i++)", [
      "const item = v[i];",
      ...throwUnless(sheet, check),
      'if (i > 0) s += ",";',
      `s += ${text};`,
    ]),
    'return s + "]";',
  ];
}

/** The first member the value is of; what is of none is written, where that is allowed, as the first of its shape. */
function encodeUnion(sheet: Sheet, type: Found<"union">, hint: string): Lines {
  const tagged = taggedOf(sheet, type);
  const members = tagged === undefined ? type.members : tagged.others;
  const scalars = members.filter((member) => isScalar(sheet, member));
  const others = members.filter((member) => !isScalar(sheet, member));
  const isScalarMember = any(...scalars.map((member) => scalarCondition(sheet, member, "v")));
  return [
    ...(scalars.length === 0 ? [] : [`if (${holds(isScalarMember)}) return ${sheet.call("scalar", "v")};`]),
    ...(tagged === undefined ? [] : encodeTagged(sheet, tagged, hint)),
    ...others.map((member, index) => {
      const inside = hint + String(index + 1);
      const { text } = encodingOf(sheet, member, "v", inside);
      return `if (${holds(membershipOf(sheet, member, "v", inside))}) return ${text};`;
    }),
    ...encodeAnyway(sheet, [...(tagged?.variants ?? []).map(({ member }) => member), ...others], hint),
    `return ${sheet.call("misfit", "v", "strict")};`,
  ];
}

function encodeTagged(sheet: Sheet, tagged: Tagged, hint: string): Lines {
  const cases = tagged.variants.map(({ value, member }) => {
    const name = encoderOf(sheet, member, hint + wordOf(String(value)));
    return `  case ${literalText(value)}: return ${name}(v, strict);`;
  });
  const tag = readProperty(sheet, "v", tagged.property);
  return block(`if (${sheet.call("isObject", "v")})`, [`switch (${tag}) {`, ...cases, "}"]);
}

function encodeAnyway(sheet: Sheet, members: readonly WireType[], hint: string): Lines {
  const list = members.find((member) => sheet.resolve(member).kind === "array");
  const object = members.find((member) => ["object", "record"].includes(sheet.resolve(member).kind));
  const lines = (member: WireType | undefined, check: string): Lines =>
    member === undefined
      ? []
      : [`if (!strict && ${sheet.call(check, "v")}) return ${encodingOf(sheet, member, "v", hint).text};`];
  return [...lines(list, "isArray"), ...lines(object, "isObject")];
}
