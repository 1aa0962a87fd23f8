import { warningsOf } from "../program/adopt.js";
import { fileInternalsOf } from "../program/internal.js";
import ts from "../typescript.cjs";
import { diagnose, isError, sorted } from "./diagnose.js";
import { findProject, type ProjectOptions } from "./project-file.js";
import { createTypewayBuilder } from "./typeway-program.js";
import { watchReferences } from "./watch-references.js";

export interface Output {
  readonly text: string;
  /** The source map as JSON. */
  readonly map?: string;
  /** The source it was made from. */
  readonly source?: string;
}

export interface WatchResult {
  /** Every problem of the project as it stands, not only of what changed. */
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly ok: boolean;
  /** By absolute path, as `build` would write them, without declarations. A snapshot. */
  readonly outputs: ReadonlyMap<string, Output>;
  /**
   * The outputs that are new or different since the last result that was ok; with scripts of projects referred to,
   * which are built on disk.
   */
  readonly changed: readonly string[];
}

export interface WatchOptions extends ProjectOptions {
  /** Called once for the project as it is, then after each change of it. */
  onBuild(result: WatchResult): void;
}

export interface Watcher {
  close(): void;
}

/** How long to wait for the other files of one save, in milliseconds. */
const SETTLE = 30;

/** Compiles in memory and keeps doing so. A project that cannot be read at all is one result with one problem. */
export function watch({ onBuild, ...options }: WatchOptions): Watcher {
  const found = findProject(options);
  if (!found.project) {
    onBuild({ diagnostics: [found.problem], ok: false, outputs: new Map(), changed: [] });
    return { close: () => {} };
  }
  const { path, parsed } = found.project;
  const outputs = new Outputs();
  let isClosed = false;
  let reported = "";
  let own: readonly ts.Diagnostic[] = [];
  let ofReferences: readonly ts.Diagnostic[] = [];
  const report = () => {
    const diagnostics = sorted([...ofReferences, ...own]);
    const ok = !diagnostics.some(isError);
    onBuild({ diagnostics, ok, ...outputs.snapshot(ok) });
  };
  const later = (callback: (...args: unknown[]) => void, delay: number, ...args: unknown[]) => {
    const run = () => {
      if (isClosed) return;
      // TypeScript's own watcher does not survive a missing tsconfig.json; it goes on when the file is back.
      const again = ts.sys.fileExists(path) ? undefined : findProject({ tsconfig: path });
      if (!again?.problem) return callback(...args);
      [reported, own] = ["", [again.problem]];
      report();
    };
    return setTimeout(run, Math.min(delay, SETTLE));
  };
  const system: ts.System = { ...ts.sys, setTimeout: later };
  const ignore = () => {};

  const references = parsed.projectReferences?.length
    ? watchReferences(parsed.projectReferences, system, ({ diagnostics, written }) => {
        ofReferences = diagnostics;
        outputs.noteWritten(written);
        // The first time the project itself comes after them.
        if (reported !== "") report();
      })
    : undefined;

  const host = ts.createWatchCompilerHost(path, inMemory(parsed.options), system, createTypewayBuilder, ignore, ignore);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseAll;
  host.afterProgramCreate = (program) => {
    const before = diagnose(program);
    const emitted = program.emit(undefined, (fileName, text, _byteOrderMark, _onError, sources) =>
      outputs.put(ts.sys.resolvePath(fileName), text, sources?.[0]?.fileName),
    );
    outputs.prune((source) => program.getSourceFile(source) !== undefined);
    // One save may be several events.
    const state = stateOf(program);
    if (state === reported) return;
    reported = state;
    own = [...before, ...emitted.diagnostics, ...warningsOf(program.getProgram())];
    report();
  };
  const watcher = ts.createWatchProgram(host);
  return {
    close() {
      isClosed = true;
      watcher.close();
      references?.close();
    },
  };
}

/** The same for two programs of the same sources under the same options. */
function stateOf(program: ts.BuilderProgram): string {
  const { configFile, ...options } = program.getCompilerOptions();
  const versions = program.getSourceFiles().map((file) => [file.fileName, fileInternalsOf(file).version]);
  const complaints = program.getConfigFileParsingDiagnostics().map(({ messageText }) => messageText);
  return JSON.stringify([versions, options, complaints]);
}

/** The project's own options, except that JavaScript and its maps come out, and nothing else. */
function inMemory(options: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...unset("tsBuildInfoFile", "declarationDir", "isolatedDeclarations", "inlineSourceMap", "mapRoot", "sourceRoot"),
    noEmit: false,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    sourceMap: true,
    ...(options.allowImportingTsExtensions ? { rewriteRelativeImportExtensions: true } : {}),
  };
}

/** Takes back what tsconfig.json says: a value that is there, and undefined, wins over it. */
const unset = (...names: readonly (keyof ts.CompilerOptions)[]): ts.CompilerOptions =>
  Object.fromEntries(names.map((name) => [name, undefined]));

class Outputs {
  readonly #files = new Map<string, Output>();
  readonly #changed = new Set<string>();

  put(fileName: string, text: string, source: string | undefined): void {
    const isMap = fileName.endsWith(".map");
    const target = isMap ? fileName.slice(0, -".map".length) : fileName;
    const file = {
      text: "",
      ...this.#files.get(target),
      ...(isMap ? { map: text } : { text }),
      ...(source === undefined ? {} : { source }),
    };
    if (this.#files.get(target)?.text !== file.text) this.#changed.add(target);
    this.#files.set(target, file);
  }

  /** Scripts of other projects, which lie on the disk. */
  noteWritten(fileNames: readonly string[]): void {
    for (const fileName of fileNames) this.#changed.add(fileName);
  }

  prune(isSource: (fileName: string) => boolean): void {
    for (const [fileName, { source }] of this.#files) {
      if (source === undefined || isSource(source)) continue;
      this.#files.delete(fileName);
      this.#changed.delete(fileName);
    }
  }

  snapshot(settle: boolean): { readonly outputs: ReadonlyMap<string, Output>; readonly changed: readonly string[] } {
    const changed = [...this.#changed];
    if (settle) this.#changed.clear();
    return { outputs: new Map(this.#files), changed };
  }
}
