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

export const importNamespace = (name: string, specifier: string): ts.ImportDeclaration =>
  factory.createImportDeclaration(
    undefined,
    factory.createImportClause(undefined, undefined, factory.createNamespaceImport(factory.createIdentifier(name))),
    factory.createStringLiteral(specifier),
  );
