import { createServer, type IncomingMessage } from "node:http";
import { duplexPair } from "node:stream";
import type { AppLike } from "@typeway/contract";
import { WebSocket } from "ws";
import { TestReply } from "./test-reply.js";
import { type SocketMedia, TestSocket, WebSocketRefused } from "./test-socket.js";

/**
 * Opens a WebSocket to an application over a pipe in memory: both ends speak the whole protocol, and no port is opened.
 * @param raise what the application fails with is thrown
 * @throws {WebSocketRefused}
 */
export async function openSocket<In, Out>(
  app: AppLike,
  url: URL,
  headers: Headers,
  raise: boolean,
): Promise<TestSocket<In, Out>> {
  const { upgrade } = app;
  if (upgrade === undefined) throw new TypeError("This application takes no WebSockets.");
  const [near, far] = duplexPair();
  const failures: unknown[] = [];
  let tell: (media: SocketMedia) => void = () => undefined;
  const media = new Promise<SocketMedia>((resolve) => {
    tell = resolve;
  });
  const server = createServer().on("upgrade", (request, socket, head) =>
    upgrade(request, socket, head, {
      unexpected: (error) => void failures.push(error),
      accepted: tell,
    }),
  );
  server.emit("connection", far);
  const protocols = headers.get("sec-websocket-protocol")?.split(/\s*,\s*/) ?? [];
  headers.delete("sec-websocket-protocol");
  const address = new URL(url);
  address.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const wire = new WebSocket(address, protocols, {
    headers: { host: url.host, ...Object.fromEntries(headers) },
    createConnection: () => near,
    perMessageDeflate: false,
  });
  const socket = new TestSocket<In, Out>(wire, media, raise ? failures : []);
  await new Promise<void>((resolve, reject) => {
    wire.once("open", resolve);
    wire.once("error", reject);
    wire.once("unexpected-response", (_, response) => {
      readReply(url, response).then((reply) => {
        near.destroy();
        reject(raise && failures.length > 0 ? failures[0] : new WebSocketRefused(reply));
      }, reject);
    });
  });
  return socket;
}

async function readReply(url: URL, response: IncomingMessage): Promise<TestReply> {
  const headers = new Headers();
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    headers.append(response.rawHeaders[i] ?? "", response.rawHeaders[i + 1] ?? "");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return new TestReply(url, response.statusCode ?? 0, headers, new Uint8Array(Buffer.concat(chunks)));
}
