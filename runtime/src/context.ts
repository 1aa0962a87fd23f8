import type { IncomingMessage, ServerResponse } from "node:http";
import { parseCookie } from "cookie";
import type { ResponseHead } from "./answers/response-head.js";
import type { App } from "./app.js";
import type { BackgroundTasks } from "./background-tasks.js";
import { writeLog } from "./core.js";
import { TypewayError } from "./errors/typeway-error.js";
import { type Client, fieldValues } from "./exchange/exchange.js";
import { FieldHeaders } from "./exchange/field-headers.js";
import type { LogEntry } from "./log.js";
import type { BodyDecoder } from "./middleware/decoded-body.js";
import { HeldExchange } from "./middleware/held-exchange.js";
import { urlOf } from "./routing/url-for.js";
import type { Run } from "./run.js";

/**
 * Values of your own: those of the application, which lifespans yield, and beside them those of one request. Add to it by
 * declaration merging: `declare module "typeway" { interface State { … } }`. A parameter of this type is given it.
 */
export interface State {}

/** What stands behind a context; not exported from the package. */
export let runOf: (context: Context) => Run;
/** Lets a context stand for another run of its request; not exported from the package. */
export let moveTo: (context: Context, run: Run) => void;

/** One request and the head of its answer. Everything is made when it is first asked for. */
export class Context {
  #run: Run;
  #url: URL | undefined;
  #headers: Headers | undefined;
  #cookies: ReadonlyMap<string, string> | undefined;
  #request: Request | undefined;
  #state: State | undefined;

  static {
    runOf = (context) => context.#run;
    moveTo = (context, run) => {
      context.#run = run;
    };
  }

  /** @internal */
  constructor(run: Run) {
    this.#run = run;
  }

  /** The caller's `x-request-id` when it is a sane one, else a new UUID; goes out with the answer once asked for. */
  get id(): string {
    return this.#run.id;
  }
  /** For middleware that knows a better one. @throws {TypewayError} for what does not fit into a header and a log */
  set id(id: string) {
    this.#run.id = id;
  }

  get app(): App {
    return this.#run.core.app;
  }

  /** Values of this request, and behind them those of the application (`app.state`). What is set here is gone with it. */
  get state(): State {
    this.#state ??= Object.create(this.app.state) as State;
    return this.#state;
  }

  get method(): string {
    return this.#run.exchange.method;
  }

  /** What the client asked for by `Host`, or whom trusted proxies name, with its port; empty when it named none. */
  get host(): string {
    return this.#run.origin.host;
  }

  /** As the client sees it, by its `Host` or what trusted proxies say; not to be trusted for links in mails and the like. */
  get url(): URL {
    this.#url ??= this.#makeUrl();
    return this.#url;
  }

  #makeUrl(): URL {
    const { target } = this.#run.exchange;
    const { scheme, host } = this.#run.origin;
    const base = `${scheme}://${host || "localhost"}`;
    // The path is put in afterwards: `//x` would be read as another host.
    const url = URL.canParse(base) ? new URL(base) : new URL(`${scheme}://localhost`);
    const [path = "", ...query] = target.split("?");
    url.pathname = path;
    url.search = query.join("?");
    return url;
  }

  /**
   * The path as it was sent, for logs: `{name}` stands where a parameter of the route is `Secret<Path<…>>`. Before a route
   * is found, and of an app that is mounted here, nothing is known to be secret.
   */
  get shownPath(): string {
    const { exchange, path, shownPath } = this.#run;
    const [sent = ""] = exchange.target.split("?", 1);
    return sent.slice(0, sent.length - path.length) + shownPath;
  }

  /** The prefix a proxy strips, and the prefix a parent app mounted this one under. */
  get rootPath(): string {
    return this.#run.rootPath;
  }

  get headers(): Headers {
    this.#headers ??= new FieldHeaders(this.#run.exchange.rawHeaders);
    return this.#headers;
  }

  /** Percent-decoded. Of several with one name the first, which is the one for the more specific path. */
  get cookies(): ReadonlyMap<string, string> {
    this.#cookies ??= decodeCookies(readCookieTexts(this.#run.exchange.rawHeaders));
    return this.#cookies;
  }

  /** Who asks: the other end of the connection, or whom trusted proxies (`trustProxy`) name. */
  get client(): Client {
    return this.#run.origin.client;
  }

  /** Fires when the client goes away before its answer is complete. */
  get signal(): AbortSignal {
    return this.#run.exchange.signal;
  }

  /** Status, headers and cookies that will go out with whatever is returned. */
  get response(): ResponseHead {
    return this.#run.head;
  }

  get tasks(): BackgroundTasks {
    return this.#run.tasks;
  }

  /** The web standard view; its body is read within the route's `bodyLimit`. */
  get request(): Request {
    this.#request ??= this.#makeRequest();
    return this.#request;
  }

  #makeRequest(): Request {
    const { method, signal, hasBody } = this.#run.exchange;
    const init = { method, headers: this.headers, signal };
    if (!hasBody || method === "GET" || method === "HEAD") return new Request(this.url, init);
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        controller.enqueue(await this.body());
        controller.close();
      },
    });
    return new Request(this.url, { ...init, body, duplex: "half" });
  }

  /** node:http's own objects. @throws {TypewayError} for requests of `fetch` and the test client */
  get raw(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
    const { raw } = this.#run.exchange;
    if (raw === undefined) throw new TypewayError("TYPEWAY_NO_NODE_REQUEST", { what: "IncomingMessage" });
    return raw;
  }

  /** @internal */
  [writeLog](level: LogEntry["level"], message: string, more: Pick<LogEntry, "error" | "details"> = {}): void {
    this.#run.log(level, message, more);
  }

  /** The body's bytes. May be called again, also after the body was decoded. @throws {HttpError} 413 above `bodyLimit` */
  body(): Promise<Uint8Array> {
    return this.#run.readBytes();
  }

  /**
   * For middleware, before `next()`: whoever reads the body gets it decoded, and `Content-Encoding` and `Content-Length`
   * are gone. The route's `bodyLimit` holds before and after.
   */
  decodeBody(decode: BodyDecoder): void {
    const { exchange } = this.#run;
    if (!(exchange instanceof HeldExchange)) throw new TypeError("Only middleware can decode bodies.");
    exchange.decodeBody(decode);
    this.#headers = undefined;
    this.#request = undefined;
  }

  /**
   * The absolute URL of the route of that name (a handler's function name unless `name` says otherwise).
   * @throws {TypewayError} for an unknown name or a missing parameter
   */
  urlFor(name: string, params: Readonly<Record<string, string | number>> = {}): URL {
    const { core, rootPath } = this.#run;
    return new URL(rootPath + urlOf(core.table.routes, name, params), this.url.origin);
  }
}

const decodeCookies = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...texts].map(([name, text]) => [name, decodeCookie(text)]));

/** Without quotes, still percent-encoded; of several with one name the first. */
export function readCookieTexts(headers: readonly string[]): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const field of fieldValues(headers, "cookie")) {
    for (const [name, value] of Object.entries(parseCookie(field, { decode: withoutQuotes })))
      if (value !== undefined && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

/** Quotes around a value are not part of it. */
const withoutQuotes = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;

/** What is not percent-encoded UTF-8 stays as it is. */
export function decodeCookie(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
