import type { RequestListener } from "node:http";
import type { Compiled, Handler, Method, RouteMethod } from "@typeway/contract";
import { checkStatus } from "./answers/answer-head.js";
import type { App } from "./app.js";
import { requireEndpoint } from "./compiled-guard.js";
import type { Context } from "./context.js";
import type { HttpError } from "./errors/http-error.js";
import type { ValidationError } from "./errors/validation-error.js";
import { checkMiddleware, type Middleware } from "./middleware/middleware.js";
import type { IncludeOptions, RouteInfo, RouteOptions, RouterOptions, WebSocketOptions } from "./options.js";
import { Registration } from "./registration.js";
import { type FetchHandler, mounted } from "./routing/mount.js";
import { checkPrefix } from "./routing/path.js";
import { listRoutes } from "./routing/walk.js";

export interface Registrar<Self> {
  <H extends Handler>(path: string, handler: H, compiled?: Compiled<H>): Self;
  <H extends Handler>(path: string, options: RouteOptions, handler: H, compiled?: Compiled<H>): Self;
}

// biome-ignore lint/suspicious/noExplicitAny: only `any` lets every constructor be assignable.
export type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** What is answered with a status: of those that say what is wrong with a request, a `ValidationError` as well. */
export type StatusError<S extends number> =
  | HttpError<S>
  | (number extends S ? ValidationError : S extends 400 | 422 ? ValidationError : never);

/** Opens what stands behind a router; not exported from the package. */
export const registration: unique symbol = Symbol("registration");

/** What applications and routers have in common: registering. The last argument, `compiled`, is the transformer's. */
export abstract class Routes {
  readonly [registration]: Registration;

  readonly get: Registrar<this> = this.#registrar("GET");
  readonly post: Registrar<this> = this.#registrar("POST");
  readonly put: Registrar<this> = this.#registrar("PUT");
  readonly patch: Registrar<this> = this.#registrar("PATCH");
  readonly delete: Registrar<this> = this.#registrar("DELETE");
  readonly head: Registrar<this> = this.#registrar("HEAD");
  readonly options: Registrar<this> = this.#registrar("OPTIONS");
  readonly trace: Registrar<this> = this.#registrar("TRACE");
  readonly query: Registrar<this> = this.#registrar("QUERY");

  constructor(options: RouterOptions) {
    checkPrefix(options.prefix ?? "");
    this[registration] = new Registration(options);
  }

  /** One entry per registration, with the prefixes known so far. */
  get routes(): readonly RouteInfo[] {
    return listRoutes(this[registration]);
  }

  /** One handler for several methods. */
  route<H extends Handler>(
    options: RouteOptions & { readonly path: string; readonly methods: readonly Method[] },
    handler: H,
    compiled?: Compiled<H>,
  ): this {
    const { path, methods, ...rest } = options;
    return this.#add(methods, path, rest, handler, compiled);
  }

  /**
   * Takes WebSockets at `path`. The handler has a parameter of type `WebSocket<In, Out>`; its other parameters are filled
   * as everywhere, except that there is no body. The socket is open until the handler ends.
   */
  websocket<H extends Handler>(path: string, handler: H, compiled?: Compiled<H>): this;
  websocket<H extends Handler>(path: string, options: WebSocketOptions, handler: H, compiled?: Compiled<H>): this;
  websocket(path: string, ...rest: readonly unknown[]): this {
    return this.#register("WS", path, rest);
  }

  /**
   * Adds middleware around everything that is registered here, before or after, and on an application also around what
   * has no route. The first added is outermost.
   * @throws {TypewayError} for what is no middleware
   */
  use(...middleware: readonly Middleware[]): this {
    this[registration].addMiddleware(checkMiddleware(middleware));
    return this;
  }

  /** Adds the routes of `router` under its prefix; what is added to it later, until the start, counts as well. */
  include(router: Router, options: IncludeOptions = {}): this {
    checkPrefix(options.prefix ?? "");
    this[registration].add({ kind: "include", registration: router[registration], options });
    return this;
  }

  /**
   * Hands every request under `path` that no route takes to another application, a node:http listener (two
   * parameters) or a fetch handler (one). They see the path without the prefix.
   */
  mount(path: string, other: App | RequestListener | FetchHandler): this {
    this[registration].add({ kind: "mount", path: checkPrefix(path), target: mounted(other) });
    return this;
  }

  /**
   * Answers errors of this class that are thrown below this router, the nearest class first and the innermost router
   * before that. What it returns leaves as a handler's value does; a plain value has the error's status, else 500.
   */
  onError<C extends ErrorClass<Error>, H extends (error: InstanceType<C>, context: Context) => unknown>(
    type: C,
    handler: H,
    compiled?: Compiled<H, "answers">,
  ): this {
    const endpoint =
      compiled === undefined ? undefined : requireEndpoint(compiled, { handler, route: `onError(${type.name})` });
    this[registration].addErrorHandler(type, { handler, compiled: endpoint });
    return this;
  }

  /**
   * Answers errors of this status below this router, Typeway's own among them: 404 and 405 where nothing is registered, 413,
   * 415, 422, 401 and so on. Classes below `HttpError` that have a handler here come first. For 500 the error has the one
   * that nobody expected as its `cause`.
   * @throws {TypewayError} when `status` is not between 200 and 599
   */
  onStatus<S extends number, H extends (error: StatusError<S>, context: Context) => unknown>(
    status: S,
    handler: H,
    compiled?: Compiled<H, "answers">,
  ): this {
    checkStatus(status);
    const endpoint =
      compiled === undefined ? undefined : requireEndpoint(compiled, { handler, route: `onStatus(${status})` });
    this[registration].addStatusHandler(status, { handler, compiled: endpoint });
    return this;
  }

  #registrar(method: Method): Registrar<this> {
    return (path: string, ...rest: readonly unknown[]) => this.#register(method, path, rest);
  }

  #register(method: RouteMethod, path: string, [first, second, third]: readonly unknown[]): this {
    if (isHandler(first)) return this.#add([method], path, {}, first, second);
    if (isHandler(second)) return this.#add([method], path, isOptions(first) ? first : {}, second, third);
    throw new TypeError(`${method} '${path}' was registered without a handler.`);
  }

  #add(
    methods: readonly RouteMethod[],
    path: string,
    options: RouteOptions,
    handler: Handler,
    compiled: unknown,
  ): this {
    const endpoint = requireEndpoint(compiled, { handler, route: `${methods.join(", ")} ${path}` });
    this[registration].add({ kind: "route", methods, path, options, handler, endpoint });
    return this;
  }
}

const isHandler = (value: unknown): value is Handler => typeof value === "function";
const isOptions = (value: unknown): value is RouteOptions => typeof value === "object" && value !== null;

/** A part of an application: routes that share prefix, tags and options. May be included in several places. */
export class Router extends Routes {
  constructor(options: RouterOptions = {}) {
    super(options);
  }
}
