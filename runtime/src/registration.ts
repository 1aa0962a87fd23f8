import type { CompiledEndpoint, Handler, RouteMethod } from "@typeway/contract";
import type { App } from "./app.js";
import type { Context } from "./context.js";
import { TypewayError } from "./errors/typeway-error.js";
import type { Middleware } from "./middleware/middleware.js";
import type { IncludeOptions, RouteOptions, RouterOptions } from "./options.js";
import type { Mounted } from "./routing/mount.js";

/** What was asked of a router, as it was asked. Read at start-up, so what is added until then counts. */
export type Entry = RouteEntry | IncludeEntry | MountEntry;

export interface RouteEntry {
  readonly kind: "route";
  readonly methods: readonly RouteMethod[];
  readonly path: string;
  readonly options: RouteOptions;
  readonly handler: Handler;
  readonly endpoint: CompiledEndpoint;
}
export interface IncludeEntry {
  readonly kind: "include";
  readonly registration: Registration;
  readonly options: IncludeOptions;
}
export interface MountEntry {
  readonly kind: "mount";
  readonly path: string;
  readonly target: Mounted<App>;
}

/** Answers errors of one class or status. */
export interface ErrorHandler {
  readonly handler: (error: never, context: Context) => unknown;
  /** How its return value leaves; without it, as `JSON.stringify` writes it. */
  readonly compiled: CompiledEndpoint | undefined;
}
/** Those of one router. */
export interface ErrorHandlers {
  readonly byClass: ReadonlyMap<Function, ErrorHandler>;
  readonly byStatus: ReadonlyMap<number, ErrorHandler>;
}

/** What stands behind a router or an application. */
export class Registration {
  readonly entries: Entry[] = [];
  readonly errorHandlers = {
    byClass: new Map<Function, ErrorHandler>(),
    byStatus: new Map<number, ErrorHandler>(),
  } satisfies ErrorHandlers;
  readonly middleware: Middleware[] = [];
  /** Errors that have a second handler, which takes the place of the first. */
  readonly rehandled: string[] = [];
  readonly options: RouterOptions;
  #running = false;

  constructor(options: RouterOptions) {
    this.options = options;
  }

  add(entry: Entry): void {
    this.#mustBeOpen(`${entry.kind === "include" ? "A router" : `'${entry.path}'`}`);
    this.entries.push(entry);
  }

  addErrorHandler(type: Function, handler: ErrorHandler): void {
    this.#mustBeOpen(`The handler of ${type.name}`);
    if (this.errorHandlers.byClass.has(type)) this.rehandled.push(`onError(${type.name})`);
    this.errorHandlers.byClass.set(type, handler);
  }

  addStatusHandler(status: number, handler: ErrorHandler): void {
    this.#mustBeOpen(`The handler of ${status}`);
    if (this.errorHandlers.byStatus.has(status)) this.rehandled.push(`onStatus(${status})`);
    this.errorHandlers.byStatus.set(status, handler);
  }

  addMiddleware(middleware: readonly Middleware[]): void {
    this.#mustBeOpen("Middleware");
    this.middleware.push(...middleware);
  }

  get isFrozen(): boolean {
    return this.#running;
  }

  /** Nothing can be added from now on, here and in the routers below; `false` opens it again after a shutdown. */
  freeze(running: boolean): void {
    if (this.#running === running) return;
    this.#running = running;
    for (const entry of this.entries) if (entry.kind === "include") entry.registration.freeze(running);
  }

  #mustBeOpen(what: string): void {
    if (this.#running) throw new TypewayError("TYPEWAY_ALREADY_STARTED", { what });
  }
}
