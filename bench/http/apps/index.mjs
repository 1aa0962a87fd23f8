/** Who takes part, and how each is started. */
import path from "node:path";
import { findPeers } from "../../peers/index.mjs";
import { preparePeers } from "../../peers/prepare.mjs";
import { benchFolder, versionOf } from "./packages.mjs";
import { findFastApi, prepareFastApi } from "./python.mjs";

const folder = path.join(benchFolder, "http/apps");
const node = (file) => ({ command: process.execPath, args: [file] });

/** @returns {import("./app.js").App} */
function fastApi() {
  const found = findFastApi();
  const app = {
    name: "fastapi",
    checks: true,
    differs: "middleware is of a whole application, so the endpoint with some is an application of its own",
  };
  if (found === undefined) return { ...app, version: "absent: no Python here has fastapi and uvicorn" };
  const options = ["--app-dir", folder, "--no-access-log", "--no-server-header", "--log-level", "warning"];
  return {
    ...app,
    version: found.version,
    command: found.python,
    args: ["-m", "uvicorn", "fast_api:app", ...options],
    portOption: "--port",
  };
}

/** @returns {import("./app.js").App[]} */
export function findApps() {
  return [
    {
      name: "node:http",
      version: process.version,
      checks: false,
      isQuick: true,
      differs: "checks nothing, and knows no framework",
      ...node(path.join(folder, "node-http.mjs")),
    },
    {
      name: "typeway",
      version: versionOf("typeway"),
      checks: true,
      isQuick: true,
      ...node(path.join(benchFolder, ".artifacts/http/typeway/main.js")),
    },
    {
      name: "typeway direct",
      version: versionOf("typeway"),
      checks: true,
      isQuick: true,
      differs: "the same program, with the direct transport",
      env: { TRANSPORT: "direct" },
      ...node(path.join(benchFolder, ".artifacts/http/typeway/main.js")),
    },
    {
      name: "fastify",
      version: versionOf("fastify"),
      checks: true,
      isQuick: true,
      differs: "hooks stand for dependencies; its answers are written by their schemas, not checked",
      ...node(path.join(folder, "fastify.mjs")),
    },
    ...findPeers(),
    fastApi(),
  ];
}

/**
 * Installs and compiles what these apps need and this machine can get.
 * @param {readonly import("./app.js").App[]} apps
 * @param {(line: string) => void} say
 */
export function prepareApps(apps, say) {
  const names = apps.map(({ name }) => name);
  preparePeers(names, say);
  if (names.includes("fastapi")) prepareFastApi(say);
}
