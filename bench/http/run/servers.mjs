/** Servers as processes of their own, on a core of their own where there is more than one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { onAllCores, pinned, serverCore } from "./cores.mjs";
import { processorTimeOf } from "./usage.mjs";

async function findFreePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

const patience = 20_000;
const betweenTries = 2;

/** Those that run now. */
const running = new Set();

/** However this program ends, also by `timeout` or Ctrl-C, it leaves no server behind. */
export function endServersAtExit() {
  process.on("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });
  for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }))
    process.once(signal, () => process.exit(128 + number));
}

/**
 * @param {import("../apps/app.js").App} app
 * @returns what answers at `port`, once it does, and after how many milliseconds, on the clock and of processor time, it did
 */
export async function startServer({ name, command, args, portOption, env, isOnAllCores = false }, more = {}) {
  const port = await findFreePort();
  const given = portOption === undefined ? args : [...args, portOption, String(port)];
  const [program, parameters] = isOnAllCores ? onAllCores(command, given) : pinned(serverCore, command, given);
  const { NODE_OPTIONS: _unwanted, ...own } = process.env;
  const started = performance.now();
  const child = spawn(program, parameters, {
    env: { ...own, ...env, ...more, NODE_ENV: "production", PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const server = { name, port, child };
  try {
    await waitFor(server, started);
  } catch (error) {
    await stopServer(server);
    throw error;
  }
  const milliseconds = performance.now() - started;
  const processor = processorTimeOf(child.pid);
  return { ...server, start: { milliseconds, processor: processor === undefined ? undefined : processor * 1000 } };
}

async function waitFor({ name, port, child }, started) {
  while (performance.now() - started < patience) {
    if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode} before it answered`);
    if (await isAnswering(port)) return;
    await wait(betweenTries);
  }
  throw new Error(`${name} does not answer`);
}

const isAnswering = (port) =>
  new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path: "/hello", agent: false }, (response) => {
      response.resume().on("close", () => resolve(true));
    });
    request.on("error", () => resolve(false));
  });

export async function stopServer({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await Promise.race([ended, wait(1_000, undefined, { ref: false })]);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await ended;
}
