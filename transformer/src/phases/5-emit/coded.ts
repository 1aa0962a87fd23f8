import type { CodedType } from "../../ir/wire-type.js";
import { decodeInto, decodingOf } from "./decode.js";
import { decodeTextInto, textDecodingOf } from "./decode-text.js";
import { explanationOf } from "./explain.js";
import { textExplanationOf } from "./explain-text.js";
import type { Lines } from "./lines.js";
import { placeAt } from "./place.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted } from "./source-text.js";

export const decodeCoded = (sheet: Sheet, type: CodedType, hint: string): Lines => [
  ...decodeInto(sheet, type.wire, "wire", "v", hint),
  `return ${sheet.call("decodeBy", sheet.valueOf(type.codec), "wire")};`,
];

export const decodeCodedText = (sheet: Sheet, type: CodedType, hint: string): Lines => [
  ...decodeTextInto(sheet, type.wire, "wire", "t", hint),
  `return ${sheet.call("decodeBy", sheet.valueOf(type.codec), "wire")};`,
];

/** Declares `wire` with what the codec makes of a value; a strict encoder then checks it like any value. */
export const encodeWire = (sheet: Sheet, type: CodedType): string =>
  `const wire = ${sheet.call("encodeBy", sheet.valueOf(type.codec), "v", "strict", ...instance(sheet, type))};`;

const instance = (sheet: Sheet, { instance }: CodedType): readonly string[] =>
  instance === undefined ? [] : [sheet.valueOf(instance)];

export function explainCoded(sheet: Sheet, type: CodedType, hint: string): Lines {
  const codec = sheet.valueOf(type.codec);
  const decoding = decodingOf(sheet, type.wire, "wire", hint);
  const more = type.instance === undefined ? "" : `, ${doubleQuoted(type.name)}, ${sheet.valueOf(type.instance)}`;
  return [
    "if (x.absent(v)) return;",
    "const before = x.count;",
    `const wire = x.inMemory ? x.encodes(${codec}, v${more}) : v;`,
    `if (wire === ${sheet.fail}) return;`,
    explanationOf(sheet, type.wire, "wire", placeAt("x"), hint),
    `if (!x.inMemory && x.count === before) x.decodes(${codec}, v, ${decoding.kind === "keep" ? "wire" : decoding.read});`,
  ];
}

export function explainCodedText(sheet: Sheet, type: CodedType, hint: string): Lines {
  const decoding = textDecodingOf(sheet, type.wire, "t", hint);
  return [
    "const before = x.count;",
    textExplanationOf(sheet, type.wire, "t", "x", hint),
    `if (x.count === before) x.decodes(${sheet.valueOf(type.codec)}, t, ${decoding.kind === "keep" ? "t" : decoding.read});`,
  ];
}

/** An expression: what the codec makes of a value in memory, FAIL for what it cannot write. */
export const triedWire = (sheet: Sheet, type: CodedType): string =>
  sheet.call("tryEncodeBy", sheet.valueOf(type.codec), "v", ...instance(sheet, type));
