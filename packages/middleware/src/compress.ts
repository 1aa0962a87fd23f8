import { type Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import zlib from "node:zlib";
import type { Context, Middleware } from "@typeway/runtime";
import compressible from "compressible";
import { type Coding, chooseCoding } from "./accept-encoding.js";
import { checkCount, invalid } from "./invalid.js";
import { vary } from "./vary.js";

export interface CompressOptions {
  /** Smaller bodies are sent as they are, in bytes; streams always count as larger. @default 500 */
  readonly minimumSize?: number;
  /** Of gzip, 1 to 9, where 9 is smallest and slowest. @default 6 */
  readonly level?: number;
  /** Which codings are used, the preferred first. @default br, zstd (where Node has it), gzip */
  readonly encodings?: readonly Coding[];
}

/**
 * Compresses answers whose media type gains by it, as far as the client accepts it. Left as they are: what is compressed
 * already, `no-transform`, parts (206), and event streams, which intermediaries would hold back. Streams are flushed chunk by
 * chunk, so what a handler yields leaves at once.
 * @throws {TypewayError} for options that make no sense
 */
export function compress({ minimumSize = 500, level = 6, encodings }: CompressOptions = {}): Middleware {
  checkCount("compress.minimumSize", minimumSize);
  if (!Number.isInteger(level) || level < 1 || level > 9) throw invalid("compress.level", "must be from 1 to 9");
  const codings = encodings ?? (["br", "zstd", "gzip"] as const).filter((coding) => coding in compressors(level));
  const all = compressors(level);
  const missing = codings.find((coding) => all[coding] === undefined);
  if (missing !== undefined) throw invalid("compress.encodings", `has "${missing}", which this Node cannot write`);
  return async (context, next) => {
    await next();
    if (!isWorthwhile(context, minimumSize)) return;
    vary(context.response.headers, "Accept-Encoding");
    const coding = chooseCoding(context.headers.get("accept-encoding"), codings);
    const compressor = coding === undefined ? undefined : all[coding];
    if (coding !== undefined && compressor !== undefined) await shrink(context, coding, compressor);
  };
}

interface Compressor {
  whole(body: Uint8Array | string): Promise<Uint8Array>;
  /** Each chunk leaves when it has come. */
  stream(): Duplex;
}

function compressors(level: number): Partial<Record<Coding, Compressor>> {
  const { constants } = zlib;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
  const gzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gzip);
  const brotli = promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);
  return {
    gzip: {
      whole: (body) => gzip(body, { level }),
      stream: () => zlib.createGzip({ level, flush: constants.Z_SYNC_FLUSH }),
    },
    br: {
      whole: (body) => brotli(body, { params }),
      stream: () => zlib.createBrotliCompress({ params, flush: constants.BROTLI_OPERATION_FLUSH }),
    },
    ...zstdCompressor(),
  };
}

/** Node 22.15 and later; the types are those of Node 20. */
interface Zstd {
  zstdCompress(body: zlib.InputType, callback: (error: Error | null, result: Buffer) => void): void;
  createZstdCompress(options: { readonly flush: number }): Duplex;
  readonly constants: { readonly ZSTD_e_flush: number };
}

const hasZstd = (lib: object): lib is Zstd => "zstdCompress" in lib && "createZstdCompress" in lib;

function zstdCompressor(): Partial<Record<Coding, Compressor>> {
  const lib: object = zlib;
  if (!hasZstd(lib)) return {};
  return {
    zstd: {
      whole: promisify<zlib.InputType, Buffer>(lib.zstdCompress),
      stream: () => lib.createZstdCompress({ flush: lib.constants.ZSTD_e_flush }),
    },
  };
}

/** Whether this answer would be compressed for somebody. */
function isWorthwhile({ response }: Context, minimumSize: number): boolean {
  const { status, headers, body } = response;
  if (body === undefined || status === 206 || headers.has("content-encoding") || headers.has("content-range"))
    return false;
  const size =
    typeof body === "string" ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : undefined;
  if (size !== undefined && size < Math.max(minimumSize, 1)) return false;
  if (/(?:^|,)\s*no-transform\s*(?:,|$)/i.test(headers.get("cache-control") ?? "")) return false;
  const type = headers.get("content-type") ?? "";
  return compressible(type) === true && !/^text\/event-stream\b/i.test(type);
}

async function shrink({ response }: Context, coding: Coding, compressor: Compressor): Promise<void> {
  const { body, headers } = response;
  if (body === undefined) return;
  if (typeof body === "string" || body instanceof Uint8Array) {
    const small = await compressor.whole(body);
    if (small.byteLength >= Buffer.byteLength(body)) return;
    response.body = small;
  } else response.body = through(body, compressor);
  headers.set("content-encoding", coding);
  // Ranges would be of bytes that nobody keeps.
  headers.delete("accept-ranges");
  const tag = headers.get("etag");
  // The meaning is the same, the bytes are not. RFC 9110 §8.8.1
  if (tag?.startsWith('"')) headers.set("etag", `W/${tag}`);
}

/** Nothing is asked of the source before somebody reads. */
async function* through(source: AsyncIterable<Uint8Array>, { stream }: Compressor): AsyncGenerator<Uint8Array> {
  const squeeze = stream();
  const fed = pipeline(Readable.from(source, { objectMode: false, highWaterMark: 1 }), squeeze);
  // Who reads hears of it by the stream below.
  fed.catch(() => undefined);
  for await (const chunk of squeeze) yield chunk;
  await fed;
}
