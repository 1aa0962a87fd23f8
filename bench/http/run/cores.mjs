/** The server has one core, the load and this program the other: neither takes the other's time. */
import { execFileSync } from "node:child_process";
import os from "node:os";

export const serverCore = 0;
const loadCore = 1;

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

/** Any core, that of the load too: for servers of several processes. */
export const onAllCores = (command, args) => pinned(`0-${os.cpus().length - 1}`, command, args);

export const onLoadCore = (command, args) => pinned(loadCore, command, args);

/** Keeps this program, too, off the server's core. */
export function leaveServerCore() {
  if (isPinned) execFileSync("taskset", ["-acp", String(loadCore), String(process.pid)], { stdio: "ignore" });
}
