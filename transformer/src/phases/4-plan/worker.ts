import { type Problem, problem } from "../../diagnostics/problem.js";
import type { WorkerPlan } from "../../ir/plan.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";

export interface PlannedWorker {
  readonly plan?: WorkerPlan;
  readonly problems: readonly Problem[];
}

/** How another thread finds the function that a call such as `offload(hash)` is given. */
export function planWorker(project: Project, { call }: Registration): PlannedWorker {
  const [argument] = call.arguments;
  if (!argument) return { problems: [] };
  const expression = bare(argument);
  const refuse = (reason: string): PlannedWorker => ({
    problems: [problem("TW4050", argument, { name: nameOf(expression), reason })],
  });
  const found = find(project.checker, expression);
  if ("reason" in found) return refuse(found.reason);
  const { specifier } = found;
  const options = project.program.getCompilerOptions();
  const format = isCommonJs(options, argument.getSourceFile()) ? "cjs" : "esm";
  return { plan: { ...found, specifier: specifier && emitted(options, specifier), format }, problems: [] };
}

/** Without parentheses and assertions. */
const bare = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? bare(node.expression)
    : node;

type Found = Pick<WorkerPlan, "specifier" | "names"> | { readonly reason: string };

function find(checker: ts.TypeChecker, expression: ts.Expression): Found {
  const leftmost = namespaceOf(expression);
  const symbol = checker.getSymbolAtLocation(leftmost ?? expression);
  if (!symbol) return { reason: "it is written here, and a thread cannot be given a function, only the way to one" };
  const imported = symbol.declarations?.find(isImport);
  if (imported)
    return byImport(imported, leftmost && ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined);
  if (!ts.isIdentifier(expression)) return { reason: "it belongs to an object, which a thread does not have" };
  const own = exportsOf(checker, expression.getSourceFile()).find((each) => targetOf(checker, each) === symbol);
  return own ? { specifier: null, names: [own.name] } : { reason: "it is not exported" };
}

/** `heavy` of `heavy.hash`. */
const namespaceOf = (expression: ts.Expression): ts.Identifier | undefined =>
  ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)
    ? expression.expression
    : undefined;

type Import = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

const isImport = (node: ts.Node): node is Import =>
  ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);

/** @param member of what is imported */
function byImport(node: Import, member: string | undefined): Found {
  const clause = ts.findAncestor(node, ts.isImportDeclaration);
  if (!clause || !ts.isStringLiteral(clause.moduleSpecifier)) return { reason: "the way it is imported is unknown" };
  const specifier = clause.moduleSpecifier.text;
  const more = member === undefined ? [] : [member];
  if (ts.isNamespaceImport(node)) return { specifier, names: more };
  const name = ts.isImportClause(node) ? "default" : (node.propertyName ?? node.name).text;
  return { specifier, names: [name, ...more] };
}

const exportsOf = (checker: ts.TypeChecker, file: ts.SourceFile): readonly ts.Symbol[] => {
  const module = checker.getSymbolAtLocation(file);
  return module ? checker.getExportsOfModule(module) : [];
};

/** `export { hash }` is a name for what is declared elsewhere in the file. */
function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return checker.getExportSymbolOfSymbol(target);
}

function isCommonJs({ module = ts.ModuleKind.CommonJS }: ts.CompilerOptions, file: ts.SourceFile): boolean {
  const byFile = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  return byFile ? file.impliedNodeFormat !== ts.ModuleKind.ESNext : module === ts.ModuleKind.CommonJS;
}

/** As it stands in the JavaScript: `./heavy.ts` is `./heavy.js` there. */
const emitted = ({ rewriteRelativeImportExtensions }: ts.CompilerOptions, specifier: string): string =>
  rewriteRelativeImportExtensions && specifier.startsWith(".")
    ? specifier.replace(/(?<!\.d)\.([cm]?)tsx?$/, ".$1js")
    : specifier;

const nameOf = (expression: ts.Expression): string =>
  ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression)
    ? `'${expression.getText()}'`
    : "This function";
