import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { accessMarkers, markerNames, providerMarkers } from "./marker-names.js";
import { type Bindings, bind, symbolOf, typeNodeOf, unbound, type Written } from "./written.js";

/** The words about values that are written around a type, and the type without them. */
export interface ValueMarks {
  /** The `typeof f` of each `Check<T, typeof f>`, inner ones first. */
  readonly checks: readonly Written[];
  /** The `typeof codec` of `Coded<typeof codec>`. */
  readonly codec?: Written;
  /** It is about the property or parameter that has the type. */
  readonly access?: ts.TypeNode;
  /** `Depends<typeof f>` or `Security<typeof f>`. */
  readonly dependency?: ts.TypeNode;
  /** Some word is about the place that has the type: a default, documentation, an access. */
  readonly placed?: true;
  /** Behind parentheses, markers and aliases: what the type is made of. */
  readonly structure: Written;
}

/**
 * Reads words about values from type nodes, at any depth: they are transparent, so a `ts.Type` does not show them.
 * Follows aliases, type arguments, imports and `Book["isbn"]`.
 */
export class ValueMarkReader {
  constructor(readonly project: Project) {}

  read(written: Written): ValueMarks {
    return this.#read(written, []);
  }

  /** What is written for the item of a list, the value of a record or another type argument. */
  argument(written: Written, index: number): Written | undefined {
    const { node, bindings } = this.read(written).structure;
    if (ts.isArrayTypeNode(node)) return index === 0 ? { node: node.elementType, bindings } : undefined;
    if (ts.isTupleTypeNode(node)) return tupleItem(node, index, bindings);
    if (!ts.isTypeReferenceNode(node)) return undefined;
    const argument = node.typeArguments?.[index];
    return argument && { node: argument, bindings };
  }

  /** The members of a written union; one for what is none. Null and undefined are left out. */
  members(written: Written): readonly Written[] {
    const marks = this.read(written);
    const { node, bindings } = marks.structure;
    if (!ts.isUnionTypeNode(node) || hasMarks(marks)) return isNothing(node) ? [] : [this.#value(written)];
    return node.types.flatMap((member) => this.members({ node: member, bindings }));
  }

  /** Whether a type is what is written, once its type parameters are what they are bound to. */
  isInstance(written: Written, type: ts.Type): boolean {
    const { checker } = this.project;
    const { node, bindings } = this.read(written).structure;
    if (checker.getTypeFromTypeNode(node) === type) return true;
    if (!ts.isTypeReferenceNode(node) || !node.typeArguments) return false;
    const isAlias = type.aliasSymbol !== undefined && type.aliasSymbol === symbolOf(checker, node);
    if (!isAlias && (!type.symbol || type.symbol !== symbolOf(checker, node))) return false;
    const given = isAlias ? (type.aliasTypeArguments ?? []) : checker.getTypeArguments(type as ts.TypeReference);
    return node.typeArguments.every((argument, index) => {
      const own = given[index];
      return own !== undefined && this.isInstance({ node: argument, bindings }, own);
    });
  }

  /** Whether a word about values is written anywhere in the type, interfaces and classes that it names aside. */
  isMarked(written: Written): boolean {
    return this.marksIn(written).length > 0;
  }

  /** Every function and codec that is named in the type, in order. */
  marksIn(written: Written): readonly Written[] {
    const found: Written[] = [];
    const seen = new Set<ts.Node>();
    const visit = (inner: Written): void => {
      const { checks, codec, structure } = this.read(inner);
      found.push(...checks, ...(codec ? [codec] : []));
      const { node, bindings } = structure;
      if (codec || seen.has(node)) return;
      seen.add(node);
      for (const child of partsOf(node)) visit({ node: child, bindings });
    };
    visit(written);
    return found;
  }

  /** Words about a property or parameter that stand inside its type, where they say nothing. */
  misplaced(written: Written): readonly Problem[] {
    const problems: Problem[] = [];
    const seen = new Set<ts.Node>();
    const visit = (inner: Written, isTop: boolean): void => {
      const { access, structure } = this.read(inner);
      if (access && !isTop) problems.push(problem("TW2012", access, { type: access.getText() }));
      const { node, bindings } = structure;
      if (seen.has(node) || ts.isTypeLiteralNode(node) || this.#isOwnGeneric(node)) return;
      seen.add(node);
      const isWhole = isTop && (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node));
      for (const part of partsOf(node)) visit({ node: part, bindings }, isWhole);
    };
    visit(written, true);
    return problems;
  }

  /** Whether a dependency is written as the type or inside it, the properties of objects aside. */
  hasDependency(written: Written): boolean {
    const seen = new Set<ts.Node>();
    const visit = (inner: Written): boolean => {
      const { dependency, structure } = this.read(inner);
      const { node, bindings } = structure;
      if (dependency) return true;
      if (seen.has(node) || ts.isTypeLiteralNode(node) || this.#isOwnGeneric(node)) return false;
      seen.add(node);
      return partsOf(node).some((part) => visit({ node: part, bindings }));
    };
    return visit(written);
  }

  /** Whether a type that takes it for one of its parameters is another on the wire than TypeScript knows. */
  isTelling(written: Written): boolean {
    return this.isMarked(written) || this.#isPlaced(written);
  }

  #isPlaced(written: Written): boolean {
    const { placed, structure } = this.read(written);
    const { node, bindings } = structure;
    if (placed || !ts.isUnionTypeNode(node)) return placed ?? false;
    return node.types.some((type) => this.#isPlaced({ node: type, bindings }));
  }

  /** What is written for the type parameters of the interfaces and classes a type is made of, as far as it tells more. */
  bindingsInside(written: Written | undefined, type: ts.Type): Bindings {
    const bindings = new Map<ts.Symbol, Written>();
    if (written) this.#collect(written, bindings, new Set());
    this.#collectInherited(type.symbol, unbound, bindings, new Set());
    return bindings;
  }

  #collect(written: Written, into: Map<ts.Symbol, Written>, seen: Set<ts.Node>): void {
    const { node, bindings } = this.read(written).structure;
    if (seen.has(node)) return;
    seen.add(node);
    for (const [symbol, bound] of bindings) if (this.isTelling(bound)) into.set(symbol, bound);
    if (ts.isIntersectionTypeNode(node)) {
      for (const member of node.types) this.#collect({ node: member, bindings }, into, seen);
    }
    if (!ts.isTypeReferenceNode(node) || !node.typeArguments) return;
    const symbol = symbolOf(this.project.checker, node);
    if (this.#bindInto(symbol, node, bindings, into)) this.#collectInherited(symbol, into, into, new Set());
    else for (const argument of node.typeArguments) this.#collect({ node: argument, bindings }, into, seen);
  }

  /** What is written for its parameters is read where its properties have them. */
  #isOwnGeneric(node: ts.TypeNode): boolean {
    if (!ts.isTypeReferenceNode(node) || !node.typeArguments) return false;
    const declaration = symbolOf(this.project.checker, node)?.declarations?.find(isGeneric);
    return declaration !== undefined && !this.project.isPlatform(declaration);
  }

  /** @returns whether the symbol is an interface or class of the user's with type parameters */
  #bindInto(
    symbol: ts.Symbol | undefined,
    node: ts.NodeWithTypeArguments,
    outer: Bindings,
    into: Map<ts.Symbol, Written>,
  ): boolean {
    const declaration = symbol?.declarations?.find(isGeneric);
    if (!declaration || this.project.isPlatform(declaration)) return false;
    for (const [parameter, bound] of bind(this.project.checker, declaration.typeParameters, node, outer))
      if (this.isTelling(bound)) into.set(parameter, bound);
    return true;
  }

  #collectInherited(
    symbol: ts.Symbol | undefined,
    outer: Bindings,
    into: Map<ts.Symbol, Written>,
    seen: Set<ts.Symbol>,
  ): void {
    if (!symbol || seen.has(symbol)) return;
    seen.add(symbol);
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassLike(declaration)) continue;
      for (const base of declaration.heritageClauses?.flatMap(({ types }) => types) ?? []) {
        const target = symbolOf(this.project.checker, base);
        if (base.typeArguments) this.#bindInto(target, base, outer, into);
        this.#collectInherited(target, into, into, seen);
      }
    }
  }

  #read(written: Written, checks: readonly Written[]): ValueMarks {
    const { node, bindings } = written;
    const at = (inner: ts.TypeNode): ValueMarks => this.#read({ node: inner, bindings }, checks);
    if (ts.isParenthesizedTypeNode(node)) return at(node.type);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return at(node.type);
    if (ts.isIntersectionTypeNode(node)) return this.#intersection(written, checks);
    if (ts.isIndexedAccessTypeNode(node)) return this.#property(node, written, checks);
    if (!ts.isTypeReferenceNode(node) && !ts.isImportTypeNode(node)) return { checks, structure: written };
    const symbol = symbolOf(this.project.checker, node);
    const bound = symbol && bindings.get(symbol);
    if (bound) return this.#read(bound, checks);
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    if (!alias || this.project.isPlatform(alias)) return { checks, structure: written };
    if (markerNames.has(alias.name.text) && this.project.isOurs(alias))
      return this.#marker(alias.name.text, node, written, checks);
    const inner = bind(this.project.checker, alias.typeParameters ?? [], node, bindings);
    return this.#read({ node: alias.type, bindings: inner }, checks);
  }

  #marker(name: string, node: ts.NodeWithTypeArguments, written: Written, checks: readonly Written[]): ValueMarks {
    const [subject, detail] = node.typeArguments ?? [];
    const { bindings } = written;
    if (!subject) return { checks, structure: written };
    if (providerMarkers.has(name)) return { checks, dependency: written.node, structure: written };
    if (name === "Coded") return { checks, codec: this.#value({ node: subject, bindings }), structure: written };
    const outer = name === "Check" && detail ? [this.#value({ node: detail, bindings }), ...checks] : checks;
    const marks = this.#read({ node: subject, bindings }, outer);
    if (accessMarkers.has(name)) return { ...marks, access: written.node, placed: true };
    return name === "Default" || name === "Doc" ? { ...marks, placed: true } : marks;
  }

  /** The node behind a name that is bound to another: `F` in `type Checked<F> = Check<string, F>`. */
  #value(written: Written): Written {
    const { node, bindings } = written;
    if (!ts.isTypeReferenceNode(node)) return written;
    const symbol = symbolOf(this.project.checker, node);
    const bound = symbol && bindings.get(symbol);
    return bound ? this.#value(bound) : written;
  }

  /** What is said of one of the parts is said of the whole. */
  #intersection(written: Written, checks: readonly Written[]): ValueMarks {
    const { node, bindings } = written;
    if (!ts.isIntersectionTypeNode(node)) return { checks, structure: written };
    const parts = node.types.map((type) => this.read({ node: type, bindings }));
    const codec = parts.find((part) => part.codec)?.codec;
    return {
      checks: [...parts.flatMap((part) => part.checks), ...checks],
      ...(codec ? { codec } : {}),
      structure: written,
    };
  }

  /** `Book["isbn"]` is as that property is written. */
  #property(node: ts.IndexedAccessTypeNode, written: Written, checks: readonly Written[]): ValueMarks {
    const { checker } = this.project;
    const { indexType, objectType } = node;
    if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal))
      return { checks, structure: written };
    const property = checker.getTypeFromTypeNode(objectType).getProperty(indexType.literal.text);
    const inner = property && typeNodeOf(property.valueDeclaration);
    return inner ? this.#read({ node: inner, bindings: unbound }, checks) : { checks, structure: written };
  }
}

export const hasMarks = ({ checks, codec }: ValueMarks): boolean => checks.length > 0 || codec !== undefined;

type Generic = (ts.InterfaceDeclaration | ts.ClassLikeDeclaration) & {
  readonly typeParameters: ts.NodeArray<ts.TypeParameterDeclaration>;
};

const isGeneric = (node: ts.Declaration): node is Generic =>
  (ts.isInterfaceDeclaration(node) || ts.isClassLike(node)) && node.typeParameters !== undefined;

const isNothing = (node: ts.TypeNode): boolean =>
  node.kind === ts.SyntaxKind.UndefinedKeyword ||
  (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword);

function tupleItem(node: ts.TupleTypeNode, index: number, bindings: Bindings): Written | undefined {
  const element = node.elements[index];
  if (!element) return undefined;
  const type = ts.isNamedTupleMember(element) ? element.type : element;
  if (ts.isOptionalTypeNode(type)) return { node: type.type, bindings };
  const rest = ts.isRestTypeNode(type) ? type.type : ts.isNamedTupleMember(element) && element.dotDotDotToken && type;
  if (!rest) return { node: type, bindings };
  return ts.isArrayTypeNode(rest) ? { node: rest.elementType, bindings } : undefined;
}

/** The type nodes right below one; of an object type written in place, its properties'. */
function partsOf(node: ts.TypeNode): readonly ts.TypeNode[] {
  const parts: ts.TypeNode[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isTypeNode(child)) parts.push(child);
    else ts.forEachChild(child, visit);
  };
  if (!ts.isTypeQueryNode(node) && !ts.isFunctionTypeNode(node)) ts.forEachChild(node, visit);
  return parts;
}
