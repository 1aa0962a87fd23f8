import { adopt, allDiagnosticsOf, reportDiagnostics } from "./program/adopt.js";
import { isOwnTypescript, setupDiagnostic, typescriptVersionOf } from "./program/setup-problem.js";
import { warnIn } from "./program/warn.js";
import { transformerOf } from "./transform.js";
import ts from "./typescript.cjs";

/** The line of tsconfig.json's `plugins` that named us. */
export interface PluginConfig {
  readonly transform?: string;
  readonly transformProgram?: boolean;
}

/** What ts-patch hands to a source transformer. */
export interface SourceExtras {
  addDiagnostic(diagnostic: ts.Diagnostic): void;
}

/**
 * The plugin for ts-patch, as both of its kinds. With `"transformProgram": true` it is called when a program is made
 * and takes care of everything. Without, it is first called when output is written: too late to tell a builder what
 * has changed.
 */
export function typeway(
  program: ts.Program,
  config: PluginConfig,
  extras: SourceExtras,
): ts.TransformerFactory<ts.SourceFile>;
export function typeway(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  config: PluginConfig,
  extras: object,
): ts.Program;
export function typeway(
  program: ts.Program,
  ...args: [PluginConfig, SourceExtras] | [ts.CompilerHost | undefined, PluginConfig, object]
): ts.Program | ts.TransformerFactory<ts.SourceFile> {
  if (args.length === 2) return asSourceTransformer(program, args[1]);
  return asProgramTransformer(program);
}

function asProgramTransformer(program: ts.Program): ts.Program {
  const problem = foreignTypescript(program);
  if (problem) refuse(program, problem);
  else adopt(program, warnIn(program));
  return program;
}

const adopted = new WeakSet<ts.Program>();

function asSourceTransformer(program: ts.Program, extras: SourceExtras): ts.TransformerFactory<ts.SourceFile> {
  const problem = foreignTypescript(program) ?? keepsOutput(program.getCompilerOptions());
  if (problem) {
    extras.addDiagnostic(problem);
    return () => (file) => file;
  }
  // Called for every file that a builder writes.
  if (!adopted.has(program)) {
    adopted.add(program);
    const warn = warnIn(program);
    for (const diagnostic of allDiagnosticsOf(program, warn)) extras.addDiagnostic(diagnostic);
    // Asked once more before anything is written under noEmitOnError.
    reportDiagnostics(program, warn);
  }
  return transformerOf(program);
}

function foreignTypescript(program: ts.Program): ts.Diagnostic | undefined {
  const found = typescriptVersionOf(program);
  if (found === undefined || isOwnTypescript(found)) return undefined;
  return setupDiagnostic("TW0001", { found, needed: `${ts.versionMajorMinor}.x` });
}

function keepsOutput(options: ts.CompilerOptions): ts.Diagnostic | undefined {
  const option = (["composite", "incremental", "watch"] as const).find((name) => options[name] === true);
  return option && setupDiagnostic("TW0002", { option });
}

/** Nothing about this program can be relied on: it says why, and writes nothing. */
function refuse(program: ts.Program, problem: ts.Diagnostic): void {
  program.getOptionsDiagnostics = () => [problem];
  program.emit = () => ({ emitSkipped: true, diagnostics: [problem], emittedFiles: [] });
}
