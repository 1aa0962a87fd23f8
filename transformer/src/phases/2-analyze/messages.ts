import ts from "../../typescript.cjs";

/** Own words for issues, by code; `*` stands for those without. */
export type IssueMessages = Readonly<Record<string, string>>;

/**
 * Reads `@message {string_too_short} At least {min_length} letters, please`, or without a code `@message A name, please`.
 * @param texts of the `@message` tags of one place
 */
function messagesOf(texts: readonly string[]): IssueMessages | undefined {
  const messages = new Map<string, string>();
  for (const text of texts) {
    const [, code = "*", words = ""] = /^\s*(?:\{\s*(\w+)\s*\})?\s*([\s\S]*?)\s*$/.exec(text) ?? [];
    if (words !== "") messages.set(code, words);
  }
  return messages.size > 0 ? Object.fromEntries(messages) : undefined;
}

/** Of a property, inherited comments included. */
export const messagesOfProperty = (comments: readonly ts.JSDocTagInfo[]): IssueMessages | undefined =>
  messagesOf(comments.flatMap(({ name, text }) => (name === "message" ? [ts.displayPartsToString(text)] : [])));

/** Of a parameter: from a comment of its own, before its name. */
export const messagesOfParameter = (node: ts.ParameterDeclaration): IssueMessages | undefined =>
  messagesOf(
    ts
      .getJSDocTags(node)
      .flatMap(({ tagName, comment }) => (tagName.text === "message" ? [ts.getTextOfJSDocComment(comment) ?? ""] : [])),
  );
