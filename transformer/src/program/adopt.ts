import { diagnosticsOf, transformerOf } from "../transform.js";
import type ts from "../typescript.cjs";
import { internalsOf, isJson } from "./internal.js";
import { mixVersions } from "./version.js";

/**
 * Makes a program Typeway's: its diagnostics include ours, whoever asks (`--noEmit`, builders, editors), its output is
 * transformed, and no file with generated code is taken for unchanged while a type it depends on has changed.
 * Must run before a builder looks at the program.
 */
export function adopt(program: ts.Program): void {
  mixVersions(program);
  reportDiagnostics(program);
  transformOutput(program);
}

/** Every problem of the program's own files. */
export const allDiagnosticsOf = (program: ts.Program): ts.Diagnostic[] =>
  program.getSourceFiles().flatMap((file) => ownDiagnosticsOf(program, file));

/** Adds ours to what a program says about its types. */
export function reportDiagnostics(program: ts.Program): void {
  const internals = internalsOf(program);
  const { getSemanticDiagnostics, getBindAndCheckDiagnostics } = internals;
  internals.getSemanticDiagnostics = (file, ...rest) => [
    ...getSemanticDiagnostics(file, ...rest),
    ...(file ? ownDiagnosticsOf(program, file) : allDiagnosticsOf(program)),
  ];
  internals.getBindAndCheckDiagnostics = (file, ...rest) => [
    ...getBindAndCheckDiagnostics(file, ...rest),
    ...ownDiagnosticsOf(program, file),
  ];
}

function transformOutput(program: ts.Program): void {
  const { emit } = program;
  program.emit = (file, writeFile, cancellation, emitOnly, transformers, ...rest: []) => {
    const before = [transformerOf(program), ...(transformers?.before ?? [])];
    const result = emit(file, writeFile, cancellation, emitOnly, { ...transformers, before }, ...rest);
    // With noCheck nobody asks for semantic diagnostics; ours are not about types only.
    if (!program.getCompilerOptions().noCheck) return result;
    const problems = file ? ownDiagnosticsOf(program, file) : allDiagnosticsOf(program);
    return { ...result, diagnostics: [...result.diagnostics, ...problems] };
  };
}

const ownDiagnosticsOf = (program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] =>
  file.isDeclarationFile || isJson(file) ? [] : diagnosticsOf(program, file);
