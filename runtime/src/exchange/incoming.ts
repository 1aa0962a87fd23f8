import { type IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Socket } from "node:net";
import type { Exchange, FlatHeaders } from "./exchange.js";

/**
 * A node:http request for one that came another way: `app.fetch` and the test client. Its socket is connected to
 * nothing and only says where the request comes from. The body is asked for when somebody reads it.
 */
export function incomingOf(exchange: Exchange): IncomingMessage {
  const { host, port } = exchange.client;
  const socket = new Socket();
  const said = { remoteAddress: host, remotePort: port, remoteFamily: host.includes(":") ? "IPv6" : "IPv4" };
  for (const [name, value] of Object.entries(said)) Object.defineProperty(socket, name, { value, configurable: true });
  if (exchange.scheme === "https") Object.assign(socket, { encrypted: true });
  const message = new IncomingMessage(socket);
  message.method = exchange.method;
  message.url = exchange.target;
  message.httpVersion = "1.1";
  message.httpVersionMajor = 1;
  message.httpVersionMinor = 1;
  message.rawHeaders.push(...exchange.rawHeaders);
  message.headers = headersOf(exchange.rawHeaders);
  return Object.assign(message, { _read: reading(exchange, message) });
}

/** The web standard has joined what came several times. */
function headersOf(flat: FlatHeaders): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (let i = 0; i < flat.length; i += 2) headers[(flat[i] ?? "").toLowerCase()] = flat[i + 1] ?? "";
  return headers;
}

/** What a stream does when somebody reads it: one piece, or the end. */
function reading(exchange: Exchange, message: IncomingMessage): () => void {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isReading = false;
  const read = async (): Promise<void> => {
    reader ??= exchange.bodyStream()?.getReader();
    const step = await reader?.read();
    isReading = false;
    if (step === undefined || step.done) {
      message.complete = true;
      message.push(null);
    } else message.push(step.value);
  };
  return () => {
    if (isReading) return;
    isReading = true;
    read().catch((error: unknown) => message.destroy(error instanceof Error ? error : new Error(String(error))));
  };
}
