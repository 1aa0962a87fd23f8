import type { ContextKind } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { JsonValue } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { includesUndefined } from "./absence.js";
import { type CredentialReading, readCredential } from "./credential.js";
import { type Comment, noComment, readComment } from "./jsdoc.js";
import { jsonOfExpression } from "./literals.js";
import type { MarkerReader, Markers } from "./markers.js";
import { type IssueMessages, messagesOfParameter } from "./messages.js";
import { type ThrownError, thrownErrors } from "./thrown-errors.js";
import { ValueMarkReader } from "./value-marks.js";
import { asWritten, unbound, type Written } from "./written.js";

/** A function as its declaration and its types tell it. */
export interface Signature {
  /** Empty when the function has no name of its own. */
  readonly name: string;
  readonly at: string;
  readonly params: readonly Param[];
  /** What is returned, awaited. */
  readonly returns: ts.Type;
  /** The return type as it is written, promise and all. */
  readonly returnsWritten?: Written;
  readonly comment: Comment;
  readonly errors: readonly ThrownError[];
  readonly problems: readonly Problem[];
}

export interface Param {
  /** As written. */
  readonly name: string;
  /** Where problems are shown. */
  readonly anchor: ts.Node;
  /** May include `undefined`. */
  readonly type: ts.Type;
  /** The type as it is written. */
  readonly written?: Written;
  readonly optional: boolean;
  /** `...name`: reported when the signature was read. */
  readonly rest: boolean;
  /** A WebSocket that is not ours: reported when the signature was read. */
  readonly foreignSocket: boolean;
  /** The initializer, when it is a literal. */
  readonly default?: JsonValue;
  /** For a destructured parameter: its elements' initializers by property, `undefined` for one that is no literal. */
  readonly pattern?: ReadonlyMap<string, JsonValue | undefined>;
  readonly markers: Markers;
  readonly context?: ContextKind;
  readonly credential?: CredentialReading;
  readonly description?: string;
  readonly messages?: IssueMessages;
}

/** What a signature is read for: names the function in messages, and holds problems that have no better place. */
export interface Subject {
  readonly project: Project;
  readonly markers: MarkerReader;
  readonly site: ts.Node;
  /** The expression that names the function where it is used, for functions without a name of their own. */
  readonly expression?: ts.Expression;
}

export function readSignature(subject: Subject, signature: ts.Signature): Signature {
  const { project, site } = subject;
  const { declaration } = signature;
  const written = declaration && !ts.isJSDocSignature(declaration) ? declaration : undefined;
  const comment = written ? commentOf(written, site) : noComment;
  const problems: Problem[] = [];
  const params: Param[] = [];
  if (written) problems.push(...needsThis(subject, written));
  for (const symbol of signature.parameters) {
    if (symbol.name === "this") continue;
    const param = readParam(subject, symbol, comment);
    problems.push(...param.markers.problems, ...misplaced(subject, param), ...unfillable(subject, param));
    params.push(param);
  }
  const returned = project.checker.getReturnTypeOfSignature(signature);
  return {
    name: (written && nameOf(written)) || expressionName(subject.expression),
    at: project.place(written && !written.getSourceFile().isDeclarationFile ? written : site),
    params,
    returns: project.checker.getAwaitedType(returned) ?? returned,
    ...(written?.type ? { returnsWritten: { node: written.type, bindings: unbound } } : {}),
    comment,
    errors: written ? thrownErrors(project, written, comment) : [],
    problems,
  };
}

/** A method is handed on with its object; any other function is called alone. */
function needsThis({ project, site, expression }: Subject, declaration: ts.SignatureDeclaration): readonly Problem[] {
  const [first] = declaration.parameters;
  if (!first?.type || first.name.getText() !== "this" || ts.isClassLike(declaration.parent)) return [];
  const type = project.checker.getTypeFromTypeNode(first.type);
  if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Any | ts.TypeFlags.Unknown) || isMethodOfObject(declaration))
    return [];
  const name = nameOf(declaration) || expressionName(expression) || "This function";
  const anchor = first.getSourceFile().isDeclarationFile ? site : first;
  return [problem("TW2019", anchor, { name, type: first.type.getText() })];
}

const isMethodOfObject = (declaration: ts.SignatureDeclaration): boolean =>
  ts.isMethodDeclaration(declaration) ||
  ts.isMethodSignature(declaration) ||
  (ts.isFunctionExpression(declaration) && ts.isPropertyAssignment(declaration.parent));

function readParam({ project, markers, site }: Subject, symbol: ts.Symbol, comment: Comment): Param {
  const node = symbol.valueDeclaration && ts.isParameter(symbol.valueDeclaration) ? symbol.valueDeclaration : undefined;
  const { checker } = project;
  const written = asWritten(node?.type);
  const type = typeOf(checker, symbol, site, node);
  const name = node ? node.name.getText() : symbol.name;
  const initializer = node?.initializer && jsonOfExpression(checker, node.initializer);
  const pattern = node && ts.isObjectBindingPattern(node.name) ? patternDefaults(checker, node.name) : undefined;
  const context = contextKind(project, type);
  const anchor = node && !node.getSourceFile().isDeclarationFile ? node : site;
  const read = markers.read(written);
  const credential = readCredential(project, type, { name, anchor, markers: read });
  const description = comment.params.get(name);
  const messages = node && messagesOfParameter(node);
  return {
    name,
    anchor,
    type,
    ...(written ? { written } : {}),
    rest: node?.dotDotDotToken !== undefined,
    foreignSocket: isForeignSocket(project, type),
    optional: Boolean(node?.initializer ?? node?.questionToken) || includesUndefined(type),
    ...(initializer === undefined ? {} : { default: initializer }),
    ...(pattern ? { pattern } : {}),
    markers: read,
    ...(context ? { context } : {}),
    ...(credential ? { credential } : {}),
    ...(description ? { description } : {}),
    ...(messages ? { messages } : {}),
  };
}

/** A slot for any handler lends its `any` to `(limit = 10) => …`; the initializer says more. */
function typeOf(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  site: ts.Node,
  node: ts.ParameterDeclaration | undefined,
): ts.Type {
  const type = checker.getTypeOfSymbolAtLocation(symbol, site);
  if (!(type.flags & ts.TypeFlags.Any) || !node?.initializer || node.type) return type;
  return checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node.initializer));
}

/** Words in the type of a parameter that say nothing there. */
function misplaced({ project }: Subject, { written, markers, name, anchor }: Param): readonly Problem[] {
  if (!written) return [];
  const marks = new ValueMarkReader(project);
  const isInside = !markers.depends && marks.hasDependency(written);
  return [...marks.misplaced(written), ...(isInside ? [problem("TW2017", anchor, { path: name })] : [])];
}

function unfillable({ project, site }: Subject, param: Param): Problem[] {
  const { name, type, anchor, rest, foreignSocket, markers } = param;
  if (markers.depends && !rest) return []; // Whatever the dependency provides is right.
  if (foreignSocket) return [problem("TW2009", anchor, { name })];
  if (rest) {
    const items = project.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    // `(...args: any[])` is no one's handler: it is what is left when a wrapper forgets the type.
    return items && items.flags & ts.TypeFlags.Any
      ? [problem("TW1001", site, { type: "(...args: any[]) => unknown" })]
      : [problem("TW2002", anchor, { name })];
  }
  return type.flags & ts.TypeFlags.Any ? [problem("TW2001", anchor, { name })] : [];
}

function patternDefaults(
  checker: ts.TypeChecker,
  pattern: ts.ObjectBindingPattern,
): Map<string, JsonValue | undefined> {
  const defaults = new Map<string, JsonValue | undefined>();
  for (const element of pattern.elements) {
    const name = element.propertyName ?? element.name;
    if (element.initializer && (ts.isIdentifier(name) || ts.isStringLiteral(name)))
      defaults.set(name.text, jsonOfExpression(checker, element.initializer));
  }
  return defaults;
}

const ownContexts = new Map<string, ContextKind>([
  ["Context", "Context"],
  ["BackgroundTasks", "BackgroundTasks"],
  ["SecurityScopes", "SecurityScopes"],
  ["WebSocket", "WebSocket"],
  ["State", "State"],
]);
const platformContexts = new Map<string, ContextKind>([
  ["Request", "Request"],
  ["IncomingMessage", "IncomingMessage"],
  ["AbortSignal", "AbortSignal"],
]);

function contextKind(project: Project, type: ts.Type): ContextKind | undefined {
  const { symbol } = project.checker.getNonNullableType(type);
  const declaration = symbol?.declarations?.[0];
  if (!symbol || !declaration) return undefined;
  const own = ownContexts.get(symbol.name);
  // What programs add to `State` are declarations of it as well, and may come first.
  if (own && symbol.declarations?.some((each) => project.isOurs(each))) return own;
  const kind = platformContexts.get(symbol.name);
  return kind && project.isPlatform(declaration) ? kind : undefined;
}

/** The sockets of browsers, of Node and of the `ws` package: a handler is given none of them. */
function isForeignSocket(project: Project, type: ts.Type): boolean {
  const { symbol } = project.checker.getNonNullableType(type);
  const declaration = symbol?.declarations?.[0];
  if (symbol?.name !== "WebSocket" || !declaration || project.isOurs(declaration)) return false;
  const fileName = declaration.getSourceFile().fileName.replaceAll("\\", "/");
  return project.isPlatform(declaration) || /\/node_modules\/(@types\/)?(ws|undici)\//.test(fileName);
}

/** A function's own name, or that of the variable or property it is the value of. */
export function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? "";
  const { name } = node;
  if (name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name))) return name.text;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && ts.isIdentifier(parent.name))
    return parent.name.text;
  return "";
}

/** The name of a member that is written out; `undefined` for a computed or private one. */
export const nameText = (name: ts.PropertyName): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;

const expressionName = (node: ts.Expression | undefined): string => {
  if (!node) return "";
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : "";
};

/** The comment of a declaration; for an arrow function that of its variable; for an inline handler that of its statement. */
function commentOf(node: ts.SignatureDeclaration, site: ts.Node): Comment {
  const host = ts.isVariableDeclaration(node.parent) ? node.parent : node;
  const own = readComment(host);
  if (own !== noComment) return own;
  const inline = ts.isCallExpression(site) && site.arguments.some((argument) => argument === node);
  if (!inline || !ts.isExpressionStatement(site.parent) || isChained(site)) return own;
  return readComment(site.parent);
}

/** In `app.get(…).post(…)` the statement's comment belongs to no single registration. */
const isChained = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression) && ts.isCallExpression(expression.expression);
