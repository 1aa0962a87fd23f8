import { adopt } from "../program/adopt.js";
import ts from "../typescript.cjs";

/** A program as the plugin would make it: comments kept for documentation, diagnostics and output ours. */
export function createTypewayProgram(options: ts.CreateProgramOptions): ts.Program {
  if (options.host) options.host.jsDocParsingMode = ts.JSDocParsingMode.ParseAll;
  const program = ts.createProgram({ ...options, options: withoutPlugins(options.options) });
  adopt(program);
  return program;
}

/** A TypeScript patched by `ts-patch install` would run our plugin as well, and write the generated code twice. */
function withoutPlugins({ plugins, ...options }: ts.CompilerOptions): ts.CompilerOptions {
  return options;
}

/** What `ts.createIncrementalProgram`, solution builders and watchers call to make theirs. */
export const createTypewayBuilder: ts.CreateProgram<ts.EmitAndSemanticDiagnosticsBuilderProgram> = (
  rootNames,
  options,
  host,
  oldProgram,
  configFileParsingDiagnostics,
  projectReferences,
) => {
  // Without root names the old program stands, under new complaints about tsconfig.json.
  if (!rootNames || !options || !host) {
    return ts.createEmitAndSemanticDiagnosticsBuilderProgram(
      rootNames,
      options,
      host,
      oldProgram,
      configFileParsingDiagnostics,
      projectReferences,
    );
  }
  const program = createTypewayProgram({
    rootNames,
    options,
    host,
    ...defined({ oldProgram: programOf(oldProgram), configFileParsingDiagnostics, projectReferences }),
  });
  return ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host, oldProgram, configFileParsingDiagnostics);
};

/** A builder read from build info has no program; asking it with `getProgram` would throw. */
const programOf = (builder: ts.BuilderProgram | undefined): ts.Program | undefined =>
  (builder as { getProgramOrUndefined?(): ts.Program | undefined } | undefined)?.getProgramOrUndefined?.();

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined, for options that must be absent then. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
