import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { BodyCollector, type BodySource, type BodyWatch } from "./body-collector.js";
import type { BodyReceiver } from "./exchange.js";
import { BodyEvents } from "./node-body.js";

const inherited = IncomingMessage.prototype;

interface ReadableState {
  destroyed: boolean;
  endEmitted: boolean;
}

export interface LeanRequest extends IncomingMessage {
  /** node:http's own: somebody reads the stream, so that nothing need be discarded. */
  _consuming: boolean;
  client: Socket;
}

/**
 * A node:http request that becomes a stream when somebody treats it as one. Most have no body, and a body that the
 * application wants is handed over as the parser finds it: making, filling, ending and destroying a stream costs more
 * than all else that node:http does for a request.
 */
export class LeanRequest implements BodySource {
  private taker: BodyCollector | undefined = undefined;
  private events: BodyEvents | undefined = undefined;
  private isStream = false;
  private isEnded = false;

  constructor(socket: Socket) {
    this.socket = socket;
    this.client = socket;
    this.rawHeaders = [];
    this.rawTrailers = [];
  }

  readBody(limit: number, receiver: BodyReceiver, watch: BodyWatch): void {
    const taker = new BodyCollector(this, limit, receiver, watch);
    if (this.isStream) this.events = new BodyEvents(this, taker);
    else if (this.isEnded) taker.end();
    else this.taker = taker;
  }

  stopBody(): void {
    this.taker = undefined;
    this.events?.release();
    this.pause();
  }

  /** Called by the parser. */
  push(piece: Buffer | null): boolean {
    if (this.isStream) return inherited.push.call(this, piece);
    if (piece === null) {
      this.isEnded = true;
      this._consuming = true;
      this.taker?.end();
      return true;
    }
    if (this.taker === undefined) return inherited.push.call(this, piece);
    this.taker.take(piece);
    return true;
  }

  get destroyed(): boolean {
    return this.isStream && this._readableState.destroyed;
  }
  set destroyed(isDestroyed: boolean) {
    this._readableState.destroyed = isDestroyed;
  }

  get readableEnded(): boolean {
    return this.isStream ? this._readableState.endEmitted : this.isEnded;
  }

  get _readableState(): ReadableState {
    this.becomeStream();
    return this._readableState;
  }
  set _readableState(value: ReadableState) {
    Object.defineProperty(this, "_readableState", { value, writable: true, enumerable: true, configurable: true });
  }

  private becomeStream(): void {
    const { taker } = this;
    const known = { ...this, taker: undefined, isStream: true, _consuming: false };
    IncomingMessage.call(this, this.socket);
    Object.assign(this, known);
    if (this.isEnded) inherited.push.call(this, null);
    else if (taker !== undefined) this.events = new BodyEvents(this, taker);
  }
}

// It is one for all who ask, by what it inherits; only its making is left out.
Object.setPrototypeOf(LeanRequest.prototype, inherited);
Object.setPrototypeOf(LeanRequest, IncomingMessage);

/** What each request has of its own. */
const own = new Set<PropertyKey>(["_events", "_readableState", "socket", "client", "rawHeaders", "rawTrailers"]);

/**
 * Gives all of them at once what node:http makes each request with.
 * @returns whether that is all they need: one that is made of more cannot do without being made
 */
export function inheritDefaults(): boolean {
  const made = new IncomingMessage(new Socket());
  for (const key of Reflect.ownKeys(made)) {
    if (own.has(key)) continue;
    const value: unknown = Reflect.get(made, key);
    if (typeof value === "object" ? value !== null : typeof value === "function") return false;
    Object.defineProperty(LeanRequest.prototype, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return true;
}
