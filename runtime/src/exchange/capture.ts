import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { isBodiless } from "@typeway/contract";
import type { ChunkSource } from "../answers/chunks.js";
import { hopByHop } from "./hop-by-hop.js";

/** In bytes; more than that, and `write` asks to wait for `drain`. */
const highWaterMark = 65_536;

/** An answer by its parts. */
export interface CapturedAnswer {
  readonly status: number;
  readonly fields: readonly string[];
  readonly body: Uint8Array | ChunkSource | undefined;
}

type Callback = (error?: Error | null) => void;

/**
 * A `ServerResponse` whose answer is taken instead of sent: for code that is written for node:http, while middleware may
 * still change what it answers. Everything works as usual but for the socket: nothing is written to it.
 *
 * What takes the output is on the object itself, not on a class: Express changes the prototype.
 */
export class Capture implements ChunkSource {
  readonly response: ServerResponse;
  /** Resolves when the head is final and the first of the body is there, or its end, or none will come. Rejects never. */
  readonly arrived: Promise<void>;
  #resolveArrived!: () => void;
  readonly #queue: Uint8Array[] = [];
  #size = 0;
  #isFull = false;
  #isEnded = false;
  #isStopped = false;
  /** `close` has been told before there was an end. */
  #isClosed = false;
  #error: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(request: IncomingMessage) {
    this.arrived = new Promise((resolve) => {
      this.#resolveArrived = resolve;
    });
    const response = new ServerResponse(request);
    // Who listens for a client that leaves listens there.
    Object.assign(response, { socket: request.socket });
    const own = {
      writeHead: (status: number, ...rest: readonly unknown[]) => this.#writeHead(status, rest),
      flushHeaders: () => this.#begin(),
      write: (...given: readonly unknown[]) => this.#write(given),
      end: (...given: readonly unknown[]) => this.#end(given),
    };
    this.response = Object.assign(response, own);
  }

  get hasArrived(): boolean {
    return this.response.headersSent;
  }

  /** What {@link fail} was told. */
  get failure(): unknown {
    return this.#error?.error;
  }

  /** The last of the answer has been written. */
  get isComplete(): boolean {
    return this.#isEnded;
  }

  /**
   * What was answered; its body is this stream when there is more to come. To be asked for once it has arrived.
   * @throws what {@link fail} was told before there was a head
   */
  answer(): CapturedAnswer {
    if (this.#error !== undefined && !this.hasArrived) throw this.#error.error;
    const { statusCode: status, req } = this.response;
    if (!this.#isEnded) return { status, fields: fieldsOf(this.response), body: this };
    const [first, ...more] = this.#queue.splice(0);
    const body = more.length === 0 || first === undefined ? first : Buffer.concat([first, ...more]);
    if (body === undefined && (req.method === "HEAD" || status === 304))
      return { status, fields: fieldsOf(this.response), body };
    const fields = fieldsOf(this.response, "content-length");
    // RFC 9110 §8.6: 204 has no length.
    if (!isBodiless(status)) fields.push("content-length", String(body?.byteLength ?? 0));
    return { status, fields, body };
  }

  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = this.#queue.shift();
      if (chunk !== undefined) {
        this.#take(chunk);
        return chunk;
      }
      if (this.#error !== undefined) throw this.#error.error;
      if (this.#isEnded || this.#isStopped) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(chunk: Uint8Array): void {
    this.#size -= chunk.byteLength;
    if (!this.#isFull || this.#size > 0) return;
    this.#isFull = false;
    process.nextTick(() => this.response.emit("drain"));
  }

  /** Nobody wants the rest: whoever writes hears of it by `close`, as of a client that has left. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#queue.length = 0;
    this.#wake?.();
    if (this.#isEnded) return;
    this.#isClosed = true;
    this.response.destroyed = true;
    this.response.emit("close");
  }

  /** What writes the body has failed. */
  fail(error: unknown): void {
    this.#error = { error };
    this.#wake?.();
    this.#resolveArrived();
  }

  /** The client has left: nobody waits for an answer any more, and whoever was to write one hears of it by `close`. */
  leave(reason: unknown): void {
    if (!this.hasArrived) this.fail(reason);
    void this.stop();
  }

  /** The answer has left. */
  settle(): void {
    if (this.#isClosed) return;
    if (this.#isEnded) this.response.emit("finish");
    this.response.emit("close");
  }

  /** As node:http's: the status, a phrase or none, and headers in one of three forms. */
  #writeHead(status: number, rest: readonly unknown[]): ServerResponse {
    const { response } = this;
    // It refuses what is set after the head has been written, and says so as usual.
    if (response.headersSent) response.setHeader("x", "");
    const headers = typeof rest[0] === "string" ? rest[1] : rest[0];
    response.statusCode = status;
    if (Array.isArray(headers)) setAll(response, headers.every(Array.isArray) ? headers : inPairs(headers));
    else if (typeof headers === "object" && headers !== null) setAll(response, Object.entries(headers));
    // What `headersSent` looks at, and packages that are older than it.
    Object.assign(response, { _header: `HTTP/1.1 ${status}\r\n` });
    return response;
  }

  #begin(): void {
    const { response } = this;
    // Through the object: others have wrapped it to set a header at the last moment.
    if (!response.headersSent) response.writeHead(response.statusCode);
    this.#resolveArrived();
  }

  #write(given: readonly unknown[]): boolean {
    this.#add(given);
    this.#begin();
    return !this.#isFull;
  }

  #end(given: readonly unknown[]): ServerResponse {
    const { response } = this;
    if (this.#isEnded) return response;
    this.#add(given);
    this.#isEnded = true;
    this.#wake?.();
    this.#begin();
    // What `writableEnded` looks at.
    Object.assign(response, { finished: true });
    return response;
  }

  #add(given: readonly unknown[]): void {
    const callback = given.find((one): one is Callback => typeof one === "function");
    const [chunk, encoding] = given;
    if (typeof chunk === "string" || chunk instanceof Uint8Array) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encodingOf(encoding)) : chunk;
      if (bytes.byteLength > 0 && !this.#isEnded && !this.#isStopped) {
        this.#queue.push(bytes);
        this.#size += bytes.byteLength;
        this.#isFull = this.#size >= highWaterMark;
        this.#wake?.();
      }
    }
    if (callback !== undefined) process.nextTick(callback);
  }
}

function fieldsOf(response: ServerResponse, without?: string): string[] {
  const flat: string[] = [];
  for (const [name, value] of Object.entries(response.getHeaders())) {
    if (value === undefined || name === without || hopByHop.has(name)) continue;
    for (const each of Array.isArray(value) ? value : [value]) flat.push(name, String(each));
  }
  return flat;
}

const encodingOf = (given: unknown): BufferEncoding =>
  typeof given === "string" && Buffer.isEncoding(given) ? given : "utf8";

function inPairs(flat: readonly unknown[]): [unknown, unknown][] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]] as [unknown, unknown]] : []));
}

/** A name that comes several times is one header of several values. */
function setAll(response: ServerResponse, fields: readonly (readonly unknown[])[]): void {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of fields) {
    const lower = String(name).toLowerCase();
    if (value === undefined) continue;
    const values = (Array.isArray(value) ? value : [value]).map(String);
    const earlier = headers[lower];
    headers[lower] = Array.isArray(earlier) ? [...earlier, ...values] : values;
  }
  for (const [name, values] of Object.entries(headers))
    if (Array.isArray(values)) response.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
}
