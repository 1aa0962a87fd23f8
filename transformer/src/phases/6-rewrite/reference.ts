import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { leftmost } from "../2-analyze/dependency.js";
import { isMethod } from "../2-analyze/methods.js";
import { type Referent, restOf } from "../2-analyze/referent.js";
import { isTypeOnly, specifierOf, wayTo } from "./specifier.js";

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

type Found = Reference | { readonly kind: "unreadable"; readonly reason: string };

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
function find(project: Project, file: ts.SourceFile, { symbol, rest, node }: Referent): Found | undefined {
  if (node.getSourceFile() === file) {
    const imported = symbol.declarations?.find(isImport);
    const found = imported && byImport(project, file, imported, rest);
    if (found) return found;
    const identifier = imported ? undefined : ts.isTypeQueryNode(node) ? leftmostOf(node) : localName(symbol);
    if (identifier) return { kind: "local", identifier, rest };
  }
  const target = symbol.flags & ts.SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol;
  const homes = [target.declarations?.[0]?.getSourceFile(), node.getSourceFile()].filter((home) => home !== undefined);
  const way = wayTo(project, file, target, homes);
  return way && { kind: "imported", specifier: way.specifier, names: [...way.names, ...rest] };
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

type Import = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport | ts.ImportEqualsDeclaration;

const isImport = (node: ts.Node): node is Import =>
  ts.isImportSpecifier(node) ||
  ts.isImportClause(node) ||
  ts.isNamespaceImport(node) ||
  ts.isImportEqualsDeclaration(node);

/**
 * The user's own import may be erased (`import type`), so the module is imported once more.
 * @returns undefined when the module exports no value of that name, only a type
 */
function byImport(project: Project, file: ts.SourceFile, node: Import, rest: readonly string[]): Found | undefined {
  if (ts.isImportEqualsDeclaration(node)) return byRequire(project, file, node, rest);
  const declaration = ts.findAncestor(node, ts.isImportDeclaration);
  if (!declaration || !ts.isStringLiteral(declaration.moduleSpecifier))
    return { kind: "unreadable", reason: "its import cannot be read" };
  const specifier = declaration.moduleSpecifier.text;
  if (ts.isNamespaceImport(node)) return { kind: "imported", specifier, names: rest };
  const name = ts.isImportClause(node) ? "default" : (node.propertyName ?? node.name).text;
  const module = project.checker.getSymbolAtLocation(declaration.moduleSpecifier);
  const exported = module && project.checker.getExportsOfModule(module).find((one) => one.name === name);
  if (module && exported && isTypeOnly(project, module, exported)) return undefined;
  return { kind: "imported", specifier, names: [name, ...rest] };
}

/** `import deps = require("./deps.cjs")` and `import open = deps.open`. */
function byRequire(
  project: Project,
  file: ts.SourceFile,
  { moduleReference: reference }: ts.ImportEqualsDeclaration,
  rest: readonly string[],
): Found | undefined {
  if (!ts.isExternalModuleReference(reference)) {
    const symbol = project.checker.getSymbolAtLocation(leftmost(reference));
    const imported = symbol?.declarations?.find(isImport);
    const names = [...restOf(reference), ...rest];
    if (imported) return byImport(project, file, imported, names);
    return { kind: "local", identifier: leftmost(reference), rest: names };
  }
  if (!ts.isStringLiteral(reference.expression)) return { kind: "unreadable", reason: "its import cannot be read" };
  const module = project.checker.getSymbolAtLocation(reference.expression);
  const isWhole = module?.exports?.has(ts.InternalSymbolName.ExportEquals) ?? false;
  const names = isWhole ? [...project.namesOfWhole, ...rest] : rest;
  return { kind: "imported", specifier: reference.expression.text, names };
}

const unreachable = (query: ts.TypeQueryNode, anchor: ts.Node, reason: string): Problem =>
  problem("TW2004", anchor, { type: query.getText(), reason });
