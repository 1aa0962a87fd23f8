import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import type { Failure } from "../dependencies/scope.js";

/** Names and values in turn. */
export type FlatHeaders = readonly string[];

export interface Client {
  readonly host: string;
  /** 0 when it is not known. */
  readonly port: number;
}

/** Where a request comes from and which address it asked for, as far as it can be known. */
export interface Origin {
  readonly client: Client;
  readonly scheme: string;
  /** With its port where the client named one. */
  readonly host: string;
}

/** Told once how reading a body ended. An object and not two functions, so that reading allocates no closure. */
export interface BodyReceiver {
  bodyArrived(bytes: Uint8Array): void;
  /** @param error an `HttpError`: 413 above the limit, 408 when nothing comes, 400 when the client hangs up */
  bodyFailed(error: unknown): void;
}

/**
 * One request and its answer, whatever carries them. Implementations: `node-exchange.ts`, `web-exchange.ts`; the
 * dispatch knows no other way to the outside.
 */
export interface Exchange {
  /** In capitals, as sent. */
  readonly method: string;
  /** In origin form: path and query, as sent. */
  readonly target: string;
  /** As sent, in its order; duplicates kept. */
  readonly rawHeaders: FlatHeaders;
  /** Of the connection: `http` or `https`. */
  readonly scheme: string;
  /** The other end of the connection. */
  readonly client: Client;
  /** `1.1`, where the request came through node:http. */
  readonly httpVersion?: string | undefined;
  /** Those of the outermost application that trusts any; what is mounted in it sees what it sees. */
  proxies: { originOf(exchange: Exchange): Origin } | undefined;
  /** `Content-Length` above 0 or `Transfer-Encoding` present. */
  readonly hasBody: boolean;
  /** Fires when the client goes away before the answer is complete. Made on first use. */
  readonly signal: AbortSignal;
  /** The answer's head has left. */
  readonly sent: boolean;
  /** Why the answer that was handed over did not leave; asked for once the promise of sending it has resolved. */
  readonly dropped?: Failure | undefined;
  /** Sends an answer that is kept to leave together with the next, where a transport does so. */
  flush?(): void;
  /** node:http's own objects, where there are any. */
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;

  /** Reads the whole body, at most once per exchange. @param limit in bytes */
  readBody(limit: number, receiver: BodyReceiver): void;
  /** The body unread, at most once and instead of {@link readBody}; `null` when there is none. */
  bodyStream(): ReadableStream<Uint8Array> | null;
  /**
   * Sends a complete answer; a HEAD request gets its head alone. @param body `undefined`: none
   * @returns a promise when it is held back for middleware: it resolves once an answer has left
   */
  send(status: number, headers: FlatHeaders, body: string | Uint8Array | undefined): Promise<void> | undefined;
  /** As {@link send}, of JSON whose head is the usual one; where it costs less. */
  sendJson?(status: number, json: string): undefined;
  /** Sends chunks as they come, no faster than they are read. Settles when all are sent or the client is gone. */
  sendStream(status: number, headers: FlatHeaders, source: ChunkSource): Promise<void>;
  /** Tells who holds answers back that none will come: the socket was open, or its client has left. */
  finish?(): void;
  /** Ends an answer that cannot be completed, so that the client sees it is incomplete. */
  abandon(error: unknown): void;
}

/** Of a request that no proxy speaks for. */
export const directOrigin = ({ client, scheme, rawHeaders }: Exchange): Origin => ({
  client,
  scheme,
  host: fieldValue(rawHeaders, "host") ?? "",
});

/** All values of one field, in their order. @param name in lower case */
export function fieldValues(headers: FlatHeaders, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (isNamed(headers[i], name)) values.push(headers[i + 1] ?? "");
  }
  return values;
}

/** The first value of a field. @param name in lower case */
export function fieldValue(headers: FlatHeaders, name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    if (isNamed(headers[i], name)) return headers[i + 1];
  }
  return undefined;
}

/** Lengths first: most names differ in it, and lower-casing allocates. */
export const isNamed = (sent: string | undefined, name: string): boolean =>
  sent !== undefined && sent.length === name.length && (sent === name || sent.toLowerCase() === name);
