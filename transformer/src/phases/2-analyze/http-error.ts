import path from "node:path";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { readComment } from "./jsdoc.js";

/** An answer that a function gives by throwing. */
export interface ThrownError {
  readonly status: number;
  readonly description?: string;
  /** Absent: a text, or the status's phrase. */
  readonly detail?: ts.Type;
  /** Its class and those above, the nearest first, up to `HttpError`, which is left out. */
  readonly classes?: readonly string[];
}

/** What `new HttpError(…)`, or `new` of a subclass, answers with. */
export function errorsOfNew(project: Project, node: ts.NewExpression): ThrownError[] {
  const type = project.checker.getTypeAtLocation(node);
  const classes = classesOf(project, type);
  if (classes === undefined) return [];
  return classes.length === 0 ? plainErrors(project, node, type) : errorsOfClass(project, type, classes);
}

/** What a value of this type answers with when it is thrown; nothing for what is no `HttpError`. */
export function errorsOfType(project: Project, type: ts.Type): ThrownError[] {
  return (type.isUnion() ? type.types : [type]).flatMap((member) => {
    const classes = classesOf(project, member);
    return classes === undefined ? [] : errorsOfClass(project, member, classes);
  });
}

/** How a class is called in documents: the same in the project that declares it and in those that use its declarations. */
export function classKey(symbol: ts.Symbol): string {
  const declaration = symbol.declarations?.find(ts.isClassLike);
  const file = declaration?.getSourceFile().fileName ?? "";
  const stem = path.basename(file).replace(/(\.d)?\.[cm]?tsx?$/, "");
  return `${stem}#${declaration?.name?.text ?? variableName(declaration) ?? symbol.name}`;
}

const variableName = (node: ts.Node | undefined): string | undefined =>
  node && ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name)
    ? node.parent.name.text
    : undefined;

/** The classes of an error below `HttpError`, the nearest first; undefined for what is no `HttpError`. */
function hierarchyOf(project: Project, type: ts.Type): ts.Symbol[] | undefined {
  const chain: ts.Symbol[] = [];
  for (let current: ts.Type | undefined = type; current?.symbol; ) {
    const { symbol }: ts.Type = current;
    if (symbol.name === "HttpError" && project.isOurs(symbol.declarations?.[0])) return chain;
    const declared: ts.Type = project.checker.getDeclaredTypeOfSymbol(symbol);
    if (!declared.isClass()) return undefined;
    chain.push(symbol);
    [current] = project.checker.getBaseTypes(declared);
  }
  return undefined;
}

/** @returns undefined for what is no `HttpError` */
export const classesOf = (project: Project, type: ts.Type): string[] | undefined =>
  hierarchyOf(project, type)?.map(classKey);

/** `new HttpError(404, "…")`: a text that is written out describes the answer. */
function plainErrors(project: Project, { arguments: given }: ts.NewExpression, type: ts.Type): ThrownError[] {
  const said = detailOf(project, given?.[1]);
  return statusesOf(project, type).map((status) => ({ status, ...said }));
}

function errorsOfClass(project: Project, type: ts.Type, classes: readonly string[]): ThrownError[] {
  const declaration = classes.length === 0 ? undefined : type.symbol.declarations?.find(ts.isClassLike);
  const given = detailOf(project, superDetail(project, type));
  const description = (declaration && readComment(declaration).summary) ?? given.description;
  const detail = typedDetail(project, type) ?? given.detail;
  return statusesOf(project, type).map((status) => ({
    status,
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined || detail.flags & textOrNothing ? {} : { detail }),
    ...(classes.length === 0 ? {} : { classes }),
  }));
}

/** What a class says of its detail; where it is silent, its constructor may know more. */
function typedDetail({ checker }: Project, type: ts.Type): ts.Type | undefined {
  const typed = propertyType(checker, type, "detail");
  return typed === undefined || typed.flags & ts.TypeFlags.Unknown ? undefined : typed;
}

/** The type of the detail of an `HttpError`'s subclass; undefined for other classes, and where a text is all it has. */
export function detailOfClass(project: Project, declaration: ts.ClassLikeDeclaration): ts.Type | undefined {
  const { checker } = project;
  const { symbol } = checker.getTypeAtLocation(declaration);
  const type = symbol && checker.getDeclaredTypeOfSymbol(symbol);
  if (!type?.isClass() || type.typeParameters || !hierarchyOf(project, type)) return undefined;
  const detail = typedDetail(project, type) ?? detailOf(project, superDetail(project, type)).detail;
  return detail === undefined || detail.flags & textOrNothing ? undefined : detail;
}

/** Types of a detail that need no words: a text is what every error has. */
const textOrNothing = ts.TypeFlags.String | ts.TypeFlags.Undefined;

/** Only a literal says which status it is. */
export function statusesOf({ checker }: Project, error: ts.Type): number[] {
  const status = propertyType(checker, error, "status");
  const members = status === undefined ? [] : status.isUnion() ? status.types : [status];
  return members.flatMap((member) => (member.isNumberLiteral() && isStatus(member.value) ? [member.value] : []));
}

/** What an `HttpError` takes. */
const isStatus = (code: number): boolean => Number.isInteger(code) && code >= 200 && code <= 599;

function propertyType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const property = checker.getPropertyOfType(type, name);
  return property && checker.getTypeOfSymbol(property);
}

function detailOf({ checker }: Project, node: ts.Expression | undefined): Pick<ThrownError, "description" | "detail"> {
  if (node === undefined) return {};
  if (ts.isStringLiteralLike(node)) return { description: node.text };
  const type = checker.getTypeAtLocation(node);
  return type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Undefined) ? {} : { detail: type };
}

/** The detail in `super(404, …)`, as the class right below `HttpError` calls it. */
function superDetail(project: Project, type: ts.Type): ts.Expression | undefined {
  const declaration = hierarchyOf(project, type)?.at(-1)?.declarations?.find(ts.isClassLike);
  const maker = declaration?.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  return maker && superCall(maker)?.arguments[1];
}

function superCall({ body }: ts.ConstructorDeclaration): ts.CallExpression | undefined {
  for (const statement of body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    if (statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword) return statement.expression;
  }
  return undefined;
}
