/**
 * The parts of a program that TypeScript 6.0 has but does not declare. Everything the program plugin takes from
 * beyond the public API is named here.
 */
import ts from "../typescript.cjs";

export interface ProgramInternals {
  /** What builder programs ask for, where others ask for `getSemanticDiagnostics`. */
  getBindAndCheckDiagnostics(file: ts.SourceFile, ...rest: unknown[]): readonly ts.Diagnostic[];
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file: ts.SourceFile,
  ): { readonly resolvedModule?: { readonly resolvedFileName: string } | undefined } | undefined;
}

export interface SourceFileInternals {
  /** The text's hash; only where a builder or a watcher made the file. */
  version?: string;
  readonly imports?: readonly ts.StringLiteralLike[];
  readonly moduleAugmentations?: readonly (ts.StringLiteral | ts.Identifier)[];
  /** Set by language services, whose versions are their own and must stay as they are. */
  readonly scriptSnapshot?: unknown;
}

export const internalsOf = (program: ts.Program): ts.Program & ProgramInternals =>
  program as ts.Program & ProgramInternals;

export const fileInternalsOf = (file: ts.SourceFile): ts.SourceFile & SourceFileInternals =>
  file as ts.SourceFile & SourceFileInternals;

export const isJson = (file: ts.SourceFile): boolean => (file.flags & ts.NodeFlags.JsonFile) !== 0;
