import type { Dispatcher } from "undici";

type DispatchBody = Dispatcher.DispatchOptions["body"] | AsyncIterable<Uint8Array>;

/** What a web `Request` refuses and an HTTP request may well be: TRACE, and GET with a body. */
class UnboundRequest extends Request {
  override readonly method: string;

  constructor(url: URL, init: RequestInit, method: string) {
    super(url, { ...init, method: "POST" });
    this.method = method;
  }
}

/** The request that undici is asked to send, as the application receives it. */
export function injectedRequest(options: Dispatcher.DispatchOptions, signal: AbortSignal): Request {
  const url = urlOf(options);
  const headers = headersOf(options.headers);
  if (!headers.has("host")) headers.set("host", url.host);
  const body = bodyOf(options.body);
  const length = lengthOf(options.body);
  if (length !== undefined && !headers.has("content-length")) headers.set("content-length", String(length));
  const init: RequestInit = { headers, signal, redirect: "manual", ...(body === null ? {} : { body, duplex: "half" }) };
  const { method } = options;
  const isPlain =
    method !== "TRACE" && method !== "CONNECT" && (body === null || (method !== "GET" && method !== "HEAD"));
  return isPlain ? new Request(url, { ...init, method }) : new UnboundRequest(url, init, method);
}

function urlOf({ origin, path, query = {} }: Dispatcher.DispatchOptions): URL {
  // Joined as text: a path that begins with two slashes is a path.
  const url = new URL(new URL(origin ?? "http://testserver").origin + path);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}

function headersOf(given: Dispatcher.DispatchOptions["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of pairsOf(given)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

function pairsOf(given: Dispatcher.DispatchOptions["headers"]): Iterable<[string, string | string[] | undefined]> {
  if (given === null || given === undefined) return [];
  if (isFlat(given)) {
    return Array.from({ length: given.length / 2 }, (_, index) => [given[2 * index] ?? "", given[2 * index + 1]]);
  }
  return Symbol.iterator in given && typeof given[Symbol.iterator] === "function" ? given : Object.entries(given);
}

const isFlat = (given: object): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === "string");

function bodyOf(body: DispatchBody): NonNullable<RequestInit["body"]> | null {
  if (body === null || body === undefined) return null;
  if (typeof body === "string" || body instanceof Uint8Array || body instanceof FormData) return body;
  if (Symbol.asyncIterator in body) return ReadableStream.from(bytesOf(body));
  // undici's own FormData is not the one that `Request` knows.
  const form = new FormData();
  for (const [name, value] of body) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, value, value.name);
  }
  return form;
}

async function* bytesOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}

const lengthOf = (body: DispatchBody): number | undefined =>
  typeof body === "string" || body instanceof Uint8Array ? Buffer.byteLength(body) : undefined;
