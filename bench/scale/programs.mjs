/** Writes and compiles the programs, outside of what is timed; what is there already and of the same compiler stays. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "../compile/generate.mjs";
import { expressProgram, fastifyProgram } from "./write-peers.mjs";
import { projectOf, typewayProgram } from "./write-typeway.mjs";

const require = createRequire(import.meta.url);
const bench = fileURLToPath(new URL("../", import.meta.url));
const folder = path.join(bench, ".artifacts/scale");
/** Where the packages of the peers are found. */
const peerFolder = path.join(bench, "peers/.artifacts/scale");
const transformer = require.resolve("@typeway/transformer");

const compile = (project) =>
  execFileSync(
    process.execPath,
    ["--max-old-space-size=8192", require.resolve("ts-patch/bin/tspc.js"), "-p", project],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );

/** Compiles a project once for these sources and this compiler. */
function compileOnce(place, sources) {
  const stamp = createHash("sha256")
    .update(JSON.stringify([sources, statSync(transformer).mtimeMs]))
    .digest("hex");
  const file = path.join(place, "stamp");
  if (existsSync(file) && readFileSync(file, "utf8") === stamp) return;
  compile(path.join(place, "tsconfig.json"));
  writeFileSync(file, stamp);
}

function writeAll(place, texts) {
  mkdirSync(place, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(place, name), text);
}

const nodeApp = (name, file) => ({ name, version: "", checks: true, command: process.execPath, args: [file] });

function compiledTypeway(count, isListening) {
  const place = path.join(folder, `typeway-${count}${isListening ? "" : "-exported"}`);
  const sources = { ...typewayProgram(count, isListening), "package.json": '{ "private": true, "type": "module" }' };
  writeAll(place, { ...sources, "tsconfig.json": projectOf("dist") });
  compileOnce(place, sources);
  return path.join(place, "dist/main.js");
}

export const typewayApp = (count) => nodeApp("typeway", compiledTypeway(count, true));

/** Served by `typeway start`. */
export function typewayWorkers(workers) {
  const bin = path.join(bench, "../packages/cli/dist/bin.js");
  const args = [bin, "start", compiledTypeway(100, false), "--host", "127.0.0.1", "--workers", String(workers)];
  return { ...nodeApp("typeway start", bin), args, isOnAllCores: true };
}

/** Hand-written node:http, by node:cluster. */
export function clusterWorkers(workers) {
  const file = fileURLToPath(new URL("cluster.mjs", import.meta.url));
  return { ...nodeApp("node:http by node:cluster", file), env: { WORKERS: String(workers) }, isOnAllCores: true };
}

function peerApp(name, count, text) {
  writeAll(peerFolder, { [`${name}-${count}.mjs`]: text });
  return nodeApp(name, path.join(peerFolder, `${name}-${count}.mjs`));
}

export const fastifyApp = (count) => peerApp("fastify", count, fastifyProgram(count));
export const expressApp = (count) => peerApp("express", count, expressProgram(count));

/** That of the compile benchmark: handlers over models which refer to each other. */
export function modelledApp(handlers, models) {
  const place = path.join(folder, `models-${handlers}-${models}`);
  const main = path.join(place, "serve.mjs");
  const sources = [
    "modelled",
    handlers,
    models,
    readFileSync(new URL("../compile/generate.mjs", import.meta.url), "utf8"),
  ];
  if (!existsSync(path.join(place, "stamp"))) generate(place, { handlers, models });
  compileOnce(place, sources);
  writeFileSync(main, 'import app from "./dist/main.js";\nawait app.listen({ port: Number(process.env["PORT"]) });\n');
  return nodeApp("typeway, with models", main);
}

export const isExpressThere = () => existsSync(path.join(bench, "peers/node_modules/express"));
