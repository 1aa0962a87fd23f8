import { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The answer that a connection waits for or sends. `_httpMessage` is where node:http keeps it. */
export function answerUnderWay(socket: Duplex): ServerResponse | undefined {
  if (!("_httpMessage" in socket)) return undefined;
  const message = socket._httpMessage;
  return message instanceof ServerResponse ? message : undefined;
}

/**
 * Runs `proceed` once all answers to what came before have left; never when the connection has ended by then.
 * node:http reports an upgrade when it is read, also in a pipeline, and takes its listeners off the socket.
 */
export function inTurn(socket: Duplex, proceed: () => void): void {
  const answer = answerUnderWay(socket);
  if (answer === undefined) {
    if (!hasEnded(socket)) proceed();
    return;
  }
  const ignore = (): void => undefined;
  const drain = (): void => void answerUnderWay(socket)?.emit("drain");
  socket.on("error", ignore).on("drain", drain);
  const wait = (before: ServerResponse): void => {
    before.once("close", () => {
      const next = answerUnderWay(socket);
      if (next !== undefined && next !== before) {
        wait(next);
        return;
      }
      socket.off("drain", drain);
      if (hasEnded(socket)) return;
      // It was set when the last answer left, for a connection that now has something to do.
      if ("setTimeout" in socket && typeof socket.setTimeout === "function") socket.setTimeout(0);
      proceed();
      socket.off("error", ignore);
    });
  };
  wait(answer);
}

const hasEnded = (socket: Duplex): boolean => socket.destroyed || socket.writableEnded;
