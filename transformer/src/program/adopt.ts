import { diagnosticsOf, transformerOf } from "../transform.js";
import ts from "../typescript.cjs";
import { internalsOf, isJson } from "./internal.js";
import { mixVersions } from "./version.js";

/**
 * Makes a program Typeway's: its diagnostics include ours, whoever asks (`--noEmit`, builders, editors), its output is
 * transformed, and no file with generated code is taken for unchanged while a type it depends on has changed.
 * Must run before a builder looks at the program.
 */
export function adopt(program: ts.Program, warn: Warn = keepQuiet): void {
  mixVersions(program);
  reportDiagnostics(program, warn);
  transformOutput(program);
}

/**
 * What becomes of warnings. To `tsc` each diagnostic of a program is an error: it exits with 2, and writes nothing under
 * `noEmitOnError`. So they go another way.
 * @returns those that are shown as diagnostics all the same
 */
export type Warn = (warnings: readonly ts.Diagnostic[]) => readonly ts.Diagnostic[];

/** For hosts, which ask for them with {@link warningsOf}. */
const keepQuiet: Warn = () => [];

const isWarning = ({ category }: ts.Diagnostic): boolean => category === ts.DiagnosticCategory.Warning;

/** What is strange in the program's own files. */
export const warningsOf = (program: ts.Program): ts.Diagnostic[] => everythingOf(program).filter(isWarning);

/** Every problem of the program's own files. */
export const allDiagnosticsOf = (program: ts.Program, warn: Warn): ts.Diagnostic[] => sift(everythingOf(program), warn);

const everythingOf = (program: ts.Program): ts.Diagnostic[] =>
  program.getSourceFiles().flatMap((file) => ownDiagnosticsOf(program, file));

function sift(diagnostics: readonly ts.Diagnostic[], warn: Warn): ts.Diagnostic[] {
  const warnings = diagnostics.filter(isWarning);
  if (warnings.length === 0) return [...diagnostics];
  return [...diagnostics.filter((one) => !isWarning(one)), ...warn(warnings)];
}

/** Adds ours to what a program says about its types. */
export function reportDiagnostics(program: ts.Program, warn: Warn): void {
  const internals = internalsOf(program);
  const { getSemanticDiagnostics, getBindAndCheckDiagnostics } = internals;
  internals.getSemanticDiagnostics = (file, ...rest) => [
    ...getSemanticDiagnostics(file, ...rest),
    ...sift(file ? ownDiagnosticsOf(program, file) : everythingOf(program), warn),
  ];
  internals.getBindAndCheckDiagnostics = (file, ...rest) => [
    ...getBindAndCheckDiagnostics(file, ...rest),
    ...sift(ownDiagnosticsOf(program, file), warn),
  ];
}

function transformOutput(program: ts.Program): void {
  const { emit } = program;
  program.emit = (file, writeFile, cancellation, emitOnly, transformers, ...rest: []) => {
    const before = [transformerOf(program), ...(transformers?.before ?? [])];
    const result = emit(file, writeFile, cancellation, emitOnly, { ...transformers, before }, ...rest);
    // With noCheck nobody asks for semantic diagnostics; ours are not about types only.
    if (!program.getCompilerOptions().noCheck) return result;
    const problems = sift(file ? ownDiagnosticsOf(program, file) : everythingOf(program), keepQuiet);
    return { ...result, diagnostics: [...result.diagnostics, ...problems] };
  };
}

const ownDiagnosticsOf = (program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] =>
  file.isDeclarationFile || isJson(file) ? [] : diagnosticsOf(program, file);
