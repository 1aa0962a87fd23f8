import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

export interface ThrownError {
  readonly status: number;
  readonly description?: string;
  /** Absent: a text, or the status's phrase. */
  readonly detail?: ts.Type;
}

/**
 * The statuses a function answers with by `new HttpError(404, "…")`, thrown at once or later. Only what stands in its
 * own text counts: what it calls speaks for itself with `@throws`.
 */
export function thrownErrors(project: Project, declaration: ts.Node): ThrownError[] {
  const errors: ThrownError[] = [];
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

function httpError(project: Project, node: ts.NewExpression): ThrownError | undefined {
  const [status, detail] = node.arguments ?? [];
  if (!status || !ts.isNumericLiteral(status)) return undefined;
  const { symbol } = project.checker.getTypeAtLocation(node);
  if (symbol?.name !== "HttpError" || !project.isOurs(symbol.declarations?.[0])) return undefined;
  const code = Number(status.text);
  if (!detail) return { status: code };
  if (ts.isStringLiteralLike(detail)) return { status: code, description: detail.text };
  const type = project.checker.getTypeAtLocation(detail);
  return { status: code, ...(type.flags & ts.TypeFlags.StringLike ? {} : { detail: type }) };
}
