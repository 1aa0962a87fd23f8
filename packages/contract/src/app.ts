import type { IncomingMessage } from "node:http";
import type { Server } from "node:net";
import type { Duplex } from "node:stream";
import type { RouteRecord } from "./route.js";
import type { SocketMedium } from "./socket.js";

/** Marks an application; found by the command line and the test client without importing the runtime. */
export const APP: unique symbol = Symbol.for("typeway.app");

/** `node`: node:http. `direct`: sockets of node:net, whose bytes llhttp parses; its answers are the same. */
export type Transport = "node" | "direct";

export interface ListenOptions {
  readonly port?: number;
  readonly host?: string;
  /** The prefix a proxy strips. Wins over the app's own unless empty. */
  readonly rootPath?: string;
  /** What carries requests. @default "node" */
  readonly transport?: Transport;
  /** `false`: SIGTERM and SIGINT are left to who calls. @default true */
  readonly signals?: boolean;
  /**
   * Whether an error that nobody catches stops the application gracefully and ends the process with code 1. Where
   * somebody else listens to `uncaughtException`, it is left to them. @default as `signals`
   */
  readonly uncaughtErrors?: boolean;
}

/** Where an application shows its document, relative to its root. */
export interface Pages {
  readonly openapi?: string;
  readonly swagger?: string;
  readonly redoc?: string;
}

/** Told of what a request's answer does not show. */
export interface Observer {
  /** An unexpected error, answered with 500. */
  unexpected(error: unknown): void;
  /** A socket was accepted: how its messages travel, seen from the application. */
  accepted?(media: { readonly receive: SocketMedium; readonly send: SocketMedium }): void;
}

/** For the `upgrade` event of a node:http server. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer, observer?: Observer) => void;

/** What tools need of an application. */
export interface AppLike {
  readonly [APP]: true;
  /** One per method and path, in order of registration. */
  readonly records: readonly RouteRecord[];
  /** Runs start-up once: settles routes, start hooks, lifespan. Implied by `listen` and by the first request. */
  start(): Promise<void>;
  /** Answers in this process, without a socket. */
  inject(request: Request, observer?: Observer): Promise<Response>;
  /** Serves WebSockets, over any stream. Absent: there are none. */
  readonly upgrade?: UpgradeListener;
  listen(options?: ListenOptions): Promise<Server>;
  /** Stops accepting, answers what is under way, runs shutdown. */
  close(): Promise<void>;
  /** @param version of OpenAPI: `3.0`, `3.1` or `3.2`; the application's own choice where it is absent */
  openapi(version?: "3.0" | "3.1" | "3.2"): object;
  /** Absent: none that tools should point at. */
  readonly pages?: Pages;
}

export const isApp = (value: unknown): value is AppLike =>
  typeof value === "object" && value !== null && (value as Partial<AppLike>)[APP] === true;
