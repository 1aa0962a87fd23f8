import type { ServerResponse } from "node:http";
import { isBodiless } from "@typeway/contract";
import type { ChunkSource } from "../answers/chunks.js";

/**
 * Writes a source to a response whose head has been written, waiting whenever the client does not keep up.
 * Resolves when the last byte is handed over or the client is gone; in both cases the source has ended.
 */
export async function pump(source: ChunkSource, response: ServerResponse): Promise<void> {
  if (response.req.method === "HEAD" || isBodiless(response.statusCode)) {
    response.end();
    return source.stop();
  }
  let gone = response.destroyed;
  let stopped: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  const onClose = (): void => {
    gone = true;
    stopped ??= source.stop();
    // Whoever stops the source hears of its failure below; until then it must not count as unhandled.
    stopped.catch(() => undefined);
    wake?.();
  };
  const onDrain = (): void => wake?.();
  response.on("close", onClose).on("drain", onDrain).on("error", onClose);
  try {
    while (!gone) {
      const chunk = await source.next();
      if (gone) break;
      if (chunk === undefined) {
        response.end();
        return;
      }
      if (response.write(chunk)) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await (stopped ?? source.stop());
  } finally {
    // The listener for errors stays: one may still come when the last bytes meet a closed connection.
    response.off("close", onClose).off("drain", onDrain);
  }
}
