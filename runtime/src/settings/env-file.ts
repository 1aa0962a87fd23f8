import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { codeOf } from "../errors/code-of.js";

/** One name of a file, and where it stands. */
export interface EnvLine {
  readonly name: string;
  readonly value: string;
  /** `.env:3`. */
  readonly source: string;
}

/** What an env file says, or why it cannot be read. A file that does not exist says nothing. */
export type EnvFile =
  | { readonly kind: "read"; readonly lines: readonly EnvLine[] }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads `NAME=value` lines, in Node's own syntax (`node --env-file`). */
export function readEnvFile(file: string): EnvFile {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return { kind: "read", lines: [] };
    return { kind: "unreadable", reason: code === "EISDIR" ? "it is a folder" : `reading it failed with ${code}` };
  }
  const shown = shownPath(file);
  const lineByName = linesIn(content);
  const lines = Object.entries(parseEnv(content)).map(([name, value = ""]) => {
    const line = lineByName.get(name);
    return { name, value, source: line === undefined ? shown : `${shown}:${line}` };
  });
  return { kind: "read", lines };
}

/** As short as it can be said: below the working directory without its path. */
function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return relative.startsWith("..") ? file : relative;
}

/** The last line that sets a name is the one that counts. */
function linesIn(content: string): ReadonlyMap<string, number> {
  const lineByName = new Map<string, number>();
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    const name = /^\s*(?:export\s+)?([^\s=#]+)\s*=/.exec(line)?.[1];
    if (name !== undefined) lineByName.set(name, index + 1);
  }
  return lineByName;
}
