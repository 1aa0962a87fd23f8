import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "./limits.js";

/**
 * Ends a connection whose client is still sending, so that it gets to read the answer: closing a socket with unread
 * input makes the kernel reset it, and the reset can overtake the answer. The answer must have been written complete,
 * with its length. Reads on for a while, within bounds, then closes.
 * @see RFC 9112 §9.6
 */
export function linger(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let left: number = limits.discardToLinger;
  const close = (): void => {
    clearTimeout(timer);
    socket.destroy();
  };
  const timer = setTimeout(close, limits.lingerTime);
  const discard = (chunk: Buffer): void => {
    left -= chunk.length;
    // A full window makes the client stop and look; it is not reset.
    if (left <= 0) request.pause();
  };
  request.on("data", discard).on("end", close).on("error", close);
  response.on("close", close).on("error", close);
  request.resume();
  // The client's next read after the answer is the end.
  socket.end();
}
