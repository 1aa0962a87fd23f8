import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { onLoadCore } from "../cores.mjs";
import { headersOf, textOf } from "./bytes.mjs";

const run = promisify(execFile);

/** A long bracket that the text has not in it, so that it is taken as it is. */
function luaText(text) {
  let level = "=";
  while (text.includes(`]${level}]`)) level += "=";
  return `[${level}[${text}]${level}]`;
}

function luaRequest(request) {
  const fields = Object.entries(headersOf(request)).map(([name, value]) => `[ ${luaText(name)} ] = ${luaText(value)}`);
  const text = textOf(request);
  const parts = [luaText(request.method ?? "GET"), luaText(request.path), `{ ${fields.join(", ")} }`];
  return `wrk.format(${[...parts, ...(text === undefined ? [] : [luaText(text)])].join(", ")})`;
}

/** The bytes of each request are made once; a function picks the next, which costs wrk little. */
export const scriptOf = (requests) =>
  [
    "local requests, next = {}, 0",
    "function init()",
    ...requests.map((request, index) => `  requests[${index + 1}] = ${luaRequest(request)}`),
    "end",
    "function request()",
    "  next = next % #requests + 1",
    "  return requests[next]",
    "end",
    "function done(summary)",
    "  local e = summary.errors",
    '  io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration,',
    "    e.status, e.connect + e.read + e.write + e.timeout))",
    "end",
  ].join("\n");

export async function send({ port, requests, seconds, connections }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "typeway-wrk-"));
  const script = path.join(folder, "script.lua");
  writeFileSync(script, scriptOf(requests));
  try {
    // Its own durations are whole seconds. Interrupted, it stops within a tenth of a second and says how long it ran.
    const longer = `${Math.ceil(seconds) + 5}s`;
    const parameters = [
      "-t1",
      `-c${connections}`,
      `-d${longer}`,
      "--timeout",
      "20s",
      "-s",
      script,
      `http://127.0.0.1:${port}/`,
    ];
    const running = run(...onLoadCore("wrk", parameters));
    const stop = setTimeout(() => running.child.kill("SIGINT"), seconds * 1000);
    const { stdout } = await running.finally(() => clearTimeout(stop));
    const found = /RESULT (\d+) (\d+) (\d+) (\d+)/.exec(stdout);
    if (found === null) throw new Error(`wrk said nothing: ${stdout}`);
    const [sent, microseconds, refused, broken] = found.slice(1).map(Number);
    return { requests: sent, seconds: microseconds / 1e6, refused, broken };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
