import type { WireType } from "../../ir/wire-type.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted, singleQuoted } from "./source-text.js";

/** Whether values of the type are written to a writer piece by piece; the text of any other is made by an expression. */
export function isWritten(sheet: Sheet, type: WireType): boolean {
  const { kind } = sheet.resolve(type);
  return kind === "object" || kind === "array";
}

const longestConstant = 1_000;
/** What a writer's methods take before the value. */
const isPlainText = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text) && text.length <= longestConstant;

const literal = (text: string): string => (text.includes('"') ? singleQuoted(text) : doubleQuoted(text));

/** An expression of the writer, to which constant JSON text has been written. */
export const afterText = (text: string): string =>
  text === "" ? "w" : `w.${isPlainText(text) ? "text" : "raw"}(${literal(text)})`;

export const writeText = (text: string): string => `${afterText(text)};`;

/** A statement with the writer's method for a scalar. */
export const writerMethod =
  (method: "string" | "number" | "boolean" | "date", value: string): ((before: string) => string) =>
  (before) =>
    isPlainText(before)
      ? `w.${method}(${literal(before)}, ${value});`
      : `${afterText(before)}.${method}("", ${value});`;

export const writeCall = (writer: string, value: string, before: string): string =>
  `${writer}(${value}, strict, ${afterText(before)});`;

export const writeOrNull = (value: string, before: string, otherwise: string): string =>
  `if (${value} === null) ${writeText(`${before}null`)} else ${otherwise}`;
