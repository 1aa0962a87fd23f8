/** What a client sends over one connection, and all that comes back. */
import { once } from "node:events";
import { connect, type Server } from "node:net";
import { portOf } from "../transports.js";

export interface Script {
  readonly name: string;
  /** One after the other, as Latin-1; each is given the time to arrive by itself. */
  readonly segments: readonly string[];
}

export interface Heard {
  /** Of the client. */
  readonly port: number;
  /** Everything, as Latin-1. */
  readonly received: string;
  /** The server did not end the connection after the client had ended its side. */
  readonly hung: boolean;
}

/** Turns of the event loop in which nothing arrives, after which nothing will: servers and clients share this process. */
const quiet = 10;
/** In milliseconds; nothing waits that long where all is well. `PATIENCE` makes finding out what does not end quicker. */
const patience = Number(process.env["PATIENCE"] ?? 5_000);

/**
 * Sends all segments, waits until nothing more comes, ends its side and waits for the server to end the other.
 * @param accepted ports of clients whose connection the server has; it takes one a turn
 */
export async function converse(
  server: Server,
  accepted: ReadonlySet<number>,
  segments: readonly string[],
): Promise<Heard> {
  const socket = connect({ port: portOf(server), host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  let received = "";
  let turnsSince = 0;
  let ended = false;
  const over = new Promise<void>((resolve) => {
    const end = (): void => {
      ended = true;
      resolve();
    };
    socket.on("end", end).on("close", end).on("error", end);
  });
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text;
    turnsSince = 0;
  });
  await once(socket, "connect");
  const port = socket.localPort ?? 0;
  const nextTurn = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    turnsSince += 1;
  };
  while (!accepted.has(port)) await nextTurn();
  for (const segment of segments) {
    if (ended) break;
    socket.write(segment, "latin1");
    turnsSince = 0;
    while (!ended && turnsSince < 2) await nextTurn();
  }
  while (!ended && turnsSince < quiet) await nextTurn();
  socket.end();
  let timer: NodeJS.Timeout | undefined;
  const patienceEnds = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([over, patienceEnds]);
  clearTimeout(timer);
  socket.destroy();
  return { port, received, hung: !ended };
}

export interface Answer {
  readonly status: number;
  /** In lower case, sorted, without the time. */
  readonly fields: readonly string[];
  /** Without its chunks. */
  readonly body: string;
}

const head = /HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[!#-9;-~]+:[^\r\n]*\r\n)*)\r\n/g;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Answers of the subject, whose bodies never hold a line that looks like the first of an answer. */
export function answersOf(received: string): Answer[] {
  const heads = [...received.matchAll(head)];
  const answers = heads.map((match, index): Answer => {
    const end = heads[index + 1]?.index ?? received.length;
    const body = received.slice(match.index + match[0].length, end).replaceAll(uuid, "<uuid>");
    const fields = (match[2] ?? "")
      .split("\r\n")
      .filter((line) => line !== "")
      .map((line) => line.replace(/^[^:]*/, (name) => name.toLowerCase()).replace(/^date:.*/, "date"))
      .map((line) => line.replaceAll(uuid, "<uuid>"))
      .sort();
    const chunked = fields.includes("transfer-encoding: chunked");
    return { status: Number(match[1]), fields, body: chunked ? joinChunks(body) : body };
  });
  const before = received.slice(0, heads[0]?.index ?? received.length);
  return before === "" ? answers : [{ status: 0, fields: [], body: before }, ...answers];
}

/** What is no chunk, or not complete, stays and shows. */
function joinChunks(text: string): string {
  let [joined, at] = ["", 0];
  for (;;) {
    const line = /^([0-9a-f]+)\r\n/i.exec(text.slice(at, at + 16));
    const size = Number.parseInt(line?.[1] ?? "", 16);
    if (line === null || at + line[0].length + size + 2 > text.length) return `${joined}|cut|${text.slice(at)}`;
    at += line[0].length;
    if (size === 0) return joined + text.slice(at + 2);
    joined += text.slice(at, at + size);
    at += size + 2;
  }
}
