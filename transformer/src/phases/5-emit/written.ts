import type { WireType } from "../../ir/wire-type.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted, singleQuoted } from "./source-text.js";
import { wordOf } from "./type-name.js";

/** Whether values of the type are written to a writer piece by piece; the text of any other is made by an expression. */
export function isWritten(sheet: Sheet, type: WireType): boolean {
  const { kind } = sheet.resolve(type);
  return kind === "object" || kind === "array";
}

const longestConstant = 1_000;
/** What a writer's methods take before the value. */
const isPlainText = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text) && text.length <= longestConstant;

const literal = (text: string): string => (text.includes('"') ? singleQuoted(text) : doubleQuoted(text));

/** Copied by the character faster than by eight. */
const longestCopied = 2;

/** An expression of plain constant text, as a writer takes it fastest. */
const constantText = (sheet: Sheet, text: string): string =>
  text.length <= longestCopied
    ? literal(text)
    : sheet.constantOf(`text${wordOf(text)}`, `new ${sheet.call("ConstantText", literal(text))}`);

/** An expression of the writer, to which constant JSON text has been written. */
export function afterText(sheet: Sheet, text: string): string {
  if (text === "") return "w";
  return isPlainText(text) ? `w.text(${constantText(sheet, text)})` : `w.raw(${literal(text)})`;
}

export const writeText = (sheet: Sheet, text: string): string => `${afterText(sheet, text)};`;

/** A statement with the writer's method for a scalar. */
export const writerMethod =
  (sheet: Sheet, method: "string" | "number" | "boolean" | "date", value: string): ((before: string) => string) =>
  (before) =>
    isPlainText(before)
      ? `w.${method}(${constantText(sheet, before)}, ${value});`
      : `${afterText(sheet, before)}.${method}("", ${value});`;

export const writeCall = (sheet: Sheet, writer: string, value: string, before: string): string =>
  `${writer}(${value}, strict, ${afterText(sheet, before)});`;

export const writeOrNull = (sheet: Sheet, value: string, before: string, otherwise: string): string =>
  `if (${value} === null) ${writeText(sheet, `${before}null`)} else ${otherwise}`;
