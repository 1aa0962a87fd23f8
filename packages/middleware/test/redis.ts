import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { connect, createServer } from "node:net";
import { delimiter, join } from "node:path";

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The server of TYPEWAY_TEST_REDIS, or one of its own where redis-server is installed; it keeps nothing on disk.
 * @param options `own`: one that may be stopped
 * @returns `undefined` where there is neither
 */
export async function openRedis({ own = false } = {}): Promise<RedisServer | undefined> {
  const given = process.env["TYPEWAY_TEST_REDIS"];
  if (given !== undefined && !own) return { url: given, stop, [Symbol.asyncDispose]: stop };
  const program = find("redis-server");
  if (program === undefined) return undefined;
  const port = await freePort();
  const server = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
    stdio: "ignore",
  });
  const end = () => kill(server);
  await reachable(port, server);
  return { url: `redis://127.0.0.1:${port}`, stop: end, [Symbol.asyncDispose]: end };
}

const stop = async (): Promise<void> => undefined;

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

function find(program: string): string | undefined {
  const paths = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

async function reachable(port: number, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
