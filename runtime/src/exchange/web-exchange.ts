import { isBodiless } from "@typeway/contract";
import type { ChunkSource } from "../answers/chunks.js";
import { HttpError } from "../errors/http-error.js";
import type { BodyReceiver, Exchange, FlatHeaders } from "./exchange.js";

/** A web standard request in this process: `app.fetch` and the test client. No socket. */
export class WebExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: FlatHeaders;
  readonly scheme: string;
  readonly client = { host: "127.0.0.1", port: 0 } as const;
  readonly raw = undefined;
  proxies: Exchange["proxies"] = undefined;
  readonly response: Promise<Response>;
  readonly #request: Request;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (error: unknown) => void;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  #sent = false;

  constructor(request: Request) {
    const { protocol, host, pathname, search } = new URL(request.url);
    const { promise, resolve, reject } = withResolvers<Response>();
    this.method = request.method;
    this.scheme = protocol.slice(0, -1);
    this.target = pathname + search;
    this.rawHeaders = flatten(request.headers, host);
    this.response = promise;
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get hasBody(): boolean {
    return this.#request.body !== null;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  get sent(): boolean {
    return this.#sent;
  }

  readBody(limit: number, receiver: BodyReceiver): void {
    this.#collect(limit).then(
      (bytes) => receiver.bodyArrived(bytes),
      (error: unknown) => receiver.bodyFailed(error),
    );
  }

  async #collect(limit: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const reader = this.#request.body?.getReader();
    if (reader === undefined) return Buffer.alloc(0);
    try {
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        size += step.value.byteLength;
        if (size > limit) {
          await reader.cancel();
          throw new HttpError(413);
        }
        chunks.push(step.value);
      }
    } catch (cause) {
      throw cause instanceof HttpError ? cause : new HttpError(400, "The body could not be read", { cause });
    }
    return Buffer.concat(chunks, size);
  }

  bodyStream(): ReadableStream<Uint8Array> | null {
    return this.#request.body;
  }

  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): undefined {
    const empty = this.method === "HEAD" || isBodiless(status);
    this.#answer(status, headers, empty ? null : (body ?? null));
  }

  async sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void> {
    if (this.method === "HEAD" || isBodiless(status)) {
      this.#answer(status, headers, null);
      return source.stop();
    }
    const { promise, resolve, reject } = withResolvers<void>();
    let gone = false;
    const leave = (): Promise<void> => {
      gone = true;
      return source.stop().then(resolve, reject);
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
      },
      pull: async (controller) => {
        try {
          const chunk = await source.next();
          if (gone) return;
          if (chunk !== undefined) return controller.enqueue(chunk);
          controller.close();
          resolve();
        } catch (error) {
          reject(error);
        }
      },
      cancel: leave,
    });
    const { signal } = this.#request;
    const onAbort = (): void => {
      this.#stream?.error(signal.reason);
      void leave();
    };
    try {
      this.#answer(status, headers, body);
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort);
      await promise;
    } catch (error) {
      if (!this.#sent) await leave();
      throw error;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  abandon(error: unknown): void {
    if (this.#stream === undefined) this.#reject(error);
    else this.#stream.error(new Error("The answer is incomplete.", { cause: error }));
  }

  #answer(status: number, headers: FlatHeaders, body: string | Uint8Array | ReadableStream<Uint8Array> | null): void {
    const fields = new Headers();
    for (let i = 0; i < headers.length; i += 2) fields.append(headers[i] ?? "", headers[i + 1] ?? "");
    const response = new Response(body, { status, headers: fields });
    this.#sent = true;
    this.#resolve(response);
  }
}

function flatten(headers: Headers, host: string): string[] {
  const flat = headers.has("host") ? [] : ["host", host];
  for (const [name, value] of headers) flat.push(name, value);
  return flat;
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
