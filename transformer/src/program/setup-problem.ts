import { readFileSync } from "node:fs";
import path from "node:path";
import { diagnosticNumber } from "../diagnostics/problem.js";
import ts from "../typescript.cjs";

/** What is wrong with the way the transformer was started; nothing is compiled then. */
export const setupProblems = {
  /** Raised when another release of TypeScript runs the transformer than the one it reads the trees of. */
  TW0001: {
    message: (d: { found: string; needed: string }) =>
      `This is TypeScript ${d.found}, but the transformer is made for TypeScript ${d.needed}.`,
    help: "Build with `npx typeway build`, which brings its own TypeScript.",
  },
  /** Raised when output is kept from build to build and the plugin only sees the files that are written. */
  TW0002: {
    message: (d: { option: string }) =>
      `With '${d.option}', files that depend on a changed type would keep their old output.`,
    help: 'Write the plugin as { "transform": "@typeway/transformer", "transformProgram": true }, or build with `npx typeway build`.',
  },
} as const;

type Code = keyof typeof setupProblems;

export function setupDiagnostic<C extends Code>(
  code: C,
  details: Parameters<(typeof setupProblems)[C]["message"]>[0],
): ts.Diagnostic {
  // The entry's function takes exactly the details of C; TypeScript cannot relate the two for a generic C.
  const { message, help } = setupProblems[code] as unknown as { message: (d: typeof details) => string; help: string };
  return {
    category: ts.DiagnosticCategory.Error,
    code: diagnosticNumber(code),
    source: "typeway",
    file: undefined,
    start: undefined,
    length: undefined,
    messageText: `${code}: ${message(details)} ${help}`,
  };
}

/**
 * The version of the TypeScript that made a program, `undefined` where it cannot be told. A patched `tsc` exports
 * nothing, so it is read beside the library files the program was given.
 */
export function typescriptVersionOf(program: ts.Program): string | undefined {
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file));
  if (!library) return undefined;
  try {
    const manifest: unknown = JSON.parse(
      readFileSync(path.join(path.dirname(library.fileName), "../package.json"), "utf8"),
    );
    const { name, version } = manifest as { name?: unknown; version?: unknown };
    return name === "typescript" && typeof version === "string" ? version : undefined;
  } catch {
    // A compiler in one file, or a library folder of its own: nothing is known against it.
    return undefined;
  }
}

export const isOwnTypescript = (version: string): boolean => version.startsWith(`${ts.versionMajorMinor}.`);
