import { CONTRACT_VERSION, type Nesting } from "@typeway/contract";
import type { DataPlan, DetailPlan } from "../../ir/plan.js";
import type { WireType } from "../../ir/wire-type.js";
import { hiding } from "./access.js";
import { encoderLiteral } from "./answers.js";
import { decodingOf } from "./decode.js";
import { returnFirst } from "./decoding.js";
import { dataDoc, schemasOf } from "./document.js";
import { explanationOf } from "./explain.js";
import { block, indent, type Lines, wrap } from "./lines.js";
import { nestingOf } from "./nesting.js";
import { placeAt } from "./place.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { typeHint, wordOf } from "./type-name.js";

/** The name of a function that returns the `CompiledData` of a type: always the same, made at the first call. */
export function dataFactory(sheet: Sheet, { name: written, type, optional }: DataPlan): string {
  const hint = typeHint(type, sheet.types, "Value");
  const name = sheet.newName(`data${hint}`);
  sheet.declare(name, "", () => [
    `return ${name}.made ??= {`,
    ...indent([
      `version: ${CONTRACT_VERSION},`,
      `name: ${doubleQuoted(written)},`,
      `optional: ${optional},`,
      ...decoderMembers(sheet, type, hint),
      ...wrap("encoder: ", encoderLiteral(sheet, type, hint), ","),
      ...wrap("", block("doc()", `return ${dataLiteral(schemasOf(sheet, dataDoc(type)))};`.split("\n")), ","),
    ]),
    "};",
  ]);
  return name;
}

/** The name of a function that makes the `Encoder` of an error's detail. */
export function detailFactory(sheet: Sheet, { name: written, type }: DetailPlan): string {
  const hint = typeHint(type, sheet.types, `${wordOf(written)}Detail`);
  const name = sheet.newName(`detailOf${wordOf(written)}`);
  sheet.declare(name, "", () => wrap("return ", encoderLiteral(sheet, type, hint), ";"));
  return name;
}

/** The methods `decode` and `explain` for JSON values of a type. */
export const decoderMembers = (sheet: Sheet, type: WireType, hint: string): Lines => [
  ...nestingMember(nestingOf(sheet, type)),
  ...decodeMethod(sheet, type, hint),
  ...explainMethod(sheet, type, hint),
];

const nestingMember = (nesting: Nesting | undefined): Lines =>
  nesting === undefined ? [] : [`nesting: ${doubleQuoted(nesting)},`];

function decodeMethod(sheet: Sheet, type: WireType, hint: string): Lines {
  const decoding = decodingOf(sheet, type, "value", hint);
  return wrap("", block("decode(value)", returnFirst(sheet, "value", [{ decoding, local: "decoded" }])), ",");
}

function explainMethod(sheet: Sheet, type: WireType, hint: string): Lines {
  const probe = `${sheet.call("probeInput", "issues", "at")}${hiding(sheet, type)}`;
  return wrap(
    "",
    block("explain(value, at, issues)", [explanationOf(sheet, type, "value", placeAt(probe), hint)]),
    ",",
  );
}
