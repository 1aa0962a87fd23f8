import path from "node:path";
import ts from "./typescript.cjs";

const OWN_PACKAGES = new Set(["typeway", "@typeway/contract", "@typeway/runtime"]);

interface Package {
  readonly name: string;
  readonly folder: string;
}

/** One program and what every phase asks of it. */
export class Project {
  readonly checker: ts.TypeChecker;
  /** The folder of tsconfig.json; places in messages and type keys are relative to it. */
  readonly root: string;
  #sourceByOutput: ReadonlyMap<string, string> | undefined;
  readonly #ownerByFolder = new Map<string, Package | undefined>();
  readonly #isOursByFile = new Map<ts.SourceFile, boolean>();

  constructor(readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
    const { configFilePath } = program.getCompilerOptions();
    this.root = typeof configFilePath === "string" ? path.dirname(configFilePath) : program.getCurrentDirectory();
  }

  /** `src/users.ts`; a file of a package as `node_modules/<package>/…`, wherever the package manager put it. */
  relative(fileName: string): string {
    const marker = "/node_modules/";
    const normal = fileName.replaceAll("\\", "/");
    const inPackages = normal.lastIndexOf(marker);
    if (inPackages >= 0) return normal.slice(inPackages + 1);
    return path.relative(this.root, fileName).replaceAll("\\", "/");
  }

  /** `src/users.ts:14:3`. */
  place(node: ts.Node): string {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return `${this.relative(file.fileName)}:${line + 1}:${character + 1}`;
  }

  /** Whether a declaration is part of Typeway itself: of the sources, not the tests, of a package that users import. */
  isOurs(node: ts.Node | undefined): boolean {
    if (!node) return false;
    const file = node.getSourceFile();
    const known = this.#isOursByFile.get(file);
    if (known !== undefined) return known;
    const isOurs = this.#isOwnSource(file);
    this.#isOursByFile.set(file, isOurs);
    return isOurs;
  }

  #isOwnSource({ fileName }: ts.SourceFile): boolean {
    const owner = this.#owner(path.dirname(fileName));
    if (!owner || !OWN_PACKAGES.has(owner.name)) return false;
    return /^(src|dist)[\\/]/.test(path.relative(owner.folder, fileName));
  }

  /** The package that a file is part of. */
  packageOf({ fileName }: ts.SourceFile): Package | undefined {
    return this.#owner(path.dirname(fileName));
  }

  /** The name of a file's source, when it is the declarations of a project that this one refers to. */
  sourceNameOf({ fileName }: ts.SourceFile): string {
    this.#sourceByOutput ??= new Map(outputsOf(this.program));
    return this.#sourceByOutput.get(path.resolve(fileName)) ?? fileName;
  }

  /** What leads to the value of `export =` from an import of the whole module. */
  get namesOfWhole(): readonly string[] {
    const { esModuleInterop = true, module = ts.ModuleKind.ESNext } = this.program.getCompilerOptions();
    return esModuleInterop || module >= ts.ModuleKind.Node16 ? ["default"] : [];
  }

  /** Whether a declaration belongs to TypeScript's library, or to Node's types. */
  isPlatform(node: ts.Node | undefined): boolean {
    if (!node) return false;
    const file = node.getSourceFile();
    if (this.program.isSourceFileDefaultLibrary(file)) return true;
    return /\/node_modules\/(@types\/node|undici-types)\//.test(file.fileName.replaceAll("\\", "/"));
  }

  #owner(folder: string): Package | undefined {
    if (this.#ownerByFolder.has(folder)) return this.#ownerByFolder.get(folder);
    const owner = this.#findOwner(folder);
    this.#ownerByFolder.set(folder, owner);
    return owner;
  }

  #findOwner(folder: string): Package | undefined {
    const text = ts.sys.readFile(path.join(folder, "package.json"));
    if (text !== undefined) {
      const { config } = ts.parseConfigFileTextToJson("package.json", text) as { config?: { name?: unknown } };
      if (typeof config?.name === "string") return { name: config.name, folder };
    }
    const parent = path.dirname(folder);
    return parent === folder ? undefined : this.#owner(parent);
  }
}

/** The files that the projects it refers to write, with their sources. */
function* outputsOf(program: ts.Program): Generator<[string, string]> {
  const ignoreCase = !ts.sys.useCaseSensitiveFileNames;
  const seen = new Set<ts.ResolvedProjectReference>();
  const left = [...(program.getResolvedProjectReferences() ?? [])];
  for (let next = left.pop(); next || left.length > 0; next = left.pop()) {
    if (!next || seen.has(next)) continue;
    seen.add(next);
    left.push(...(next.references ?? []).filter((each) => each !== undefined));
    for (const source of next.commandLine.fileNames) {
      if (source.endsWith(".d.ts")) continue;
      for (const output of ts.getOutputFileNames(next.commandLine, source, ignoreCase))
        yield [path.resolve(output), source];
    }
  }
}
