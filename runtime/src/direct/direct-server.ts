import { createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer, type TlsOptions } from "node:tls";
import { HeadEnds } from "../exchange/head-text.js";
import { limits } from "../exchange/limits.js";
import { drain } from "../server/drain.js";
import { addressOf, type ListenOptions, listenAt, withTls } from "../server/listen.js";
import type { Host, OpenServer } from "../server/servers.js";
import { Connection } from "./connection.js";
import type { House } from "./house.js";
import { Llhttp } from "./llhttp.js";

/** The connections of a server that reads HTTP/1.1 itself, and the clock by which they time out. */
class DirectServer {
  readonly server: Server;
  readonly #connections = new Set<Connection>();
  readonly #clock = { time: 0 };
  /** Sockets below those of TLS. */
  readonly #beneath = new Set<Socket>();

  /** @param keepAliveTimeout in milliseconds */
  constructor({ serve, upgrade, errorFormat, transport }: Host, keepAliveTimeout: number, tls: TlsOptions | undefined) {
    const house: House = {
      serve,
      upgrade,
      errorFormat,
      transport,
      llhttp: new Llhttp(),
      headEnds: new HeadEnds(),
      clock: this.#clock,
      keepAliveTimeout,
      forget: (connection) => this.#connections.delete(connection),
    };
    const open = (socket: Socket): void => {
      this.#connections.add(new Connection(socket, house));
    };
    const settings = { noDelay: true, allowHalfOpen: true };
    this.server = withTls(tls, (secure) =>
      secure === undefined ? createServer(settings, open) : createSecureServer({ ...secure, ...settings }, open),
    );
    if (tls !== undefined) this.server.on("connection", (socket: Socket) => this.#track(socket));
    // One that cannot listen is never closed, either.
    this.server.once("listening", () => this.#lookEvery(intervalFor(keepAliveTimeout)));
  }

  closeIdle(): void {
    for (const connection of this.#connections) if (connection.isIdle) connection.socket.destroy();
    // Those that never said a word.
    for (const socket of this.#beneath) if (socket.bytesRead === 0) socket.destroy();
  }

  #track(socket: Socket): void {
    this.#beneath.add(socket);
    socket.once("close", () => this.#beneath.delete(socket));
  }

  closeAll(): void {
    for (const socket of this.#beneath) socket.destroy();
    for (const { socket } of this.#connections) socket.destroy();
  }

  #lookEvery(interval: number): void {
    const timer = setInterval(() => this.#look(interval), interval).unref();
    this.server.once("close", () => clearInterval(timer));
  }

  #look(passed: number): void {
    this.#clock.time += passed;
    for (const connection of this.#connections) connection.check();
  }
}

/** Often enough that no timeout is more than about a quarter late; it costs a look at each connection. */
const intervalFor = (keepAliveTimeout: number): number =>
  Math.min(limits.checkInterval, Math.max(50, Math.ceil(keepAliveTimeout / 4)));

/**
 * @throws {TypewayError} TYPEWAY_PORT_IN_USE, TYPEWAY_LISTEN
 */
export async function openDirectServer(host: Host, options: ListenOptions): Promise<OpenServer> {
  const address = addressOf(options);
  const direct = new DirectServer(host, options.keepAliveTimeout ?? limits.keepAliveTimeout, options.tls);
  const { server } = direct;
  await listenAt(server, address, options, host.error);
  return { server, drain: (limit) => drain(server, direct, limit) };
}
