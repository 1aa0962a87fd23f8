import type { Dependency, Issue, OmitRule, ResponseDocs, RouteMethod } from "@typeway/contract";
import type { App } from "./app.js";
import type { State } from "./context.js";
import type { ForwardingHeaders } from "./exchange/proxies.js";
import type { LogEntry } from "./log.js";
import type { Middleware } from "./middleware/middleware.js";

/** What a router passes on to its routes; the nearest wins, lists are joined. */
export interface ScopeOptions {
  /**
   * Functions and classes that every route below depends on without taking their value: checks, counters. Those of the
   * application come first, then those of the inclusion, of the router and of the route; each list in its order.
   */
  readonly dependencies?: readonly Dependency[];
  /**
   * What runs around every route below, the first outermost: that of the application, then of the inclusion, of the
   * router and of the route; at each, these before those added by `use`.
   */
  readonly middleware?: readonly Middleware[];
  readonly tags?: readonly string[];
  readonly responses?: ResponseDocs;
  readonly deprecated?: boolean;
  /** `false`: served but not documented. @default true */
  readonly documented?: boolean;
  /** What happens to a response that is not of its declared type. @default "assert" */
  readonly checkResponses?: CheckResponses;
  /** In bytes. @default 1_048_576 */
  readonly bodyLimit?: number;
  /**
   * For the answer's head, in seconds: from the match until the handler has returned and what it returned is written.
   * After that `context.signal` fires and the client gets 503; what is still running is not waited for, what it has opened
   * is closed when it ends, and its result is dropped and logged. Streams may take longer once they have begun. Not of
   * WebSockets. `false` lifts the one of the application or a router.
   * @default false
   */
  readonly timeout?: number | false;
  /** `false`: a body without a content type is read as JSON. @default true */
  readonly strictContentType?: boolean;
  /**
   * What happens to input that nothing declares: names in the query, and properties of the body at any depth.
   * `refuse`: 422 with `extra_forbidden`. Header fields and cookies are added by browsers and proxies, so they are only
   * refused where a type says so: `Cookie<Exact<T>>`.
   * @default "drop"
   */
  readonly undeclaredInput?: UndeclaredInput;
  /**
   * Other origins whose pages may open WebSockets: `"https://app.example"`, or `"*"` for all. A browser says by `Origin`
   * whose page asks, and sends its cookies along whoever it is.
   * @default [] (the own origin only)
   */
  readonly webSocketOrigins?: readonly string[] | "*";
}

/** `drop`: it is as if it had not been sent. `refuse`: 422. */
export type UndeclaredInput = "drop" | "refuse";

/** `assert`: 500 and a log line. `log`: a log line. `off`: no check. */
export type CheckResponses = "assert" | "log" | "off";

export interface RouteOptions extends ScopeOptions {
  /** The status of a plain return value. @default 200, 204 for `void` */
  readonly status?: number;
  /**
   * Properties that are left out of the route's answers: those whose value is null, those whose value is their declared
   * `Default`, and (`unset`) those with a `Default` for which the handler's value has none, which is an error otherwise.
   * At any depth, but only declared properties, never items or entries. Written out as literals: the code that leaves
   * them out, and the document, are made when the program is built.
   * @default []
   */
  readonly omit?: readonly OmitRule[];
  /** For `urlFor`. @default the function's name */
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly responseDescription?: string;
  readonly operationId?: string;
  /** Merged deeply into the operation. */
  readonly openapi?: { readonly [name: string]: unknown };
}

/** Of one WebSocket. */
export type WebSocketOptions = Pick<RouteOptions, "name" | "webSocketOrigins" | "dependencies" | "middleware">;

export interface IncludeOptions extends ScopeOptions {
  /** Starts with `/` and does not end with one. */
  readonly prefix?: string;
}

/** Nothing, or values that {@link State} declares. */
export type YieldedState = Partial<State> | void;

/**
 * What comes before `yield` is start-up, what follows it is shutdown. A yielded object becomes part of the application's
 * state; what is yielded further out wins. Written as a method's type, so that a lifespan may
 * ask for the subclass of {@link App} it is used with.
 */
export type Lifespan = {
  run(app: App): Generator<YieldedState, void, undefined> | AsyncGenerator<YieldedState, void, undefined>;
}["run"];

export interface RouterOptions extends IncludeOptions {
  readonly lifespan?: Lifespan;
}

export interface AppOptions extends RouterOptions {
  /** How long shutdown waits for requests and their background tasks, in milliseconds. @default 30_000 */
  readonly drainTime?: number;
  /**
   * How long shutdown goes on accepting connections before it begins to drain, in milliseconds: a balancer that asks
   * `/ready` sends nothing more by then. @default 0
   */
  readonly stopDelay?: number;
  /** The prefix a proxy strips. */
  readonly rootPath?: string;
  /**
   * Addresses (`10.0.0.7`) and networks (`10.0.0.0/8`) of your own proxies, whose forwarding headers are believed: they
   * decide `context.client`, and scheme and host of `context.url` and `urlFor`. Nobody else's are read.
   * @default none
   */
  readonly trustProxy?: readonly string[];
  /** Which headers those proxies write; the others are not read, as a client may send them. @default "x-forwarded" */
  readonly forwardingHeaders?: ForwardingHeaders;
  /** Redirect (307) when only the form with or without the last slash matches. @default false */
  readonly redirectSlashes?: boolean;
  /**
   * How errors are written: `{"detail": …}`, or `application/problem+json` of RFC 9457, in which a 422 has its issues as
   * `issues` and an object that is an `HttpError`'s detail its members. The document follows.
   * @default "detail"
   */
  readonly errors?: ErrorFormat;
  /**
   * Shows message and stack of an error nobody expected in the answer, 500. For your own machine: ignored, with a
   * warning, where `NODE_ENV` is `production`.
   * @default false
   */
  readonly debug?: boolean;
  /** Words issues anew, for translations; see {@link Messages}. */
  readonly messages?: Messages;
  /** Where log lines go. @default standard error: JSON when `NODE_ENV` is `production`, else for reading */
  readonly log?: (entry: LogEntry) => void;
}

export type ErrorFormat = "detail" | "problem";

/**
 * The sentence of an issue, before it is sent.
 * @param issue as it would be sent: `type` and `ctx` say what is wrong, `msg` in our words or those of a `@message` comment
 * @param languages what the client accepts (`Accept-Language`), the most wanted first: `["de-CH", "fr", "*"]`
 * @returns `undefined` to leave it as it is
 */
export type Messages = (issue: Issue, languages: readonly string[]) => string | undefined;

export interface RouteInfo {
  readonly name: string;
  readonly path: string;
  /** `WS` for a WebSocket. */
  readonly methods: readonly RouteMethod[];
  readonly tags: readonly string[];
}

/** What applies where neither route, router nor app says otherwise. */
export const scopeDefaults = {
  checkResponses: "assert",
  bodyLimit: 1_048_576,
  strictContentType: true,
  undeclaredInput: "drop",
  webSocketOrigins: [],
  timeout: false,
} as const;
