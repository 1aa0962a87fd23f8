/** Two servers of one application that should not be told apart. */
import type { Server, Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { ListenOptions } from "@typeway/runtime";
import { type Answer, answersOf, converse, type Script } from "./conversation.js";
import { type Known, known } from "./known.js";
import { type Seen, Subject } from "./subject.js";

/** Conversations at the same time. */
const width = 64;

export interface Outcome {
  readonly answers: readonly Answer[];
  readonly seen: readonly Seen[];
  readonly hung: boolean;
}

/** An application behind one transport. */
class Side {
  readonly #subject: Subject;
  readonly #server: Server;
  readonly #accepted = new Set<number>();

  private constructor(subject: Subject, server: Server) {
    this.#subject = subject;
    this.#server = server;
    server.on("connection", ({ remotePort = 0 }: Socket) => this.#accepted.add(remotePort));
  }

  /** @param sockets whether the application has a WebSocket */
  static async open(sockets: boolean, options: ListenOptions): Promise<Side> {
    const subject = new Subject(sockets);
    return new Side(subject, await subject.app.listen({ port: 0, signals: false, ...options }));
  }

  close(): Promise<void> {
    return this.#subject.app.close();
  }

  async ask({ segments }: Script): Promise<Outcome> {
    const { port: client, received, hung } = await converse(this.#server, this.#accepted, segments);
    this.#accepted.delete(client);
    // What a server does about the end of a connection, it may do a little later.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    // Requests of a pipeline may be served at the same time.
    const seen = [...this.#subject.take(client)].sort((a, b) => (a.target < b.target ? -1 : 1));
    return { answers: answersOf(received), seen, hung };
  }
}

/**
 * Plays every script to both.
 * @param sockets whether the application has a WebSocket
 * @returns how their outcomes differ, of those that are not {@link known}
 */
export async function differences(
  scripts: readonly Script[],
  sockets: boolean,
  options: ListenOptions,
): Promise<string[]> {
  const reference = await Side.open(sockets, {});
  const other = await Side.open(sockets, options);
  const found: string[] = [];
  const waiting = [...scripts];
  const work = async (): Promise<void> => {
    for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
      const [expected, outcome] = await Promise.all([reference.ask(script), other.ask(script)]);
      if (isDeepStrictEqual(expected, outcome) && !expected.hung) continue;
      if (!known.some((difference) => fits(difference, script, expected, outcome)))
        found.push(describe(script, expected, outcome));
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  await Promise.all([reference.close(), other.close()]);
  return found;
}

const fits = ({ fits }: Known, script: Script, expected: Outcome, outcome: Outcome): boolean =>
  !outcome.hung && fits(script.segments.join(""), expected, outcome);

/** Of a difference as many lines as it takes to see it. */
function describe({ name, segments }: Script, reference: Outcome, outcome: Outcome): string {
  const sent = segments.map((segment) => JSON.stringify(segment.slice(0, 400))).join(" + ");
  return `${name}\n  sent ${sent}\n  node:http ${summary(reference)}\n  direct    ${summary(outcome)}`;
}

function summary({ answers, seen, hung }: Outcome): string {
  const heads = answers.map(
    ({ status, fields, body }) => `${status} ${fields.filter(matters).join("; ")} ${body.slice(0, 60)}`,
  );
  const told = seen.map(
    ({ method, target, headers, body }) => `${method} ${target} ${headers.join()} = ${body?.slice(0, 60)}`,
  );
  return JSON.stringify({ ...(hung && { hung }), heads, told });
}

const matters = (field: string): boolean =>
  /^(?:connection|content-length|transfer-encoding|content-type|allow):/.test(field);
