import type { DependencyOptions, Words } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { JsonValue } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { jsonOfType } from "./literals.js";
import { accessMarkers, markerNames, placeMarkers, providerMarkers, valueMarkers } from "./marker-names.js";
import { type Bindings, bind, symbolOf, unbound, type Written } from "./written.js";

export type PlaceMarker = "Path" | "Query" | "Header" | "Cookie" | "Form" | "Body";

/** The words about a place that a written type carries. */
export interface Markers {
  readonly place?: { readonly marker: PlaceMarker; readonly name?: string; readonly mediaType?: string };
  readonly depends?: { readonly target: ts.TypeNode; readonly options?: DependencyOptions };
  readonly default?: JsonValue;
  readonly words?: Words;
  /** A list is one text, separated by commas. */
  readonly comma?: true;
  readonly access?: "read" | "write";
  readonly secret?: true;
  readonly problems: readonly Problem[];
}

const noMarkers: Markers = { problems: [] };

/**
 * Reads markers from type nodes. They are transparent (`Query<T>` is `T`), so a `ts.Type` does not show them; the node
 * does, through aliases, their type arguments, imports and re-exports.
 */
export class MarkerReader {
  readonly #markersByAlias = new Map<ts.Symbol, Markers>();

  constructor(readonly project: Project) {}

  read(written: Written | undefined): Markers {
    return written ? this.#read(written.node, written.bindings) : noMarkers;
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
    return symbolOf(this.project.checker, node);
  }

  #alias(symbol: ts.Symbol, alias: ts.TypeAliasDeclaration, node: ts.NodeWithTypeArguments, outer: Bindings): Markers {
    const parameters = alias.typeParameters ?? [];
    if (parameters.length > 0) return this.#read(alias.type, bind(this.project.checker, parameters, node, outer));
    const known = this.#markersByAlias.get(symbol);
    if (known) return known;
    this.#markersByAlias.set(symbol, noMarkers); // A recursive alias carries no marker of its own.
    const markers = this.#read(alias.type, unbound);
    this.#markersByAlias.set(symbol, markers);
    return markers;
  }

  #marker(name: string, node: ts.NodeWithTypeArguments, bindings: Bindings): Markers {
    const [subject, detail] = node.typeArguments ?? [];
    if (!subject) return noMarkers;
    if (providerMarkers.has(name)) return this.#depends(name, node, bindings);
    if (name === "Coded") return noMarkers;
    const inner = this.#read(subject, bindings);
    if (valueMarkers.has(name)) return inner;
    if (accessMarkers.has(name)) return merge(accessOf(name), inner);
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

  #depends(marker: string, node: ts.NodeWithTypeArguments, bindings: Bindings): Markers {
    const { typeArguments = [] } = node;
    const [subject, ...details] = typeArguments;
    if (!subject) return noMarkers;
    const problems: Problem[] = [];
    const literal = (detail: ts.TypeNode | undefined): JsonValue | undefined => {
      const value = detail && this.#literal(detail, bindings);
      if (detail && value === undefined) problems.push(problem("TW2007", detail, { marker, type: detail.getText() }));
      return value;
    };
    const [scopes, options] = marker === "Security" ? details.map(literal) : [undefined, literal(details[0])];
    const all = {
      ...(options as DependencyOptions | undefined),
      ...(marker === "Security" ? { scopes: (scopes ?? []) as string[], authenticates: true as const } : {}),
    };
    const impossible = all.scopes?.find((scope) => !isScope(scope));
    if (impossible !== undefined)
      problems.push(problem("TW2018", details[0] ?? node, { scope: JSON.stringify(impossible) }));
    const target = this.#resolve(subject, bindings);
    if (all.eager && all.scope !== "app")
      problems.push(problem("TW2014", details.at(-1) ?? node, { name: target.getText() }));
    return { depends: { target, ...(Object.keys(all).length > 0 ? { options: all } : {}) }, problems };
  }

  /** The node behind a name that is bound to another node: `F` in `type Use<F> = Depends<F>`. */
  #resolve(node: ts.TypeNode, bindings: Bindings): ts.TypeNode {
    if (!ts.isTypeReferenceNode(node)) return node;
    const bound = this.#bound(node, bindings);
    return bound ? this.#resolve(bound.node, bound.bindings) : node;
  }

  /** @returns undefined for what is no literal */
  #literal(node: ts.TypeNode, bindings: Bindings): JsonValue | undefined {
    const bound = ts.isTypeReferenceNode(node) ? this.#bound(node, bindings) : undefined;
    if (bound) return this.#literal(bound.node, bound.bindings);
    if (!ts.isTupleTypeNode(node) || bindings.size === 0)
      return jsonOfType(this.project.checker, this.project.checker.getTypeFromTypeNode(node));
    const items = node.elements.map((item) => this.#literal(ts.isNamedTupleMember(item) ? item.type : item, bindings));
    return items.every((item): item is JsonValue => item !== undefined) ? items : undefined;
  }

  #bound(node: ts.TypeReferenceNode, bindings: Bindings): Written | undefined {
    const symbol = this.#symbol(node);
    return symbol && bindings.get(symbol);
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

/** RFC 6749 §3.3: it is sent in a header field, between spaces. */
const isScope = (text: string): boolean => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);

const accessOf = (marker: string): Markers => ({
  access: marker === "ReadOnly" ? "read" : "write",
  ...(marker === "Secret" ? { secret: true } : {}),
  problems: [],
});

/** The outer marker wins where both speak. */
function merge(outer: Markers, inner: Markers): Markers {
  const words = outer.words && inner.words ? { ...inner.words, ...outer.words } : (outer.words ?? inner.words);
  return { ...inner, ...outer, ...(words ? { words } : {}), problems: [...outer.problems, ...inner.problems] };
}
