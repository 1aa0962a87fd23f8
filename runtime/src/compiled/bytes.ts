import { FAIL, type Fail } from "@typeway/contract";

/**
 * The bytes that a text in base64 stands for, in memory of their own.
 * Strict: padding is required, nothing may stand between, and unused bits are zero, so that no two texts are the same
 * bytes (RFC 4648 §3.5).
 */
export function readBytes(value: unknown): Uint8Array | Fail {
  const buffer = readBuffer(value);
  return buffer === FAIL ? FAIL : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** The same as a `Buffer`. */
export function readBuffer(value: unknown): Buffer<ArrayBuffer> | Fail {
  if (typeof value !== "string" || value.length % 4 !== 0) return FAIL;
  // Not `Buffer.from`: small buffers share their memory, and a view's `buffer` would show that of others.
  const buffer = Buffer.from(new ArrayBuffer(Buffer.byteLength(value, "base64")));
  buffer.write(value, "base64");
  return buffer.toString("base64") === value ? buffer : FAIL;
}

export const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

export const isBuffer: (value: unknown) => value is Buffer = Buffer.isBuffer;

/** The bytes of a body, in memory of their own: what Node hands over may share its memory with other requests. */
export function ownBytes(body: unknown): Uint8Array | Fail {
  if (!isBytes(body)) return FAIL;
  const isAlone = body.byteLength === body.buffer.byteLength;
  return isAlone ? new Uint8Array(body.buffer) : new Uint8Array(body);
}

/** The same as a `Buffer`. */
export function ownBuffer(body: unknown): Buffer | Fail {
  const bytes = ownBytes(body);
  return bytes === FAIL ? FAIL : Buffer.from(bytes.buffer);
}

export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
