export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** One whole answer, its content encoding undone. */
export class TestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Where it came from, after redirects. */
  readonly url: URL;

  constructor(url: URL, status: number, headers: Headers, bytes: Uint8Array) {
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  /** In the charset of its media type, UTF-8 where it names none. */
  get text(): string {
    const charset = /charset="?([^\s;"]+)/i.exec(this.headers.get("content-type") ?? "")?.[1];
    return new TextDecoder(charset).decode(this.bytes);
  }

  /**
   * The body as JSON. The type is the caller's word and is not checked.
   * @throws {SyntaxError} with status and text, when it is not JSON
   */
  json<T = Json>(): T {
    const { text } = this;
    try {
      return JSON.parse(text);
    } catch (cause) {
      const excerpt = text.length > 200 ? `${text.slice(0, 200)}…` : text;
      throw new SyntaxError(`The answer (${this.status} from ${this.url.pathname}) is not JSON: ${excerpt}`, { cause });
    }
  }
}
