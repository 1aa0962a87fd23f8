import { createRequire } from "node:module";
import type { Server } from "node:net";

/** What node:cluster accepts connections with. */
interface ListeningHandle {
  close(): void;
}

/**
 * Lets the primary stop accepting before its workers stop serving. By itself node:cluster stops when the last worker
 * has closed, and drops the connections it has taken meanwhile. There is no public way to its listening handle, so
 * the servers it makes for it are watched from the start; should it make them in another way one day, nothing breaks
 * but this.
 *
 * To be called once, before the first worker is forked, in a process that runs no other servers.
 * @returns closes what listens; what has been accepted still goes to the workers
 */
export function watchDoor(): () => void {
  const handles = new Set<ListeningHandle>();
  const net: { createServer: (...args: never[]) => Server } = createRequire(import.meta.url)("node:net");
  const { createServer } = net;
  net.createServer = (...args) => {
    const server = createServer(...args);
    return server.once("listening", () => {
      const handle = "_handle" in server ? server._handle : undefined;
      if (isHandle(handle)) handles.add(handle);
    });
  };
  return () => {
    for (const handle of handles) handle.close();
    handles.clear();
  };
}

const isHandle = (value: unknown): value is ListeningHandle =>
  typeof value === "object" && value !== null && "close" in value && typeof value.close === "function";
