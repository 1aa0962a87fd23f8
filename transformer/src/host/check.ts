import { warningsOf } from "../program/adopt.js";
import ts from "../typescript.cjs";
import { diagnose, isError, sorted } from "./diagnose.js";
import {
  type FoundProject,
  findProject,
  type ProjectFile,
  type ProjectOptions,
  withReferences,
} from "./project-file.js";
import { createTypewayProgram } from "./typeway-program.js";

export interface CheckResult {
  /** Sorted by place, each once. */
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly ok: boolean;
}

/** Everything that is wrong with a project and those it refers to. Writes nothing, and needs nothing built. */
export function check(options: ProjectOptions = {}): CheckResult {
  const found = findProject(options);
  const projects: FoundProject[] = found.project ? withReferences(found.project) : [found];
  const diagnostics = projects.flatMap((each) => (each.project ? checkProject(each.project) : [each.problem]));
  return { diagnostics: sorted(diagnostics), ok: !diagnostics.some(isError) };
}

function checkProject({ parsed }: ProjectFile): ts.Diagnostic[] {
  const configFileParsingDiagnostics = ts.getConfigFileParsingDiagnostics(parsed);
  if (parsed.fileNames.length === 0) return [...configFileParsingDiagnostics];
  const options = withoutOutput(parsed.options);
  const program = createTypewayProgram({
    rootNames: parsed.fileNames,
    options,
    host: sourceReadingHost(options),
    configFileParsingDiagnostics,
    ...(parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {}),
  });
  const isOwn = ({ file }: ts.Diagnostic): boolean => !file || !isOfReference(program, file);
  const problems = diagnose(program).filter(isOwn);
  const warnings = warningsOf(program).filter(isOwn);
  const declares = parsed.options.declaration || parsed.options.composite;
  if (problems.length > 0 || !declares) return [...problems, ...warnings];
  return [...program.getDeclarationDiagnostics(), ...warnings];
}

function withoutOutput(options: ts.CompilerOptions): ts.CompilerOptions {
  return { ...options, noEmit: true };
}

/** Reads the sources of the projects referred to, where a build would read their declarations. */
function sourceReadingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?(): boolean } = ts.createCompilerHost(options);
  host.useSourceOfProjectReferenceRedirect = () => true;
  return host;
}

const isOfReference = (program: ts.Program, file: ts.SourceFile): boolean =>
  (
    program as ts.Program & { isSourceOfProjectReferenceRedirect(fileName: string): boolean }
  ).isSourceOfProjectReferenceRedirect(file.fileName);
