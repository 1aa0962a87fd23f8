import path from "node:path";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** A value's module, as an import names it, and what leads to the value in there. */
export interface Way {
  readonly specifier: string;
  readonly names: readonly string[];
}

/**
 * Finds a module that exports a value, and that a file can import.
 * @param homes the files that could export it: where it is declared, where its type is written
 */
export function wayTo(
  project: Project,
  file: ts.SourceFile,
  target: ts.Symbol,
  homes: readonly ts.SourceFile[],
): Way | undefined {
  for (const home of homes) {
    const way = isNear(project, file, home)
      ? (amongImports(project, file, target, (module) => module === home) ?? fromFile(project, file, target, home))
      : amongImports(project, file, target, (module) => isNear(project, home, module));
    if (way) return way;
  }
  for (const home of homes) {
    const way = isNear(project, file, home) ? undefined : fromPackage(project, file, target, home);
    if (way) return way;
  }
  return undefined;
}

/** `./deps.js`, or the name of the package. */
export function specifierOf(project: Project, file: ts.SourceFile, home: ts.SourceFile): string {
  if (!isNear(project, file, home)) return project.packageOf(home)?.name ?? home.fileName;
  const relative = path
    .relative(path.dirname(file.fileName), project.sourceNameOf(home))
    .replaceAll("\\", "/")
    .replace(/(\.d)?\.([cm]?)tsx?$/, ".$2js");
  return relative.startsWith(".") ? relative : `./${relative}`;
}

const isNear = (project: Project, file: ts.SourceFile, home: ts.SourceFile): boolean =>
  project.packageOf(file)?.folder === project.packageOf(home)?.folder;

/** By a module that the file imports already, with a specifier that is therefore right. */
function amongImports(
  project: Project,
  file: ts.SourceFile,
  target: ts.Symbol,
  accepts: (module: ts.SourceFile) => boolean,
): Way | undefined {
  for (const specifier of specifiersIn(file)) {
    const module = project.checker.getSymbolAtLocation(specifier);
    const home = module?.declarations?.find(ts.isSourceFile);
    if (!module || !home || !accepts(home)) continue;
    const names = namesIn(project, module, target);
    if (names) return { specifier: specifier.text, names };
  }
  return undefined;
}

function fromFile(project: Project, file: ts.SourceFile, target: ts.Symbol, home: ts.SourceFile): Way | undefined {
  const module = project.checker.getSymbolAtLocation(home);
  const names = module && namesIn(project, module, target);
  return names && { specifier: specifierOf(project, file, home), names };
}

/** By the way in which other files of the program import the package, or by its main module. */
function fromPackage(project: Project, file: ts.SourceFile, target: ts.Symbol, home: ts.SourceFile): Way | undefined {
  const owner = project.packageOf(home);
  for (const other of project.program.getSourceFiles()) {
    if (other === file || !isNear(project, file, other)) continue;
    const way = amongImports(project, other, target, (module) => isNear(project, home, module));
    if (way && !way.specifier.startsWith(".")) return way;
  }
  if (!owner) return undefined;
  const { resolvedModule } = ts.resolveModuleName(
    owner.name,
    file.fileName,
    project.program.getCompilerOptions(),
    ts.sys,
    undefined,
    undefined,
    file.impliedNodeFormat,
  );
  const main = resolvedModule && project.program.getSourceFile(resolvedModule.resolvedFileName);
  const module = main && project.checker.getSymbolAtLocation(main);
  const names = module && namesIn(project, module, target);
  return names && { specifier: owner.name, names };
}

/** What a file imports from, and hands on from. */
const specifiersIn = (file: ts.SourceFile): ts.StringLiteral[] =>
  file.statements.flatMap((statement) =>
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
    statement.moduleSpecifier &&
    ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier]
      : [],
  );

/** The names that lead from a module to a value which it exports as one; none to the module itself. */
function namesIn(project: Project, module: ts.Symbol, target: ts.Symbol): readonly string[] | undefined {
  if (target === module) return [];
  const { checker } = project;
  const exported = checker
    .getExportsOfModule(module)
    .find((one) => seenThrough(checker, one) === target && !isTypeOnly(project, module, one));
  if (exported) return [exported.name];
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  return whole && seenThrough(checker, whole) === target ? project.namesOfWhole : undefined;
}

const seenThrough = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Whether a name of a module stands for a type only, although what it names is a value: `export type { openDb }`. */
export function isTypeOnly(project: Project, module: ts.Symbol, exported: ts.Symbol): boolean {
  if (!module.exports?.has(exported.escapedName) && hasTypeOnlyStar(module)) return true;
  const { checker } = project;
  for (let each: ts.Symbol | undefined = exported; each && each.flags & ts.SymbolFlags.Alias; ) {
    if (each.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return true;
    // Not declared, but there: `getAliasedSymbol` goes to the end of the chain at once.
    const next: ts.Symbol | undefined = (
      checker as ts.TypeChecker & { getImmediateAliasedSymbol?(symbol: ts.Symbol): ts.Symbol | undefined }
    ).getImmediateAliasedSymbol?.(each);
    each = next;
  }
  return false;
}

const hasTypeOnlyStar = (module: ts.Symbol): boolean =>
  module.declarations?.some(
    (home) =>
      ts.isSourceFile(home) &&
      home.statements.some(
        (statement) => ts.isExportDeclaration(statement) && statement.isTypeOnly && !statement.exportClause,
      ),
  ) ?? false;
