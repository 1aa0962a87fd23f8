import type { Encoder, Fail, Nesting } from "./compiled.js";
import type { IssueSink, Location } from "./issue.js";

/** How a message travels: a text frame as it is, a binary frame as it is, or a text frame of JSON. */
export type SocketMedium = "text" | "bytes" | "json";

/** Reads the messages of one type. */
export interface MessageDecoder {
  readonly medium: SocketMedium;
  readonly nesting?: Nesting;
  /**
   * Checks and converts a text or a parsed JSON value; absent where the medium says all there is to say.
   * @returns {@link FAIL} for a value that is not of the type
   */
  readonly decode?: (value: unknown) => unknown | Fail;
  /** After a failed `decode`: appends every issue. */
  readonly explain?: (value: unknown, at: Location, issues: IssueSink) => void;
}

/** Writes the messages of one type. */
export interface MessageEncoder {
  readonly medium: SocketMedium;
  /** For JSON. */
  readonly encoder?: Encoder;
}

/** Generated for a parameter of type `WebSocket<In, Out>`. */
export interface SocketCodec {
  readonly receive: MessageDecoder;
  readonly send: MessageEncoder;
}

/** The socket is closed: nothing can be received or sent any more. */
export class WebSocketClosed extends Error {
  override readonly name = "WebSocketClosed";
  /** RFC 6455 §7.4.1; 1005 when the other side gave none, 1006 when the connection broke. */
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason = "", options?: ErrorOptions) {
    super(`The socket is closed (${code}${reason === "" ? "" : `: ${reason}`}).`, options);
    this.code = code;
    this.reason = reason;
  }
}
