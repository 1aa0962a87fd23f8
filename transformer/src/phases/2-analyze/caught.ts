import ts from "../../typescript.cjs";

/**
 * Whether a `catch` keeps what its block throws: it throws nothing, or only errors that it makes itself. Anything else
 * it throws may be what it caught.
 */
export const keepsErrors = (clause: ts.CatchClause | undefined): boolean =>
  clause !== undefined && !throwsAnOld(clause.block);

/** `load().catch(() => undefined)`. */
export function isCaughtByMethod({ expression, arguments: [handler] }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "catch") return false;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return false;
  return !throwsAnOld(handler.body);
}

/** Whether what a call in `block` throws is thrown there, and not by a promise that is passed on. */
export function isAwaited(checker: ts.TypeChecker, call: ts.Expression, block: ts.Node): boolean {
  for (let node: ts.Node = call; node !== block; node = node.parent) {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  }
  return checker.getPropertyOfType(checker.getTypeAtLocation(call), "then") === undefined;
}

function throwsAnOld(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return !ts.isNewExpression(node.expression);
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, throwsAnOld) ?? false;
}
