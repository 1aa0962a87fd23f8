import type { HandledClass } from "@typeway/contract";
import type { Project } from "../../project.js";
import type ts from "../../typescript.cjs";
import { classKey, statusesOf } from "./http-error.js";

/** The class of errors that a handler is registered for: the value of `node`. Undefined for what is no class. */
export function handledClass(project: Project, node: ts.Expression): HandledClass | undefined {
  const { symbol } = project.checker.getTypeAtLocation(node);
  const classes = symbol ? hierarchyOf(project, symbol) : [];
  if (classes.length === 0) return undefined;
  return { classes, statuses: statusesOf(project, project.checker.getDeclaredTypeOfSymbol(symbol)) };
}

function hierarchyOf(project: Project, symbol: ts.Symbol): string[] {
  const declaration = symbol.declarations?.[0];
  // Of `Error` there are an interface and a variable.
  if (project.isPlatform(declaration)) return [symbol.name.replace(/Constructor$/, "")];
  const type = project.checker.getDeclaredTypeOfSymbol(symbol);
  if (!type.isClass()) return [];
  const [base] = project.checker.getBaseTypes(type);
  const above = base?.symbol ? hierarchyOf(project, base.symbol) : [];
  return [project.isOurs(declaration) ? symbol.name : classKey(symbol), ...above];
}
