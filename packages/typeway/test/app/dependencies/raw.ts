/** Bytes to and from a port, with nothing between the test and the wire. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export class Raw implements AsyncDisposable {
  readonly #socket: Socket;
  #received = "";
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1");
    const stop = (): void => {
      this.#ended = true;
      this.#wake();
    };
    socket.on("data", (text: string) => {
      this.#received += text;
      this.#wake();
    });
    socket.on("close", stop).on("error", stop);
  }

  static async open(port: number): Promise<Raw> {
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    return new Raw(socket);
  }

  /** Lines of a head; an empty one ends it. */
  send(...lines: readonly string[]): this {
    this.#socket.write(lines.join("\r\n"), "latin1");
    return this;
  }

  /** Everything received so far, once it fits; fails when the server ends before. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received)) {
      if (this.#ended) throw new Error(`The server ended with: ${JSON.stringify(this.#received)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#received;
  }

  /** Goes away without a word. */
  leave(): void {
    this.#socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }
}
