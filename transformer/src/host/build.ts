import { warningsOf } from "../program/adopt.js";
import { isFromOtherTransformer } from "../program/version.js";
import ts from "../typescript.cjs";
import { check } from "./check.js";
import { diagnose, isError, sorted } from "./diagnose.js";
import { findProject, type ProjectFile, type ProjectOptions, withReferences } from "./project-file.js";
import { createTypewayBuilder, createTypewayProgram } from "./typeway-program.js";

export interface BuildOptions extends ProjectOptions {
  /** Only look; the same as {@link check}. @default false */
  readonly noEmit?: boolean;
}

export interface BuildResult {
  /** Sorted by place, each once. */
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Absolute paths of the files written, build info included. */
  readonly written: readonly string[];
  /** There was no error. As with `tsc`, files may have been written all the same. */
  readonly ok: boolean;
}

/**
 * Compiles a project as its tsconfig says, with the TypeScript of this package. The output is that of a `tsc` that
 * has the plugin: incremental where the project is, and with the projects it refers to (`tsc -b`).
 */
export function build(options: BuildOptions = {}): BuildResult {
  if (options.noEmit) return { ...check(options), written: [] };
  const found = findProject(options);
  if (!found.project) return { diagnostics: [found.problem], written: [], ok: false };
  if (found.project.parsed.options.noEmit) return { ...check(options), written: [] };
  return found.project.parsed.projectReferences?.length ? buildSolution(found.project) : buildProject(found.project);
}

function buildProject(project: ProjectFile): BuildResult {
  const { parsed } = project;
  const { written, system } = recordingSystem();
  const configFileParsingDiagnostics = ts.getConfigFileParsingDiagnostics(parsed);
  const common = { rootNames: parsed.fileNames, options: parsed.options, configFileParsingDiagnostics };
  const program =
    parsed.options.incremental || parsed.options.composite
      ? ts.createIncrementalProgram({
          ...common,
          host: incrementalHost(project, system),
          createProgram: createTypewayBuilder,
        })
      : createTypewayProgram({ ...common, host: recordingHost(parsed.options, written) });
  const before = diagnose(program);
  const emitted = program.emit();
  const warnings = warningsOf("getProgram" in program ? program.getProgram() : program);
  return resultOf([...before, ...emitted.diagnostics, ...warnings], written);
}

function buildSolution(project: ProjectFile): BuildResult {
  const { written, system } = recordingSystem();
  const diagnostics: ts.Diagnostic[] = [];
  const programs: ts.Program[] = [];
  const createProgram: typeof createTypewayBuilder = (...args) => {
    const builder = createTypewayBuilder(...args);
    programs.push(builder.getProgram());
    return builder;
  };
  const host = ts.createSolutionBuilderHost(system, createProgram, (diagnostic) => diagnostics.push(diagnostic));
  const force = withReferences(project).some((found) => found.project && isOutdated(found.project));
  ts.createSolutionBuilder(host, [project.path], { force }).build();
  return resultOf([...diagnostics, ...programs.flatMap(warningsOf)], written);
}

/** Forgets the last build where its output is gone: build info often lies elsewhere and survives. */
function incrementalHost(project: ProjectFile, system: ts.System): ts.CompilerHost {
  const host = ts.createIncrementalCompilerHost(project.parsed.options, system);
  const { readFile } = host;
  const forgotten = lacksOutput(project) ? buildInfoOf(project) : undefined;
  host.readFile = (fileName) => (fileName === forgotten ? undefined : readFile(fileName));
  return host;
}

/** Solution builders look at a project's own files only; they would not notice another release of ours. */
function isOutdated(project: ProjectFile): boolean {
  const buildInfo = buildInfoOf(project);
  const text = buildInfo === undefined ? undefined : ts.sys.readFile(buildInfo);
  return text !== undefined && (isFromOtherTransformer(text) || lacksOutput(project));
}

function lacksOutput({ parsed }: ProjectFile): boolean {
  if (parsed.options.noEmit || parsed.options.emitDeclarationOnly) return false;
  const scripts = parsed.fileNames.filter((fileName) => !/\.d\.[cm]?ts$|\.json$/.test(fileName));
  return scripts.some((script) =>
    ts
      .getOutputFileNames(parsed, script, !ts.sys.useCaseSensitiveFileNames)
      .some((output) => !ts.sys.fileExists(output)),
  );
}

function buildInfoOf({ parsed }: ProjectFile): string | undefined {
  // Not declared, and the only one who knows all the places where the file may be.
  const { getTsBuildInfoEmitOutputFilePath } = ts as unknown as {
    getTsBuildInfoEmitOutputFilePath(options: ts.CompilerOptions): string | undefined;
  };
  return getTsBuildInfoEmitOutputFilePath(parsed.options);
}

function recordingSystem(): { readonly written: string[]; readonly system: ts.System } {
  const written: string[] = [];
  const writeFile: ts.System["writeFile"] = (fileName, text, writeByteOrderMark) => {
    ts.sys.writeFile(fileName, text, writeByteOrderMark);
    written.push(ts.sys.resolvePath(fileName));
  };
  return { written, system: { ...ts.sys, writeFile } };
}

function recordingHost(options: ts.CompilerOptions, written: string[]): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { writeFile } = host;
  host.writeFile = (fileName, ...rest) => {
    writeFile(fileName, ...rest);
    written.push(ts.sys.resolvePath(fileName));
  };
  return host;
}

const resultOf = (diagnostics: readonly ts.Diagnostic[], written: readonly string[]): BuildResult => ({
  diagnostics: sorted(diagnostics),
  written,
  ok: !diagnostics.some(isError),
});
