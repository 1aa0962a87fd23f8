import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { leftmost } from "./dependency.js";

/** A value of the program that a type speaks of. */
export interface Referent {
  /** Its leftmost name, as it is known where it is written. */
  readonly symbol: ts.Symbol;
  /** What follows the leftmost name: `["codec"]` in `Money.codec`. */
  readonly rest: readonly string[];
  /** Where it is written: `typeof isIsbn`, or the declaration of a class that a type is. */
  readonly node: ts.TypeQueryNode | ts.ClassLikeDeclaration;
}

/** What `typeof f` names. @param marker the word it is written in */
export function referentOf(project: Project, node: ts.TypeNode, marker: string): Referent | Problem {
  const refuse = (reason: string): Problem => problem("TW2010", node, { marker, type: node.getText(), reason });
  if (ts.isImportTypeNode(node)) return refuse("`import(…)` does not import it; an import declaration does");
  if (!ts.isTypeQueryNode(node)) return refuse("it is a type, and a type does not exist at run time");
  if (ts.isImportTypeNode(node.exprName)) return refuse("`import(…)` does not import it; an import declaration does");
  const first = leftmost(node.exprName);
  const symbol = project.checker.getSymbolAtLocation(first);
  if (!symbol) return refuse("its name is unknown");
  return { symbol, rest: restOf(node.exprName), node };
}

/** The function, codec or class itself, seen through imports. */
export const targetOf = ({ checker }: Project, { symbol }: Referent): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

export const restOf = (name: ts.EntityName): string[] =>
  ts.isIdentifier(name) ? [] : [...restOf(name.left), name.right.text];
