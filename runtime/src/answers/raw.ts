import { TypewayError } from "../errors/typeway-error.js";
import type { Chunks } from "./chunks.js";
import { type CookieOptions, cookieField } from "./cookies.js";
import type { ReplyHeaders } from "./reply.js";

declare const media: unique symbol;

/** An answer that is not JSON. `Type` is its media type in the document. */
export interface Raw<Type extends string = string, Status extends number = 200> {
  readonly [media]: Type;
  readonly status: Status;
  cookie(name: string, value: string, options?: CookieOptions): this;
}

export interface RawOptions<Type extends string = string, Status extends number = number> {
  readonly status?: Status;
  readonly type?: Type;
  readonly headers?: ReplyHeaders;
}

/** What {@link Raw} is inside the runtime. */
export class RawAnswer<Type extends string, Status extends number> implements Raw<Type, Status> {
  declare readonly [media]: Type;
  readonly status: Status;
  /** With `charset=utf-8` where it is text. */
  readonly type: string;
  readonly content: string | Uint8Array | Chunks;
  readonly headers: ReplyHeaders;
  readonly #cookies: string[] = [];

  constructor(content: string | Uint8Array | Chunks, type: Type, status: Status, headers: ReplyHeaders = {}) {
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new TypewayError("TYPEWAY_STATUS_INVALID", { status });
    this.content = content;
    this.status = status;
    this.type = /^text\//i.test(type) && !/;\s*charset=/i.test(type) ? `${type}; charset=utf-8` : type;
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

/** From a complete document, or as a tag that escapes what is put into it: html`<h1>${name}</h1>`. */
export function html(document: string, options?: RawOptions<"text/html">): Raw<"text/html">;
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Raw<"text/html">;
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
export function text<Type extends string = "text/plain", Status extends number = 200>(
  content: string,
  options?: RawOptions<Type, Status>,
): Raw<Type, Status>;
export function text(content: string, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(content, options.type ?? "text/plain", options.status ?? 200, options.headers);
}

/** Bytes as they are. */
export function bytes<Type extends string = "application/octet-stream", Status extends number = 200>(
  content: Uint8Array,
  options?: RawOptions<Type, Status>,
): Raw<Type, Status>;
export function bytes(content: Uint8Array, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(content, options.type ?? "application/octet-stream", options.status ?? 200, options.headers);
}

/** Chunks as they are, text in UTF-8, with no JSON about them. */
export function stream<Type extends string = "application/octet-stream">(
  chunks: Chunks,
  options?: RawOptions<Type>,
): Raw<Type>;
export function stream(chunks: Chunks, options: RawOptions = {}): Raw<string, number> {
  return new RawAnswer(chunks, options.type ?? "application/octet-stream", options.status ?? 200, options.headers);
}
