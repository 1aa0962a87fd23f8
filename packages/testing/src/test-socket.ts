import { type SocketMedium, WebSocketClosed } from "@typeway/contract";
import type { WebSocket } from "ws";
import type { TestReply } from "./test-reply.js";

/** How messages travel, seen from the application. */
export interface SocketMedia {
  readonly receive: SocketMedium;
  readonly send: SocketMedium;
}

/** An application answered a request for a WebSocket without opening it. */
export class WebSocketRefused extends Error {
  override readonly name = "WebSocketRefused";
  readonly reply: TestReply;

  constructor(reply: TestReply) {
    super(`The WebSocket was refused with ${reply.status}: ${reply.text}`);
    this.reply = reply;
  }
}

/**
 * The client's end of a WebSocket. Strings and bytes travel as they are where the application says so, everything else
 * as JSON; the types are the caller's word.
 */
export class TestSocket<In = string, Out = string> implements AsyncIterable<In>, AsyncDisposable {
  readonly #wire: WebSocket;
  readonly #media: Promise<SocketMedia>;
  /** What the application failed with, where that is to be thrown. */
  readonly #failures: readonly unknown[];
  readonly #messages: (string | Buffer)[] = [];
  readonly #receivers: { resolve(message: string | Buffer): void; reject(error: unknown): void }[] = [];
  readonly #closed: Promise<WebSocketClosed>;
  #end: WebSocketClosed | undefined;

  /** @internal */
  constructor(wire: WebSocket, media: Promise<SocketMedia>, failures: readonly unknown[]) {
    this.#wire = wire;
    this.#media = media;
    this.#failures = failures;
    wire.on("message", (data: Buffer, isBinary) => this.#take(data, isBinary));
    wire.on("error", () => undefined);
    this.#closed = new Promise((resolve) => {
      wire.once("close", (code, reason) => {
        this.#end = new WebSocketClosed(code, reason.toString());
        resolve(this.#end);
        for (const { reject } of this.#receivers.splice(0)) reject(this.#whyClosed(this.#end));
      });
    });
  }

  /** The subprotocol that was agreed on; empty when there is none. */
  get protocol(): string {
    return this.#wire.protocol;
  }

  /** Settles when the socket is closed, with its code and reason. */
  get closed(): Promise<WebSocketClosed> {
    return this.#closed;
  }

  /**
   * The next message.
   * @throws {WebSocketClosed} when there is none any more
   * @throws what the application failed with, unless the client was told not to raise server errors
   */
  async receive(): Promise<In> {
    const message = this.#messages.shift() ?? (await this.#next());
    const { send } = await this.#media;
    // The type is the caller's word.
    return (typeof message === "string" && send === "json" ? JSON.parse(message) : message) as In;
  }

  /** @throws {WebSocketClosed} */
  async send(message: Out): Promise<void> {
    const { receive } = await this.#media;
    const isPlain = receive !== "json" && typeof message === "string";
    const data = isPlain || message instanceof Uint8Array ? message : JSON.stringify(message);
    await this.sendRaw(data as string | Uint8Array);
  }

  /** Sends a text or a binary frame as it is, whatever the application expects. @throws {WebSocketClosed} */
  async sendRaw(message: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#wire.send(message, { binary: typeof message !== "string" }, (error) => {
        if (error) this.#closed.then((end) => reject(this.#whyClosed(end)));
        else resolve();
      });
    });
  }

  /** Settles when both sides have closed. */
  async close(code = 1000, reason = ""): Promise<void> {
    this.#wire.close(code, reason);
    await this.#closed;
  }

  /** Ends when the socket is closed with 1000 or 1001. @throws {WebSocketClosed} for any other end */
  async *[Symbol.asyncIterator](): AsyncGenerator<In, void, undefined> {
    for (;;) {
      try {
        yield await this.receive();
      } catch (error) {
        if (error instanceof WebSocketClosed && (error.code === 1000 || error.code === 1001)) return;
        throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #take(data: Buffer, isBinary: boolean): void {
    const message = isBinary ? data : data.toString();
    const receiver = this.#receivers.shift();
    if (receiver === undefined) this.#messages.push(message);
    else receiver.resolve(message);
  }

  #next(): Promise<string | Buffer> {
    if (this.#end !== undefined) return Promise.reject(this.#whyClosed(this.#end));
    return new Promise((resolve, reject) => this.#receivers.push({ resolve, reject }));
  }

  #whyClosed(end: WebSocketClosed): unknown {
    return end.code === 1011 && this.#failures.length > 0 ? this.#failures[0] : end;
  }
}
