import { createServer, type Server, type Socket } from "node:net";
import { HeadEnds } from "../exchange/head-text.js";
import { limits } from "../exchange/limits.js";
import { drain } from "../server/drain.js";
import { addressOf, type ListenOptions, listenAt } from "../server/listen.js";
import type { Host, OpenServer } from "../server/servers.js";
import { Connection, type House } from "./connection.js";
import { Llhttp } from "./llhttp.js";

/** The connections of a server that reads HTTP/1.1 itself, and the clock by which they time out. */
class DirectServer {
  readonly server: Server;
  readonly #connections = new Set<Connection>();
  readonly #clock = { time: 0 };
  readonly #timer: NodeJS.Timeout;

  /** @param keepAliveTimeout in milliseconds */
  constructor({ serve, upgrade, errorFormat, transport }: Host, keepAliveTimeout: number) {
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
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, open);
    const interval = intervalFor(keepAliveTimeout);
    this.#timer = setInterval(() => this.#look(interval), interval).unref();
    this.server.once("close", () => clearInterval(this.#timer));
  }

  closeIdle(): void {
    for (const connection of this.#connections) if (connection.isIdle) connection.socket.destroy();
  }

  closeAll(): void {
    for (const { socket } of this.#connections) socket.destroy();
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
  const direct = new DirectServer(host, options.keepAliveTimeout ?? limits.keepAliveTimeout);
  const { server } = direct;
  await listenAt(server, address, options, host.error);
  return { server, drain: (limit) => drain(server, direct, limit) };
}
