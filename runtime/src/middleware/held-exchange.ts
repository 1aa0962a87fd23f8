import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import type { Failure } from "../dependencies/scope.js";
import { TypewayError } from "../errors/typeway-error.js";
import { Capture } from "../exchange/capture.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "../exchange/exchange.js";
import { ExchangeAround } from "../exchange/exchange-around.js";
import { incomingOf } from "../exchange/incoming.js";
import { type BodyDecoder, decodedHeaders, decodedStream, decodingReceiver } from "./decoded-body.js";
import type { HeldAnswer } from "./held-answer.js";

/** Whoever handed over an answer waits for one to leave: only then come background tasks and the last clean-ups. */
interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class Arrival {
  readonly promise: Promise<void>;
  declare resolve: () => void;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
}

/** An answer that was there before anybody could wait for it. */
const atOnce = Promise.resolve();

/** A request whose answer is held back until the outermost middleware is done. */
export class HeldExchange extends ExchangeAround {
  readonly answer: HeldAnswer;
  #decode: BodyDecoder | undefined;
  #decodedHeaders: FlatHeaders | undefined;
  #failure: Failure | undefined;
  #abandoned: Failure | undefined;
  /** Of the answer that is held. */
  #waiter: Waiter | undefined;
  /** Of answers that were dropped. */
  #others: Waiter[] | undefined;
  /** What of the chain has ended last: there is no need to wait for this one. */
  settled = atOnce;
  #arrival: Arrival | undefined;
  #hasArrived = false;
  #isOver = false;
  /** Where the request did not come through node:http and somebody needs one that did. */
  #standIn: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
  #captures: Capture[] | undefined;
  #leave: (() => void) | undefined;
  /** Where time is limited. */
  #signal: AbortSignal | undefined;

  constructor(outer: Exchange, answer: HeldAnswer) {
    super(outer);
    this.answer = answer;
  }

  override get rawHeaders(): FlatHeaders {
    return this.#decodedHeaders ?? this.outer.rawHeaders;
  }
  override get signal(): AbortSignal {
    return this.#signal ?? this.outer.signal;
  }
  /** What is written to this response leaves at once, past the middleware. */
  override get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined {
    return this.outer.raw ?? this.#standIn;
  }
  override get dropped(): Failure | undefined {
    return this.#failure ?? this.outer.dropped;
  }

  override readBody(limit: number, receiver: BodyReceiver): void {
    const decode = this.#decode;
    const isTaken = this.#captures !== undefined && this.raw?.request.readableDidRead === true;
    if (isTaken) receiver.bodyFailed(new TypewayError("TYPEWAY_BODY_TAKEN", undefined));
    else this.outer.readBody(limit, decode === undefined ? receiver : decodingReceiver(decode, limit, receiver));
  }
  override bodyStream(): ReadableStream<Uint8Array> | null {
    const body = this.outer.bodyStream();
    return this.#decode === undefined || body === null ? body : decodedStream(this.#decode, body);
  }
  /** Whoever reads the body from now on gets it decoded, and hears nothing of its coding. */
  decodeBody(decode: BodyDecoder): void {
    this.#decode = decode;
    this.#decodedHeaders = decodedHeaders(this.rawHeaders);
  }

  /** From now on `signal` fires for this reason, too. */
  abortBy(signal: AbortSignal): void {
    this.#signal = AbortSignal.any([this.outer.signal, signal]);
  }

  /** A `ServerResponse` for code that is written for node:http; its answer is taken, and the caller's to hold. */
  capture(): Capture {
    const capture = new Capture(this.raw?.request ?? incomingOf(this));
    this.#standIn ??= { request: capture.response.req, response: capture.response };
    this.#captures ??= this.#watchedCaptures();
    this.#captures.push(capture);
    if (this.outer.signal.aborted) capture.leave(this.outer.signal.reason);
    return capture;
  }

  /** For those that will be made: they hear of it when the client leaves. */
  #watchedCaptures(): Capture[] {
    const { signal } = this.outer;
    const captures: Capture[] = [];
    this.#leave = () => {
      for (const capture of captures) capture.leave(signal.reason);
    };
    signal.addEventListener("abort", this.#leave);
    return captures;
  }

  /** Takes an answer that was written to a {@link capture}. */
  take(capture: Capture): Promise<void> {
    const { status, fields, body } = capture.answer();
    if (body === undefined || body instanceof Uint8Array) return this.send(status, fields, body);
    return this.sendStream(status, fields, body);
  }

  /** There is an answer, or somebody has answered past Typeway. */
  get isAnswered(): boolean {
    return this.answer.isComplete || this.#abandoned !== undefined || this.outer.sent || this.#isOver;
  }

  /** Resolves when an answer has arrived. @param start what will make one */
  answerOf(start: () => void): Promise<void> {
    this.#arrival = undefined;
    this.#hasArrived = false;
    start();
    if (this.#hasArrived) return atOnce;
    const arrival = new Arrival();
    this.#arrival = arrival;
    return arrival.promise;
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): Promise<void> {
    this.answer.hold(status, headers, body);
    return this.#arrive();
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    try {
      this.answer.hold(status, headers, source);
    } catch (error) {
      await source.stop();
      throw error;
    }
    return this.#arrive();
  }

  #arrive(): Promise<void> {
    const departure = new Promise<void>((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    this.#noteArrival();
    return departure;
  }

  #noteArrival(): void {
    this.#hasArrived = true;
    if (this.#arrival === undefined) return;
    this.settled = this.#arrival.promise;
    this.#arrival.resolve();
  }

  abandon(error: unknown): void {
    if (this.outer.sent) this.outer.abandon(error);
    else this.#abandoned = { error };
    this.#noteArrival();
  }

  finish(): void {
    this.#isOver = true;
    this.#noteArrival();
  }

  /** Makes room for another answer. @param failure why, when that is one */
  drop(failure: Failure | undefined): Promise<void> {
    this.#failure ??= failure;
    if (this.#waiter !== undefined) {
      this.#others ??= [];
      this.#others.push(this.#waiter);
    }
    this.#waiter = undefined;
    return this.answer.stop();
  }

  /**
   * Sends what is held. Resolves when all of it has left.
   * @returns nothing where it has left at once
   * @throws what kept the head from leaving; nothing has been sent then
   */
  release(requestId: string | undefined): Promise<void> | undefined {
    const { outer } = this;
    if (this.#abandoned !== undefined) outer.abandon(this.#abandoned.error);
    else if (this.#isOver) outer.finish?.();
    else if (!outer.sent) return this.#send(requestId);
    return undefined;
  }

  #send(requestId: string | undefined): Promise<void> | undefined {
    const waiter = this.#waiter;
    const fail = (error: unknown): void => {
      if (waiter === undefined || !this.outer.sent) throw error;
      this.#waiter = undefined;
      waiter.reject(error);
    };
    try {
      return this.answer.sendTo(this.outer, requestId)?.catch(fail);
    } catch (error) {
      fail(error);
      return undefined;
    }
  }

  /** Lets everybody go on who has waited for an answer to leave. */
  settle(): void {
    this.#waiter?.resolve();
    if (this.#others !== undefined) for (const waiter of this.#others) waiter.resolve();
    if (this.#captures === undefined) return;
    if (this.#leave !== undefined) this.outer.signal.removeEventListener("abort", this.#leave);
    for (const capture of this.#captures) capture.settle();
  }
}
