import ts from "../typescript.cjs";

/**
 * What `tsc` would report about a program before it writes anything, in its order: types are not looked at while
 * the syntax is broken.
 */
export function diagnose(program: ts.Program | ts.BuilderProgram): ts.Diagnostic[] {
  const config = program.getConfigFileParsingDiagnostics();
  const syntax = program.getSyntacticDiagnostics();
  if (syntax.length > 0) return [...config, ...syntax];
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return [...config, ...general, ...(general.length > 0 ? [] : program.getSemanticDiagnostics())];
}

export const sorted = (diagnostics: readonly ts.Diagnostic[]): readonly ts.Diagnostic[] =>
  ts.sortAndDeduplicateDiagnostics(diagnostics);

export const isError = (diagnostic: ts.Diagnostic): boolean => diagnostic.category === ts.DiagnosticCategory.Error;
