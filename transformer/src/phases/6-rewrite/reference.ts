import path from "node:path";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { leftmost } from "../2-analyze/dependency.js";
import { isMethod } from "../2-analyze/methods.js";
import { type Referent, restOf } from "../2-analyze/referent.js";

/** How a file reaches a value that a type names. */
export type Reference = (
  | /** In scope where the type is written: the identifier itself. */
  { readonly kind: "local"; readonly identifier: ts.Identifier; readonly rest: readonly string[] }
  /** By a namespace import of its module. */
  | { readonly kind: "imported"; readonly specifier: string; readonly names: readonly string[] }
) & {
  /** The last name is that of a method, which is called on what the names before it say. */
  readonly method?: true;
};

/** Finds a way from a place in `file` to the value behind `typeof f`. */
export function referenceTo(
  project: Project,
  file: ts.SourceFile,
  query: ts.TypeQueryNode,
  anchor: ts.Node,
): Reference | Problem {
  const { exprName } = query;
  if (ts.isImportTypeNode(exprName)) return unreachable(query, anchor, "`import(…)` is no value of this file");
  const first = leftmost(exprName);
  const rest = restOf(exprName);
  const symbol = project.checker.getSymbolAtLocation(first);
  if (!symbol) return unreachable(query, anchor, "its name is unknown");
  const found = find(project, file, { symbol, rest, node: query });
  if (found && "reason" in found) return unreachable(query, anchor, found.reason);
  const isBound = !ts.isIdentifier(exprName) && isMethod(project.checker.getSymbolAtLocation(exprName.right));
  if (found) return isBound ? { ...found, method: true } : found;
  const module = specifierOf(project, file, query.getSourceFile());
  return problem("TW2005", anchor, { what: "dependency", name: first.text, module });
}

/**
 * Finds a way from the top level of `file` to a value that a type speaks of.
 * @param site where the type is used, for problems of types that are no part of the program
 */
export function topLevelReference(
  project: Project,
  file: ts.SourceFile,
  referent: Referent,
  site: ts.Node,
): Reference | Problem {
  const { node, symbol } = referent;
  const anchor = node.getSourceFile().isDeclarationFile ? site : node;
  const found = find(project, file, referent);
  const refuse = (reason: string): Problem =>
    problem("TW2010", anchor, { marker: "Check", type: ts.isTypeQueryNode(node) ? node.getText() : name, reason });
  const name = localName(symbol)?.text ?? symbol.name;
  if (found?.kind === "local" && !isTopLevel(symbol))
    return refuse("it is declared inside a function, where the generated code cannot reach it");
  if (!found) {
    const what = ts.isTypeQueryNode(node) ? "value" : "class";
    return problem("TW2005", anchor, { what, name, module: specifierOf(project, file, node.getSourceFile()) });
  }
  return "reason" in found ? refuse(found.reason) : found;
}

/** @returns undefined when the value is not exported from where it would have to be imported */
function find(
  project: Project,
  file: ts.SourceFile,
  { symbol, rest, node }: Referent,
): Reference | { readonly kind: "unreadable"; readonly reason: string } | undefined {
  if (node.getSourceFile() === file) {
    const imported = symbol.declarations?.find(isImport);
    if (imported) return byImport(imported, rest);
    const identifier = ts.isTypeQueryNode(node) ? leftmostOf(node) : localName(symbol);
    if (identifier) return { kind: "local", identifier, rest };
  }
  const target = symbol.flags & ts.SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol;
  return acrossFiles(project, file, target, rest, node.getSourceFile());
}

const leftmostOf = ({ exprName }: ts.TypeQueryNode): ts.Identifier | undefined =>
  ts.isImportTypeNode(exprName) ? undefined : leftmost(exprName);

/** The name by which a file speaks of what it declares; that of a default export is not `default`. */
function localName({ declarations }: ts.Symbol): ts.Identifier | undefined {
  const name = declarations?.[0] && ts.getNameOfDeclaration(declarations[0]);
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** Whether a function at the end of the file sees it. */
const isTopLevel = ({ declarations }: ts.Symbol): boolean =>
  declarations?.some((declaration) => {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return ts.isSourceFile(statement.parent);
  }) ?? false;

type Import = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

const isImport = (node: ts.Node): node is Import =>
  ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);

/** The user's own import may be erased (`import type`), so the module is imported once more. */
function byImport(
  node: Import,
  rest: readonly string[],
): Reference | { readonly kind: "unreadable"; readonly reason: string } {
  const declaration = ts.findAncestor(node, ts.isImportDeclaration);
  if (!declaration || !ts.isStringLiteral(declaration.moduleSpecifier))
    return { kind: "unreadable", reason: "its import cannot be read" };
  const specifier = declaration.moduleSpecifier.text;
  if (ts.isNamespaceImport(node)) return { kind: "imported", specifier, names: rest };
  const name = ts.isImportClause(node) ? "default" : (node.propertyName ?? node.name).text;
  return { kind: "imported", specifier, names: [name, ...rest] };
}

/** The type was written in another module: the value must be exported there, or where it is declared. */
function acrossFiles(
  project: Project,
  file: ts.SourceFile,
  target: ts.Symbol,
  rest: readonly string[],
  written: ts.SourceFile,
): Reference | undefined {
  const { checker } = project;
  const candidates = [target.declarations?.[0]?.getSourceFile(), written];
  for (const candidate of candidates) {
    const module = candidate && checker.getSymbolAtLocation(candidate);
    if (!candidate || !module) continue;
    if (target === module) return { kind: "imported", specifier: specifierOf(project, file, candidate), names: rest };
    const exported = checker
      .getExportsOfModule(module)
      .find(
        (one) => resolved(checker, one) === target && !one.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration),
      );
    if (exported)
      return { kind: "imported", specifier: specifierOf(project, file, candidate), names: [exported.name, ...rest] };
  }
  return undefined;
}

const resolved = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** `./deps.js`; a package by the specifier some import of this file already reaches it with, else by its own name. */
function specifierOf(project: Project, file: ts.SourceFile, target: ts.SourceFile): string {
  const known = file.statements.find(
    (statement): statement is ts.ImportDeclaration =>
      ts.isImportDeclaration(statement) && resolvesTo(project, statement, target),
  );
  if (known && ts.isStringLiteral(known.moduleSpecifier)) return known.moduleSpecifier.text;
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(
    target.fileName.replaceAll("\\", "/").replace(/.*(?=\/node_modules\/)/, ""),
  );
  if (inPackage?.[1]) return inPackage[1];
  const relative = path
    .relative(path.dirname(file.fileName), target.fileName)
    .replaceAll("\\", "/")
    .replace(/(\.d)?\.([cm]?)tsx?$/, ".$2js");
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function resolvesTo({ checker }: Project, { moduleSpecifier }: ts.ImportDeclaration, target: ts.SourceFile): boolean {
  return checker.getSymbolAtLocation(moduleSpecifier)?.declarations?.includes(target) ?? false;
}

const unreachable = (query: ts.TypeQueryNode, anchor: ts.Node, reason: string): Problem =>
  problem("TW2004", anchor, { type: query.getText(), reason });
