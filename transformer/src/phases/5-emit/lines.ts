import type { Chain } from "./condition.js";

/** Lines of code, without their common indentation. */
export type Lines = readonly string[];

const lineWidth = 110;

export const indent = (lines: Lines): string[] =>
  lines.flatMap((line) => line.split("\n")).map((line) => (line === "" ? "" : `  ${line}`));

/** A head, an indented body in braces. */
export const block = (head: string, body: Lines): string[] => [`${head} {`, ...indent(body), "}"];

/** `if (a || b) statement`, over several lines when it is long. */
export function branch({ parts, joint }: Chain, statement: string): string[] {
  const line = `if (${parts.join(` ${joint} `)}) ${statement}`;
  if (line.length <= lineWidth || parts.length < 2) return [line];
  const last = parts.length - 1;
  return ["if (", ...parts.map((part, index) => (index < last ? `  ${part} ${joint}` : `  ${part}`)), `) ${statement}`];
}

/** Puts text before the first and behind the last line. */
export function wrap(before: string, lines: Lines, after: string): string[] {
  const last = lines.length - 1;
  return lines.map((line, index) => `${index === 0 ? before : ""}${line}${index === last ? after : ""}`);
}
