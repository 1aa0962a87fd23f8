import type { CheckedType } from "../../ir/wire-type.js";
import { type Condition, predicate } from "./condition.js";
import { decodeInto, decodingOf } from "./decode.js";
import { decodeTextInto, textDecodingOf } from "./decode-text.js";
import { explanationOf } from "./explain.js";
import { textExplanationOf } from "./explain-text.js";
import type { Lines } from "./lines.js";
import { placeAt } from "./place.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted } from "./source-text.js";

/** Whether a value that is of the inner type passes the user's functions. */
export const passesChecks = (sheet: Sheet, { checks }: Pick<CheckedType, "checks">, value: string): Condition =>
  predicate(sheet.call("passes", value, ...checks.map(({ reference }) => sheet.valueOf(reference))));

export const decodeChecked = (sheet: Sheet, type: CheckedType, hint: string): Lines => [
  ...decodeInto(sheet, type.type, "value", "v", hint),
  ...returnPassed(sheet, type),
];

export const decodeCheckedText = (sheet: Sheet, type: CheckedType, hint: string): Lines => [
  ...decodeTextInto(sheet, type.type, "value", "t", hint),
  ...returnPassed(sheet, type),
];

const returnPassed = (sheet: Sheet, type: CheckedType): Lines => {
  const passes = sheet.call("passes", "value", ...type.checks.map(({ reference }) => sheet.valueOf(reference)));
  return [`return ${passes} ? value : ${sheet.fail};`];
};

/** The functions are asked only about a value that is of the inner type. */
export function explainChecked(sheet: Sheet, type: CheckedType, hint: string): Lines {
  const decoding = decodingOf(sheet, type.type, "v", hint);
  const value = decoding.kind === "keep" ? "v" : `x.inMemory ? v : ${decoding.read}`;
  return [
    "const before = x.count;",
    explanationOf(sheet, type.type, "v", placeAt("x"), hint),
    `if (x.count === before) x.passes(v, ${value}, ${checksLiteral(sheet, type)});`,
  ];
}

export function explainCheckedText(sheet: Sheet, type: CheckedType, hint: string): Lines {
  const decoding = textDecodingOf(sheet, type.type, "t", hint);
  const value = decoding.kind === "keep" ? "t" : decoding.read;
  return [
    "const before = x.count;",
    textExplanationOf(sheet, type.type, "t", "x", hint),
    `if (x.count === before) x.passes(t, ${value}, ${checksLiteral(sheet, type)});`,
  ];
}

export const checksLiteral = (sheet: Sheet, { checks }: Pick<CheckedType, "checks">): string => {
  const members = checks.map(({ name, reference }) => `[${doubleQuoted(name)}, ${sheet.valueOf(reference)}]`);
  return `[${members.join(", ")}]`;
};
