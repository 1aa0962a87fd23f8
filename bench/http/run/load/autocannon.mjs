/** Also the program that it runs as a process of its own, on the load's core. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onLoadCore } from "../cores.mjs";
import { headersOf, textOf } from "./bytes.mjs";

const run = promisify(execFile);
const file = fileURLToPath(import.meta.url);

export async function send({ port, requests, seconds, connections }) {
  const options = {
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: requests.map((request) => ({
      method: request.method ?? "GET",
      path: request.path,
      headers: headersOf(request),
      ...(request.body === undefined ? {} : { body: textOf(request) }),
    })),
  };
  const { stdout } = await run(...onLoadCore(process.execPath, [file, JSON.stringify(options)]));
  const { requests: answered, duration, errors, timeouts, non2xx } = JSON.parse(stdout);
  return { requests: answered.total, seconds: duration, refused: non2xx, broken: errors + timeouts };
}

if (process.argv[1] === file) {
  const { default: autocannon } = await import("autocannon");
  console.log(JSON.stringify(await autocannon(JSON.parse(process.argv[2]))));
}
