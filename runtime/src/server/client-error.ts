import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { mediaTypeOf, writeError } from "../errors/error-format.js";
import { errorHeaders } from "../errors/error-headers.js";
import type { ErrorFormat } from "../options.js";

const statusByCode: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers bytes that are no request, or do not become one in time, in the shape of all errors; then closes. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, format: ErrorFormat): void {
  if (!socket.writable || error.code === "ECONNRESET" || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const status = statusByCode[error.code ?? ""] ?? 400;
  const body = writeError(format, { status, detail: STATUS_CODES[status] }, undefined);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "connection: close",
    `content-type: ${mediaTypeOf(format)}`,
    "x-content-type-options: nosniff",
    ...Object.entries(errorHeaders).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

/** A second head in the middle of an answer would be read as its body. `_httpMessage` is where node:http keeps it. */
const isAnswering = (socket: Duplex): boolean => {
  if (!("_httpMessage" in socket)) return false;
  const message = socket._httpMessage;
  return typeof message === "object" && message !== null && "headersSent" in message && message.headersSent === true;
};
