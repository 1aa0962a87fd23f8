import path from "node:path";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { leftmost } from "../2-analyze/dependency.js";

/** How a file reaches a value that a type names. */
export type Reference =
  /** In scope where the type is written: the identifier itself. */
  | { readonly kind: "local"; readonly identifier: ts.Identifier; readonly rest: readonly string[] }
  /** By a namespace import of its module. */
  | { readonly kind: "imported"; readonly specifier: string; readonly names: readonly string[] };

/** Finds a way from `file` to the value behind `typeof f`. */
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
  const written = query.getSourceFile();
  const imported = symbol.declarations?.find(isImport);
  if (written === file)
    return imported ? byImport(imported, rest, query, anchor) : { kind: "local", identifier: first, rest };
  const target = symbol.flags & ts.SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol;
  return acrossFiles(project, file, target, rest, query, anchor);
}

type Import = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

const isImport = (node: ts.Node): node is Import =>
  ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);

/** The user's own import may be erased (`import type`), so the module is imported once more. */
function byImport(
  node: Import,
  rest: readonly string[],
  query: ts.TypeQueryNode,
  anchor: ts.Node,
): Reference | Problem {
  const declaration = ts.findAncestor(node, ts.isImportDeclaration);
  if (!declaration || !ts.isStringLiteral(declaration.moduleSpecifier))
    return unreachable(query, anchor, "its import cannot be read");
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
  query: ts.TypeQueryNode,
  anchor: ts.Node,
): Reference | Problem {
  const { checker } = project;
  const candidates = [target.declarations?.[0]?.getSourceFile(), query.getSourceFile()];
  for (const candidate of candidates) {
    const module = candidate && checker.getSymbolAtLocation(candidate);
    if (!candidate || !module) continue;
    if (target === module) return { kind: "imported", specifier: specifierOf(project, file, candidate), names: rest };
    const exported = checker.getExportsOfModule(module).find((one) => resolved(checker, one) === target);
    if (exported)
      return { kind: "imported", specifier: specifierOf(project, file, candidate), names: [exported.name, ...rest] };
  }
  const module = specifierOf(project, file, query.getSourceFile());
  return problem("TW2005", anchor, { name: leftmost(query.exprName as ts.EntityName).text, module });
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

const restOf = (name: ts.EntityName): string[] =>
  ts.isIdentifier(name) ? [] : [...restOf(name.left), name.right.text];

const unreachable = (query: ts.TypeQueryNode, anchor: ts.Node, reason: string): Problem =>
  problem("TW2004", anchor, { type: query.getText(), reason });
