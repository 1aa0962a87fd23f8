import { type IncomingMessage, ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { isBodiless } from "@typeway/contract";
import { type FlatHeaders, isNamed } from "./exchange.js";
import { fieldLines, HeadEnds, isAscii, jsonStart, statusLine } from "./head-text.js";

const ends = new HeadEnds();
const { end, write, writeHead } = ServerResponse.prototype;

/** A connection as node:http marks it. */
interface ServedSocket extends Socket {
  /** Whose turn it is. */
  _httpMessage: unknown;
  _hadError: boolean;
}

/** What node:http keeps on its responses. */
export interface LeanResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  readonly socket: ServedSocket | null;
  readonly outputData: readonly unknown[];
  _header: string | null;
  _headerSent: boolean;
  /** The connection ends after it. */
  _last: boolean;
  readonly _hasBody: boolean;
  readonly _expect_continue: boolean;
  readonly _keepAliveTimeout: number;
  readonly _maxRequestsPerSocket: number;
  _finish(): void;
}

/**
 * A node:http response that can also send a whole answer by one write, with a head that was put together beforehand.
 * It does so only where it makes no difference to whoever looks: where others have a hand in the answer, or it has to
 * wait for another on its connection, nothing is sent, and it is a response like any.
 */
export class LeanResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** @returns whether it was sent: JSON with nothing added to its head */
  sendJson(status: number, json: string): boolean {
    if (!this.isFree) return false;
    const length = Buffer.byteLength(json);
    this.leave(status, `${jsonStart(status)}${length}\r\n${this.headEnd()}`, json, length === json.length);
    return true;
  }

  /**
   * @returns whether it was sent
   * @throws {TypeError} as `writeHead`, for what is no name or value of a field
   */
  send(status: number, fields: FlatHeaders, body: string | Uint8Array | undefined): boolean {
    if (!this.isFree || !this.isUsual(status, fields)) return false;
    const head = `${statusLine(status)}${fieldLines(fields)}${this.headEnd()}`;
    this.leave(status, head, isBodiless(status) ? undefined : body, typeof body === "string" && isAscii(body));
    return true;
  }

  /** Nobody has touched it, and nothing is before it on its connection. */
  private get isFree(): boolean {
    const { socket } = this;
    return (
      socket !== null &&
      socket._httpMessage === this &&
      socket.writable &&
      this._header === null &&
      this.outputData.length === 0 &&
      this.getHeaderNames().length === 0 &&
      this.sendDate &&
      !this._expect_continue &&
      !(this._maxRequestsPerSocket > 0) &&
      this.end === end &&
      this.write === write &&
      this.writeHead === writeHead
    );
  }

  /** The fields leave nothing to node:http but `Date` and `Connection`. */
  private isUsual(status: number, fields: FlatHeaders): boolean {
    let isFramed = isBodiless(status) && this.useChunkedEncodingByDefault;
    for (let i = 0; i < fields.length; i += 2) {
      const name = fields[i] ?? "";
      if (isNamed(name, "content-length")) isFramed = true;
      else if (decidedByNode.has(name.toLowerCase())) return false;
    }
    return isFramed;
  }

  private headEnd(): string {
    if (this.shouldKeepAlive) return ends.keepAlive(this._keepAliveTimeout);
    this._last = true;
    return ends.close();
  }

  private leave(status: number, head: string, body: string | Uint8Array | undefined, hasAscii: boolean): void {
    const socket = this.socket as ServedSocket;
    this.statusCode = status;
    this.statusMessage = STATUS_CODES[status] ?? "unknown";
    this._header = head;
    this._headerSent = true;
    const left = (): void => {
      if (this.socket?._hadError !== true) this.emit("finish");
    };
    if (body === undefined || !this._hasBody) socket.write(head, "latin1", left);
    // Bytes of Latin-1 are copied as they are, and need a third of the memory that UTF-8 might.
    else if (hasAscii) socket.write(head + body, "latin1", left);
    else if (typeof body === "string" && isAscii(head)) socket.write(head + body, "utf8", left);
    else {
      socket.cork();
      socket.write(head, "latin1");
      socket.write(body, "utf8", left);
      socket.uncork();
    }
    this.finished = true;
    this._finish();
  }
}

const decidedByNode: ReadonlySet<string> = new Set([
  "connection",
  "date",
  "expect",
  "keep-alive",
  "trailer",
  "transfer-encoding",
]);
