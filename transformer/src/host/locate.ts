import { statSync } from "node:fs";
import path from "node:path";
import ts from "../typescript.cjs";
import {
  type FoundProject,
  findProject,
  type ProjectFile,
  type ProjectOptions,
  withReferences,
} from "./project-file.js";

export interface LocateOptions extends ProjectOptions {
  /** A TypeScript file. */
  readonly source: string;
}

export interface Located {
  /** The tsconfig file of the project the source belongs to; absolute. */
  readonly tsconfig: string;
  /** Where the source is compiled to; absolute. */
  readonly output: string;
  /** `stale`: some source of the project is newer than what was built from it. */
  readonly state: "missing" | "stale" | "built";
}

/** Finds the project of a source file, from the file upwards as editors do, and what is built from the file. */
export function locate({
  source,
  cwd = process.cwd(),
  tsconfig,
}: LocateOptions): Located | { readonly problem: string } {
  const fileName = ts.sys.resolvePath(path.resolve(cwd, source));
  const found = findProject(tsconfig === undefined ? { cwd: path.dirname(fileName) } : { cwd, tsconfig });
  if (!found.project) return { problem: ts.flattenDiagnosticMessageText(found.problem.messageText, " ") };
  const project = projectOf(fileName, withReferences(found.project)) ?? found.project;
  const output = outputOf(fileName, project);
  return { tsconfig: project.path, output, state: stateOf(output, project) };
}

function projectOf(fileName: string, projects: readonly FoundProject[]): ProjectFile | undefined {
  return projects
    .flatMap(({ project }) => project ?? [])
    .find(({ parsed }) => parsed.fileNames.some((own) => samePath(own, fileName)));
}

function outputOf(fileName: string, { path: configPath, parsed }: ProjectFile): string {
  const listed = parsed.fileNames.find((own) => samePath(own, fileName));
  const script =
    listed &&
    ts.getOutputFileNames(parsed, listed, !ts.sys.useCaseSensitiveFileNames).find((name) => /\.[cm]?js$/.test(name));
  if (script) return ts.sys.resolvePath(script);
  // The sources are not there, as in an image that holds only what was built.
  const configFolder = path.dirname(configPath);
  const inside = path.relative(parsed.options.rootDir ?? configFolder, fileName);
  return path.resolve(parsed.options.outDir ?? configFolder, inside.replace(/\.([cm]?)tsx?$/, ".$1js"));
}

function stateOf(output: string, { parsed }: ProjectFile): Located["state"] {
  if (!ts.sys.fileExists(output)) return "missing";
  const isOld = (fileName: string) => {
    const built = ts.getOutputFileNames(parsed, fileName, !ts.sys.useCaseSensitiveFileNames);
    return timeOf(fileName) > Math.max(...[...built, ...buildInfosBeside(parsed)].map(timeOf));
  };
  return parsed.fileNames.filter((fileName) => !/\.d\.[cm]?ts$/.test(fileName)).some(isOld) ? "stale" : "built";
}

/** A touched source with its old text is not written again; its build info is. */
function buildInfosBeside({ options }: ts.ParsedCommandLine): string[] {
  const { configFilePath, outDir, tsBuildInfoFile } = options;
  if (tsBuildInfoFile !== undefined) return [tsBuildInfoFile];
  if (typeof configFilePath !== "string") return [];
  const name = `${path.basename(configFilePath, ".json")}.tsbuildinfo`;
  return [path.join(path.dirname(configFilePath), name), ...(outDir === undefined ? [] : [path.join(outDir, name)])];
}

const timeOf = (fileName: string): number => statSync(fileName, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const samePath = (a: string, b: string): boolean =>
  ts.sys.useCaseSensitiveFileNames
    ? path.resolve(a) === path.resolve(b)
    : path.resolve(a).toLowerCase() === path.resolve(b).toLowerCase();
