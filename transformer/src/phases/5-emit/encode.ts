import type { CheckedType, CodedType, ObjectType, RecordType, TupleType, WireType } from "../../ir/wire-type.js";
import { passesChecks } from "./checked.js";
import { encodeWire } from "./coded.js";
import { all, any, type Condition, fails, failsAfter, holds, isSame } from "./condition.js";
import type { FunctionsOf } from "./encode-field.js";
import { type Additional, writeObject } from "./encode-object.js";
import { encodeUnion } from "./encode-union.js";
import { isOpenName, keyCondition, nameCondition } from "./keys.js";
import { block, branch, type Lines } from "./lines.js";
import { listFailures } from "./lists.js";
import { skipDeclared } from "./object-keys.js";
import { scalarCondition, sizeConditions } from "./scalar-condition.js";
import { isScalar, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { isWritten, writeCall, writeOrNull } from "./written.js";

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
    return { check: scalarCondition(sheet, type, value), text: sheet.call(quoterOf(sheet, type), value) };
  }
  if (sheet.resolve(type).kind === "unknown") return { text: sheet.call("json", value, "strict") };
  const split = splitNull(sheet, type);
  if (!split.nullable) return { text: `${encoderOf(sheet, type, hint)}(${value}, strict)` };
  const inner = encodingOf(sheet, split.type, value, hint);
  const text = `(${value} === null ? "null" : ${inner.text})`;
  return inner.check === undefined ? { text } : { check: any(isSame(value, "null"), inner.check), text };
}

const textOf = (sheet: Sheet, type: WireType, value: string, hint: string): string =>
  encodingOf(sheet, type, value, hint).text;

/** The support library's function for a scalar. Each writes any scalar, its own kind fastest. */
function quoterOf(sheet: Sheet, type: WireType): string {
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
    case "url":
      return "link";
    case "bytes":
      return "quotedBytes";
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
      case "array":
        return [`return ${sheet.call("written", writerOf(sheet, type, hint), "v", "strict")};`];
      case "set":
        return encodeSet(sheet, found, inside);
      case "tuple":
        return encodeTuple(sheet, found, inside);
      case "record":
        return encodeRecord(sheet, found, inside);
      case "union":
        return isScalar(sheet, found) || splitNull(sheet, found).nullable
          ? encodeAlone(sheet, found, inside)
          : encodeUnion(sheet, found, inside, { encoderOf, textOf });
      case "checked":
        return encodeChecked(sheet, found, inside);
      case "coded":
        return encodeCoded(sheet, found, inside);
      default:
        return encodeAlone(sheet, found, inside);
    }
  });
}

/** The name of the function that writes an object or array to a writer. */
function writerOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  return sheet.functionOf("write", type, hint, "v, strict, w", () => {
    switch (found.kind) {
      case "object":
        return writeObject(sheet, found, inside, functions, additionalOf(sheet, found, inside));
      case "array":
        return writeArray(sheet, found, inside);
      default:
        throw new Error(`A ${found.kind} is not written piece by piece`);
    }
  });
}

const functions: FunctionsOf = { encoderOf, writerOf };

function encodeAlone(sheet: Sheet, type: WireType, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type, "v", hint);
  return [...throwUnless(sheet, check), `return ${text};`];
}

/** The functions are asked only about a value that has been written as one of the inner type. */
function encodeChecked(sheet: Sheet, type: CheckedType, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type.type, "v", hint);
  return [
    ...throwUnless(sheet, check),
    `const text = ${text};`,
    ...throwUnless(sheet, passesChecks(sheet, type, "v")),
    "return text;",
  ];
}

function encodeCoded(sheet: Sheet, type: CodedType, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type.wire, "wire", hint);
  return [encodeWire(sheet, type), ...throwUnless(sheet, check), `return ${text};`];
}

/** In strict mode, throws MISMATCH unless the condition holds. */
function throwUnless(sheet: Sheet, check: Condition | undefined): Lines {
  return check === undefined ? [] : branch(failsAfter("strict", "&&", check), `throw ${sheet.mismatch};`);
}

const misfitUnless = (sheet: Sheet, check: string): string =>
  `if (!${sheet.call(check, "v")}) return ${sheet.call("misfit", "v", "strict")};`;

function additionalOf(sheet: Sheet, type: ObjectType, hint: string): Additional | undefined {
  if (type.additional === undefined) return undefined;
  const isSingle = isScalar(sheet, type.additional);
  const isOpen = isOpenName(sheet, type, "key");
  return {
    lines: encodeKeys(
      sheet,
      type.additional,
      hint,
      [...skipDeclared(sheet, type, hint), ...(isOpen === undefined ? [] : branch(fails(isOpen), "continue;"))],
      "w",
    ),
    loosely: isSingle ? `${sheet.support}.scalar` : encoderOf(sheet, type.additional, `${hint}Value`),
    ...(isOpen === undefined ? {} : { isOpen: holds(isOpen) }),
  };
}

function encodeRecord(sheet: Sheet, { values, keys, map }: RecordType, hint: string): Lines {
  if (map) return encodeMap(sheet, values, keys, hint);
  const check = keys && nameCondition(sheet, keys, "key", `${hint}Key`);
  return [
    misfitUnless(sheet, "isRecord"),
    'let s = "{";',
    ...encodeKeys(sheet, values, hint, throwUnless(sheet, check), "s"),
    'return s + "}";',
  ];
}

/** A key is written as its own text, and no two keys of the declared type have the same. */
function encodeMap(sheet: Sheet, values: WireType, keys: WireType | undefined, hint: string): Lines {
  const { check, text } = encodingOf(sheet, values, "value", `${hint}Value`);
  return [
    misfitUnless(sheet, "isMap"),
    'let s = "{";',
    ...block("for (const [key, value] of v)", [
      ...throwUnless(sheet, keyCondition(sheet, keys, "key")),
      ...throwUnless(sheet, check),
      `s += (s.length > 1 ? "," : "") + ${sheet.call("quotedKey", "key")} + ":" + ${text};`,
    ]),
    'return s + "}";',
  ];
}

/** @param to the text or the writer that they are added to */
function encodeKeys(sheet: Sheet, type: WireType, hint: string, before: Lines, to: "s" | "w"): Lines {
  const { check, text } = encodingOf(sheet, type, "value", `${hint}Value`);
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...before,
    "const value = v[key];",
    "if (value === undefined) continue;",
    ...throwUnless(sheet, check),
    ...(to === "w"
      ? ["w.comma();", `w.string("", key);`, `w.text(":").raw(${text});`]
      : [`s += (s.length > 1 ? "," : "") + ${sheet.call("quote", "key")} + ":" + ${text};`]),
  ]);
}

function writeArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const failures = listFailures(sheet, type.constraints, "v");
  const own = failures.length === 0 ? [] : [failures.length === 1 ? failures.join("") : `(${failures.join(" || ")})`];
  return [
    `if (!${sheet.call("isArray", "v")}) return w.raw(${sheet.call("misfit", "v", "strict")});`,
    ...(own.length === 0 ? [] : branch({ parts: ["strict", ...own], joint: "&&" }, `throw ${sheet.mismatch};`)),
    'w.text("[");',
    ...block("for (let i = 0; i < v.length; i++)", ["const item = v[i];", ...writeItem(sheet, type.items, hint)]),
    'w.text("]");',
  ];
}

/** Of an item nothing is known unless the encoder is strict. */
function writeItem(sheet: Sheet, type: WireType, hint: string): Lines {
  const comma = 'i > 0 ? "," : ""';
  const { kind } = sheet.resolve(type);
  if (kind === "string" || kind === "number" || kind === "boolean" || kind === "date") {
    return [...throwUnless(sheet, scalarCondition(sheet, type, "item")), `w.${kind}(${comma}, item);`];
  }
  const writeComma = 'if (i > 0) w.text(",");';
  const split = splitNull(sheet, type);
  if (isWritten(sheet, split.type)) {
    const write = writeCall(sheet, writerOf(sheet, split.type, hint), "item", "");
    return [writeComma, split.nullable ? writeOrNull(sheet, "item", "", write) : write];
  }
  const { check, text } = encodingOf(sheet, type, "item", hint);
  return [...throwUnless(sheet, check), writeComma, `w.raw(${text});`];
}

function encodeSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  const { check, text } = encodingOf(sheet, type.items, "item", hint);
  const sizes = sizeConditions(type.constraints, "v");
  return [
    misfitUnless(sheet, "isSet"),
    ...(sizes.length === 0 ? [] : throwUnless(sheet, all(...sizes))),
    ...(hasTextOfItsOwn(sheet, type.items)
      ? [
          'let s = "[";',
          ...block("for (const item of v)", [
            ...throwUnless(sheet, check),
            `s += (s.length > 1 ? "," : "") + ${text};`,
          ]),
          'return s + "]";',
        ]
      : [
          `const texts = ${sheet.call("setOf")};`,
          ...block("for (const item of v)", [...throwUnless(sheet, check), `texts.add(${text});`]),
          'return "[" + [...texts].join(",") + "]";',
        ]),
  ];
}

/** Whether no two items of a set can look the same in JSON, as two dates or objects may. */
const hasTextOfItsOwn = (sheet: Sheet, type: WireType): boolean =>
  ["string", "number", "bigint", "boolean", "literal"].includes(sheet.resolve(type).kind);

/** What is missing fails the test of its own type. */
function encodeTuple(sheet: Sheet, { items, required, rest }: TupleType, hint: string): Lines {
  const write = (item: WireType, local: string, source: string, inside: string, comma: string): Lines => {
    const { check, text } = encodingOf(sheet, item, local, inside);
    return [`const ${local} = ${source};`, ...throwUnless(sheet, check), `s += ${comma}${text};`];
  };
  const commaBefore = items.length === 0 ? '(i > 0 ? "," : "") + ' : '"," + ';
  return [
    misfitUnless(sheet, "isArray"),
    `const length = ${sheet.call("lengthOf", "v")};`,
    ...(rest === undefined ? [`if (strict && length > ${items.length}) throw ${sheet.mismatch};`] : []),
    'let s = "[";',
    ...items.flatMap((item, index) => {
      const lines = write(item, `item${index}`, `v[${index}]`, `${hint}${index}`, index === 0 ? "" : '"," + ');
      return index < required ? lines : block(`if (length > ${index})`, lines);
    }),
    ...(rest === undefined
      ? []
      : block(
          `for (let i = ${items.length}; i < length; i++)`,
          write(rest, "item", "v[i]", `${hint}Rest`, commaBefore),
        )),
    'return s + "]";',
  ];
}
