import type { RequestListener, Server } from "node:http";
import type { Server as NetServer } from "node:net";
import {
  APP,
  type Compiled,
  type Observer,
  type Provided,
  type Provider,
  type RouteRecord,
  type UpgradeListener,
} from "@typeway/contract";
import { requireCallable } from "./compiled-guard.js";
import type { State } from "./context.js";
import { Activity, type Core, errorFormat, serve, serveSocket } from "./core.js";
import { AppValues } from "./dependencies/app-values.js";
import { build, startFault } from "./dependencies/build.js";
import { type Overrides, planValue } from "./dependencies/make-plan.js";
import { dispatch } from "./dispatch/dispatch.js";
import { dispatchSocket } from "./dispatch/dispatch-socket.js";
import { refuse } from "./dispatch/refuse.js";
import { BodyWatch } from "./exchange/body-collector.js";
import type { Exchange } from "./exchange/exchange.js";
import { limits } from "./exchange/limits.js";
import { NodeExchange, type NodeTransport } from "./exchange/node-exchange.js";
import { Proxies } from "./exchange/proxies.js";
import type { RequestHead } from "./exchange/request-head.js";
import { WebExchange } from "./exchange/web-exchange.js";
import { Lifecycle } from "./lifecycle.js";
import { type LogEntry, logToStderr } from "./log.js";
import type { AppOptions, ErrorFormat } from "./options.js";
import { Routes, registration } from "./router.js";
import { settle, type Table } from "./routing/settle.js";
import { Run } from "./run.js";
import { inTurn } from "./server/in-turn.js";
import type { ListenOptions } from "./server/listen.js";
import { type Host, Servers } from "./server/servers.js";
import { Handshake } from "./sockets/handshake.js";
import { SocketRun } from "./sockets/socket-run.js";
import { SocketServer } from "./sockets/socket-server.js";
import { endCleanly } from "./start-failure.js";
import { startHints } from "./start-hints.js";
import { follow, followSocket } from "./telemetry/follow.js";
import type { Telemetry } from "./telemetry/telemetry.js";
import { TraceObserver } from "./telemetry/trace-observer.js";

/** A running application. */
interface Running {
  readonly core: Core;
  readonly lifecycle: Lifecycle;
}

/** An HTTP application: routes and what they share. */
export class App extends Routes implements AsyncDisposable {
  readonly [APP] = true as const;
  /** Values of the whole application. */
  readonly state: State = {};
  /** A plain node:http request listener, for servers of your own. */
  readonly handler: RequestListener = (request, response) => this.#serveNode(request, response, false);
  /** Takes WebSockets on a server of your own: `server.on("upgrade", app.upgrade)`. `listen` does so by itself. */
  readonly upgrade: UpgradeListener = (request, socket, head, observer) =>
    inTurn(socket, () => {
      const handshake = new Handshake(request, socket, head);
      if (handshake.refusal !== 0) refuse(handshake, handshake.refusal, this[errorFormat]);
      else this[serveSocket](handshake, this.#sockets, handshake.target, this.#rootPath, observer);
    });
  readonly #options: AppOptions;
  readonly #overrides = new Map<Provider, { provider: Provider; compiled: ReturnType<typeof requireCallable> }>();
  readonly #startHooks: (() => unknown)[] = [];
  readonly #stopHooks: (() => unknown)[] = [];
  readonly #transport: NodeTransport = { watch: new BodyWatch(), closing: false, ended: new WeakSet() };
  readonly #servers = new Servers();
  readonly #sockets = new SocketServer();
  readonly #proxies: Proxies | undefined;
  #telemetry: Telemetry | undefined;
  #rootPath: string;
  #appValues = this.#newAppValues();
  #settled: Table | undefined;
  #running: Running | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<boolean> | undefined;
  /** An application around it is stopping. */
  #isWithinStopping = false;

  constructor(options: AppOptions = {}) {
    super(options);
    this.#options = options;
    this.#rootPath = options.rootPath ?? "";
    const { trustProxy, forwardingHeaders } = options;
    if (trustProxy !== undefined) this.#proxies = new Proxies(trustProxy, forwardingHeaders);
  }

  /** One per method and path, in order of registration. @throws {TypewayError} for registrations that cannot work */
  get records(): readonly RouteRecord[] {
    const table = this.#running?.core.table ?? this.#settled ?? settle(this[registration], noOverrides);
    return table.routes.map(({ record }) => record);
  }

  /**
   * Where it is between start and end: requests are answered also while it is stopping. What is mounted is stopping as soon
   * as the application around it is.
   */
  get phase(): "stopped" | "starting" | "running" | "stopping" {
    if (this.#stopping !== undefined || this.#isWithinStopping) return "stopping";
    if (this.#running !== undefined) return "running";
    return this.#starting === undefined ? "stopped" : "starting";
  }

  /** Runs at start-up, in order, after the lifespans. */
  onStart(hook: () => unknown): this {
    this.#startHooks.push(hook);
    return this;
  }

  /** Runs at shutdown, the last added first, after the last request. */
  onStop(hook: () => unknown): this {
    this.#stopHooks.push(hook);
    return this;
  }

  /** Uses `replacement` wherever `original` is depended upon, from the next request on. */
  override<F extends Provider, R extends Provider<Provided<F>>>(
    original: F,
    replacement: R,
    compiled?: Compiled<R, "provider">,
  ): this {
    const registered = { handler: replacement, route: `override(${original.name})` };
    this.#settled = undefined;
    this.#overrides.set(original, { provider: replacement, compiled: requireCallable(compiled, registered) });
    this.#resettle();
    return this;
  }

  /** Has every request followed from now on, those of mounted applications too; `undefined` ends it. One at a time. */
  followBy(telemetry: Telemetry | undefined): this {
    this.#telemetry = telemetry;
    return this;
  }

  clearOverrides(): this {
    this.#settled = undefined;
    this.#overrides.clear();
    this.#resettle();
    return this;
  }

  /**
   * A value of scope "app" outside a request, for scripts, jobs and tests: the same that requests get, built now when
   * nobody has needed it before. Starts nothing else; `close` closes it.
   * @throws {TypewayError} for what needs a request, and whatever the building throws; the next call then tries again
   */
  async resolve<F extends Provider>(provider: F, compiled?: Compiled<F, "provider">): Promise<Provided<F>> {
    const registered = { handler: provider, route: `resolve(${provider.name})` };
    const dependency = { provider, compiled: requireCallable(compiled, registered) };
    const plan = planValue(dependency, this.#overrides);
    const values = await build(this.#appValues, plan, new Set([plan.step]));
    return values[plan.step] as Provided<F>;
  }

  /**
   * Settles routes, runs lifespans and start hooks; once, however often it is called. Implied by `listen`, `fetch`
   * and the first request.
   * @throws {TypewayError} for registrations that cannot work
   */
  start(): Promise<void> {
    this.#starting ??= this.#begin().catch((error: unknown) => {
      this.#starting = undefined;
      throw endCleanly(error);
    });
    return this.#starting;
  }

  /**
   * Serves, by node:http or the `transport` that is asked for. `PORT` and `HOST` of the environment stand in for what is
   * not given; without them it is 127.0.0.1:8000. SIGTERM and SIGINT stop it gracefully.
   */
  listen(options?: ListenOptions & { readonly transport?: "node" }): Promise<Server>;
  listen(options?: ListenOptions): Promise<NetServer>;
  async listen(options: ListenOptions = {}): Promise<NetServer> {
    if (options.rootPath !== undefined && options.rootPath !== "") this.#rootPath = options.rootPath;
    await this.start();
    try {
      return await this.#servers.open(this.#host(), options);
    } catch (error) {
      if (this.#servers.isEmpty) await this.close();
      throw endCleanly(error);
    }
  }

  /**
   * Stops gracefully: no new connections, every request under way is answered, then shutdown runs. Waits for requests and
   * background tasks as long as the option `drainTime` says. The application can be started again.
   */
  async close(): Promise<void> {
    await this.#stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Answers a web standard request in this process. */
  fetch(request: Request): Promise<Response> {
    return this.inject(request);
  }

  /** As {@link fetch}, and tells `observer` of errors that became a 500. */
  async inject(request: Request, observer?: Observer): Promise<Response> {
    await this.start();
    const exchange = new WebExchange(request);
    this[serve](exchange, exchange.target, this.#rootPath, observer);
    return exchange.response;
  }

  /** @internal */
  get [errorFormat](): ErrorFormat {
    return this.#options.errors ?? "detail";
  }

  /** @internal */
  [serve](exchange: Exchange, target: string, rootPath: string, observer: Observer | undefined): void {
    const running = this.#running;
    const telemetry = observer instanceof TraceObserver ? undefined : this.#telemetry;
    if (running === undefined) this.#serveAfterStart(exchange, target, rootPath, observer);
    else if (telemetry === undefined) dispatch(new Run(running.core, exchange, target, rootPath, observer));
    else serveFollowed(running.core, telemetry, exchange, target, rootPath, observer);
  }

  #serveAfterStart(exchange: Exchange, target: string, rootPath: string, observer: Observer | undefined): void {
    this.#afterStart(exchange, () => this[serve](exchange, target, rootPath, observer));
  }

  /** @internal */
  [serveSocket](
    handshake: Handshake,
    sockets: SocketServer,
    target: string,
    rootPath: string,
    observer: Observer | undefined,
    exchange: Exchange = handshake,
  ): void {
    const core = this.#running?.core;
    const telemetry = observer instanceof TraceObserver ? undefined : this.#telemetry;
    if (core !== undefined) {
      const serve = (told: Observer | undefined): void =>
        dispatchSocket(new SocketRun(core, handshake, sockets, target, rootPath, told, exchange));
      if (telemetry === undefined) serve(observer);
      else followSocket({ telemetry, proxies: core.proxies, observer }, handshake, serve);
    } else
      this.#afterStart(exchange, () => this[serveSocket](handshake, sockets, target, rootPath, observer, exchange));
  }

  #afterStart(exchange: Exchange, proceed: () => void): void {
    this.start().then(proceed, (error: unknown) => {
      this.#log({ level: "error", message: "The application could not start.", time: new Date(), error });
      refuse(exchange, 500, this[errorFormat]);
    });
  }

  #serveNode(request: Parameters<RequestListener>[0], response: Parameters<RequestListener>[1], awaits: boolean): void {
    // Of a pipeline behind a last answer; RFC 9112 §9.6: it must not be processed.
    if (this.#transport.ended.has(request.socket)) return;
    this.#serve(new NodeExchange(request, response, this.#transport, awaits));
  }

  #serve(exchange: Exchange & RequestHead): void {
    if (exchange.refusal === 0) this[serve](exchange, exchange.target, this.#rootPath, undefined);
    else refuse(exchange, exchange.refusal, this[errorFormat]);
  }

  /** Of its own or of an application mounted here. */
  get #hasSockets(): boolean {
    const table = this.#running?.core.table ?? this.#settle();
    return (
      table.routes.some(({ method }) => method === "WS") ||
      table.mounts.some(({ target }) => target.kind === "app" && target.app.#hasSockets)
    );
  }

  /** A log that fails must not take the request with it. */
  #log(entry: LogEntry): void {
    try {
      (this.#options.log ?? logToStderr)(entry);
    } catch (error) {
      logToStderr(entry);
      logToStderr({ level: "error", message: "The option 'log' failed.", time: new Date(), error });
    }
  }

  #resettle(): void {
    if (this.#running === undefined) return;
    const { core, lifecycle } = this.#running;
    this.#running = { core: { ...core, table: this.#settle() }, lifecycle };
  }

  /** Once, when nothing can be registered any more, until something is overridden. */
  #settle(): Table {
    const table = this.#settled ?? settle(this[registration], this.#overrides);
    if (this[registration].isFrozen) this.#settled = table;
    return table;
  }

  #freeze(running: boolean): void {
    this[registration].freeze(running);
    if (!running) this.#settled = undefined;
  }

  async #begin(): Promise<void> {
    await this.#stopping;
    // Frozen after it has been looked through: a router inside itself has no end.
    const table = this.#settle();
    this.#freeze(true);
    this.#settled = table;
    const mounted = table.mounts.flatMap(({ target }) => (target.kind === "app" ? [target.app] : []));
    const { lifespans } = table;
    const values = { open: () => this.#openEagerly(), close: () => this.#closeAppValues() };
    const parts = { lifespans, mounted, values, startHooks: this.#startHooks, stopHooks: this.#stopHooks };
    try {
      const lifecycle = await Lifecycle.begin(this, parts);
      this.#running = { core: this.#makeCore(), lifecycle };
      for (const message of startHints(this[registration], this.#settle().routes, this.#overrides.keys()))
        this.#log({ level: "warn", message, time: new Date() });
    } catch (error) {
      this.#freeze(false);
      throw error;
    }
  }

  #isDebugging(): boolean {
    if (this.#options.debug !== true || process.env["NODE_ENV"] !== "production") return this.#options.debug === true;
    const message = "The option 'debug' is ignored, because NODE_ENV is production.";
    this.#log({ level: "warn", message, time: new Date() });
    return false;
  }

  #newAppValues(): AppValues {
    const report = (error: unknown): void =>
      this.#log({ level: "error", message: "The clean-up of a dependency failed.", time: new Date(), error });
    return new AppValues(this.state, { limit: limits.drainTime, report });
  }

  /** Where lifespans have overridden something, the replacements. */
  async #openEagerly(): Promise<void> {
    const { routes } = this.#settle();
    for (const { plan } of routes) {
      const eager = plan.steps.flatMap((step, index) => (step.eager ? [index] : []));
      if (eager.length > 0) await build(this.#appValues, plan, new Set(eager), startFault);
    }
  }

  async #closeAppValues(): Promise<void> {
    const values = this.#appValues;
    this.#appValues = this.#newAppValues();
    await values.close();
  }

  #makeCore(): Core {
    return {
      app: this,
      // Once more: start-up may have overridden a dependency.
      table: this.#settle(),
      redirectSlashes: this.#options.redirectSlashes ?? false,
      errorFormat: this[errorFormat],
      messages: this.#options.messages,
      debug: this.#isDebugging(),
      appValues: this.#appValues,
      activity: new Activity(),
      log: (entry) => this.#log(entry),
      proxies: this.#proxies,
    };
  }

  #host(): Host {
    return {
      request: this.handler,
      ...(this.#hasSockets && { upgrade: this.upgrade }),
      errorFormat: this[errorFormat],
      serve: (exchange) => this.#serve(exchange),
      transport: this.#transport,
      checkContinue: (request, response) => this.#serveNode(request, response, true),
      error: (error) => this.#log({ level: "error", message: "The server failed.", time: new Date(), error }),
      log: (entry) => this.#log(entry),
      stop: (limit, delay) => this.#stop(limit, delay),
    };
  }

  /** @returns `false` when connections had to be cut */
  #stop(limit = this.#options.drainTime ?? limits.drainTime, delay = this.#options.stopDelay ?? 0): Promise<boolean> {
    if (this.#stopping !== undefined) return this.#stopping;
    const mounted = this.#mounted;
    for (const app of mounted) app.#isWithinStopping = true;
    this.#stopping = this.#end(limit, delay).finally(() => {
      for (const app of mounted) app.#isWithinStopping = false;
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  /** While it runs: those mounted here, and those mounted in them. */
  get #mounted(): readonly App[] {
    const mounts = this.#running?.core.table.mounts ?? [];
    return mounts.flatMap(({ target }) => (target.kind === "app" ? [target.app, ...target.app.#mounted] : []));
  }

  async #end(limit: number, delay: number): Promise<boolean> {
    if (this.#starting === undefined) {
      await this.#closeAppValues();
      return true;
    }
    await this.#starting;
    if (delay > 0 && !this.#servers.isEmpty) await new Promise((resolve) => setTimeout(resolve, delay));
    this.#transport.closing = true;
    const closed = this.#sockets.closeAll();
    const deadline = performance.now() + limit;
    const isDrained = await this.#servers.stop(limit);
    await closed;
    const running = this.#running;
    let isSettled = true;
    if (running !== undefined) {
      const { core, lifecycle } = running;
      const report = (error: unknown): void =>
        this.#log({ level: "error", message: "A part of shutdown failed.", time: new Date(), error });
      isSettled = await core.activity.settle(Math.max(0, deadline - performance.now()));
      this.#running = undefined;
      this.#starting = undefined;
      await lifecycle.end(report);
      this.#freeze(false);
    }
    this.#transport.closing = false;
    this.#sockets.reopen();
    return isDrained && isSettled;
  }
}

const noOverrides: Overrides = new Map();

/** Apart, as closures allocate wherever they might be made: see `dispatch`. */
function serveFollowed(
  core: Core,
  telemetry: Telemetry,
  exchange: Exchange,
  target: string,
  rootPath: string,
  observer: Observer | undefined,
): void {
  follow({ telemetry, proxies: core.proxies, observer }, exchange, (followed, told) =>
    dispatch(new Run(core, followed, target, rootPath, told)),
  );
}
