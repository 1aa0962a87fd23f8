import { type Observer, type SocketCodec, WebSocketClosed } from "@typeway/contract";
import type { Core } from "../core.js";
import type { Fill } from "../dependencies/plan.js";
import { checkCloseCode } from "../errors/web-socket-error.js";
import type { Exchange } from "../exchange/exchange.js";
import { Run } from "../run.js";
import type { Handshake } from "./handshake.js";
import { readMessage, textCodec, writeMessage } from "./message.js";
import { Session } from "./session.js";
import type { SocketServer } from "./socket-server.js";
import type { AcceptOptions, WebSocket } from "./web-socket.js";

/** A run whose request asks for a WebSocket. */
export class SocketRun extends Run {
  readonly handshake: Handshake;
  readonly server: SocketServer;
  #session: Session | undefined;

  constructor(
    core: Core,
    handshake: Handshake,
    server: SocketServer,
    target: string,
    rootPath: string,
    observer: Observer | undefined,
    /** What refuses it, when middleware holds that back. */
    exchange: Exchange = handshake,
  ) {
    super(core, exchange, target, rootPath, observer);
    this.handshake = handshake;
    this.server = server;
  }

  get session(): Session {
    this.#session ??= new Session(this, this.handshake, this.server, codecOf(this));
    return this.#session;
  }

  /** The socket as a parameter sees it: several may look at one socket, each with its own types. */
  socketOf(codec: SocketCodec = textCodec): WebSocket<unknown, unknown> {
    return new TypedSocket(this, codec);
  }
}

/** The handler's own view, else the first of a dependency. */
function codecOf({ route }: Run): SocketCodec {
  const fills: readonly Fill[] = [
    ...(route?.plan.fills ?? []),
    ...(route?.plan.steps ?? []).flatMap((step) => step.fills),
  ];
  const codecs = fills.flatMap((fill) => (fill.kind === "context" && fill.codec !== undefined ? [fill.codec] : []));
  return codecs[0] ?? textCodec;
}

class TypedSocket implements WebSocket<unknown, unknown> {
  readonly #run: SocketRun;
  readonly #codec: SocketCodec;

  constructor(run: SocketRun, codec: SocketCodec) {
    this.#run = run;
    this.#codec = codec;
  }

  get context() {
    return this.#run.context;
  }

  accept(options?: AcceptOptions): Promise<void> {
    return harmless(this.#run.session.open(options).then(() => undefined));
  }

  receive(): Promise<unknown> {
    return harmless(this.#receive());
  }

  send(message: unknown): Promise<void> {
    // At once, so that a value that cannot be sent fails the handler even when it does not wait.
    const written = writeMessage(this.#codec.send, message, this.#run);
    return harmless(this.#run.session.open().then((connection) => connection.send(written)));
  }

  close(code = 1000, reason = ""): Promise<void> {
    checkCloseCode(code);
    return harmless(this.#run.session.close(code, reason));
  }

  async #receive(): Promise<unknown> {
    const connection = await this.#run.session.open();
    return readMessage(this.#codec.receive, await connection.receive());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    for (;;) {
      const connection = await this.#run.session.open();
      const message = await connection.receive().catch(untilClosed);
      if (message === undefined) return;
      yield readMessage(this.#codec.receive, message);
    }
  }
}

/** A socket may close at any time: who does not wait for a promise is not brought down by its rejection. */
function harmless<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function untilClosed(error: unknown): undefined {
  if (!(error instanceof WebSocketClosed)) throw error;
}
