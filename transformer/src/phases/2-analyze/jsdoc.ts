import ts from "../../typescript.cjs";

/** A comment taken apart: the first line is the summary, the rest the description. */
export interface Comment {
  readonly summary?: string;
  readonly description?: string;
  readonly params: ReadonlyMap<string, string>;
  readonly returns?: string;
  /** `@returns {201} The new user.` */
  readonly returnsByStatus: ReadonlyMap<number, string>;
  readonly throws: readonly ThrowsTag[];
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  readonly operationId?: string;
}

/** `@throws {404} when there is none`, `@throws {OutOfStock} …`. */
export interface ThrowsTag {
  /** What is written in braces, where that is no status. */
  readonly type?: ts.TypeNode;
  readonly status?: number;
  readonly text: string;
}

export const noComment: Comment = {
  params: new Map(),
  returnsByStatus: new Map(),
  throws: [],
  deprecated: false,
  tags: [],
};

/** Reads the last JSDoc comment before a declaration or statement. */
export function readComment(node: ts.Node): Comment {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  if (!doc) return noComment;
  const params = new Map<string, string>();
  const returnsByStatus = new Map<number, string>();
  const throws: ThrowsTag[] = [];
  const tags: string[] = [];
  let returns: string | undefined;
  let operationId: string | undefined;
  let deprecated = false;
  for (const tag of doc.tags ?? []) {
    const text = textOf(tag.comment);
    if (ts.isJSDocParameterTag(tag)) params.set(tag.name.getText(), text);
    else if (ts.isJSDocReturnTag(tag)) {
      const status = statusOf(tag);
      if (status === undefined) returns = text;
      else returnsByStatus.set(status, text);
    } else if (ts.isJSDocDeprecatedTag(tag)) deprecated = true;
    else if (ts.isJSDocThrowsTag(tag)) throws.push(throwsTag(tag, text));
    else if (tag.tagName.text === "tag" && text) tags.push(text);
    else if (tag.tagName.text === "operationId" && text) operationId = text;
  }
  return {
    ...splitText(textOf(doc.comment)),
    params,
    ...(returns ? { returns } : {}),
    returnsByStatus,
    throws,
    deprecated,
    tags,
    ...(operationId ? { operationId } : {}),
  };
}

function throwsTag(tag: ts.JSDocThrowsTag, text: string): ThrowsTag {
  const status = statusOf(tag);
  const type = tag.typeExpression?.type;
  return { ...(status !== undefined ? { status } : type ? { type } : {}), text };
}

/** The `{404}` behind a tag. */
function statusOf({ typeExpression }: ts.JSDocThrowsTag | ts.JSDocReturnTag): number | undefined {
  const digits = /^\{?\s*(\d{3})\s*\}?$/.exec(typeExpression?.getText() ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function splitText(text: string): { summary?: string; description?: string } {
  const [summary = "", ...rest] = text.split("\n");
  const description = rest.join("\n").trim();
  return { ...(summary.trim() ? { summary: summary.trim() } : {}), ...(description ? { description } : {}) };
}

/** Of a parameter's own tag a leading hyphen is punctuation. */
function textOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return withoutLinks(ts.getTextOfJSDocComment(comment) ?? "")
    .replace(/^-\s+/, "")
    .trim();
}

/** `{@link User}` is a name, `{@link https://… text}` a link in Markdown. */
export const withoutLinks = (text: string): string =>
  text.replace(/\{@link(?:code|plain)?\s+([^\s|}]+)\s*\|?\s*([^}]*)\}/g, (_, target: string, words: string) => {
    const label = words.trim();
    if (/^https?:/.test(target)) return label === "" ? target : `[${label}](${target})`;
    return label === "" ? `\`${target}\`` : label;
  });
