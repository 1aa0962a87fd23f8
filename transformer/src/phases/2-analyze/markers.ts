import type { Words } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { JsonValue } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { jsonOfType } from "./literals.js";

export type PlaceMarker = "Path" | "Query" | "Header" | "Cookie" | "Body";

/** The words about a place that a written type carries. */
export interface Markers {
  readonly place?: { readonly marker: PlaceMarker; readonly name?: string; readonly mediaType?: string };
  readonly depends?: { readonly target: ts.TypeNode; readonly options?: JsonValue };
  readonly default?: JsonValue;
  readonly words?: Words;
  /** A list is one text, separated by commas. */
  readonly comma?: true;
  readonly problems: readonly Problem[];
}

export const noMarkers: Markers = { problems: [] };

/** What stands for a type parameter of an alias at the place where the alias is used. */
type Bindings = ReadonlyMap<ts.Symbol, Bound>;
interface Bound {
  readonly node: ts.TypeNode;
  readonly bindings: Bindings;
}

const none: Bindings = new Map();
const placeMarkers = new Set<string>(["Path", "Query", "Header", "Cookie", "Body"]);
const markerNames = new Set<string>([...placeMarkers, "Depends", "Default", "Doc", "Comma"]);

/**
 * Reads markers from type nodes. They are transparent (`Query<T>` is `T`), so a `ts.Type` does not show them; the node
 * does, through aliases, their type arguments, imports and re-exports.
 */
export class MarkerReader {
  readonly #markersByAlias = new Map<ts.Symbol, Markers>();

  constructor(readonly project: Project) {}

  read(node: ts.TypeNode | undefined): Markers {
    return node ? this.#read(node, none) : noMarkers;
  }

  /** The type node behind parentheses, markers and plain aliases: that of the union in `type Order = Query<"up" | "down">`. */
  unwrap(node: ts.TypeNode): ts.TypeNode {
    if (ts.isParenthesizedTypeNode(node)) return this.unwrap(node.type);
    const alias = ts.isTypeReferenceNode(node) && this.#symbol(node)?.declarations?.find(ts.isTypeAliasDeclaration);
    if (!alias || !ts.isTypeReferenceNode(node)) return node;
    const [subject] = node.typeArguments ?? [];
    if (subject) return markerNames.has(alias.name.text) && this.project.isOurs(alias) ? this.unwrap(subject) : node;
    return alias.typeParameters || !ts.isUnionTypeNode(alias.type) ? node : alias.type;
  }

  /** The alias, without type parameters, by which a type is written. */
  aliasOf(node: ts.TypeNode): ts.Symbol | undefined {
    const written = this.unwrap(node);
    const symbol = ts.isTypeReferenceNode(written) ? this.#symbol(written) : undefined;
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    return alias && !alias.typeParameters && !this.project.isPlatform(alias) ? symbol : undefined;
  }

  #read(node: ts.TypeNode, bindings: Bindings): Markers {
    if (ts.isParenthesizedTypeNode(node)) return this.#read(node.type, bindings);
    if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node))
      return node.types.map((member) => this.#read(member, bindings)).reduce(merge, noMarkers);
    if (ts.isConditionalTypeNode(node) || ts.isMappedTypeNode(node)) return this.#hidden(node);
    if (!ts.isTypeReferenceNode(node) && !ts.isImportTypeNode(node)) return noMarkers;
    const symbol = this.#symbol(node);
    const bound = symbol && bindings.get(symbol);
    if (bound) return this.#read(bound.node, bound.bindings);
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    if (!symbol || !alias) return noMarkers;
    if (markerNames.has(alias.name.text) && this.project.isOurs(alias))
      return this.#marker(alias.name.text, node, bindings);
    if (this.project.isPlatform(alias)) return noMarkers;
    return this.#alias(symbol, alias, node, bindings);
  }

  #symbol(node: ts.TypeReferenceNode | ts.ImportTypeNode): ts.Symbol | undefined {
    const { checker } = this.project;
    const name = ts.isTypeReferenceNode(node) ? node.typeName : node.qualifier;
    const symbol = name && checker.getSymbolAtLocation(name);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  #alias(symbol: ts.Symbol, alias: ts.TypeAliasDeclaration, node: ts.NodeWithTypeArguments, outer: Bindings): Markers {
    const parameters = alias.typeParameters ?? [];
    if (parameters.length > 0) return this.#read(alias.type, this.#bind(parameters, node, outer));
    const known = this.#markersByAlias.get(symbol);
    if (known) return known;
    this.#markersByAlias.set(symbol, noMarkers); // A recursive alias carries no marker of its own.
    const markers = this.#read(alias.type, none);
    this.#markersByAlias.set(symbol, markers);
    return markers;
  }

  #bind(parameters: readonly ts.TypeParameterDeclaration[], node: ts.NodeWithTypeArguments, outer: Bindings): Bindings {
    const bindings = new Map<ts.Symbol, Bound>();
    for (const [index, parameter] of parameters.entries()) {
      const symbol = this.project.checker.getSymbolAtLocation(parameter.name);
      const written = node.typeArguments?.[index];
      const bound = written
        ? { node: written, bindings: outer }
        : parameter.default && { node: parameter.default, bindings };
      if (symbol && bound) bindings.set(symbol, bound);
    }
    return bindings;
  }

  #marker(name: string, node: ts.NodeWithTypeArguments, bindings: Bindings): Markers {
    const [subject, detail] = node.typeArguments ?? [];
    if (!subject) return noMarkers;
    if (name === "Depends") return this.#depends(subject, detail, bindings);
    const inner = this.#read(subject, bindings);
    if (placeMarkers.has(name)) return merge(this.#place(name as PlaceMarker, detail, bindings), inner);
    if (name === "Comma") return merge({ comma: true, problems: [] }, inner);
    if (!detail) return inner;
    const value = this.#literal(detail, bindings);
    if (value === undefined)
      return merge({ problems: [problem("TW2007", detail, { marker: name, type: detail.getText() })] }, inner);
    return merge(
      name === "Default" ? { default: value, problems: [] } : { words: value as Words, problems: [] },
      inner,
    );
  }

  #place(marker: PlaceMarker, detail: ts.TypeNode | undefined, bindings: Bindings): Markers {
    const name = detail && this.#literal(detail, bindings);
    if (typeof name !== "string") return { place: { marker }, problems: [] };
    return { place: marker === "Body" ? { marker, mediaType: name } : { marker, name }, problems: [] };
  }

  #depends(subject: ts.TypeNode, detail: ts.TypeNode | undefined, bindings: Bindings): Markers {
    const options = detail && this.#literal(detail, bindings);
    return {
      depends: { target: this.#resolve(subject, bindings), ...(options === undefined ? {} : { options }) },
      problems: [],
    };
  }

  /** The node behind a name that is bound to another node: `F` in `type Use<F> = Depends<F>`. */
  #resolve(node: ts.TypeNode, bindings: Bindings): ts.TypeNode {
    if (!ts.isTypeReferenceNode(node)) return node;
    const symbol = this.#symbol(node);
    const bound = symbol && bindings.get(symbol);
    return bound ? this.#resolve(bound.node, bound.bindings) : node;
  }

  #literal(node: ts.TypeNode, bindings: Bindings): JsonValue | undefined {
    const resolved = this.#resolve(node, bindings);
    return jsonOfType(this.project.checker, this.project.checker.getTypeFromTypeNode(resolved));
  }

  /** Markers in a place whose outcome depends on a type cannot be read from the node. */
  #hidden(node: ts.TypeNode): Markers {
    const problems: Problem[] = [];
    const visit = (inner: ts.Node): void => {
      if (ts.isTypeReferenceNode(inner)) {
        const alias = this.#symbol(inner)?.declarations?.find(ts.isTypeAliasDeclaration);
        if (alias && markerNames.has(alias.name.text) && this.project.isOurs(alias))
          problems.push(problem("TW2006", inner, { marker: alias.name.text }));
      }
      ts.forEachChild(inner, visit);
    };
    visit(node);
    return { problems };
  }
}

/** The outer marker wins where both speak. */
function merge(outer: Markers, inner: Markers): Markers {
  const words = outer.words && inner.words ? { ...inner.words, ...outer.words } : (outer.words ?? inner.words);
  return { ...inner, ...outer, ...(words ? { words } : {}), problems: [...outer.problems, ...inner.problems] };
}
