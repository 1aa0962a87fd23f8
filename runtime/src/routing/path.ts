import { TypewayError } from "../errors/typeway-error.js";

/** One segment of a path pattern, between two slashes. */
export type Segment =
  /** Percent-decoded. */
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "param"; readonly name: string }
  /** `v{major}.{minor}`: `literals` stand around the names, one more than names, first and last possibly empty. */
  | { readonly kind: "mixed"; readonly literals: readonly string[]; readonly names: readonly string[] }
  /** `{path*}`: what is left, slashes included, possibly empty. Only at the end. */
  | { readonly kind: "rest"; readonly name: string };

export interface Pattern {
  /** As registered, with every prefix. */
  readonly text: string;
  readonly segments: readonly Segment[];
  /** In the order of the path. */
  readonly names: readonly string[];
}

/**
 * Reads a path like `/users/{userId}/files/{path*}`.
 * @throws {TypewayError} TYPEWAY_PATH_SYNTAX
 */
export function parsePath(text: string): Pattern {
  if (!text.startsWith("/")) throw malformed(text, "must start with '/'");
  if (/[?#]/.test(text)) throw malformed(text, "must not contain '?' or '#': it stands for the path alone");
  const parts = text.slice(1).split("/");
  const segments = parts.map((part, index) => parseSegment(part, index === parts.length - 1, text));
  const names = segments.flatMap(namesOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw malformed(text, `names '{${twice}}' twice`);
  return { text, segments, names };
}

/**
 * A prefix of a router: empty, or `/` and more without a slash at the end.
 * @throws {TypewayError} TYPEWAY_PATH_SYNTAX
 */
export function checkPrefix(prefix: string): string {
  if (prefix === "") return prefix;
  if (!prefix.startsWith("/")) throw malformed(prefix, "is a prefix and must start with '/'");
  if (prefix.endsWith("/")) throw malformed(prefix, "is a prefix and must not end with '/'");
  parsePath(prefix);
  return prefix;
}

const malformed = (path: string, reason: string) => new TypewayError("TYPEWAY_PATH_SYNTAX", { path, reason });

export function namesOf(segment: Segment): readonly string[] {
  switch (segment.kind) {
    case "literal":
      return [];
    case "mixed":
      return segment.names;
    case "param":
    case "rest":
      return [segment.name];
  }
}

function parseSegment(part: string, last: boolean, path: string): Segment {
  const pieces = part.split(/\{([^{}]*)\}/);
  const literals = pieces.filter((_, index) => index % 2 === 0).map((literal) => decodeLiteral(literal, path));
  const names = pieces.filter((_, index) => index % 2 === 1);
  const [name] = names;
  if (name === undefined) return { kind: "literal", text: literals[0] ?? "" };
  const bare = names.length === 1 && part === `{${name}}`;
  for (const each of names) checkName(each, bare && last, path);
  if (bare) return name.endsWith("*") ? { kind: "rest", name: name.slice(0, -1) } : { kind: "param", name };
  if (literals.slice(1, -1).includes("")) throw malformed(path, "has two parameters with nothing between them");
  return { kind: "mixed", literals, names };
}

function checkName(name: string, mayBeRest: boolean, path: string): void {
  if (name === "" || name === "*") throw malformed(path, "has a parameter without a name");
  const starred = name.endsWith("*");
  if (starred && !mayBeRest) throw malformed(path, `may use '{${name}}' only as the whole last segment`);
  if (/[*:\s]/.test(starred ? name.slice(0, -1) : name))
    throw malformed(path, `has a parameter '{${name}}' whose name has a character that is not allowed there`);
}

function decodeLiteral(literal: string, path: string): string {
  if (/[{}]/.test(literal)) throw malformed(path, "has a brace without its partner");
  try {
    return decodeURIComponent(literal);
  } catch {
    throw malformed(path, "has a '%' that starts no percent-encoding");
  }
}
