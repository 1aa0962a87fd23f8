import ts from "../../typescript.cjs";

const { factory } = ts;

/** How many statements lead the file: directives and imports. */
export function headLength(statements: readonly ts.Statement[]): number {
  let head = 0;
  for (const [index, statement] of statements.entries()) {
    if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) head = index + 1;
    else if (index === head && ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression))
      head = index + 1;
    else break;
  }
  return head;
}

/**
 * `using` or `await using`. For an older target TypeScript puts all that follows one at the top level into a `try` block,
 * where functions that are written as text would be unknown to what comes before it.
 */
export const isUsing = (statement: ts.Statement): boolean =>
  ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Using) !== 0;

export const importNamespace = (name: string, specifier: string): ts.ImportDeclaration =>
  factory.createImportDeclaration(
    undefined,
    factory.createImportClause(undefined, undefined, factory.createNamespaceImport(factory.createIdentifier(name))),
    factory.createStringLiteral(specifier),
  );
