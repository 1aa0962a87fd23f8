import { createHash } from "node:crypto";
import type { Context, Middleware } from "@typeway/runtime";
import fresh from "fresh";

export interface EtagOptions {
  /** `true`: `W/"…"`, which says that the meaning is the same, not each byte. @default false */
  readonly weak?: boolean;
}

/**
 * Gives answers to GET and HEAD an `ETag` made from their bytes, and answers 304 to those who have them already. An `ETag` or
 * `Last-Modified` of the handler's own counts as well, which is the way for streams. The handler runs each time: what is
 * saved is the way to the client.
 * @see RFC 9110 §8.8.3, §13.1
 */
export function etag({ weak = false }: EtagOptions = {}): Middleware {
  return async (context, next) => {
    await next();
    const { method, response } = context;
    if ((method !== "GET" && method !== "HEAD") || response.status !== 200) return;
    const { body, headers } = response;
    if (!headers.has("etag") && (typeof body === "string" || body instanceof Uint8Array))
      headers.set("etag", `${weak ? "W/" : ""}${tagOf(body)}`);
    if (isKnown(context)) answerUnchanged(context);
  };
}

/** Length and hash: two bodies with one tag would have to agree in both. */
const tagOf = (body: string | Uint8Array): string =>
  `"${Buffer.byteLength(body).toString(36)}-${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

/** Whatever `Cache-Control` says: it speaks to caches, and browsers add `no-cache` to every fetch that brings its own validator. */
function isKnown({ headers, response }: Context): boolean {
  const asked = {
    "if-none-match": headers.get("if-none-match") ?? undefined,
    "if-modified-since": headers.get("if-modified-since") ?? undefined,
  };
  const has = {
    etag: response.headers.get("etag") ?? undefined,
    "last-modified": response.headers.get("last-modified") ?? undefined,
  };
  return fresh(asked, has);
}

/** What describes the body that does not follow. RFC 9110 §15.4.5 */
const aboutTheBody = ["content-type", "content-length", "content-encoding", "content-language", "content-range"];

function answerUnchanged({ response }: Context): void {
  response.status = 304;
  response.body = undefined;
  for (const name of aboutTheBody) response.headers.delete(name);
}
