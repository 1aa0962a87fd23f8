import type { Pattern, Segment } from "./path.js";

/** What a matcher needs of a route. */
export interface Matchable {
  readonly method: string;
  readonly pattern: Pattern;
}

export interface Match<R> {
  readonly kind: "route";
  readonly route: R;
  /** By parameter, in the order of the path; percent-decoded. */
  readonly values: readonly string[];
}

/** All routes whose paths have one shape, by method. */
type Leaf<R> = Map<string, R>;

interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  /** The longest literal text first. */
  readonly mixed: { readonly literals: readonly string[]; readonly weight: number; readonly node: Node<R> }[];
  param: Node<R> | undefined;
  rest: Leaf<R> | undefined;
  leaf: Leaf<R> | undefined;
}

const newNode = <R>(): Node<R> => ({
  literals: new Map(),
  mixed: [],
  param: undefined,
  rest: undefined,
  leaf: undefined,
});

const noValues: readonly string[] = [];

/** A visitor of matching leaves, the most specific first; `true` ends the walk. */
type Visit<R> = (leaf: Leaf<R>) => boolean;

/**
 * Finds the route of a path. In each segment literal text is preferred to a mixed segment, that to a parameter, and
 * that to `{rest*}`; where the rest of the path does not fit, the next is tried. A tree node stands for one prefix, so
 * a walk visits each at most once.
 */
export class Matcher<R extends Matchable> {
  /** Paths without parameters, as they are sent when nothing is percent-encoded. */
  readonly #fixed = new Map<string, Leaf<R>>();
  readonly #root: Node<R> = newNode();

  /** @returns the route that was there before, which stays */
  add(route: R): R | undefined {
    const { pattern, method } = route;
    const leaf = leafAt(this.#root, pattern.segments);
    const rival = leaf.get(method);
    if (rival !== undefined) return rival;
    leaf.set(method, route);
    // What is percent-encoded is only compared after decoding, segment by segment.
    if (pattern.names.length === 0 && !pattern.text.includes("%")) this.#fixed.set(pattern.text, leaf);
    return undefined;
  }

  /**
   * @param path as sent: starts with `/`, still percent-encoded, without the query
   * @throws {URIError} when a segment is not percent-encoded UTF-8
   */
  find(method: string, path: string): Match<R> | undefined {
    const fixed = this.#fixed.get(path);
    const route = fixed === undefined ? undefined : pick(fixed, method);
    if (route !== undefined) return { kind: "route", route, values: noValues };
    const values: string[] = [];
    let found: R | undefined;
    this.#walk(path, values, (leaf) => {
      found = pick(leaf, method);
      return found !== undefined;
    });
    return found === undefined ? undefined : { kind: "route", route: found, values };
  }

  /** The methods of every route whose path fits. @throws {URIError} as {@link find} */
  methods(path: string): ReadonlySet<string> {
    const methods = new Set<string>();
    this.#walk(path, [], (leaf) => {
      for (const method of leaf.keys()) methods.add(method);
      return false;
    });
    return methods;
  }

  #walk(path: string, values: string[], visit: Visit<R>): void {
    descend(this.#root, { path, encoded: path.includes("%"), values, visit }, 1);
  }
}

/** A GET answers HEAD as well, unless the same path has a HEAD of its own. */
const pick = <R>(leaf: Leaf<R>, method: string): R | undefined =>
  leaf.get(method) ?? (method === "HEAD" ? leaf.get("GET") : undefined);

function leafAt<R>(root: Node<R>, segments: readonly Segment[]): Leaf<R> {
  let node = root;
  for (const segment of segments) {
    if (segment.kind === "rest") {
      node.rest ??= new Map();
      return node.rest;
    }
    node = childFor(node, segment);
  }
  node.leaf ??= new Map();
  return node.leaf;
}

function childFor<R>(node: Node<R>, segment: Exclude<Segment, { kind: "rest" }>): Node<R> {
  switch (segment.kind) {
    case "literal": {
      const child = node.literals.get(segment.text) ?? newNode<R>();
      node.literals.set(segment.text, child);
      return child;
    }
    case "param":
      node.param ??= newNode();
      return node.param;
    case "mixed": {
      const { literals } = segment;
      const known = node.mixed.find((each) => each.literals.join("{}") === literals.join("{}"));
      if (known !== undefined) return known.node;
      const child = { literals, weight: literals.join("").length, node: newNode<R>() };
      node.mixed.push(child);
      node.mixed.sort((a, b) => b.weight - a.weight);
      return child.node;
    }
  }
}

interface Walk<R> {
  readonly path: string;
  /** Something in it is percent-encoded. */
  readonly encoded: boolean;
  readonly values: string[];
  readonly visit: Visit<R>;
}

/** @param at where the next segment starts; past the end of the path when there is none */
function descend<R>(node: Node<R>, walk: Walk<R>, at: number): boolean {
  const { path, values, visit } = walk;
  if (at > path.length) return node.leaf !== undefined && visit(node.leaf);
  const slash = path.indexOf("/", at);
  const end = slash === -1 ? path.length : slash;
  // Decoded once, and only after splitting: an encoded slash is part of its segment.
  const text = walk.encoded ? decodeURIComponent(path.slice(at, end)) : path.slice(at, end);
  const mark = values.length;
  const literal = node.literals.get(text);
  if (literal !== undefined && descend(literal, walk, end + 1)) return true;
  for (const { literals, node: child } of node.mixed) {
    if (matchMixed(literals, text, values) && descend(child, walk, end + 1)) return true;
    values.length = mark;
  }
  // An empty segment is no value.
  if (node.param !== undefined && end > at) {
    values.push(text);
    if (descend(node.param, walk, end + 1)) return true;
    values.length = mark;
  }
  if (node.rest === undefined) return false;
  const rest = path.slice(at);
  values.push(walk.encoded ? decodeURIComponent(rest) : rest);
  if (visit(node.rest)) return true;
  values.length = mark;
  return false;
}

/** Each literal is taken where it first occurs, the last one at the end; no parameter is empty. Appends to `values`. */
function matchMixed(literals: readonly string[], text: string, values: string[]): boolean {
  const first = literals[0] ?? "";
  const last = literals.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const literal of literals.slice(1, -1)) {
    const to = text.indexOf(literal, from + 1);
    if (to === -1 || to + literal.length > end) return false;
    values.push(text.slice(from, to));
    from = to + literal.length;
  }
  if (from >= end) return false;
  values.push(text.slice(from, end));
  return true;
}
