import type { SecurityScheme } from "@typeway/contract";
import type { CredentialTarget } from "../dependencies/plan.js";
import { TypewayError } from "../errors/typeway-error.js";

/**
 * A request has one `Authorization`: who needs a token and somebody else a password, both in it, would let nobody in.
 * @throws {TypewayError} for such a pair
 */
export function checkCredentials(credentials: readonly CredentialTarget[]): void {
  const demanding = credentials.filter(({ required, schemes }) => required && schemes.every(isAuthorization));
  for (const first of demanding) {
    const second = demanding.find((other) => !other.schemes.some((one) => first.schemes.some(isLike(one))));
    if (second === undefined) continue;
    const details = { first: placeOf(first), second: placeOf(second) };
    throw new TypewayError("TYPEWAY_CREDENTIALS_EXCLUDE", details);
  }
}

const isBasic = (scheme: SecurityScheme): boolean => scheme.type === "http" && scheme.scheme === "basic";

const isAuthorization = ({ type }: SecurityScheme): boolean => type !== "apiKey";

const isLike =
  (one: SecurityScheme) =>
  (other: SecurityScheme): boolean =>
    isBasic(one) === isBasic(other);

const placeOf = ({ name, taker }: CredentialTarget): string =>
  `'${name}'${taker.name === "" ? "" : ` of '${taker.name}'`} (${taker.at})`;
