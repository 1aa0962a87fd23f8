/** Servers as processes of their own, on a core of their own where there is more than one. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import { setTimeout as wait } from "node:timers/promises";

function hasTaskset() {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export const isPinned = os.cpus().length > 1 && hasTaskset();

/** The command that runs another on one core. */
export const pinned = (core, command, args) =>
  isPinned ? ["taskset", ["-c", String(core), command, ...args]] : [command, args];

async function findFreePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** @returns what answers at `port`, once it does */
export async function startServer({ name, command, args, portOption }) {
  const port = await findFreePort();
  const given = portOption === undefined ? args : [...args, portOption, String(port)];
  const [program, parameters] = pinned(0, command, given);
  const child = spawn(program, parameters, {
    env: { ...process.env, NODE_ENV: "production", PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const server = { name, port, child };
  await waitFor(server);
  return server;
}

async function waitFor({ name, port, child }) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode} before it answered`);
    try {
      await fetch(`http://127.0.0.1:${port}/hello`);
      return;
    } catch {
      await wait(50);
    }
  }
  throw new Error(`${name} does not answer`);
}

export async function stopServer({ child }) {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await Promise.race([once(child, "exit"), wait(3_000)]);
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
}

const ticksPerSecond = 100;

/** Seconds of processor time a server has taken so far; undefined where the system does not say (Linux does). */
export function processorTimeOf({ child }) {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

/** In bytes; undefined where the system does not say. */
export function memoryOf({ child }) {
  try {
    const [, resident] = readFileSync(`/proc/${child.pid}/statm`, "utf8").split(" ");
    return Number(resident) * 4096;
  } catch {
    return undefined;
  }
}
