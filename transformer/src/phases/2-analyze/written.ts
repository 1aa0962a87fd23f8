import ts from "../../typescript.cjs";

/** A type as it is written: its node, and what is written for the type parameters that occur in it. */
export interface Written {
  readonly node: ts.TypeNode;
  readonly bindings: Bindings;
}

/** What stands for a type parameter of an alias, interface or class at the place where it is used. */
export type Bindings = ReadonlyMap<ts.Symbol, Written>;

export const unbound: Bindings = new Map();

export const asWritten = (node: ts.TypeNode | undefined): Written | undefined => node && { node, bindings: unbound };

/** The parameters of a declaration with the arguments it is given, or with their defaults. */
export function bind(
  checker: ts.TypeChecker,
  parameters: readonly ts.TypeParameterDeclaration[],
  { typeArguments }: ts.NodeWithTypeArguments,
  outer: Bindings,
): Bindings {
  const bindings = new Map<ts.Symbol, Written>();
  for (const [index, parameter] of parameters.entries()) {
    const symbol = checker.getSymbolAtLocation(parameter.name);
    const argument = typeArguments?.[index];
    const bound = argument
      ? { node: argument, bindings: outer }
      : parameter.default && { node: parameter.default, bindings };
    if (symbol && bound) bindings.set(symbol, bound);
  }
  return bindings;
}

// The types of a program are read for several purposes, and TypeScript looks a name up each time it is asked.
const symbolsByChecker = new WeakMap<ts.TypeChecker, Map<ts.Node, ts.Symbol | undefined>>();

/** What a type node names, seen through imports. */
export function symbolOf(
  checker: ts.TypeChecker,
  node: ts.TypeReferenceNode | ts.ImportTypeNode | ts.ExpressionWithTypeArguments,
): ts.Symbol | undefined {
  const name = ts.isTypeReferenceNode(node)
    ? node.typeName
    : ts.isImportTypeNode(node)
      ? node.qualifier
      : node.expression;
  if (!name) return undefined;
  const symbols = symbolsByChecker.get(checker) ?? new Map<ts.Node, ts.Symbol | undefined>();
  symbolsByChecker.set(checker, symbols);
  if (symbols.has(name)) return symbols.get(name);
  const symbol = checker.getSymbolAtLocation(name);
  const seen = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  symbols.set(name, seen);
  return seen;
}

/** The type that a property or parameter is declared with. */
export function typeNodeOf(declaration: ts.Declaration | undefined): ts.TypeNode | undefined {
  if (!declaration) return undefined;
  if (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration))
    return declaration.type;
  return undefined;
}
