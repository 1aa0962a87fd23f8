import path from "node:path";
import ts from "../typescript.cjs";

export interface FormatOptions {
  /** @default false */
  readonly color?: boolean;
  /** Paths are shown relative to it. @default process.cwd() */
  readonly cwd?: string;
}

/** Most lines of source shown for one problem. */
const FRAME_LINES = 6;

type Paint = (text: string, ...styles: (keyof typeof STYLES)[]) => string;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** For people: each problem with its place, its lines of source, the place marked, and what helps. */
export function formatDiagnostics(
  diagnostics: readonly ts.Diagnostic[],
  { color = false, cwd = process.cwd() }: FormatOptions = {},
): string {
  const paint: Paint = (text, ...styles) =>
    color && styles.length > 0 ? `${styles.map((style) => `\u001b[${STYLES[style]}m`).join("")}${text}\u001b[0m` : text;
  return diagnostics.map((diagnostic) => format(diagnostic, cwd, paint)).join("\n");
}

/** `Found 3 errors and 1 warning in 2 files.`, empty when there are none. */
export function summarizeDiagnostics(diagnostics: readonly ts.Diagnostic[]): string {
  const counted = (category: ts.DiagnosticCategory, noun: string): string[] => {
    const number = diagnostics.filter((each) => each.category === category).length;
    return number > 0 ? [count(number, noun)] : [];
  };
  const { Error: error, Warning: warning } = ts.DiagnosticCategory;
  const found = [...counted(error, "error"), ...counted(warning, "warning")];
  if (found.length === 0) return "";
  const files = new Set(
    diagnostics.flatMap(({ category, file }) =>
      category === error || category === warning ? (file?.fileName ?? []) : [],
    ),
  );
  return `Found ${found.join(" and ")}${files.size > 0 ? ` in ${count(files.size, "file")}` : ""}.`;
}

function format(diagnostic: ts.Diagnostic, cwd: string, paint: Paint): string {
  const { code, message } = sayings(diagnostic);
  const place = placeOf(diagnostic, cwd);
  const isWarning = diagnostic.category === ts.DiagnosticCategory.Warning;
  const category = isWarning ? paint("warning", "bold", "yellow") : paint("error", "bold", "red");
  const head = [...(place === undefined ? [] : [paint(place, "cyan")]), category, paint(code, "dim")].join(" ");
  const related = (diagnostic.relatedInformation ?? []).flatMap((each) => [
    `${paint(placeOf(each, cwd) ?? "", "cyan")} ${ts.flattenDiagnosticMessageText(each.messageText, "\n")}`,
    ...frame(each, paint, "cyan"),
  ]);
  const frameLines = frame(diagnostic, paint, isWarning ? "yellow" : "red");
  return `${[head, ...message.split("\n").map((line) => `  ${line}`), ...frameLines, ...related.map((line) => `  ${line}`)].join("\n")}\n`;
}

/** Ours carry their own code in the text; TypeScript's are numbers. */
function sayings({ code, messageText }: ts.Diagnostic): { readonly code: string; readonly message: string } {
  const text = ts.flattenDiagnosticMessageText(messageText, "\n");
  const own = /^(TW\d+):\s*/.exec(text);
  return own?.[1] === undefined
    ? { code: `TS${code}`, message: text }
    : { code: own[1], message: text.slice(own[0].length) };
}

function placeOf({ file, start }: ts.DiagnosticRelatedInformation, cwd: string): string | undefined {
  if (!file) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(start ?? 0);
  return `${path.relative(cwd, file.fileName)}:${line + 1}:${character + 1}`;
}

function frame(
  { file, start, length }: ts.DiagnosticRelatedInformation,
  paint: Paint,
  mark: "red" | "yellow" | "cyan",
): string[] {
  if (!file || start === undefined) return [];
  const first = file.getLineAndCharacterOfPosition(start);
  const last = file.getLineAndCharacterOfPosition(start + (length ?? 0));
  const lines = file.text.split(/\r\n|[\n\r\u2028\u2029]/);
  const shown = Math.min(last.line, first.line + FRAME_LINES - 1);
  const width = String(shown + 1).length;
  const out = [""];
  for (let line = first.line; line <= shown; line++) {
    const text = (lines[line] ?? "").trimEnd();
    const from = line === first.line ? first.character : indentOf(text);
    const to = Math.max(line === last.line ? last.character : text.length, from + 1);
    out.push(`  ${paint(String(line + 1).padStart(width), "dim")} ${paint("|", "dim")} ${detab(text)}`);
    out.push(
      `  ${" ".repeat(width)} ${paint("|", "dim")} ${" ".repeat(detab(text.slice(0, from)).length)}${paint("^".repeat(detab(text.slice(from, to)).length || 1), mark)}`,
    );
  }
  if (shown < last.line) out.push(`  ${" ".repeat(width)} ${paint("|", "dim")} …`);
  return out;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
const detab = (text: string): string => text.replaceAll("\t", "    ");
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
