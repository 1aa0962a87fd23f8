import { type IncomingMessage, ServerResponse } from "node:http";
import type { Connection } from "./connection.js";
import type { DirectExchange } from "./direct-exchange.js";

/** A node:http response that is written to a connection's socket. When it has finished, the connection goes on. */
export function openResponse(
  exchange: DirectExchange,
  request: IncomingMessage,
  connection: Connection,
): ServerResponse {
  const { socket, house } = connection;
  // Before it: answers to earlier requests.
  connection.flush();
  const response = new ServerResponse(request);
  const own = {
    // What node:http's server sets on its responses: the text of `Keep-Alive`.
    _keepAliveTimeout: house.keepAliveTimeout,
    shouldKeepAlive: exchange.head.keepsAlive && !house.transport.closing,
  };
  Object.assign(response, own);
  Object.defineProperty(response, "writableNeedDrain", {
    get: () => !response.destroyed && !response.finished && socket.writableNeedDrain,
  });
  response.once("finish", () => {
    // Where node:http notes that the head it has written closes the connection.
    const isLast = "_last" in response && response._last === true;
    response.detachSocket(socket);
    process.nextTick(() => {
      // What `closed` looks at, and `destroyed`.
      Object.assign(response, { destroyed: true, _closed: true });
      response.emit("close");
    });
    exchange.isAnswered = true;
    connection.answered(!isLast);
  });
  if (!socket.destroyed) response.assignSocket(socket);
  return response;
}
