import { WebSocketClosed } from "@typeway/contract";
import type { WebSocket as Wire } from "ws";
import { limits } from "../exchange/limits.js";

/** A message as it came: the bytes of a binary frame, or the text of a text frame. */
export type Message = string | Buffer;

interface Receiver {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
}

/** An open socket: keeps what has come until it is asked for, and knows how it ended. */
export class Connection {
  /** Resolves when it is closed, however. */
  readonly closed: Promise<WebSocketClosed>;
  readonly #wire: Wire;
  readonly #unread: Message[] = [];
  #unreadSize = 0;
  readonly #receivers: Receiver[] = [];
  /** Why nothing can be received or sent any more; known as soon as one side begins to close. */
  #end: WebSocketClosed | undefined;
  #lastHeard = Date.now();

  constructor(wire: Wire) {
    this.#wire = wire;
    let broken: Error | undefined;
    const hear = (): void => {
      this.#lastHeard = Date.now();
    };
    const watch = setInterval(() => this.#watch(), limits.socketPing);
    watch.unref();
    // Frames against the protocol and lost connections; `close` follows.
    wire.on("error", (error) => {
      broken = error;
    });
    wire.on("message", (data: Buffer, isBinary) => {
      hear();
      this.#take(isBinary ? data : data.toString("utf8"));
    });
    wire.on("ping", hear).on("pong", hear);
    this.closed = new Promise((resolve) => {
      wire.once("close", (code, reason) => {
        clearInterval(watch);
        const end = new WebSocketClosed(code, reason.toString("utf8"), broken && { cause: broken });
        this.#finish(end);
        resolve(end);
      });
    });
  }

  get isClosed(): boolean {
    return this.#end !== undefined;
  }

  /** @throws {WebSocketClosed} when it is closed and everything that had come has been received */
  receive(): Promise<Message> {
    const message = this.#unread.shift();
    if (message !== undefined) {
      this.#unreadSize -= message.length;
      if (this.#wire.isPaused && !this.#isFull) this.#wire.resume();
      return Promise.resolve(message);
    }
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => this.#receivers.push({ resolve, reject }));
  }

  /** Settles when the message has left this process. @throws {WebSocketClosed} */
  async send(message: string | Uint8Array): Promise<void> {
    if (this.#end !== undefined) throw this.#end;
    if (this.#wire.bufferedAmount > limits.socketUnsent) this.#cut("Too much was sent that the client does not read");
    await new Promise<void>((resolve, reject) => {
      this.#wire.send(message, { binary: typeof message !== "string" }, (cause) => {
        if (cause === undefined || cause === null) resolve();
        // How it ended is known when it has.
        else this.closed.then((end) => reject(this.#end ?? end));
      });
    });
  }

  /** Settles when both sides have closed. @param reason cut after 123 bytes */
  async close(code: number, reason: string): Promise<void> {
    const text = cutToBytes(reason, 123);
    this.#finish(new WebSocketClosed(code, text));
    this.#unread.length = 0;
    // The other side's part of the closing has to be read.
    this.#wire.resume();
    this.#wire.close(code, text);
    await this.closed;
  }

  get #isFull(): boolean {
    return this.#unreadSize > limits.socketUnread || this.#unread.length >= limits.socketUnreadCount;
  }

  #take(message: Message): void {
    if (this.#end !== undefined) return;
    const receiver = this.#receivers.shift();
    if (receiver !== undefined) {
      receiver.resolve(message);
      return;
    }
    this.#unread.push(message);
    this.#unreadSize += message.length;
    if (this.#isFull) this.#wire.pause();
  }

  #finish(end: WebSocketClosed): void {
    this.#end ??= end;
    for (const { reject } of this.#receivers.splice(0)) reject(this.#end);
  }

  #cut(reason: string): never {
    const end = new WebSocketClosed(1006, reason);
    this.#finish(end);
    this.#wire.terminate();
    throw end;
  }

  /** A client that is not read from cannot be heard. */
  #watch(): void {
    if (this.#wire.isPaused) this.#lastHeard = Date.now();
    if (Date.now() - this.#lastHeard >= limits.socketSilence) this.#wire.terminate();
    else this.#wire.ping();
  }
}

/** At a border between characters. */
function cutToBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  let end = most;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString("utf8", 0, end);
}
