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

/** A body's bytes as a `Buffer`, without copying. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const base64 = (bytes: Uint8Array): string => bufferOf(bytes).toString("base64");
