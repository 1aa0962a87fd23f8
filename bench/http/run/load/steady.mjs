/** A fixed number of requests a second, whether the server keeps up or not, and how long each answer took. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onLoadCore } from "../cores.mjs";
import { bytesOf } from "./bytes.mjs";

const run = promisify(execFile);
const program = fileURLToPath(new URL("steady-program.mjs", import.meta.url));

/** In milliseconds. */
const defaultPatience = 1_000;

/**
 * A latency begins when its request was due, not when it could be sent: a server that stops answering for a while makes
 * all that were due meanwhile late, not only the few that were under way (wrk and most others leave those out).
 * @returns {Promise<{ rate: number, answered: number, isKept: boolean, p50: number, p99: number, p999: number, lag: number }>}
 * milliseconds; `isKept`: it answered them all, the last within `patience`; `lag`: how late the program itself was, the worst of a hundred
 */
export async function loadSteadily(port, requests, options) {
  const { rate, seconds, connections, patience = defaultPatience } = options;
  const texts = requests.map((one) => bytesOf(one).toString("base64"));
  const task = { port, requests: texts, rate, seconds, connections, patience };
  const running = run(...onLoadCore(process.execPath, [program]));
  running.child.stdin.end(JSON.stringify(task));
  return JSON.parse((await running).stdout);
}
