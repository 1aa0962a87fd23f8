/** Bytes to and from a port, with nothing between the test and the wire. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export class RawClient implements AsyncDisposable {
  readonly socket: Socket;
  #received = "";
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding("latin1");
    const stop = (): void => {
      this.#ended = true;
      this.#wake();
    };
    socket.on("data", (text: string) => {
      this.#received += text;
      this.#wake();
    });
    socket.on("end", stop).on("close", stop).on("error", stop);
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /** Lines may be written with `\n`. */
  send(...lines: readonly string[]): this {
    this.socket.write(lines.join("\r\n"), "latin1");
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.socket.write(bytes);
    return this;
  }

  /** Everything received so far, once it fits; fails when the server ends before. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received)) {
      if (this.#ended) throw new Error(`The server ended with: ${JSON.stringify(this.#received)}`);
      await this.#more();
    }
    return this.#received;
  }

  /** Everything received when the server has ended its side. */
  async end(): Promise<string> {
    while (!this.#ended) await this.#more();
    return this.#received;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
  }
}

/** Sends one request as written and returns everything until the server closes. */
export async function exchange(port: number, ...lines: readonly string[]): Promise<string> {
  await using client = await RawClient.open(port);
  return await client.send(...lines).end();
}

export const statuses = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
