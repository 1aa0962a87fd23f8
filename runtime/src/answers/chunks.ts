import { TypewayError } from "../errors/typeway-error.js";

/** What a streamed answer is made of. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> | ReadableStream<Uint8Array>;

/** One reader of a stream of bytes, whatever it was made of. */
export interface ChunkSource {
  /** The next bytes; `undefined` at the end. Rejects when the source fails. */
  next(): Promise<Uint8Array | undefined>;
  /** Gives up before the end; the source runs its clean-up. Harmless after the end. */
  stop(): Promise<void>;
}

export function chunkSource(chunks: Chunks): ChunkSource {
  if (chunks instanceof ReadableStream) return fromReader(chunks.getReader());
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  return fromIterator(iterator);
}

function fromIterator(iterator: Iterator<unknown> | AsyncIterator<unknown>): ChunkSource {
  return {
    async next() {
      const { done, value } = await iterator.next();
      return done === true ? undefined : asBytes(value);
    },
    async stop() {
      await iterator.return?.();
    },
  };
}

function fromReader(reader: ReadableStreamDefaultReader<unknown>): ChunkSource {
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? undefined : asBytes(value);
    },
    async stop() {
      await reader.cancel();
    },
  };
}

function asBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === "string") return Buffer.from(chunk, "utf8");
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypewayError("TYPEWAY_STREAM_CHUNK", {
    found: chunk === null ? "null" : `a value of type ${typeof chunk}`,
  });
}
