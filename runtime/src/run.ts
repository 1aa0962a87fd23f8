import type { Issue, Observer, Text } from "@typeway/contract";
import { ResponseHead } from "./answers/response-head.js";
import { BackgroundTasks } from "./background-tasks.js";
import { Context, moveTo } from "./context.js";
import type { Core } from "./core.js";
import type { Lifetime } from "./dependencies/plan.js";
import { Scope } from "./dependencies/scope.js";
import { directOrigin, type Exchange, type Origin } from "./exchange/exchange.js";
import { limits } from "./exchange/limits.js";
import type { LogEntry } from "./log.js";
import { checkedId, requestIdOf } from "./request-id.js";
import type { Route } from "./routing/route.js";
import { shownPath } from "./routing/shown-path.js";
import type { Trace } from "./telemetry/telemetry.js";
import { TraceObserver } from "./telemetry/trace-observer.js";

/** What a callable is called with, by parameter; `undefined` before it is decoded. */
export type Arguments = unknown[] | undefined;

/** One request on its way through the application. What a route does not need is never made. */
export class Run {
  readonly core: Core;
  /** Another one when middleware holds the answer back. */
  exchange: Exchange;
  /** Path and query below the prefixes this application is mounted under, as sent. */
  readonly target: string;
  readonly rootPath: string;
  readonly observer: Observer | undefined;
  /** Where somebody follows the request. */
  readonly trace: Trace | undefined;
  route: Route | undefined = undefined;
  /** Of the path, by parameter. */
  pathValues: readonly string[] = noValues;
  /** By reader, then by text slot. */
  texts: readonly Text[][] = noTexts;
  /** By the plan's `credentials`. */
  credentials: readonly unknown[] = noValues;
  /** What was sent and nothing of the route reads, where that is refused. */
  undeclared: Issue[] | undefined = undefined;
  /** Parsed; `undefined` when there is none. */
  body: unknown = undefined;
  /** By reader. */
  arguments: Arguments[] = noArguments;
  /** By step. */
  values: unknown[] = noSteps;
  #bytes: Uint8Array | Promise<Uint8Array> | undefined = undefined;
  #functionScope: Scope | undefined = undefined;
  #requestScope: Scope | undefined = undefined;
  #context: Context | undefined = undefined;
  #head: ResponseHead | undefined = undefined;
  #tasks: BackgroundTasks | undefined = undefined;
  #tasksAreOver = false;
  #id: string | undefined = undefined;
  #origin: Origin | undefined = undefined;

  constructor(core: Core, exchange: Exchange, target: string, rootPath: string, observer: Observer | undefined) {
    this.core = core;
    this.exchange = exchange;
    this.target = target;
    this.rootPath = rootPath;
    this.observer = observer;
    this.trace = observer instanceof TraceObserver ? observer.trace : undefined;
  }

  /**
   * The same request answered anew, by another way than the one that is under way and whose answer nobody wants any more.
   * Context, head and id are handed over; what was opened stays with the old one, which closes it.
   */
  successor(exchange: Exchange): Run {
    const { core, target, rootPath, observer, route, pathValues } = this;
    const next = new Run(core, exchange, target, rootPath, observer);
    Object.assign(next, { route, pathValues });
    next.#bytes = this.#bytes;
    next.#context = this.#context;
    next.#head = this.#head;
    next.#id = this.#id;
    next.#origin = this.#origin;
    if (next.#context !== undefined) moveTo(next.#context, next);
    return next;
  }

  get path(): string {
    const end = this.target.indexOf("?");
    return end === -1 ? this.target : this.target.slice(0, end);
  }

  /** The same for logs and traces: without what a parameter of the path says is secret. */
  get shownPath(): string {
    const { path, route } = this;
    return route === undefined ? path : shownPath(path, route.pattern, route.secretSegments);
  }

  get context(): Context {
    this.#context ??= new Context(this);
    return this.#context;
  }

  get id(): string {
    this.#id ??= requestIdOf(this.exchange.rawHeaders);
    return this.#id;
  }
  set id(id: string) {
    this.#id = checkedId(id);
  }
  /** The id, when anybody has asked for it. */
  get knownId(): string | undefined {
    return this.#id;
  }

  get head(): ResponseHead {
    this.#head ??= new ResponseHead(this.route?.answering.status ?? 200);
    return this.#head;
  }
  /** The head, when anybody has touched it. */
  get touchedHead(): ResponseHead | undefined {
    return this.#head;
  }
  /** An error's answer starts from nothing: what was set for the value that never came does not fit it. */
  dropHead(): void {
    this.#head = this.#head?.dropped();
  }
  /** Middleware holds the answer back: its head lasts as long as the request. `undefined`: no more. */
  holdHead(head: ResponseHead | undefined): void {
    this.#head = head;
  }

  /** Where the request comes from, proxies that are trusted taken into account. */
  get origin(): Origin {
    this.#origin ??= this.#findOrigin();
    return this.#origin;
  }
  #findOrigin(): Origin {
    const { exchange } = this;
    const proxies = exchange.proxies ?? this.core.proxies;
    return proxies === undefined ? directOrigin(exchange) : proxies.originOf(exchange);
  }

  get tasks(): BackgroundTasks {
    if (this.#tasks === undefined) {
      this.#tasks = new BackgroundTasks();
      if (this.#tasksAreOver) this.#tasks.end();
    }
    return this.#tasks;
  }
  /** From now on adding one is an error. */
  endTasks(): void {
    this.#tasksAreOver = true;
    this.#tasks?.end();
  }
  get addedTasks(): BackgroundTasks | undefined {
    return this.#tasks;
  }

  /** Where something is kept that has to be closed. */
  scopeOf(lifetime: Lifetime): Scope {
    if (lifetime === "function") {
      this.#functionScope ??= this.#newScope();
      return this.#functionScope;
    }
    this.#requestScope ??= this.#newScope();
    return this.#requestScope;
  }
  #newScope(): Scope {
    return new Scope({ limit: limits.cleanUpTime, report: (error) => this.reportCleanUp(error) });
  }
  get openFunctionScope(): Scope | undefined {
    return this.#functionScope;
  }
  get openRequestScope(): Scope | undefined {
    return this.#requestScope;
  }

  /** The body's bytes, read at most once. @throws {HttpError} 413, 408, 400 */
  readBytes(): Promise<Uint8Array> {
    if (this.#bytes === undefined) {
      const limit = this.route?.bodyLimit ?? 0;
      this.#bytes = new Promise<Uint8Array>((resolve, reject) => {
        if (!this.exchange.hasBody) resolve(new Uint8Array());
        else this.exchange.readBody(limit, { bodyArrived: resolve, bodyFailed: reject });
      });
    }
    return Promise.resolve(this.#bytes);
  }
  /** Keeps what was read for decoding, so that `context.body()` need not read again. */
  keepBytes(bytes: Uint8Array): void {
    this.#bytes = bytes;
  }

  /** Keeps why reading failed: what is left of the body is not read a second time. */
  keepFailure(error: unknown): void {
    const failed = Promise.reject(error);
    // Usually nobody asks for it.
    failed.catch(() => undefined);
    this.#bytes = failed;
  }

  /** The answer has left, or nobody waits any more; only the log can still say that a clean-up failed. */
  reportCleanUp(error: unknown): void {
    this.log("error", "The clean-up of a dependency failed.", { error });
  }

  log(level: LogEntry["level"], message: string, more: Pick<LogEntry, "error" | "details"> = {}): void {
    const { method } = this.exchange;
    this.core.log({ level, message, time: new Date(), requestId: this.id, method, path: this.shownPath, ...more });
  }
}

const noValues: readonly string[] = [];
const noTexts: readonly Text[][] = [];
const noArguments: Arguments[] = [];
const noSteps: unknown[] = [];
