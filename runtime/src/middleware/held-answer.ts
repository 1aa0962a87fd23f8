import { validateHeaderName, validateHeaderValue } from "node:http";
import { isBodiless } from "@typeway/contract";
import { type ChunkSource, type Chunks, chunkSource } from "../answers/chunks.js";
import { type AnswerBody, ResponseHead } from "../answers/response-head.js";
import { type Exchange, type FlatHeaders, fieldValue, isNamed } from "../exchange/exchange.js";
import { isPlainName, isPlainValue } from "../exchange/field-syntax.js";
import { requestIdHeader } from "../request-id.js";

/** An answer that middleware may still change. While there is none, what was set to go out with one. */
export class HeldAnswer extends ResponseHead {
  /** As answered; `headers` takes over once somebody asks for it. `undefined`: there is no answer. */
  #fields: FlatHeaders | undefined;
  #answeredStatus = 0;
  #body: string | Uint8Array | Streamed | undefined;
  #isReplaced = false;
  /** Streams that stand behind the body, the last first; whoever ends it ends them all. */
  #sources: ChunkSource[] = [];
  #kept: FlatHeaders = [];

  get isComplete(): boolean {
    return this.#fields !== undefined;
  }

  override get headers(): Headers {
    const { touchedHeaders } = this;
    if (touchedHeaders !== undefined) return touchedHeaders;
    const headers = super.headers;
    if (this.#fields !== undefined) this.touchedHeaders?.refill(this.#fields);
    return headers;
  }

  override get body(): AnswerBody {
    return isBodiless(this.status) ? undefined : this.#body;
  }
  override set body(body: string | Uint8Array | Chunks | undefined) {
    if (this.#fields === undefined) super.body = body;
    this.#isReplaced = true;
    this.#body = typeof body === "object" && !(body instanceof Uint8Array) ? this.#streamed(chunkSource(body)) : body;
  }

  #streamed(source: ChunkSource): Streamed {
    this.#sources.unshift(source);
    return new Streamed(source);
  }

  /** What is set now goes out with every answer. */
  keep(): void {
    this.#kept = sendable(this.touchedHeaders?.fields ?? []);
  }

  /** @throws {TypeError} for fields that cannot be sent */
  hold(status: number, fields: FlatHeaders, body: string | Uint8Array | ChunkSource | undefined): void {
    check(fields);
    this.status = status;
    this.#answeredStatus = status;
    this.#fields = fields;
    this.#isReplaced = false;
    this.#body = typeof body === "object" && !(body instanceof Uint8Array) ? this.#streamed(body) : body;
    this.touchedHeaders?.refill(fields);
  }

  /** Makes room for another answer; what was kept goes out with that, too. */
  override dropped(): this {
    this.forgetStatus();
    this.#fields = undefined;
    this.#body = undefined;
    this.touchedHeaders?.refill(this.#kept);
    return this;
  }

  /** Ends the streams of an answer that is not sent, or not to its end. Harmless after the end. */
  async stop(): Promise<void> {
    const sources = this.#sources;
    this.#sources = [];
    for (const source of sources) await source.stop();
  }

  /** As it would be sent now. */
  finalFields(method: string): string[] {
    return this.#finalFields(method, isBodiless(this.status) ? undefined : this.#body, undefined);
  }

  /** @returns a promise when it is streamed, or held back once more; rejects when a stream fails */
  sendTo(exchange: Exchange, requestId: string | undefined): Promise<void> | undefined {
    const { status } = this;
    const body = isBodiless(status) ? undefined : this.#body;
    const fields = this.#finalFields(exchange.method, body, requestId);
    if (body instanceof Streamed) {
      const next = () => body.source.next();
      return exchange.sendStream(status, fields, { next, stop: () => this.stop() });
    }
    const sent = exchange.send(status, fields, body);
    return this.#sources.length === 0 ? sent : this.stop().then(() => sent);
  }

  #finalFields(method: string, body: string | Uint8Array | Streamed | undefined, requestId: string | undefined) {
    const answered = this.#fields ?? [];
    const { touchedHeaders, status } = this;
    const isUnchanged = touchedHeaders === undefined && !this.#isReplaced && status === this.#answeredStatus;
    const fields = isUnchanged ? [...answered] : withoutLength(touchedHeaders?.fields ?? answered);
    if (requestId !== undefined && fieldValue(fields, requestIdHeader) === undefined)
      fields.push(requestIdHeader, requestId);
    if (isUnchanged || isBodiless(status)) return fields;
    const length = this.#length(method, body, this.#isReplaced ? undefined : fieldValue(answered, "content-length"));
    if (length !== undefined) fields.push("content-length", length);
    return fields;
  }

  /** RFC 9110 §8.6. @param answered what the unchanged body would have */
  #length(method: string, body: string | Uint8Array | Streamed | undefined, answered: string | undefined) {
    if (typeof body === "string") return String(Buffer.byteLength(body));
    if (body instanceof Uint8Array) return String(body.byteLength);
    if (body instanceof Streamed || method === "HEAD") return answered;
    return answered ?? "0";
  }
}

/** A body in chunks, as middleware sees it. */
class Streamed implements AsyncIterable<Uint8Array> {
  readonly source: ChunkSource;

  constructor(source: ChunkSource) {
    this.source = source;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    const { source } = this;
    return {
      async next() {
        const value = await source.next();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      async return() {
        await source.stop();
        return { done: true, value: undefined };
      },
    };
  }
}

/** @throws {TypeError} for the first that cannot be sent */
function check(fields: FlatHeaders): void {
  for (let i = 0; i < fields.length; i += 2) checkField(fields[i] ?? "", fields[i + 1] ?? "");
}

/** @throws {TypeError} */
function checkField(name: string, value: string): void {
  if (isPlainName(name) && isPlainValue(value)) return;
  validateHeaderName(name);
  validateHeaderValue(name, value);
}

/** A field that makes every answer fail must not make that of the failure fail as well. */
function sendable(fields: FlatHeaders): FlatHeaders {
  const kept: string[] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? "";
    const value = fields[i + 1] ?? "";
    if (isSendable(name, value)) kept.push(name, value);
  }
  return kept;
}

function isSendable(name: string, value: string): boolean {
  try {
    checkField(name, value);
    return true;
  } catch {
    return false;
  }
}

/** How the body is framed is known here and nowhere else. */
function withoutLength(fields: FlatHeaders): string[] {
  const rest: string[] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? "";
    if (!isNamed(name, "content-length") && !isNamed(name, "transfer-encoding")) rest.push(name, fields[i + 1] ?? "");
  }
  return rest;
}
