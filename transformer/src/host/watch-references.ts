import ts from "../typescript.cjs";
import { createTypewayBuilder } from "./typeway-program.js";

export interface ReferencesResult {
  /** Every problem of the projects referred to, as they stand. */
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Absolute paths of the scripts written. */
  readonly written: readonly string[];
}

/** TypeScript's numbers of "Starting compilation in watch mode" and "File change detected". */
const STARTING = new Set([6031, 6032]);
/** Those of "Found 1 error" and "Found {0} errors". */
const FINISHED = new Set([6193, 6194]);

/**
 * Builds the projects that a project refers to, on disk as `build` does, and again after each change of them.
 * @param system with a `setTimeout` that can be stopped: builders have no declared way to end
 * @param onBuild called once before this returns, then after each change
 */
export function watchReferences(
  references: readonly ts.ProjectReference[],
  system: ts.System,
  onBuild: (result: ReferencesResult) => void,
): { close(): void } {
  let diagnostics: ts.Diagnostic[] = [];
  let written: string[] = [];
  const recording: ts.System = {
    ...system,
    writeFile(fileName, ...rest) {
      system.writeFile(fileName, ...rest);
      if (/\.[cm]?js$/.test(fileName)) written.push(system.resolvePath(fileName));
    },
  };
  const onStatus = ({ code }: ts.Diagnostic) => {
    if (STARTING.has(code)) [diagnostics, written] = [[], []];
    if (FINISHED.has(code)) onBuild({ diagnostics, written });
  };
  const onProblem = (problem: ts.Diagnostic) => diagnostics.push(problem);
  const host = ts.createSolutionBuilderWithWatchHost(recording, createTypewayBuilder, onProblem, () => {}, onStatus);
  const builder: ts.SolutionBuilder<ts.BuilderProgram> & { close?(): void } = ts.createSolutionBuilderWithWatch(
    host,
    references.map(ts.resolveProjectReferencePath),
    {},
  );
  builder.build();
  return { close: () => builder.close?.() };
}
