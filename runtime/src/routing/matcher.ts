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

/** All routes whose paths have one shape: so few methods that looking at each beats a map. */
type Leaf<R> = Match<R>[];

/** The routes below one prefix. Of thousands of nodes most have one way on: what is not there is not made. */
class Node<R> {
  leaf: Leaf<R> | undefined = undefined;
  literals: Map<string, Node<R>> | undefined = undefined;
  /** The longest literal text first. */
  mixed: Mixed<R>[] | undefined = undefined;
  param: Node<R> | undefined = undefined;
  rest: Leaf<R> | undefined = undefined;
}

interface Mixed<R> {
  readonly literals: readonly string[];
  readonly weight: number;
  readonly node: Node<R>;
}

const noValues: readonly string[] = [];

/**
 * Finds the route of a path. In each segment literal text is preferred to a mixed segment, that to a parameter, and
 * that to `{rest*}`; where the rest of the path does not fit, the next is tried. A tree node stands for one prefix, so
 * a walk visits each at most once.
 */
export class Matcher<R extends Matchable> {
  /** Paths without parameters, as they are sent when nothing is percent-encoded. */
  readonly #fixed = new Map<string, Leaf<R>>();
  readonly #root = new Node<R>();

  /** @returns the route that was there before, which stays */
  add(route: R): R | undefined {
    const { pattern, method } = route;
    const leaf = leafAt(this.#root, pattern.segments);
    const rival = leaf.find((each) => each.route.method === method);
    if (rival !== undefined) return rival.route;
    leaf.push({ kind: "route", route, values: noValues });
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
    const found = fixed === undefined ? undefined : pick(fixed, method);
    return found ?? descend(this.#root, { path, encoded: path.includes("%"), wanted: method }, 1, 0);
  }

  /** The methods of every route whose path fits. @throws {URIError} as {@link find} */
  methods(path: string): ReadonlySet<string> {
    const methods = new Set<string>();
    descend(this.#root, { path, encoded: path.includes("%"), wanted: methods }, 1, 0);
    return methods;
  }
}

/** A GET answers HEAD as well, unless the same path has a HEAD of its own. */
const pick = <R extends Matchable>(leaf: Leaf<R>, method: string): Match<R> | undefined =>
  withMethod(leaf, method) ?? (method === "HEAD" ? withMethod(leaf, "GET") : undefined);

function withMethod<R extends Matchable>(leaf: Leaf<R>, method: string): Match<R> | undefined {
  for (const match of leaf) if (match.route.method === method) return match;
  return undefined;
}

function leafAt<R>(root: Node<R>, segments: readonly Segment[]): Leaf<R> {
  let node = root;
  for (const segment of segments) {
    if (segment.kind === "rest") {
      node.rest ??= [];
      return node.rest;
    }
    node = childFor(node, segment);
  }
  node.leaf ??= [];
  return node.leaf;
}

function childFor<R>(node: Node<R>, segment: Exclude<Segment, { kind: "rest" }>): Node<R> {
  switch (segment.kind) {
    case "literal": {
      node.literals ??= new Map();
      const child = node.literals.get(segment.text) ?? new Node<R>();
      node.literals.set(segment.text, child);
      return child;
    }
    case "param":
      node.param ??= new Node();
      return node.param;
    case "mixed": {
      const { literals } = segment;
      node.mixed ??= [];
      const known = node.mixed.find((each) => each.literals.join("{}") === literals.join("{}"));
      if (known !== undefined) return known.node;
      const child = { literals, weight: literals.join("").length, node: new Node<R>() };
      node.mixed.push(child);
      node.mixed.sort((a, b) => b.weight - a.weight);
      return child.node;
    }
  }
}

interface Search {
  readonly path: string;
  /** Something in it is percent-encoded. */
  readonly encoded: boolean;
  /** A method, or a set that collects those of every route that fits. */
  readonly wanted: string | Set<string>;
}

/** A match whose values are filled in on the way back, when it is known that there is one. */
interface Filling<R> extends Match<R> {
  readonly values: string[];
}

/**
 * @param at where the next segment starts; past the end of the path when there is none
 * @param depth so many values stand before it
 */
function descend<R extends Matchable>(
  node: Node<R>,
  search: Search,
  at: number,
  depth: number,
): Filling<R> | undefined {
  const { path } = search;
  if (at > path.length) return node.leaf && take(node.leaf, search, depth);
  const slash = path.indexOf("/", at);
  const end = slash === -1 ? path.length : slash;
  // Decoded once, and only after splitting: an encoded slash is part of its segment.
  const text = search.encoded ? decodeURIComponent(path.slice(at, end)) : path.slice(at, end);
  const literal = node.literals?.get(text);
  const found =
    (literal && descend(literal, search, end + 1, depth)) ??
    (node.mixed && descendMixed(node.mixed, text, search, end + 1, depth)) ??
    // An empty segment is no value.
    (node.param && end > at ? valued(descend(node.param, search, end + 1, depth + 1), depth, text) : undefined);
  if (found !== undefined || node.rest === undefined) return found;
  const rest = path.slice(at);
  return valued(take(node.rest, search, depth + 1), depth, search.encoded ? decodeURIComponent(rest) : rest);
}

function descendMixed<R extends Matchable>(
  mixed: readonly Mixed<R>[],
  text: string,
  search: Search,
  at: number,
  depth: number,
): Filling<R> | undefined {
  for (const { literals, node } of mixed) {
    const values = matchMixed(literals, text);
    const found = values && descend(node, search, at, depth + values.length);
    if (values === undefined || found === undefined) continue;
    for (const [index, value] of values.entries()) found.values[depth + index] = value;
    return found;
  }
  return undefined;
}

/** Ends the search at a leaf that has what is wanted. */
function take<R extends Matchable>(leaf: Leaf<R>, { wanted }: Search, depth: number): Filling<R> | undefined {
  if (typeof wanted !== "string") {
    for (const { route } of leaf) wanted.add(route.method);
    return undefined;
  }
  const found = pick(leaf, wanted);
  return found && { kind: "route", route: found.route, values: new Array<string>(depth) };
}

function valued<R>(found: Filling<R> | undefined, index: number, value: string): Filling<R> | undefined {
  if (found !== undefined) found.values[index] = value;
  return found;
}

/** Each literal is taken where it first occurs, the last one at the end; no parameter is empty. */
function matchMixed(literals: readonly string[], text: string): readonly string[] | undefined {
  const first = literals[0] ?? "";
  const last = literals.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  const end = text.length - last.length;
  let from = first.length;
  for (const literal of literals.slice(1, -1)) {
    const to = text.indexOf(literal, from + 1);
    if (to === -1 || to + literal.length > end) return undefined;
    values.push(text.slice(from, to));
    from = to + literal.length;
  }
  if (from >= end) return undefined;
  values.push(text.slice(from, end));
  return values;
}
