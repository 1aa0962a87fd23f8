import { type Problem, problem } from "../../diagnostics/problem.js";
import { isPrimitive } from "../../primitives.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** A function or class that stands as a value where a `Dependency` is asked for: an element of `dependencies: [f]`. */
export interface Provision {
  readonly expression: ts.Expression;
}

type Found = { readonly provision: Provision } | { readonly problem: Problem };

const nothing: readonly Found[] = [];

/** Finds the expressions of a file that stand where a `Dependency` is asked for. */
export class ProvisionFinder {
  readonly #checker: ts.TypeChecker;
  readonly #answerByType = new Map<ts.Type, boolean>();

  constructor({ checker }: Project) {
    this.#checker = checker;
  }

  /** Those among the values that `node` itself hands on; those inside them are found at their own nodes. */
  find(node: ts.Node): readonly Found[] {
    const values = valuesIn(node);
    return values.length === 0 ? nothing : values.flatMap((value) => this.#findAt(value) ?? []);
  }

  #findAt(value: ts.Expression): Found | undefined {
    if (isCompound(value)) return undefined;
    const expected = this.#expected(value);
    if (!expected || isPrimitive(expected)) return undefined;
    if (this.#isDependency(expected))
      return this.#isProvided(this.#checker.getTypeAtLocation(value))
        ? undefined
        : { provision: { expression: value } };
    if (isFunction(value)) return undefined;
    if (this.#isList(expected))
      return this.#isProvidedList(value) ? undefined : { problem: problem("TW1009", value, { list: value.getText() }) };
    const options = this.#unprovidedIn(value, expected);
    if (options === undefined) return undefined;
    return { problem: problem("TW1009", value, { list: `${value.getText()}.dependencies`, options }) };
  }

  /** TypeScript knows no contextual type for what is spread in an array. */
  #expected(value: ts.Expression): ts.Type | undefined {
    const known = ts.isSpreadElement(value.parent) ? undefined : this.#checker.getContextualType(value);
    if (known) return known;
    const { parent } = value;
    if (ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent)) return this.#expected(parent.parent);
    if (ts.isArrayLiteralExpression(parent)) return this.#itemOf(this.#expected(parent));
    return ts.isExpression(parent) && isCompound(parent) && valuesIn(parent).includes(value)
      ? this.#expected(parent)
      : undefined;
  }

  #itemOf(list: ts.Type | undefined): ts.Type | undefined {
    return list && this.#checker.getIndexTypeOfType(this.#checker.getNonNullableType(list), ts.IndexKind.Number);
  }

  #isList(type: ts.Type): boolean {
    const item = this.#itemOf(type);
    return item !== undefined && this.#isDependency(item);
  }

  /** Options that were made elsewhere: the name of the type asked for, where their list of dependencies has none. */
  #unprovidedIn(value: ts.Expression, expected: ts.Type): string | undefined {
    const options = this.#checker.getNonNullableType(expected);
    const asked = options.isUnion() ? undefined : options.getProperty("dependencies");
    if (!asked || !options.symbol || !this.#isList(this.#checker.getTypeOfSymbol(asked))) return undefined;
    const given = this.#checker.getTypeAtLocation(value).getProperty("dependencies");
    if (!given || this.#isProvided(this.#itemOf(this.#checker.getTypeOfSymbol(given)))) return undefined;
    const made = this.#satisfied(value)?.getProperty("dependencies");
    return made && this.#isList(this.#checker.getTypeOfSymbol(made)) ? undefined : options.symbol.name;
  }

  /** By its type, or as the constant `const checks = [f] satisfies Dependency[]`, of whose type that says nothing. */
  #isProvidedList(list: ts.Expression): boolean {
    if (this.#isProvided(this.#itemOf(this.#checker.getTypeAtLocation(list)))) return true;
    const satisfied = this.#satisfied(list);
    return satisfied !== undefined && this.#isList(satisfied);
  }

  /** `T` of a constant `const name = … satisfies T`. */
  #satisfied(value: ts.Expression): ts.Type | undefined {
    const symbol = ts.isIdentifier(value) ? valueSymbol(this.#checker, value) : undefined;
    const declaration = symbol?.valueDeclaration;
    const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return made && ts.isSatisfiesExpression(made) ? this.#checker.getTypeAtLocation(made.type) : undefined;
  }

  #isDependency(type: ts.Type): boolean {
    if (!type.isUnionOrIntersection()) return false;
    const known = this.#answerByType.get(type);
    if (known !== undefined) return known;
    const found = type.isUnion() ? type.types.some((member) => this.#isDependency(member)) : hasKey(type);
    this.#answerByType.set(type, found);
    return found;
  }

  /** Whether every value of the type has stood where a `Dependency` is asked for before. */
  #isProvided(type: ts.Type | undefined): boolean {
    if (!type) return false;
    const present = this.#checker.getNonNullableType(type);
    if (present.flags & ts.TypeFlags.Never) return true;
    return present.isUnion() ? present.types.every((member) => this.#isProvided(member)) : hasKey(present);
  }
}

/** `Dependency` is recognised by the unique symbol it is keyed by, wherever and under whatever name it arrives. */
const hasKey = (type: ts.Type): boolean =>
  type.isIntersection() && type.getProperties().some(({ name }) => name.startsWith("__@typewayProvider@"));

function valueSymbol(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

const handsOn: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.PropertyAssignment,
]);

const none: readonly ts.Expression[] = [];

/** The expressions whose values a node hands on to a place with a type of its own. */
function valuesIn(node: ts.Node): readonly ts.Expression[] {
  // Asked of every node of a program, most of which are names.
  if (!handsOn.has(node.kind)) return none;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return node.arguments ?? none;
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node)) return operandsOf(node);
  if (ts.isArrowFunction(node)) return ts.isBlock(node.body) ? none : [node.body];
  if (ts.isShorthandPropertyAssignment(node)) return [node.name];
  if (ts.isReturnStatement(node) || ts.isSpreadElement(node) || ts.isSpreadAssignment(node) || isWrapper(node))
    return node.expression ? [node.expression] : none;
  if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node))
    return node.initializer && node.type ? [node.initializer] : none;
  return ts.isPropertyAssignment(node) ? [node.initializer] : [];
}

function operandsOf({ operatorToken, left, right }: ts.BinaryExpression): readonly ts.Expression[] {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [left, right];
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.CommaToken:
      return [right];
    default:
      return [];
  }
}

const isFunction = (node: ts.Node): boolean => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const isWrapper = (
  node: ts.Node,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression =>
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node);

/** Expressions that only hand on what stands inside them, and literals, which are no functions. */
const isCompound = (node: ts.Node): boolean =>
  isWrapper(node) ||
  ts.isSpreadElement(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isConditionalExpression(node) ||
  (ts.isBinaryExpression(node) && operandsOf(node).length > 0) ||
  ts.isObjectLiteralExpression(node) ||
  ts.isLiteralExpression(node);
