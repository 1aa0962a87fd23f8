import Negotiator from "negotiator";

/** A coding of bodies that answers are written in. */
export type Coding = "br" | "zstd" | "gzip";

type Choose = (available: readonly string[], options: { readonly preferred: readonly string[] }) => string | undefined;

/**
 * The coding a client likes best; among those it likes alike, the first of `codings`.
 * @returns `undefined`: none
 * @see RFC 9110 §12.5.3
 */
export function chooseCoding(accepted: string | null, codings: readonly Coding[]): Coding | undefined {
  if (accepted === null) return undefined;
  const negotiator = new Negotiator({ headers: { "accept-encoding": accepted } });
  // The declarations lack the second parameter.
  const choose: Choose = negotiator.encoding.bind(negotiator);
  const chosen = choose([...codings, "identity"], { preferred: codings });
  return codings.find((coding) => coding === chosen);
}
