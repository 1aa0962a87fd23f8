import type { JsonValue, ObjectType, Property } from "../../ir/wire-type.js";
import { hasNone, isAlwaysThere, objectTest, outputProperties } from "./access.js";
import { type Chain, fails, failsAfter } from "./condition.js";
import { type FieldEncoding, type FunctionsOf, fieldEncodingOf } from "./encode-field.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { keysOf } from "./object-keys.js";
import { readProperty } from "./property.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { wordOf } from "./type-name.js";
import { afterText, writeText } from "./written.js";

interface Field {
  readonly property: Property;
  readonly local: string;
  readonly encoding: FieldEncoding;
}

/** What is written for keys beside the declared ones. */
export interface Additional {
  /** Statements that write to `w`. */
  readonly lines: Lines;
  /** The function that writes one value. */
  readonly loosely: string;
  /** Whether `key` is one of them, where not any is. */
  readonly isOpen?: string;
}

/** The body of the function that writes an object: read each property once, make sure of their kinds, then write them. */
export function writeObject(
  sheet: Sheet,
  type: ObjectType,
  hint: string,
  functions: FunctionsOf,
  additional: Additional | undefined,
): Lines {
  const locals = new Locals(sheet, "v", "w", "strict", "key", "value");
  const fields = outputProperties(type).map((property): Field => {
    const local = locals.nameFor(property.name);
    const inside = hint + wordOf(property.name);
    return { property, local, encoding: fieldEncodingOf(sheet, property.type, local, inside, functions) };
  });
  return [
    `if (!${sheet.call(objectTest(type), "v")}) return w.raw(${sheet.call("misfit", "v", "strict")});`,
    ...fields.map(({ property, local }) => `const ${local} = ${readProperty(sheet, "v", property.name)};`),
    ...checkAbsent(sheet, type),
    ...checkKinds(sheet, type, fields, hint, additional),
    ...checkConstraints(sheet, fields),
    ...writeFields(sheet, fields, additional?.lines ?? []),
  ];
}

function checkAbsent(sheet: Sheet, type: ObjectType): Lines {
  const empty = hasNone(sheet, type, "v");
  return empty === undefined ? [] : branch(failsAfter("strict", "&&", empty), `throw ${sheet.mismatch};`);
}

const mayBeLeftOut = (property: Property): boolean => !isAlwaysThere(property);

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
  const statement = `return w.misfits(${["strict", `[${members.join(", ")}]`, ...more].join(", ")});`;
  const [first] = parts;
  if (first !== undefined && parts.length === 1 && statement.length + first.length < 100) {
    return branch({ parts, joint: "||" }, statement);
  }
  const head = branch({ parts, joint: "||" }, "{");
  return [...head, ...(statement.length < 100 ? [`  ${statement}`] : misfitsLines(members, more)), "}"];
}

const moreOf = (sheet: Sheet, type: ObjectType, hint: string, { loosely, isOpen }: Additional): readonly string[] => [
  "v",
  keysOf(sheet, type, hint),
  loosely,
  ...(isOpen === undefined ? [] : [`(key) => ${isOpen}`]),
];

function misfitsLines(members: readonly string[], more: readonly string[]): Lines {
  const last = more.length === 0 ? "  ]);" : `  ], ${more.join(", ")});`;
  return [`  return w.misfits(strict, [`, ...members.map((member) => `    ${member},`), last];
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

/** Constant text is written together with the value that follows it. */
function writeFields(sheet: Sheet, fields: readonly Field[], additional: Lines): Lines {
  const lines: string[] = [];
  let text = "{";
  let isSecond = false;
  for (const field of fields) {
    const key = `${JSON.stringify(field.property.name)}:`;
    const condition = conditionOf(sheet, field);
    if (condition !== undefined) {
      if (text !== "") lines.push(writeText(sheet, text));
      text = "";
      const write = writeField(sheet, field, isSecond ? `,${key}` : key);
      const statements = [...(isSecond ? [] : ["w.comma();"]), ...write.lines, ...textLines(sheet, write.after)];
      lines.push(...inCase(condition, statements));
    } else {
      if (!isSecond && lines.length > 0) lines.push("w.comma();");
      const write = writeField(sheet, field, text + (isSecond ? "," : "") + key);
      lines.push(...write.lines);
      text = write.after;
      isSecond = true;
    }
  }
  if (additional.length === 0) return [...lines, writeText(sheet, `${text}}`)];
  return [...lines, ...textLines(sheet, text), ...additional, writeText(sheet, "}")];
}

/** When a property is written; undefined: always. */
function conditionOf(sheet: Sheet, { property, local }: Field): string | undefined {
  const { omitted, default: value = null } = property;
  const conditions = [
    ...(mayBeLeftOut(property) ? [`${local} !== undefined`] : []),
    ...(omitted?.includes("null") ? [`${local} !== null`] : []),
    ...(omitted?.includes("default") ? [differsFrom(sheet, local, value)] : []),
  ];
  return conditions.length === 0 ? undefined : [...new Set(conditions)].join(" && ");
}

const differsFrom = (sheet: Sheet, local: string, value: JsonValue): string =>
  typeof value === "boolean" || value === null
    ? `${local} !== ${value}`
    : `!${sheet.call("isSameAsJson", local, dataLiteral(value))}`;

const textLines = (sheet: Sheet, text: string): Lines => (text === "" ? [] : [writeText(sheet, text)]);

function inCase(condition: string, statements: Lines): Lines {
  const [first = "", ...others] = statements;
  return others.length === 0 ? [`if (${condition}) ${first}`] : block(`if (${condition})`, statements);
}

interface Written {
  readonly lines: Lines;
  /** Constant text that is still to be written. */
  readonly after: string;
}

function writeField(sheet: Sheet, { encoding: { write, before, text, after } }: Field, start: string): Written {
  if (write !== undefined) return { lines: [write(start)], after: "" };
  if (text === undefined) return { lines: [], after: start + before + after };
  return { lines: [`${afterText(sheet, start + before)}.raw(${text});`], after };
}
