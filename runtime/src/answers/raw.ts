import { AnswerHead } from "./answer-head.js";
import type { Chunks } from "./chunks.js";
import type { CookieOptions } from "./cookies.js";
import type { Given } from "./given.js";
import type { HeaderFields, ReplyHeaders } from "./header-fields.js";

declare const media: unique symbol;

/**
 * An answer that is not JSON. `Type` is its media type in the document; status 200 gives way to the status of the
 * route. `Fields` are its headers and `Cookies` the names of those it may set, as of a `Reply`.
 */
export interface Raw<
  Type extends string = string,
  Status extends number = 200,
  Fields extends HeaderFields<Fields> = {},
  Cookies extends string = string,
> {
  readonly [media]: readonly [Type, Cookies?];
  readonly status: Status;
  readonly headers: Fields;
  /** Sets a cookie, by default for the whole site and `SameSite=Lax`. Returns this answer. */
  cookie<Name extends string>(
    name: Name,
    value: string,
    options?: CookieOptions,
  ): Raw<Type, Status, Fields, Cookies | Name>;
}

export interface RawOptions<
  Type extends string = string,
  Status extends number = number,
  Fields extends HeaderFields<Fields> = ReplyHeaders,
> {
  readonly status?: Status;
  readonly type?: Type;
  readonly headers?: Fields;
}

/** What {@link Raw} is inside the runtime. */
export class RawAnswer extends AnswerHead<number> implements Raw<string, number, ReplyHeaders> {
  declare readonly [media]: readonly [string];
  /** With `charset=utf-8` where it is text. */
  readonly type: string;
  readonly content: string | Uint8Array | Chunks;
  readonly headers: ReplyHeaders;

  constructor(content: string | Uint8Array | Chunks, type: string, status: number, headers: ReplyHeaders = {}) {
    super(status);
    this.content = content;
    this.type = /^text\//i.test(type) && !/;\s*charset=/i.test(type) ? `${type}; charset=utf-8` : type;
    this.headers = headers;
  }

  cookie(name: string, value: string, options?: CookieOptions): this {
    this.addCookie(name, value, options);
    return this;
  }
}

/** From a complete document, or as a tag that escapes what is put into it: html`<h1>${name}</h1>`. */
export function html<Status extends number = 200, Fields extends HeaderFields<Fields> = {}>(
  document: string,
  options?: RawOptions<"text/html", Status, Fields>,
): Raw<"text/html", Given<Status>, Given<Fields>, never>;
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Raw<"text/html", 200, {}, never>;
export function html(source: string | TemplateStringsArray, ...rest: readonly unknown[]): Raw<string, number> {
  if (typeof source !== "string") return new RawAnswer(fill(source, rest), "text/html", 200);
  const options = optionsAmong(rest);
  return new RawAnswer(source, "text/html", options?.status ?? 200, options?.headers);
}

const optionsAmong = (rest: readonly unknown[]): RawOptions | undefined => {
  const [first] = rest;
  return typeof first === "object" && first !== null ? first : undefined;
};

/** Lists are joined, absent values are empty, what another `html` made goes in as it is, the rest is escaped. */
const fill = (parts: TemplateStringsArray, values: readonly unknown[]): string =>
  parts.reduce((document, part, index) => document + markup(values[index - 1]) + part);

function markup(value: unknown): string {
  if (value === undefined || value === null || value === false) return "";
  if (Array.isArray(value)) return value.map(markup).join("");
  if (value instanceof RawAnswer && typeof value.content === "string") return value.content;
  return String(value).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text in UTF-8. */
export function text<
  Type extends string = "text/plain",
  Status extends number = 200,
  Fields extends HeaderFields<Fields> = {},
>(content: string, options?: RawOptions<Type, Status, Fields>): Raw<Given<Type>, Given<Status>, Given<Fields>, never>;
export function text(content: string, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(content, options.type ?? "text/plain", options.status ?? 200, options.headers);
}

/** Bytes as they are. */
export function bytes<
  Type extends string = "application/octet-stream",
  Status extends number = 200,
  Fields extends HeaderFields<Fields> = {},
>(
  content: Uint8Array,
  options?: RawOptions<Type, Status, Fields>,
): Raw<Given<Type>, Given<Status>, Given<Fields>, never>;
export function bytes(content: Uint8Array, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(content, options.type ?? "application/octet-stream", options.status ?? 200, options.headers);
}

/** Chunks as they are, text in UTF-8, with no JSON about them. */
export function stream<
  Type extends string = "application/octet-stream",
  Status extends number = 200,
  Fields extends HeaderFields<Fields> = {},
>(chunks: Chunks, options?: RawOptions<Type, Status, Fields>): Raw<Given<Type>, Given<Status>, Given<Fields>, never>;
export function stream(chunks: Chunks, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(chunks, options.type ?? "application/octet-stream", options.status ?? 200, options.headers);
}
