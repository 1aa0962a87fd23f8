import { Readable } from "node:stream";
import type { BodyReceiver, FlatHeaders } from "../exchange/exchange.js";
import { isNamed } from "../exchange/exchange.js";

/**
 * Undoes a coding of a request's body.
 * @param limit most bytes that may come out
 * @throws {HttpError} 413 above the limit, 400 for bytes that are not so coded
 */
export type BodyDecoder = (body: AsyncIterable<Uint8Array>, limit: number) => AsyncIterable<Uint8Array>;

/** The header fields that are still true once the body is decoded. */
export function decodedHeaders(headers: FlatHeaders): FlatHeaders {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i];
    if (isNamed(name, "content-encoding") || isNamed(name, "content-length")) continue;
    kept.push(name ?? "", headers[i + 1] ?? "");
  }
  return kept;
}

/** Hands on the body decoded. @param limit in bytes, before and after */
export function decodingReceiver(decode: BodyDecoder, limit: number, receiver: BodyReceiver): BodyReceiver {
  return {
    bodyArrived: (bytes) => {
      collect(decode(Readable.from([bytes]), limit)).then(
        (decoded) => receiver.bodyArrived(decoded),
        (error: unknown) => receiver.bodyFailed(error),
      );
    },
    bodyFailed: (error) => receiver.bodyFailed(error),
  };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** For who reads it himself and limits what he reads. */
export function decodedStream(decode: BodyDecoder, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const decoded = decode(body as AsyncIterable<Uint8Array>, Number.POSITIVE_INFINITY);
  return Readable.toWeb(Readable.from(decoded, { objectMode: false })) as ReadableStream<Uint8Array>;
}
