import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** `checker.check` or `checkers["a"]`, where what is named must be called on what stands before it. */
export type MethodAccess = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** Whether a value loses its `this` when it is handed on by itself; `Checker.prototype.check` is of no instance. */
export function isMethodAccess({ checker }: Project, node: ts.Node): node is MethodAccess {
  if (isPrototype(node)) return false;
  const name = accessedName(node);
  return name !== undefined && isMethod(checker.getSymbolAtLocation(name));
}

const isPrototype = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === "prototype";

function accessedName(node: ts.Node): ts.Node | undefined {
  if (ts.isPropertyAccessExpression(node))
    return ts.isIdentifier(node.name) && node.expression.kind !== ts.SyntaxKind.SuperKeyword ? node.name : undefined;
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
    ? node.argumentExpression
    : undefined;
}

/** Declared as a method, or as a property that is a `function`; an arrow function has no `this` of its own. */
export const isMethod = (symbol: ts.Symbol | undefined): boolean =>
  symbol?.declarations?.some(
    (declaration) =>
      ts.isMethodDeclaration(declaration) ||
      ts.isMethodSignature(declaration) ||
      ((ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) &&
        declaration.initializer !== undefined &&
        ts.isFunctionExpression(declaration.initializer)),
  ) ?? false;
