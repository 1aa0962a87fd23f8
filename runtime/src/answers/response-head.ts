import { TypewayError } from "../errors/typeway-error.js";
import { FieldHeaders } from "../exchange/field-headers.js";
import { checkStatus } from "./answer-head.js";
import type { Chunks } from "./chunks.js";
import { type CookieOptions, cookieField, forgettingField } from "./cookies.js";

/**
 * Status, headers and cookies that go out with whatever is returned. An error that is thrown discards them.
 *
 * For middleware it is the whole answer once `next()` is done: what it holds then is what will be sent. What middleware
 * set before `next()` stays, whoever answers; what it sets afterwards belongs to the answer and goes if that is replaced.
 */
export class ResponseHead {
  readonly #usual: number;
  #chosen: number | undefined;
  #headers: FieldHeaders | undefined;

  /** @param usual the status the answer has when none is set */
  constructor(usual: number) {
    this.#usual = usual;
  }

  get status(): number {
    return this.#chosen ?? this.#usual;
  }
  set status(status: number) {
    checkStatus(status);
    this.#chosen = status;
  }

  /** The status that was set; `undefined` when none was. */
  get chosen(): number | undefined {
    return this.#chosen;
  }

  get headers(): Headers {
    this.#headers ??= new FieldHeaders();
    return this.#headers;
  }

  /**
   * The answer's body, for middleware after `next()`; `undefined` where there is none, and always before.
   * Text and bytes are complete; anything else is a stream that can be read once and is not read yet. To change the
   * body, set another: text, bytes, or chunks, which are asked for when they are sent. `Content-Length` follows by itself.
   *
   * ```ts
   * const { body } = context.response;
   * if (typeof body === "string" || body instanceof Uint8Array) context.response.body = gzipSync(body);
   * else if (body !== undefined) context.response.body = Readable.from(body).pipe(createGzip());
   * ```
   * @throws {TypewayError} when it is set while there is no answer
   */
  get body(): AnswerBody {
    return undefined;
  }
  set body(_: string | Uint8Array | Chunks | undefined) {
    throw new TypewayError("TYPEWAY_BODY_EARLY", undefined);
  }

  setCookie(name: string, value: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", cookieField(name, value, options));
  }

  deleteCookie(name: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", forgettingField(name, options));
  }

  /** The headers, when anybody has touched them. @internal */
  get touchedHeaders(): FieldHeaders | undefined {
    return this.#headers;
  }

  /** What is left of it for another answer. @internal */
  dropped(): ResponseHead | undefined {
    return undefined;
  }

  /** @internal */
  protected forgetStatus(): void {
    this.#chosen = undefined;
  }
}

/** Complete, or in chunks that can be read once. */
export type AnswerBody = string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
