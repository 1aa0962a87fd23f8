import type { ReplyHeaders } from "../answers/header-fields.js";
import type { Context } from "../context.js";

export interface AcceptOptions {
  /** One of those that the client offers in `Sec-WebSocket-Protocol`. */
  readonly protocol?: string;
  /** Of the answer that opens the socket. */
  readonly headers?: ReplyHeaders;
}

/**
 * A WebSocket: a parameter of this type, in a handler of `websocket` or in a dependency of one. `string` travels as text
 * frames and `Uint8Array` as binary frames, both unchanged; any other type as JSON in text frames, checked on the way
 * in. Iterating ends when the client goes.
 */
export interface WebSocket<In = string, Out = In> extends AsyncIterable<In> {
  /** Of the request that asked for the socket. Its `signal` fires when the socket closes. */
  readonly context: Context;
  /** Opens the socket. Called by itself before the first `send` or `receive`; a second call does nothing. */
  accept(options?: AcceptOptions): Promise<void>;
  /**
   * The next message.
   * @throws {WebSocketClosed} when the socket is closed and every message has been received
   * @throws {ValidationError} for JSON that is not of the type (422) or no JSON (400); the socket stays open
   * @throws {WebSocketError} 1003 for a binary frame in place of a text frame, or the reverse; the socket stays open
   */
  receive(): Promise<In>;
  /**
   * Settles when the message has left this process: who awaits it sends no faster than the client reads.
   * @throws {WebSocketClosed}
   */
  send(message: Out): Promise<void>;
  /**
   * Settles when the other side has closed as well. Before the socket is open it refuses it with 403.
   * @param code 1000 to 1014 as RFC 6455 has them, or 3000 to 4999 @default 1000
   * @param reason cut after 123 bytes
   */
  close(code?: number, reason?: string): Promise<void>;
}
