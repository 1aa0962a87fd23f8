import { type SocketCodec, WebSocketClosed } from "@typeway/contract";
import { addFields } from "../answers/head-fields.js";
import { WebSocketError } from "../errors/web-socket-error.js";
import type { Run } from "../run.js";
import type { Connection } from "./connection.js";
import type { Handshake } from "./handshake.js";
import type { SocketServer } from "./socket-server.js";
import type { AcceptOptions } from "./web-socket.js";

/** One socket from its request to its end: not yet open, open, or refused. */
export class Session {
  readonly #run: Run;
  readonly #handshake: Handshake;
  readonly #server: SocketServer;
  /** Told to who watches. */
  readonly #codec: SocketCodec;
  #opening: Promise<Connection> | undefined;
  #connection: Connection | undefined;
  #refusal: WebSocketError | undefined;

  constructor(run: Run, handshake: Handshake, server: SocketServer, codec: SocketCodec) {
    this.#run = run;
    this.#handshake = handshake;
    this.#server = server;
    this.#codec = codec;
  }

  /** @throws {WebSocketClosed} when it has been refused */
  open(options: AcceptOptions = {}): Promise<Connection> {
    const refusal = this.#refusal;
    if (refusal !== undefined) return Promise.reject(new WebSocketClosed(refusal.code, refusal.reason));
    this.#opening ??= this.#open(options);
    return this.#opening;
  }

  /** Closes it; one that is not open is refused when its handler has ended. */
  async close(code: number, reason: string): Promise<void> {
    if (this.#opening === undefined) this.#refusal ??= new WebSocketError(code, reason);
    else await (await this.#opening).close(code, reason);
  }

  /** Ends it as its handler has ended. @throws {WebSocketError} when it was closed before it was open */
  async complete(): Promise<void> {
    if (this.#refusal !== undefined) throw this.#refusal;
    const connection = await this.open();
    await connection.close(1000, "");
  }

  /** It was open and one side has closed it, or its client has left. */
  get isClosed(): boolean {
    return this.#connection?.isClosed ?? this.#handshake.socket.destroyed;
  }

  async #open({ protocol, headers }: AcceptOptions): Promise<Connection> {
    // Cookies and fields that dependencies have set.
    const fields = addFields([], this.#run, headers, undefined);
    const connection = await this.#server.accept(this.#handshake, { protocol, headers: fields });
    this.#connection = connection;
    const { receive, send } = this.#codec;
    this.#run.observer?.accepted?.({ receive: receive.medium, send: send.medium });
    return connection;
  }
}
