import type { Duplex } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import { type BodyDecoder, HttpError, type Middleware } from "@typeway/runtime";
import { checkCount } from "./invalid.js";

export interface DecompressOptions {
  /** Most bytes that may come out of a body. @default the route's `bodyLimit`, which the compressed body must keep as well */
  readonly limit?: number;
}

const openers: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ["gzip", () => zlib.createGunzip()],
  ["x-gzip", () => zlib.createGunzip()],
  ["deflate", () => zlib.createInflate()],
  ["br", () => zlib.createBrotliDecompress()],
]);

/**
 * Takes request bodies with one `Content-Encoding` of gzip, deflate and br; all others are 415, as without this. Decoding
 * stops at the first byte above the limit (413), so that a small body cannot become a large one.
 * @see RFC 9110 §8.4
 */
export function decompress({ limit }: DecompressOptions = {}): Middleware {
  if (limit !== undefined) checkCount("decompress.limit", limit, 1);
  return async (context, next) => {
    const coding = context.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
    const open = openers.get(coding);
    if (open !== undefined) context.decodeBody(decoder(coding, open, limit));
    await next();
    const { status, headers } = context.response;
    if (status === 415 && headers.has("accept-encoding")) headers.set("accept-encoding", "gzip, deflate, br");
  };
}

const decoder = (coding: string, open: () => Duplex, most: number | undefined): BodyDecoder =>
  async function* decode(body, limit) {
    const inflater = open();
    const fed = pipeline(Readable.from(body, { objectMode: false }), inflater);
    // Who reads hears of it by the stream below.
    fed.catch(() => undefined);
    let size = 0;
    try {
      for await (const chunk of inflater) {
        size += chunk.length;
        if (size > (most ?? limit)) throw new HttpError(413);
        yield chunk;
      }
    } catch (cause) {
      if (cause instanceof HttpError) throw cause;
      throw new HttpError(400, `The body is not ${coding}`, { cause });
    }
  };
