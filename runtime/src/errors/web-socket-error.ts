import { TypewayError } from "./typeway-error.js";

/** Refuses a socket with 403, or closes it with this code when it is open. */
export class WebSocketError extends Error {
  override readonly name = "WebSocketError";
  readonly code: number;
  readonly reason: string;

  /**
   * @param code as in {@link checkCloseCode}
   * @param reason sent to the client; cut after 123 bytes
   * @throws {TypewayError} TYPEWAY_CLOSE_CODE_INVALID
   */
  constructor(code: number, reason = "", options?: ErrorOptions) {
    checkCloseCode(code);
    super(reason === "" ? `The socket is closed with ${code}.` : reason, options);
    this.code = code;
    this.reason = reason;
  }
}

/** Codes that only say what happened, and never travel. RFC 6455 §7.4.1 */
const unsendable = new Set([1004, 1005, 1006]);

/**
 * 1000 to 1014 as they are registered, or 3000 to 4999 with a meaning of one's own.
 * @throws {TypewayError} TYPEWAY_CLOSE_CODE_INVALID
 */
export function checkCloseCode(code: number): void {
  const isRegistered = code >= 1000 && code <= 1014 && !unsendable.has(code);
  if (Number.isInteger(code) && (isRegistered || (code >= 3000 && code <= 4999))) return;
  throw new TypewayError("TYPEWAY_CLOSE_CODE_INVALID", { code });
}
