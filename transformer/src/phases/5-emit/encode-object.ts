import type { ObjectType, Property } from "../../ir/wire-type.js";
import { type Chain, fails, failsAfter } from "./condition.js";
import { keysOf } from "./decode.js";
import { type EncoderOf, type FieldEncoding, fieldEncodingOf } from "./encode-field.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { readProperty } from "./property.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted, singleQuoted } from "./source-text.js";
import { wordOf } from "./type-name.js";

interface Field {
  readonly property: Property;
  readonly local: string;
  readonly encoding: FieldEncoding;
}

/** What is written for keys beside the declared ones. */
export interface Additional {
  /** Statements that add to `s`. */
  readonly lines: Lines;
  /** The function that writes one value. */
  readonly loosely: string;
  /** Whether `key` is one of them, where not any is. */
  readonly isOpen?: string;
}

/**
 * The body of the function that writes an object: read each property once, make sure of their kinds, then write them in
 * one expression as far as they are always there.
 */
export function encodeObject(
  sheet: Sheet,
  type: ObjectType,
  hint: string,
  encoderOf: EncoderOf,
  additional: Additional | undefined,
): Lines {
  const locals = new Locals(sheet, "v", "s", "strict", "key", "value");
  const fields = type.properties.map((property): Field => {
    const local = locals.nameFor(property.name);
    const inside = hint + wordOf(property.name);
    return { property, local, encoding: fieldEncodingOf(sheet, property.type, local, inside, encoderOf) };
  });
  return [
    `if (!${sheet.call("isObject", "v")}) return ${sheet.call("misfit", "v", "strict")};`,
    ...fields.map(({ property, local }) => `const ${local} = ${readProperty(sheet, "v", property.name)};`),
    ...checkKinds(sheet, type, fields, hint, additional),
    ...checkConstraints(sheet, fields),
    ...writeFields(fields, additional?.lines ?? []),
  ];
}

const mayBeLeftOut = ({ optional, fillsDefault }: Property): boolean => optional && fillsDefault !== true;

/** One test for all kinds, because in a program that is right it never fails. */
function checkKinds(
  sheet: Sheet,
  type: ObjectType,
  fields: readonly Field[],
  hint: string,
  additional: Additional | undefined,
): Lines {
  const parts = fields.flatMap(({ property, local, encoding: { kind } }) => {
    if (kind === undefined) return [];
    if (!mayBeLeftOut(property)) return chainPart(fails(kind), "||");
    return [`(${failsAfter(`${local} !== undefined`, "&&", kind).parts.join(" && ")})`];
  });
  if (parts.length === 0) return [];
  const members = fields.map(({ property, local, encoding: { loosely } }) => {
    const member = [doubleQuoted(property.name), local, ...(loosely === undefined ? [] : [loosely])];
    return `[${member.join(", ")}]`;
  });
  const more = additional === undefined ? [] : moreOf(sheet, type, hint, additional);
  const call = sheet.call("misfits", "strict", `[${members.join(", ")}]`, ...more);
  const statement = `return ${call};`;
  const [first] = parts;
  if (first !== undefined && parts.length === 1 && statement.length + first.length < 100) {
    return branch({ parts, joint: "||" }, statement);
  }
  const head = branch({ parts, joint: "||" }, "{");
  return [...head, ...(statement.length < 100 ? [`  ${statement}`] : misfitsLines(sheet, members, more)), "}"];
}

const moreOf = (sheet: Sheet, type: ObjectType, hint: string, { loosely, isOpen }: Additional): readonly string[] => [
  "v",
  keysOf(sheet, type, hint),
  loosely,
  ...(isOpen === undefined ? [] : [`(key) => ${isOpen}`]),
];

function misfitsLines(sheet: Sheet, members: readonly string[], more: readonly string[]): Lines {
  const last = more.length === 0 ? "  ]);" : `  ], ${more.join(", ")});`;
  return [`  return ${sheet.support}.misfits(strict, [`, ...members.map((member) => `    ${member},`), last];
}

function chainPart({ parts, joint }: Chain, within: "&&" | "||"): readonly string[] {
  return joint === within || parts.length === 1 ? parts : [`(${parts.join(` ${joint} `)})`];
}

function checkConstraints(sheet: Sheet, fields: readonly Field[]): Lines {
  const checks = fields.flatMap(({ property, local, encoding: { constraints } }) => {
    if (constraints === undefined) return [];
    const chain = mayBeLeftOut(property) ? failsAfter(`${local} !== undefined`, "&&", constraints) : fails(constraints);
    return branch(chain, `throw ${sheet.mismatch};`);
  });
  return checks.length === 0 ? [] : block("if (strict)", checks);
}

/** A constant piece of text or an expression. */
type Piece = { readonly text: string } | { readonly code: string };

function writeFields(fields: readonly Field[], additional: Lines): Lines {
  const isClosed = additional.length === 0 && !fields.some(({ property }) => mayBeLeftOut(property));
  if (isClosed) {
    const pieces = fields.flatMap((field, index) => piecesOf(field, index === 0 ? "{" : ","));
    return sum("return ", [...pieces, { text: fields.length === 0 ? "{}" : "}" }]);
  }
  const lines: string[] = [];
  let pending: Piece[] = [{ text: "{" }];
  let isDeclared = false;
  let isSecond = false;
  const flush = () => {
    if (pending.length > 0) lines.push(...sum(isDeclared ? "s += " : "let s = ", pending));
    isDeclared = true;
    pending = [];
  };
  for (const field of fields) {
    if (mayBeLeftOut(field.property)) {
      flush();
      const before = isSecond ? [] : ['(s.length > 1 ? "," : "") + '];
      const [statement = "", ...rest] = sum(`s += ${before.join("")}`, piecesOf(field, isSecond ? "," : ""));
      lines.push(`if (${field.local} !== undefined) ${statement}`, ...rest);
    } else {
      if (!isSecond && isDeclared) pending.push({ code: '(s.length > 1 ? "," : "")' });
      pending.push(...piecesOf(field, isSecond ? "," : ""));
      isSecond = true;
    }
  }
  if (additional.length === 0) return [...lines, ...closing(pending, isDeclared)];
  flush();
  return [...lines, ...additional, 'return s + "}";'];
}

const closing = (pending: readonly Piece[], isDeclared: boolean): Lines =>
  sum(isDeclared ? "return s + " : "return ", [...pending, { text: "}" }]);

const piecesOf = ({ property, encoding }: Field, separator: string): Piece[] => [
  { text: `${separator}${JSON.stringify(property.name)}:${encoding.before}` },
  ...(encoding.text === undefined ? [] : [{ code: encoding.text }]),
  { text: encoding.after },
];

/** A statement with a sum of the pieces, of which one of the first two is text; neighbouring texts are one. */
function sum(start: string, pieces: readonly Piece[]): Lines {
  const operands: string[] = [];
  let text = "";
  for (const piece of pieces) {
    if ("text" in piece) text += piece.text;
    else {
      if (text !== "") operands.push(quote(text));
      operands.push(piece.code);
      text = "";
    }
  }
  if (text !== "") operands.push(quote(text));
  const line = `${start}${operands.join(" + ")};`;
  return line.length <= 110 ? [line] : broken(start, operands);
}

const quote = (text: string): string => (text.includes('"') ? singleQuoted(text) : doubleQuoted(text));

/** Each constant begins a line, and the value stands behind it. */
function broken(start: string, operands: readonly string[]): Lines {
  const rows: string[] = [];
  for (const operand of operands) {
    const isText = operand.startsWith("'") || operand.startsWith('"');
    if (isText || rows.length === 0) rows.push(operand);
    else rows.push(`${rows.pop()} + ${operand}`);
  }
  const last = rows.length - 1;
  const isReturn = start.startsWith("return");
  const body = rows.map((row, index) => `  ${row}${index < last ? " +" : isReturn ? "" : ";"}`);
  return [`${start.trimEnd()}${isReturn ? " (" : ""}`, ...body, ...(isReturn ? [");"] : [])];
}
