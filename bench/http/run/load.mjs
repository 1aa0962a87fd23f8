/** Load from the other core: `wrk` where it is installed, else autocannon. */
import { execFile, execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pinned } from "./servers.mjs";

const run = promisify(execFile);
const artifacts = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../.artifacts/http");
const connections = 64;

function hasWrk() {
  try {
    execFileSync("wrk", ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // It prints its version and ends with 1.
    return error.code !== "ENOENT";
  }
}

export const loader = hasWrk() ? "wrk" : "autocannon";

/** A long bracket that the text has not in it, so that it is taken as it is. */
function luaText(text) {
  let level = "=";
  while (text.includes(`]${level}]`)) level += "=";
  return `[${level}[${text}]${level}]`;
}

function scriptOf({ method = "GET", headers = {}, body }, status) {
  const unexpected = status < 400 ? "e.status" : "summary.requests - e.status";
  const all = body === undefined ? headers : { ...headers, "content-type": "application/json" };
  return [
    `wrk.method = ${luaText(method)}`,
    ...Object.entries(all).map(([name, value]) => `wrk.headers[ ${luaText(name)} ] = ${luaText(value)}`),
    ...(body === undefined ? [] : [`wrk.body = ${luaText(JSON.stringify(body))}`]),
    "done = function(summary, latency)",
    "  local e = summary.errors",
    '  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,',
    `    e.connect + e.read + e.write + e.timeout + ${unexpected}, latency:percentile(50), latency:percentile(99)))`,
    "end",
  ].join("\n");
}

async function loadWithWrk(url, request, seconds, status) {
  mkdirSync(artifacts, { recursive: true });
  // One for each load: several may run at once.
  const script = path.join(artifacts, `${randomUUID()}.lua`);
  writeFileSync(script, scriptOf(request, status));
  // Its durations are whole seconds.
  const parameters = [
    "-t1",
    `-c${connections}`,
    `-d${Math.max(1, Math.round(seconds))}s`,
    "--latency",
    "-s",
    script,
    url,
  ];
  const { stdout } = await run(...pinned(1, "wrk", parameters)).finally(() => rmSync(script));
  const found = /RESULT (\d+) (\d+) (\d+) (\d+) (\d+)/.exec(stdout);
  if (found === null) throw new Error(`wrk said nothing: ${stdout}`);
  const [requests, microseconds, failures, p50, p99] = found.slice(1).map(Number);
  return { requests, seconds: microseconds / 1e6, failures, p50: p50 / 1000, p99: p99 / 1000 };
}

async function loadWithAutocannon(url, { method = "GET", headers = {}, body }, seconds, status) {
  const cli = createRequire(import.meta.url).resolve("autocannon/autocannon.js");
  const text = body === undefined ? [] : ["-b", JSON.stringify(body), "-H", "content-type=application/json"];
  const fields = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const parameters = [cli, "--json", "-n", "-c", String(connections), "-d", String(seconds), "-m", method];
  const [command, args] = pinned(1, process.execPath, [...parameters, ...fields, ...text, url]);
  const { stdout } = await run(command, args);
  const { requests, duration, errors, timeouts, non2xx, latency } = JSON.parse(stdout);
  const failures = errors + timeouts + (status < 400 ? non2xx : requests.total - non2xx);
  return { requests: requests.total, seconds: duration, failures, p50: latency.p50, p99: latency.p99 };
}

const send = loader === "wrk" ? loadWithWrk : loadWithAutocannon;

/**
 * Latencies in milliseconds, of a server that is as busy as it can be.
 * @returns {Promise<{ requests: number, seconds: number, failures: number, p50: number, p99: number }>}
 */
export const load = (port, { request, answer }, seconds) =>
  send(`http://127.0.0.1:${port}${request.path}`, request, seconds, answer.status);
