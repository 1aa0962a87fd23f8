import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "node:net";

/** How long connections that look idle may still bring a request that is on its way. In milliseconds. */
const grace = 100;

/** The connections of a server, as far as its end goes. */
export interface Connections {
  /** Those whose client waits for nothing. */
  closeIdle(): void;
  closeAll(): void;
}

export function trackConnections(server: HttpServer): Connections {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    closeIdle: () => {
      server.closeIdleConnections();
      // Those that never said a word.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
    closeAll: () => server.closeAllConnections(),
  };
}

/**
 * Lets a server finish. Every answer must already carry `Connection: close`, so that busy connections end by
 * themselves; what is idle after a grace is closed, what is busy is waited for.
 * @param limit in milliseconds; connections that still live then are cut
 * @returns `false` when some had to be cut
 */
export async function drain(server: Server, connections: Connections, limit: number): Promise<boolean> {
  // Straight after the event loop has taken every connection that was waiting: the system resets those that still are.
  await new Promise((resolve) => setImmediate(resolve));
  // The method of net.Server alone: that of http.Server also closes, at once, connections that look idle because
  // their next request is still on its way.
  const closed = new Promise<void>((resolve) => Server.prototype.close.call(server, () => resolve()));
  // After reading what has arrived: a process that was busy for longer than the grace has not looked yet.
  const sweep = setInterval(() => setImmediate(() => connections.closeIdle()), grace);
  const complete = await Promise.race([closed.then(() => true), pause(limit).then(() => false)]);
  clearInterval(sweep);
  if (!complete) connections.closeAll();
  await closed;
  return complete;
}

const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time).unref());
