import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { AppLike } from "@typeway/contract";
import { stringifyCookie } from "cookie";
import { request as send } from "undici";
import { AppDispatcher } from "./app-dispatcher.js";
import { CookieJar } from "./cookie-jar.js";
import { openSocket } from "./open-socket.js";
import type { TestClientOptions, TestOptions } from "./test-options.js";
import { TestReply } from "./test-reply.js";
import type { TestSocket } from "./test-socket.js";

const mostRedirects = 20;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array | null;
}

/** Talks to an app in this process. Start-up runs before the first request, shutdown in `close`. */
export class TestClient implements AsyncDisposable {
  /** What the app has set so far. */
  readonly cookies = new CookieJar();
  /** For undici's `fetch(url, { dispatcher })` and the like. */
  readonly dispatcher: AppDispatcher;
  readonly #app: AppLike;
  readonly #base: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #raise: boolean;
  #started: Promise<void> | undefined;
  #closed = false;

  constructor(app: AppLike, options: TestClientOptions = {}) {
    this.#app = app;
    this.#base = new URL(options.baseUrl ?? "http://testserver");
    this.#headers = options.headers ?? {};
    this.#raise = options.raiseServerErrors ?? true;
    this.dispatcher = new AppDispatcher(app, { raiseServerErrors: this.#raise });
  }

  /** Runs start-up; implied by the first request. */
  async start(): Promise<this> {
    if (this.#closed) throw new Error("The client is closed.");
    this.#started ??= this.#app.start();
    await this.#started;
    return this;
  }

  /** Runs the app's shutdown. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#app.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("GET", path, options);
  }
  post(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("POST", path, options);
  }
  put(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("PUT", path, options);
  }
  patch(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("PATCH", path, options);
  }
  delete(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("DELETE", path, options);
  }
  head(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("HEAD", path, options);
  }
  options(path: string, options?: TestOptions): Promise<TestReply> {
    return this.request("OPTIONS", path, options);
  }

  /**
   * Any method, in capitals. Redirects are followed unless an option says otherwise.
   * @throws what the app failed with, unless the client was told not to raise server errors
   */
  async request(method: string, path: string, options: TestOptions = {}): Promise<TestReply> {
    await this.start();
    let outgoing = await this.#outgoing(method, path, options);
    for (let count = 0; ; count += 1) {
      const reply = await this.#exchange(outgoing, options);
      const next = (options.followRedirects ?? true) ? redirected(outgoing, reply) : undefined;
      if (next === undefined) return reply;
      if (count === mostRedirects)
        throw new Error(`${method} ${path} was redirected more than ${mostRedirects} times.`);
      outgoing = next;
    }
  }

  /**
   * Opens a WebSocket; settles when the application has accepted it. Of the options, headers, query and cookies count.
   * `In` is what arrives here, `Out` what leaves: both the other way round than in the handler.
   * @throws {WebSocketRefused} with the application's answer
   * @throws what the application failed with, unless the client was told not to raise server errors
   */
  async websocket<In = string, Out = string>(path: string, options: TestOptions = {}): Promise<TestSocket<In, Out>> {
    await this.start();
    const { url, headers } = await this.#outgoing("GET", path, options);
    for (const [name, value] of this.#cookieHeader(url, headers, options)) headers.set(name, value);
    return openSocket(this.#app, url, headers, this.#raise);
  }

  async #outgoing(method: string, path: string, options: TestOptions): Promise<Outgoing> {
    const url = this.#urlOf(path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
    }
    const headers = new Headers(this.#headers);
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    const { body, type } = await contentOf(options);
    if (type !== undefined && !headers.has("content-type")) headers.set("content-type", type);
    return { method, url, headers, body };
  }

  #urlOf(path: string): URL {
    if (/^https?:\/\//i.test(path)) return new URL(path);
    // Joined as text: a path that begins with two slashes is a path.
    return new URL(this.#base.href.replace(/\/$/, "") + (path.startsWith("/") ? path : `/${path}`));
  }

  async #exchange({ method, url, headers, body }: Outgoing, options: TestOptions): Promise<TestReply> {
    const response = await send(url, {
      method,
      headers: Object.fromEntries([...headers, ...this.#cookieHeader(url, headers, options)]),
      body,
      dispatcher: this.dispatcher,
    });
    const received = new Headers();
    for (const [name, value = []] of Object.entries(response.headers)) {
      for (const one of Array.isArray(value) ? value : [value]) received.append(name, one);
    }
    this.cookies.store(url, received.getSetCookie());
    const bytes = await decoded(await response.body.bytes(), received.get("content-encoding"));
    return new TestReply(url, response.statusCode, received, bytes);
  }

  #cookieHeader(url: URL, headers: Headers, { cookies = {} }: TestOptions): [string, string][] {
    if (headers.has("cookie")) return [];
    const kept = [...this.cookies.for(url)].filter(([name]) => cookies[name] === undefined);
    const all = [...kept.map(([name, value]) => `${name}=${value}`), stringifyCookie(cookies)].filter(
      (text) => text !== "",
    );
    return all.length === 0 ? [] : [["cookie", all.join("; ")]];
  }
}

async function contentOf({
  json,
  form,
  body,
}: TestOptions): Promise<Pick<Outgoing, "body"> & { readonly type?: string }> {
  if ([json, form, body].filter((content) => content !== undefined).length > 1) {
    throw new TypeError("A request has one body: give one of `json`, `form` and `body`.");
  }
  if (json !== undefined) return { body: JSON.stringify(json), type: "application/json" };
  if (form instanceof FormData) {
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "multipart/form-data";
    return { body: new Uint8Array(await encoded.arrayBuffer()), type };
  }
  if (form !== undefined) {
    return { body: new URLSearchParams(form).toString(), type: "application/x-www-form-urlencoded" };
  }
  return { body: body ?? null };
}

/** RFC 9110 §15.4: what to ask next, or nothing. */
function redirected(outgoing: Outgoing, reply: TestReply): Outgoing | undefined {
  const location = reply.headers.get("location");
  if (location === null || !redirects.has(reply.status) || !URL.canParse(location, outgoing.url.href)) return undefined;
  const url = new URL(location, outgoing.url);
  if (url.origin !== outgoing.url.origin) return undefined;
  const { method } = outgoing;
  const becomesGet = reply.status === 303 ? method !== "HEAD" : reply.status < 303 && method === "POST";
  if (!becomesGet) return { ...outgoing, url };
  const headers = new Headers([...outgoing.headers].filter(([name]) => !name.startsWith("content-")));
  return { method: "GET", url, headers, body: null };
}

const decoders = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** RFC 9110 §8.4: the last coding was put on last. */
async function decoded(bytes: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  const codings = (encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim());
  let content = bytes;
  for (const coding of codings.reverse()) {
    if (content.length > 0 && isDecodable(coding)) content = await decoders[coding](content);
  }
  return content;
}

const isDecodable = (coding: string): coding is keyof typeof decoders => Object.hasOwn(decoders, coding);
