/** The scopes asked for on the way down to a dependency, outermost first: a parameter of this type. */
export interface SecurityScopes {
  readonly scopes: readonly string[];
  /** The same, separated by spaces, as OAuth 2 writes them (RFC 6749 §3.3). */
  readonly text: string;
}

/** Frozen: every request of a route gets the same. */
export const securityScopes = (scopes: readonly string[]): SecurityScopes =>
  Object.freeze({ scopes: Object.freeze([...scopes]), text: scopes.join(" ") });

/** What is asked for here after what was asked for above, each once. */
export const accumulate = (above: readonly string[], own: readonly string[] = []): readonly string[] =>
  own.length === 0 ? above : [...new Set([...above, ...own])];
