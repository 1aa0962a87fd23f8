import type { Words } from "@typeway/contract";
import type { JsonValue } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";

/** What a property's or type's comment says for the document. */
export function wordsOf(checker: ts.TypeChecker, symbol: ts.Symbol): Words | undefined {
  const description = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
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

/** `@example 5` is the number, `@example Ada` the text. */
export function jsonOrText(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text; // Not JSON, therefore meant as it stands.
  }
}

export const joinWords = (comment: Words | undefined, marker: Words | undefined): Words | undefined =>
  comment && marker ? { ...comment, ...marker } : (marker ?? comment);
