import { stringifySetCookie } from "cookie";
import { TypewayError } from "../errors/typeway-error.js";

export interface CookieOptions {
  /** @default "/" */
  readonly path?: string;
  readonly domain?: string;
  readonly expires?: Date;
  /** In seconds. */
  readonly maxAge?: number;
  /** @default true for `sameSite: "none"`, which browsers refuse without it */
  readonly secure?: boolean;
  readonly httpOnly?: boolean;
  /** @default "lax" */
  readonly sameSite?: "lax" | "strict" | "none";
}

/**
 * The text of one `Set-Cookie` field. Values are percent-encoded where a cookie cannot hold them as they are.
 * @throws {TypewayError} for a name or attribute that is not allowed in a cookie
 * @see RFC 6265 §4.1.1
 */
export function cookieField(name: string, value: string, options: CookieOptions = {}): string {
  const sameSite = options.sameSite ?? "lax";
  try {
    return stringifySetCookie({
      secure: sameSite === "none",
      ...options,
      path: options.path ?? "/",
      sameSite,
      name,
      value,
    });
  } catch (error) {
    throw new TypewayError("TYPEWAY_COOKIE_INVALID", {
      name,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** The field that makes a browser forget a cookie; path and domain must be those it was set with. */
export const forgettingField = (name: string, options: CookieOptions = {}): string =>
  cookieField(name, "", { ...options, expires: new Date(0), maxAge: 0 });
