import { isPrimitive } from "../../primitives.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { isAwaited, isCaughtByMethod, keepsErrors } from "./caught.js";
import { errorsOfNew, errorsOfType, type ThrownError } from "./http-error.js";
import { type Comment, readComment } from "./jsdoc.js";

export type { ThrownError } from "./http-error.js";

/** What stands in one function's own text. */
interface Body {
  readonly errors: readonly ThrownError[];
  /** What it calls, of functions of the same program. */
  readonly callees: readonly ts.SignatureDeclaration[];
}

/** What one function leads to is no longer of interest to a reader of the document. */
const mostFunctions = 5_000;

/** The answers that functions of one program give by throwing. Each function's text is read once. */
class ThrownErrors {
  readonly #bodies = new Map<ts.SignatureDeclaration, Body>();

  constructor(readonly project: Project) {}

  /**
   * What leaves a function as an `HttpError`, thrown at once or later, by itself or by what it calls in the same program,
   * and what comments of these say with `@throws`.
   */
  of(root: ts.SignatureDeclaration, comment: Comment): ThrownError[] {
    const seen = new Set([root]);
    // A set that grows is gone through to its new end.
    for (const declaration of seen) {
      if (seen.size < mostFunctions) for (const callee of this.#bodyOf(declaration).callees) seen.add(callee);
    }
    const found = [...seen].flatMap((declaration) => this.#bodyOf(declaration).errors);
    return distinct(described(saidErrors(this.project, comment), found));
  }

  #bodyOf(declaration: ts.SignatureDeclaration): Body {
    const known = this.#bodies.get(declaration);
    if (known) return known;
    const body = readBody(this.project, declaration);
    this.#bodies.set(declaration, body);
    return body;
  }
}

const readerByProject = new WeakMap<Project, ThrownErrors>();

/** @see ThrownErrors.of */
export function thrownErrors(project: Project, declaration: ts.SignatureDeclaration, comment: Comment): ThrownError[] {
  const reader = readerByProject.get(project) ?? new ThrownErrors(project);
  readerByProject.set(project, reader);
  return reader.of(declaration, comment);
}

/** What a comment says of answers; `@throws {TypeError}` says nothing of any. */
const saidErrors = (project: Project, { throws }: Comment): ThrownError[] =>
  throws.flatMap(({ status, type, text }) => {
    const errors =
      status !== undefined
        ? [{ status }]
        : type
          ? errorsOfType(project, project.checker.getTypeFromTypeNode(type))
          : [];
    return errors.map((error) => (text ? { ...error, description: text } : error));
  });

/** Whether what a call throws is kept from its function's caller. */
type Keeps = (call: ts.Expression) => boolean;

function readBody(project: Project, declaration: ts.SignatureDeclaration): Body {
  const { checker } = project;
  const errors: ThrownError[] = [];
  const callees = new Set<ts.SignatureDeclaration>();
  const visit = (node: ts.Node, keeps: Keeps | undefined): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isNewExpression(node) && !keeps) errors.push(...errorsOfNew(project, node));
    if (ts.isThrowStatement(node) && !ts.isNewExpression(node.expression) && !keeps)
      errors.push(...errorsOfType(project, checker.getTypeAtLocation(node.expression)));
    if (isCall(node) && !keeps?.(node)) for (const callee of calleesOf(project, node)) callees.add(callee);
    if (ts.isTryStatement(node) && keepsErrors(node.catchClause)) {
      const { tryBlock, catchClause, finallyBlock } = node;
      visit(tryBlock, (call) => isAwaited(checker, call, tryBlock));
      for (const rest of [catchClause, finallyBlock]) if (rest) visit(rest, keeps);
    } else if (ts.isCallExpression(node) && isCaughtByMethod(node)) {
      visit(node.expression, () => true);
      for (const argument of node.arguments) visit(argument, keeps);
    } else ts.forEachChild(node, (child) => visit(child, keeps));
  };
  ts.forEachChild(declaration, (child) => visit(child, undefined));
  const comment = readComment(ts.isVariableDeclaration(declaration.parent) ? declaration.parent : declaration);
  return { errors: described(saidErrors(project, comment), errors), callees: [...callees] };
}

const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);

/**
 * What a call leads to: the function it names, and those it hands on by name (`items.map(toItem)`). What Typeway is given
 * runs at another time.
 */
function calleesOf(project: Project, call: ts.CallExpression | ts.NewExpression): ts.SignatureDeclaration[] {
  const declaration = project.checker.getResolvedSignature(call)?.declaration;
  if (project.isOurs(declaration)) return [];
  const named = (call.arguments ?? []).flatMap((argument) =>
    isName(argument) && mayBeFunction(project, argument)
      ? (onlyDeclaration(project.checker.getTypeAtLocation(argument)) ?? [])
      : [],
  );
  return [declaration, ...named].flatMap((one) => functionOf(project, one) ?? []);
}

const isName = (node: ts.Node): boolean => ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);

/** As it is declared: what it is narrowed to takes TypeScript longer to tell. */
function mayBeFunction({ checker }: Project, name: ts.Node): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol === undefined || symbol.flags & ts.SymbolFlags.Alias
    ? true
    : !isPrimitive(checker.getTypeOfSymbol(symbol));
}

function onlyDeclaration(type: ts.Type): ts.Signature["declaration"] {
  const [signature, ...others] = type.getCallSignatures();
  return others.length === 0 ? signature?.declaration : undefined;
}

/** A function of the program, or a declaration whose comment is all there is to read. */
function functionOf(project: Project, declaration: ts.Signature["declaration"]): ts.SignatureDeclaration | undefined {
  if (!declaration || ts.isJSDocSignature(declaration)) return undefined;
  const file = declaration.getSourceFile();
  if (project.program.isSourceFileFromExternalLibrary(file) || file.fileName.includes("/node_modules/"))
    return undefined;
  return project.program.isSourceFileDefaultLibrary(file) ? undefined : implementationOf(project, declaration);
}

/** Of an overloaded function the one with a body. */
function implementationOf({ checker }: Project, declaration: ts.SignatureDeclaration): ts.SignatureDeclaration {
  if (hasBody(declaration) || !declaration.name) return declaration;
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const all: readonly ts.Declaration[] = symbol?.declarations ?? [];
  return all.find((one): one is ts.FunctionLikeDeclaration => ts.isFunctionLike(one) && hasBody(one)) ?? declaration;
}

const hasBody = (node: ts.Node): boolean => "body" in node && node.body !== undefined;

/** What a comment says of a class or status describes what is thrown; what is thrown elsewhere it adds. */
function described(said: readonly ThrownError[], found: readonly ThrownError[]): readonly ThrownError[] {
  const speaksOf = (comment: ThrownError, error: ThrownError): boolean =>
    comment.status === error.status && (!comment.classes || comment.classes[0] === error.classes?.[0]);
  const told = found.map((error) => {
    const description = said.find((comment) => speaksOf(comment, error))?.description;
    return description === undefined ? error : { ...error, description };
  });
  return [...said.filter((comment) => !found.some((error) => speaksOf(comment, error))), ...told];
}

function distinct(errors: readonly ThrownError[]): ThrownError[] {
  const detailsByText = new Map<string, Set<ThrownError["detail"]>>();
  return errors.filter(({ status, description, detail, classes }) => {
    const text = `${status} ${classes?.[0]} ${description}`;
    const details = detailsByText.get(text) ?? new Set();
    detailsByText.set(text, details);
    return !details.has(detail) && details.add(detail);
  });
}
