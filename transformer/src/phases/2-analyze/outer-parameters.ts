import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** The parameters of the type that a function is written for: of `Reader` in `const read: Reader = (db) => …`. */
export function outerParameters({ checker }: Project, node: ts.Node): readonly ts.ParameterDeclaration[] {
  const type = outerType(checker, node);
  const [signature, ...others] = type ? checker.getNonNullableType(type).getCallSignatures() : [];
  if (!signature || others.length > 0) return [];
  return signature.parameters.flatMap(({ valueDeclaration }) =>
    valueDeclaration && ts.isParameter(valueDeclaration) ? [valueDeclaration] : [],
  );
}

function outerType(checker: ts.TypeChecker, node: ts.Node): ts.Type | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return checker.getContextualType(node);
  if (!ts.isMethodDeclaration(node) || !ts.isObjectLiteralExpression(node.parent)) return undefined;
  const property = checker.getContextualType(node.parent)?.getProperty(node.name.getText());
  return property && checker.getTypeOfSymbol(property);
}
