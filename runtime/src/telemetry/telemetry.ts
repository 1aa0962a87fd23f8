import type { FlatHeaders, Origin } from "../exchange/exchange.js";

/** What is known of a request when it arrives. */
export interface ArrivedRequest {
  readonly kind: "http" | "websocket";
  /** In capitals, as sent. */
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly rawHeaders: FlatHeaders;
  /** As trusted proxies tell it. */
  readonly origin: Origin;
  /** The other end of the connection. */
  readonly peer: { readonly host: string; readonly port: number };
  /** Of HTTP, where the request came through node:http: `1.1`. */
  readonly httpVersion: string | undefined;
}

/** What a request is made of, in so far as it takes time of its own. */
export type StepKind = "dependency" | "handler" | "serialization" | "task";

/**
 * Follows the requests of an application, for traces and metrics. Its methods must not throw; they are called while
 * requests wait.
 */
export interface Telemetry {
  /** @returns what follows the request; `undefined` when nobody is interested in it */
  begin(request: ArrivedRequest): Trace | undefined;
}

/** Follows one request. */
export interface Trace {
  /** Does what belongs to the request, with whatever says so to code further in. */
  within<T>(work: () => T): T;
  /** Does one step; where it is asynchronous, it lasts until what it returns has settled. */
  step<T>(kind: StepKind, name: string, work: () => T): T;
  /**
   * @param template with every prefix: `/users/{userId}`
   * @param shownPath the request's path without what is secret, where something of it is
   */
  routed(template: string, shownPath?: string): void;
  /** Nobody expected this error; the answer is 500, or breaks off. */
  unexpected(error: unknown): void;
  /** The answer has left, or the connection is gone. @param status `undefined` when none was sent */
  end(status: number | undefined): void;
}
