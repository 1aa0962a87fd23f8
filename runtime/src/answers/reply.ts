import { TypewayError } from "../errors/typeway-error.js";
import { type CookieOptions, cookieField } from "./cookies.js";

export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

let make: <S extends number, V, F extends ReplyHeaders>(status: S, value: V, headers: F) => Reply<S, V, F>;

/** A value with its status and headers. Made by {@link reply}. */
export class Reply<Status extends number, Value = void, Fields extends ReplyHeaders = {}> {
  readonly status: Status;
  readonly value: Value;
  readonly headers: Fields;
  readonly #cookies: string[] = [];

  static {
    make = (status, value, headers) => new Reply(status, value, headers);
  }

  private constructor(status: Status, value: Value, headers: Fields) {
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new TypewayError("TYPEWAY_STATUS_INVALID", { status });
    this.status = status;
    this.value = value;
    this.headers = headers;
  }

  cookie(name: string, value: string, options?: CookieOptions): this {
    this.#cookies.push(cookieField(name, value, options));
    return this;
  }

  /** The `Set-Cookie` fields, in the order of {@link cookie}. */
  get setCookie(): readonly string[] {
    return this.#cookies;
  }
}

/** A value with a status of its own: `reply(201, user, { location: "/users/7" })`. */
export function reply<Status extends number>(status: Status): Reply<Status>;
export function reply<Status extends number, Value, Fields extends ReplyHeaders = {}>(
  status: Status,
  value: Value,
  headers?: Fields,
): Reply<Status, Value, Fields>;
export function reply(
  status: number,
  value?: unknown,
  headers: ReplyHeaders = {},
): Reply<number, unknown, ReplyHeaders> {
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
): Reply<Status, void, { location: string }>;
export function redirect(to: string | URL, status: number = 307): Reply<number, void, { location: string }> {
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
