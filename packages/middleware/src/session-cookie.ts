import { sign, unsign } from "cookie-signature";
import { checkCount, invalid } from "./invalid.js";

export interface SessionCookieOptions {
  /**
   * Secrets of 32 characters and more: the first signs, all are believed. Put a new one in front and take the old one away
   * after `maxAge`, and nobody is logged out.
   */
  readonly keys: readonly string[];
  /** @default "__Host-session", which browsers take from this very host by https only; "session" where that cannot be */
  readonly cookie?: string;
  /** Of a session, in seconds: since its beginning, or since the last answer when it is `rolling`. @default 1_209_600 (14 days) */
  readonly maxAge?: number;
  /** Each answer begins `maxAge` anew. @default false */
  readonly rolling?: boolean;
  /** By https only; browsers make an exception for localhost. @default true */
  readonly secure?: boolean;
  /** @default "lax" */
  readonly sameSite?: "lax" | "strict" | "none";
  readonly domain?: string;
  /** @default "/" */
  readonly path?: string;
}

/** With every default filled in. */
export type SessionCookie = Required<Omit<SessionCookieOptions, "domain">> & Pick<SessionCookieOptions, "domain">;

/** @throws {TypewayError} for what cannot be kept safe; the message names no key */
export function sessionCookie(options: SessionCookieOptions): SessionCookie {
  const { keys, maxAge = 1_209_600, rolling = false, secure = true, sameSite = "lax", domain, path = "/" } = options;
  const isOfHost = secure && domain === undefined && path === "/";
  const cookie = options.cookie ?? (isOfHost ? "__Host-session" : "session");
  if (!Array.isArray(keys) || keys.length === 0) throw invalid("sessions.keys", "must hold a secret");
  if (keys.some((key) => typeof key !== "string" || key.length < 32))
    throw invalid("sessions.keys", "has a key of less than 32 characters; `openssl rand -base64 32` makes one");
  checkCount("sessions.maxAge", maxAge, 1);
  if (cookie.startsWith("__Host-") && !isOfHost)
    throw invalid("sessions.cookie", `"${cookie}" needs \`secure\`, the path "/" and no \`domain\``);
  if ((cookie.startsWith("__Secure-") || sameSite === "none") && !secure)
    throw invalid("sessions.secure", `is needed by ${sameSite === "none" ? `sameSite: "none"` : `"${cookie}"`}`);
  return { keys, cookie, maxAge, rolling, secure, sameSite, path, ...(domain !== undefined && { domain }) };
}

/** What a cookie holds, once its signature was checked. */
export interface SignedValue {
  /** When the session began, in seconds since 1970. */
  readonly begun: number;
  readonly text: string;
  /** By the first key. */
  readonly isCurrent: boolean;
}

/** The name is signed too: what was signed for another cookie is not taken for this one. */
export function signedValue({ cookie, keys }: SessionCookie, begun: number, text: string): string {
  const value = `${begun.toString(36)}.${text}`;
  return sign(`${cookie}=${value}`, keys[0] ?? "").slice(cookie.length + 1);
}

/** @returns `undefined` for what was tampered with, signed by a key that is gone, or has had its time */
export function readSignedValue({ cookie, keys, maxAge }: SessionCookie, sent: string): SignedValue | undefined {
  for (const [index, key] of keys.entries()) {
    const signed = unsign(`${cookie}=${sent}`, key);
    if (signed === false) continue;
    const [, time = "", text = ""] = /^([0-9a-z]+)\.(.*)$/s.exec(signed.slice(cookie.length + 1)) ?? [];
    const begun = Number.parseInt(time, 36);
    return begun + maxAge > Date.now() / 1000 ? { begun, text, isCurrent: index === 0 } : undefined;
  }
  return undefined;
}
