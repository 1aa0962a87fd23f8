import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { UpgradeListener } from "@typeway/contract";
import { limits } from "../exchange/limits.js";
import { writeClientError } from "../server/client-error.js";
import { withoutUpgrade } from "../server/ignore-upgrade.js";
import { asksForWebSocket } from "../sockets/handshake-rules.js";
import type { BodySink } from "./body-sink.js";
import { DirectExchange } from "./direct-exchange.js";
import type { House } from "./house.js";
import { NodeRequest } from "./node-request.js";
import { type ParsedHead, RequestParser } from "./request-parser.js";

/** Most that is read ahead of who wants it, and most that is gathered before it is written. */
const highWaterMark = 65_536;

/**
 * One client. Its requests are answered one at a time, in their order:
 *
 *     bytes → head → dispatch, which may ask for the body → answer → the next head
 */
export class Connection {
  readonly socket: Socket;
  readonly house: House;
  private readonly parser: RequestParser;
  /** Whose answer is not complete, or whose body has not ended. */
  private exchange: DirectExchange | undefined;
  /** Who wants the body of the exchange, now. */
  private sink: BodySink | undefined;
  /** Bytes that nobody wants yet. */
  private readonly held: Buffer[] = [];
  private heldSize = 0;
  /** Answers that go out together. */
  private text = "";
  private isParsing = false;
  /** Behind the request that is being served. */
  private hasMore = false;
  /** The client does not take what it is sent. */
  private isChoked = false;
  /** No request is read any more. */
  private isClosing = false;
  /** Of what nobody wants, read so that the client sees the answer; -1: nothing of it. */
  private lingersFor = -1;
  private isGone = false;
  private hasEnded = false;
  private hasBegun = false;
  /** When what it is doing now has begun; by the clock. */
  private since: number;

  constructor(socket: Socket, house: House) {
    this.socket = socket;
    this.house = house;
    this.parser = new RequestParser(house.llhttp);
    this.since = house.clock.time;
    socket.on("data", this.onData).on("end", this.onEnd).on("drain", this.onDrain);
    socket.on("error", this.onError).on("close", this.onClose);
  }

  /** Nothing of a request has come. */
  get isIdle(): boolean {
    return this.exchange === undefined && !this.parser.isInHead && this.heldSize === 0 && !this.isClosing;
  }

  /** From now on the body of the exchange goes there; `undefined`: it waits. */
  giveBodyTo(sink: BodySink | undefined): void {
    this.sink = sink;
    if (sink !== undefined) this.goOn();
  }

  /** Sends text with those before it; only characters that are one byte each. */
  write(text: string): void {
    this.text += text;
    if (!this.isParsing || !this.hasMore || this.text.length > highWaterMark) this.flush();
  }

  /** The same of a head and a body that is not of such characters. */
  writeBoth(head: string, body: string | Uint8Array): void {
    const { socket } = this;
    // One packet where they fit into one.
    socket.cork();
    this.text += head;
    this.flush();
    this.note(socket.write(body));
    socket.uncork();
  }

  flush(): void {
    const text = this.text;
    if (text === "") return;
    this.text = "";
    this.note(this.socket.write(text, "latin1"));
  }

  /** The exchange has been answered. @param keeps another request may follow */
  answered(keeps: boolean): void {
    if (!keeps) {
      this.isClosing = true;
      this.flush();
      this.socket.destroySoon();
    } else if (this.exchange?.isComplete === true) this.rest();
    else this.sink = undefined;
    if (!this.isParsing && this.heldSize > 0) process.nextTick(() => this.goOn());
  }

  /** As {@link answered}, while the client is still sending what nobody wants. @see linger.ts */
  linger(): void {
    this.isClosing = true;
    this.lingersFor = limits.discardToLinger;
    this.exchange = undefined;
    const timer = setTimeout(() => this.socket.destroy(), limits.lingerTime);
    this.socket.once("close", () => clearTimeout(timer));
    this.flush();
    this.socket.end();
    this.socket.resume();
  }

  /** Looks at what takes too long. */
  check(): void {
    const { clock, keepAliveTimeout } = this.house;
    const time = clock.time - this.since;
    if (this.isClosing) return;
    const exchange = this.exchange;
    if (exchange === undefined) {
      if (this.hasBegun && !this.parser.isInHead) {
        if (time >= keepAliveTimeout && this.heldSize === 0) this.socket.destroy();
      } else if (time >= limits.headersTimeout) this.refuse(408);
    } else if (!exchange.isComplete) {
      if (time >= limits.requestTimeout) this.refuse(408);
    }
  }

  /** Reads what has come, as far as it is wanted. */
  goOn(): void {
    if (this.isParsing) return;
    while (this.canGoOn()) {
      const chunk = this.held.shift();
      if (chunk === undefined) break;
      this.heldSize -= chunk.length;
      this.consume(chunk);
    }
    if (this.heldSize < highWaterMark && this.socket.isPaused()) this.socket.resume();
    if (this.hasEnded && this.heldSize === 0) this.onEnd();
  }

  private readonly onData = (chunk: Buffer): void => {
    if (this.isClosing) this.discard(chunk);
    else if (this.heldSize === 0 && this.canGoOn()) this.consume(chunk);
    else this.hold(chunk, false);
  };

  private canGoOn(): boolean {
    if (this.isClosing || this.isGone) return false;
    const exchange = this.exchange;
    if (exchange === undefined) return !this.isChoked;
    if (exchange.isComplete) return false;
    return this.sink !== undefined || exchange.isAnswered;
  }

  private consume(chunk: Buffer): void {
    this.isParsing = true;
    let from = 0;
    try {
      do from = this.step(chunk, from);
      while (from < chunk.length && this.canGoOn());
    } finally {
      this.isParsing = false;
    }
    this.flush();
    if (from < chunk.length && !this.isClosing && !this.isGone) this.hold(chunk.subarray(from), true);
  }

  private step(chunk: Buffer, from: number): number {
    const parser = this.parser;
    const isBetween = this.exchange === undefined && !parser.isInHead;
    let at = parser.feed(chunk, from);
    this.hasMore = at < chunk.length;
    // Empty lines are nothing.
    if (isBetween && (parser.isInHead || parser.headEnded)) this.since = this.house.clock.time;
    const { pieces } = parser;
    for (let i = 0; i < pieces.length; i += 2) this.sink?.take(chunk.subarray(pieces[i], pieces[i + 1]));
    const { head } = parser;
    if (parser.headEnded && head !== undefined) {
      const exchange = this.begin(head, chunk, at);
      if (exchange === undefined) return chunk.length;
      // A body of no bytes has ended.
      if (!exchange.hasBody && !parser.messageEnded && parser.fault === 0) at = parser.feed(chunk, at);
      this.hasMore = at < chunk.length;
      exchange.isComplete = parser.messageEnded;
      if (parser.fault === 0) exchange.runInAsyncScope(serve, this.house, exchange);
    } else if (parser.messageEnded) this.endBody();
    if (parser.fault !== 0) {
      this.refuse(parser.fault);
      return chunk.length;
    }
    return at;
  }

  /** @returns nothing when the connection is not one of HTTP any more */
  private begin(head: ParsedHead, chunk: Buffer, at: number): DirectExchange | undefined {
    this.hasBegun = true;
    if (!head.isUpgrade) return this.open(head);
    const { upgrade } = this.house;
    if (head.method === "CONNECT") {
      this.isClosing = true;
      this.flush();
      this.socket.destroySoon();
    } else if (upgrade !== undefined && asksForWebSocket(head.rawHeaders)) {
      const { message } = new NodeRequest({ head, isComplete: true }, this);
      this.handOver(message, upgrade, chunk.subarray(at));
    } else return this.open({ ...head, rawHeaders: withoutUpgrade(head.rawHeaders) });
    return undefined;
  }

  private open(head: ParsedHead): DirectExchange {
    this.exchange = new DirectExchange(this, head);
    return this.exchange;
  }

  private handOver(request: IncomingMessage, upgrade: UpgradeListener, first: Buffer): void {
    const { socket } = this;
    this.flush();
    this.leave();
    this.isGone = true;
    socket.off("data", this.onData).off("end", this.onEnd).off("drain", this.onDrain);
    socket.off("error", this.onError).off("close", this.onClose);
    // As node:http gives it: it flows as soon as somebody listens.
    Object.assign(socket, { readableFlowing: null });
    upgrade(request, socket, first);
  }

  private endBody(): void {
    const exchange = this.exchange;
    const sink = this.sink;
    this.sink = undefined;
    if (exchange === undefined) return;
    exchange.isComplete = true;
    if (exchange.isAnswered) this.rest();
    else if (sink !== undefined) exchange.runInAsyncScope(sink.end, sink);
  }

  /** Waits for another request. */
  private rest(): void {
    this.exchange = undefined;
    this.sink = undefined;
    this.since = this.house.clock.time;
  }

  private hold(chunk: Buffer, isFirst: boolean): void {
    if (isFirst) this.held.unshift(chunk);
    else this.held.push(chunk);
    this.heldSize += chunk.length;
    if (this.heldSize >= highWaterMark) this.socket.pause();
  }

  /** A full window makes the client stop and look; it is not reset. */
  private discard(chunk: Buffer): void {
    if (this.lingersFor < 0) return;
    this.lingersFor -= chunk.length;
    if (this.lingersFor <= 0) this.socket.pause();
  }

  /** Answers what is no request, or does not become one in time. */
  private refuse(status: number): void {
    const exchange = this.exchange;
    const { socket } = this;
    this.flush();
    this.isClosing = true;
    if (!socket.writable || exchange?.sent === true) socket.destroy();
    else socket.end(writeClientError(status, this.house.errorFormat), () => socket.destroy());
    exchange?.leave();
  }

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    if (this.isClosing) {
      if (this.lingersFor >= 0) this.socket.destroy();
    } else if (this.heldSize === 0 || this.exchange?.isComplete === true) {
      if (this.parser.isInHead || this.exchange?.isComplete === false) this.refuse(400);
      else this.socket.end();
    }
  };

  private readonly onDrain = (): void => {
    this.isChoked = false;
    this.exchange?.drained();
    if (this.heldSize > 0) this.goOn();
  };

  /** `close` follows. */
  private readonly onError = (): void => undefined;

  private readonly onClose = (): void => {
    if (this.isGone) return;
    this.isGone = true;
    this.leave();
    this.sink?.breakOff();
    this.exchange?.leave();
  };

  private leave(): void {
    this.parser.free();
    this.house.forget(this);
  }

  private note(isTaken: boolean): void {
    if (!isTaken) this.isChoked = true;
  }
}

function serve(this: House, exchange: DirectExchange): void {
  if (exchange.meetExpectation()) this.serve(exchange);
  else exchange.raw.response.writeHead(417).end();
}
