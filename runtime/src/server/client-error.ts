import { IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { mediaTypeOf, writeError } from "../errors/error-format.js";
import { errorHeaders } from "../errors/error-headers.js";
import type { ErrorFormat } from "../options.js";
import { answerUnderWay } from "./in-turn.js";

const statusByCode: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Connections with an error that waits for the answers before it. */
const waiting = new WeakSet<Duplex>();

/** Answers bytes that are no request, or do not become one in time, in the shape of all errors; then closes. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, format: ErrorFormat): void {
  if (waiting.has(socket)) return;
  const answer = answerUnderWay(socket);
  // Behind the last request: its answer still leaves, and what follows is nobody's.
  if (error.code === "HPE_CLOSED_CONNECTION" && !socket.writable) return;
  if (answer?.req.complete === true && isOfParser(error)) {
    waiting.add(socket);
    answer.once("close", () => {
      waiting.delete(socket);
      answerClientError(error, socket, format);
    });
    return;
  }
  // A second head in the middle of an answer would be read as its body, and behind it as that of another request.
  if (!socket.writable || error.code === "ECONNRESET" || answer?.headersSent === true || isAnswered(socket)) {
    socket.destroy();
    return;
  }
  const status = statusByCode[error.code ?? ""] ?? 400;
  socket.end(writeClientError(status, format), () => socket.destroy());
}

/** The whole answer to what is no request, as text. */
export function writeClientError(status: number, format: ErrorFormat): string {
  const body = writeError(format, { status, detail: STATUS_CODES[status] }, undefined);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "connection: close",
    `content-type: ${mediaTypeOf(format)}`,
    "x-content-type-options: nosniff",
    ...Object.entries(errorHeaders).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** Not for the end of the connection, nor for what its system says. */
const isOfParser = ({ code = "" }: NodeJS.ErrnoException): boolean =>
  (code.startsWith("HPE_") && code !== "HPE_INVALID_EOF_STATE") || code === "ERR_HTTP_REQUEST_TIMEOUT";

/** Whether it is the rest of a body that is wrong, of a request that has its answer. `parser` is node:http's. */
function isAnswered(socket: Duplex): boolean {
  if (answerUnderWay(socket) !== undefined || !("parser" in socket)) return false;
  const request: unknown = Object(socket.parser).incoming;
  return request instanceof IncomingMessage && !request.complete;
}
