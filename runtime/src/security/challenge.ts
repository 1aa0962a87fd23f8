import type { SecurityScheme } from "@typeway/contract";
import { HttpError } from "../errors/http-error.js";

/** Why a bearer token is refused. @see RFC 6750 §3.1 */
export type TokenError = "invalid_request" | "invalid_token";

/**
 * The answer to a request without a usable credential: every scheme that would do, each in a field of its own. What was
 * sent instead is not repeated.
 * @param scopes that the caller must hold, for schemes that know scopes
 * @see RFC 9110 §11.6.1
 */
export function notAuthenticated(
  schemes: readonly SecurityScheme[],
  scopes: readonly string[],
  error: TokenError | undefined,
): HttpError<401 | 403> {
  const [{ status = 401, detail = "Not authenticated" } = {}] = schemes.map(({ options }) => options);
  if (status === 403) return new HttpError(status, detail);
  const challenges = [...new Set(schemes.map((scheme) => challengeOf(scheme, scopes, error)))];
  return new HttpError(status, detail, { headers: { "www-authenticate": challenges } });
}

/** @see RFC 6750 §3, RFC 7617 §2 */
function challengeOf(scheme: SecurityScheme, scopes: readonly string[], error: TokenError | undefined): string {
  const { realm } = scheme.options;
  if (scheme.type === "http" && scheme.scheme === "basic")
    return challenge("Basic", { realm: realm ?? "API", charset: "UTF-8" });
  if (scheme.type === "apiKey") return challenge("APIKey", { realm });
  return challenge("Bearer", { realm, scope: scopes.length === 0 ? undefined : scopes.join(" "), error });
}

function challenge(scheme: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${value.replace(/[\\"]/g, "\\$&")}"`],
  );
  return given.length === 0 ? scheme : `${scheme} ${given.join(", ")}`;
}
