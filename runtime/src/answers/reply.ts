import { TypewayError } from "../errors/typeway-error.js";
import { AnswerHead } from "./answer-head.js";
import type { CookieOptions } from "./cookies.js";
import type { Given } from "./given.js";
import type { HeaderFields, ReplyHeaders } from "./header-fields.js";

let make: <S extends number, V, F extends HeaderFields<F>>(status: S, value: V, headers: F) => Reply<S, V, F, never>;

declare const cookieNames: unique symbol;

/**
 * A value with its status and headers. Made by {@link reply}. `Cookies` are the names of those it may set, which the
 * document lists; `string` stands for any, unlisted.
 */
export class Reply<
  Status extends number,
  Value = void,
  Fields extends HeaderFields<Fields> = {},
  Cookies extends string = string,
> extends AnswerHead<Status> {
  declare readonly [cookieNames]?: Cookies;
  readonly value: Value;
  readonly headers: Fields;

  static {
    make = (status, value, headers) => new Reply(status, value, headers);
  }

  private constructor(status: Status, value: Value, headers: Fields) {
    super(status);
    this.value = value;
    this.headers = headers;
  }

  /** Sets a cookie, by default for the whole site and `SameSite=Lax`. Returns this reply. */
  cookie<Name extends string>(
    name: Name,
    value: string,
    options?: CookieOptions,
  ): Reply<Status, Value, Fields, Cookies | Name> {
    this.addCookie(name, value, options);
    return this as Reply<Status, Value, Fields, Cookies | Name>;
  }
}

/** An answer without a body; `reply(204)` makes one, and returning nothing is one, too. */
export type NoContent = Reply<204>;

/** A value with a status of its own: `reply(201, user, { location: "/users/7" })`. */
export function reply<Status extends number>(status: Status): Reply<Status, void, {}, never>;
export function reply<Status extends number, Value>(status: Status, value: Value): Reply<Status, Value, {}, never>;
export function reply<Status extends number, Value, Fields extends HeaderFields<Fields>>(
  status: Status,
  value: Value,
  headers: Fields,
): Reply<Status, Value, Fields, never>;
export function reply(
  status: number,
  value?: unknown,
  headers: ReplyHeaders = {},
): Reply<number, unknown, ReplyHeaders, never> {
  return make(status, value, headers);
}

/**
 * Sends the client elsewhere. A text is a path of this site, another reference relative to the current address, or a
 * complete http(s) address; pass a `URL` for any other scheme.
 * @default status 307, which keeps method and body
 * @throws {TypewayError} for texts that look like a path and lead to another site (`//evil.example`, `/\evil.example`)
 */
export function redirect<Status extends 301 | 302 | 303 | 307 | 308 = 307>(
  to: string | URL,
  status?: Status,
): Reply<Given<Status>, void, { location: string }, never>;
export function redirect(to: string | URL, status: number = 307): Reply<number, void, { location: string }, never> {
  return make(status, undefined, { location: to instanceof URL ? to.href : locationOf(to) });
}

function locationOf(to: string): string {
  // Browsers drop tabs and newlines, read `\` as `/`, and skip leading controls and spaces: with any of them a
  // check made on this text is not a check of what the browser will do.
  const unsafe = /[\u0000-\u001f\u007f\\]/.test(to) || /^\s|\s$/.test(to) || to.startsWith("//");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(to)?.[1]?.toLowerCase();
  const complete = scheme === "http" || scheme === "https";
  if (unsafe || (scheme !== undefined && !(complete && /^https?:\/\/[^/]/i.test(to) && URL.canParse(to))))
    throw new TypewayError("TYPEWAY_REDIRECT_UNSAFE", { to });
  try {
    // Only what a header cannot hold; what is percent-encoded already stays as it is.
    return to.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
  } catch (cause) {
    throw new TypewayError("TYPEWAY_REDIRECT_UNSAFE", { to }, { cause });
  }
}
