import type { Words } from "@typeway/contract";
import type { JsonValue } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { withoutLinks } from "../2-analyze/jsdoc.js";

/** What a property's or type's comment says for the document. */
export function wordsOf(checker: ts.TypeChecker, symbol: ts.Symbol): Words | undefined {
  const description = describe(checker, symbol);
  const words: { -readonly [K in keyof Words]: Words[K] } = {};
  if (description) words.description = description;
  const examples: JsonValue[] = [];
  for (const { name, text } of symbol.getJsDocTags()) {
    const value = ts.displayPartsToString(text).trim();
    if (name === "deprecated") words.deprecated = true;
    else if (name === "title" && value) words.title = value;
    else if (name === "example" && value) examples.push(jsonOrText(value));
  }
  if (examples.length > 0) words.examples = examples;
  return Object.keys(words).length > 0 ? words : undefined;
}

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const members = memberLines(checker, symbol).join("\n");
  return [commentOf(checker, symbol), members].filter((text) => text !== "").join("\n\n");
}

function commentOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const parts = symbol.getDocumentationComment(checker);
  // The words of `{@link User | the user}` follow the name of a known target without a sign between them.
  const texts = parts.map(({ kind, text }, index) =>
    kind === "linkText" && parts[index - 1]?.kind === "linkName" ? `|${text}` : text,
  );
  return withoutLinks(texts.join("")).trim();
}

/** An enum's members as a list, where there is more to say of them than their values do. */
function memberLines(checker: ts.TypeChecker, symbol: ts.Symbol): string[] {
  if (!(symbol.flags & ts.SymbolFlags.RegularEnum)) return [];
  const members = [...(symbol.exports?.values() ?? [])].flatMap((member) => {
    const declaration = member.valueDeclaration;
    if (!declaration || !ts.isEnumMember(declaration)) return [];
    const value = checker.getConstantValue(declaration);
    const name = typeof value === "number" ? member.name : "";
    return [{ value, words: [name, commentOf(checker, member)].filter(Boolean).join(": ") }];
  });
  if (members.every(({ words }) => words === "")) return [];
  const lines = members.map(
    ({ value, words }) => `- \`${value}\`${words === "" ? "" : ` ${words.replaceAll("\n", " ")}`}`,
  );
  return lines;
}

/** `@example 5` is the number, `@example Ada` the text. */
function jsonOrText(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text; // Not JSON, therefore meant as it stands.
  }
}

export const joinWords = (comment: Words | undefined, marker: Words | undefined): Words | undefined =>
  comment && marker ? { ...comment, ...marker } : (marker ?? comment);
