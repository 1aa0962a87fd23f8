import { validateHeaderName, validateHeaderValue } from "node:http";
import { WebSocketClosed } from "@typeway/contract";
import { HttpError } from "../errors/http-error.js";
import { type FlatHeaders, fieldValues } from "../exchange/exchange.js";
import { limits } from "../exchange/limits.js";
import { Connection } from "./connection.js";
import type { Handshake } from "./handshake.js";

/** How a socket is opened. */
export interface Opening {
  readonly protocol: string | undefined;
  /** Further fields of the answer. */
  readonly headers: FlatHeaders;
}

/** The open sockets of one server, those of mounted applications included. */
export class SocketServer {
  readonly #open = new Set<Connection>();
  #closing = false;

  /**
   * Completes a handshake.
   * @throws {HttpError} 503 while shutting down, 400 for a handshake that breaks the protocol
   * @throws {WebSocketClosed} 1006 when the client is gone
   */
  async accept(handshake: Handshake, opening: Opening): Promise<Connection> {
    const connection = await this.#upgrade(handshake, opening);
    handshake.sent = true;
    this.#open.add(connection);
    void connection.closed.then((end) => {
      this.#open.delete(connection);
      handshake.end(end);
    });
    // Shutdown may have begun while the client was told.
    if (this.#closing) void connection.close(1001, "");
    return connection;
  }

  /** Closes every socket with 1001, and opens none until {@link reopen}. */
  async closeAll(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#open].map((connection) => connection.close(1001, "")));
  }

  reopen(): void {
    this.#closing = false;
  }

  async #upgrade({ request, socket, first }: Handshake, { protocol, headers }: Opening): Promise<Connection> {
    const lines = linesOf(headers);
    if (protocol !== undefined && !offeredBy(request.rawHeaders).includes(protocol))
      throw new HttpError(400, "The client does not offer this protocol");
    // Only now: an application without sockets never loads it.
    const { WebSocketServer } = await import("ws");
    if (this.#closing) throw new HttpError(503);
    const server = new WebSocketServer({ ...settings, handleProtocols: () => protocol ?? false });
    return new Promise((resolve, reject) => {
      const leave = (): void => reject(new WebSocketClosed(1006));
      if (socket.destroyed) leave();
      socket.once("close", leave);
      server.on("headers", (answer) => void answer.push(...lines));
      server.on("wsClientError", (cause) => reject(new HttpError(400, "The handshake is broken", { cause })));
      server.handleUpgrade(request, socket, first, (wire) => {
        socket.off("close", leave);
        // At once: its first message may be here already.
        resolve(new Connection(wire));
      });
    });
  }
}

const settings = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: limits.socketMessage,
  maxFragments: limits.socketFragments,
  closeTimeout: limits.socketCloseTime,
} as const;

/** They are written as they are: what could end a line must not get there. */
function linesOf(headers: FlatHeaders): string[] {
  const lines: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const [name = "", value = ""] = [headers[i], headers[i + 1]];
    validateHeaderName(name);
    validateHeaderValue(name, value);
    lines.push(`${name}: ${value}`);
  }
  return lines;
}

const offeredBy = (headers: FlatHeaders): string[] =>
  fieldValues(headers, "sec-websocket-protocol").flatMap((field) => field.split(",").map((name) => name.trim()));
