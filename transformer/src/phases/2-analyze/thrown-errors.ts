import type { ErrorDoc } from "@typeway/contract";
import ts from "typescript";
import type { Project } from "../../project.js";

/**
 * The statuses a function answers with by `new HttpError(404, "…")`, thrown at once or later. Only what stands in its
 * own text counts: what it calls speaks for itself with `@throws`.
 */
export function thrownErrors(project: Project, declaration: ts.Node): ErrorDoc[] {
  const errors: ErrorDoc[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const error = httpError(project, node);
      if (error) errors.push(error);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return errors;
}

function httpError(project: Project, node: ts.NewExpression): ErrorDoc | undefined {
  const [status, detail] = node.arguments ?? [];
  if (!status || !ts.isNumericLiteral(status)) return undefined;
  const { symbol } = project.checker.getTypeAtLocation(node);
  if (symbol?.name !== "HttpError" || !project.isOurs(symbol.declarations?.[0])) return undefined;
  return {
    status: Number(status.text),
    ...(detail && ts.isStringLiteralLike(detail) ? { description: detail.text } : {}),
  };
}
