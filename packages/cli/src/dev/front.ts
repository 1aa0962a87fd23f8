import { connect, createServer, type Server, type Socket } from "node:net";
import { listenProblem } from "../mistake.js";
import type { Address } from "../options.js";

/**
 * Owns the public port for as long as `typeway dev` runs, and passes connections on to the process that serves now.
 * While none does, connections wait; when none can, they are answered with 503.
 */
export class Front {
  readonly #server: Server;
  readonly #waiting = new Set<Socket>();
  readonly #open = new Set<Socket>();
  /** The port to pass on to; `undefined` while the next process starts; or why there is none. */
  #target: number | { readonly reason: string } | undefined;

  constructor() {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
      this.#accept(socket),
    );
  }

  /** @returns the port, which differs where 0 was asked for */
  listen({ host, port }: Address): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error) => reject(listenProblem(error, { host, port })));
      this.#server.listen({ host, port }, () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  passTo(port: number): void {
    this.#settle(port);
  }

  hold(): void {
    this.#target = undefined;
  }

  refuse(reason: string): void {
    this.#settle({ reason });
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #settle(target: number | { readonly reason: string }): void {
    this.#target = target;
    for (const socket of this.#waiting) this.#deliver(socket);
  }

  #accept(socket: Socket): void {
    this.#open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#open.delete(socket);
      this.#waiting.delete(socket);
    });
    this.#deliver(socket);
  }

  #deliver(socket: Socket): void {
    this.#waiting.delete(socket);
    if (this.#target === undefined) this.#waiting.add(socket);
    else if (typeof this.#target === "number") this.#pass(socket, this.#target);
    else answer503(socket, this.#target.reason);
  }

  #pass(socket: Socket, port: number): void {
    const inner = connect({ host: "127.0.0.1", port, allowHalfOpen: true, noDelay: true });
    let isConnected = false;
    inner.on("connect", () => {
      isConnected = true;
      socket.pipe(inner).pipe(socket);
    });
    inner.on("error", () => {
      // Nothing has been read yet, so the next process can have it whole.
      if (!isConnected && !socket.destroyed && this.#target !== port) this.#deliver(socket);
      else socket.destroy();
    });
    inner.on("close", () => isConnected && socket.end());
    socket.on("close", () => inner.destroy());
  }
}

function answer503(socket: Socket, reason: string): void {
  const body = `${reason}\n`;
  socket.resume();
  socket.end(
    `HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Retry-After: 1\r\nConnection: close\r\n\r\n${body}`,
  );
}
