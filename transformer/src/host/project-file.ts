import path from "node:path";
import ts from "../typescript.cjs";

export interface ProjectOptions {
  /** A tsconfig file or its folder. @default the nearest `tsconfig.json` at or above `cwd` */
  readonly tsconfig?: string;
  /** @default process.cwd() */
  readonly cwd?: string;
}

export interface ProjectFile {
  /** Absolute. */
  readonly path: string;
  readonly parsed: ts.ParsedCommandLine;
}

/** The project's tsconfig, or why there is none. Problems within it stay with it, in `parsed.errors`. */
export type FoundProject =
  | { readonly project: ProjectFile; readonly problem?: never }
  | { readonly project?: never; readonly problem: ts.Diagnostic };

export function findProject(
  { tsconfig, cwd = process.cwd() }: ProjectOptions,
  overrides: ts.CompilerOptions = {},
): FoundProject {
  const configPath =
    tsconfig === undefined ? ts.findConfigFile(cwd, ts.sys.fileExists) : configPathOf(path.resolve(cwd, tsconfig));
  if (configPath === undefined || !ts.sys.fileExists(configPath)) {
    const place = tsconfig === undefined ? `at or above ${cwd}` : `at ${path.resolve(cwd, tsconfig)}`;
    return {
      problem: plainProblem(
        `There is no tsconfig.json ${place}. Make one with \`npx tsc --init\`, or name it with --project.`,
      ),
    };
  }
  return readProject(configPath, overrides);
}

export function readProject(configPath: string, overrides: ts.CompilerOptions = {}): FoundProject {
  let problem: ts.Diagnostic | undefined;
  const parsed = ts.getParsedCommandLineOfConfigFile(configPath, overrides, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      problem = diagnostic;
    },
  });
  if (parsed) return { project: { path: configPath, parsed } };
  return { problem: problem ?? plainProblem(`'${configPath}' cannot be read.`) };
}

/** A project and those it refers to, each once, what is referred to before what refers to it. */
export function withReferences(project: ProjectFile, seen = new Map<string, FoundProject>()): FoundProject[] {
  if (seen.has(project.path)) return [];
  seen.set(project.path, { project });
  const before = (project.parsed.projectReferences ?? []).flatMap((reference) => {
    const found = readProject(ts.resolveProjectReferencePath(reference));
    return found.project ? withReferences(found.project, seen) : [found];
  });
  return [...before, { project }];
}

const configPathOf = (named: string): string =>
  ts.sys.directoryExists(named) ? path.join(named, "tsconfig.json") : named;

const plainProblem = (messageText: string): ts.Diagnostic => ({
  category: ts.DiagnosticCategory.Error,
  code: 5083,
  file: undefined,
  start: undefined,
  length: undefined,
  messageText,
});
