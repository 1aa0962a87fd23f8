/**
 * What the transformer costs at compile time: `tspc` with the plugin against plain `tsc`, on one generated project,
 * the two taking turns. Prints medians and ratios; on a machine with other work to do, processor time is what holds.
 * `node run.mjs --handlers 200,1000 --rounds 5`
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generate } from "./generate.mjs";
import { measureWatch } from "./watch.mjs";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    handlers: { type: "string", default: "200,1000" },
    models: { type: "string" },
    rounds: { type: "string", default: "5" },
  },
});
const sizes = values.handlers.split(",");
if (sizes.length > 1) {
  // A process for each: what one has generated and measured is nothing to the other.
  for (const size of sizes) {
    const { status } = spawnSync(process.execPath, [...process.argv.slice(1), "--handlers", size], {
      stdio: "inherit",
    });
    if (status !== 0) process.exit(1);
  }
  process.exit();
}
const handlers = Number(values.handlers);
const rounds = Number(values.rounds);
const models = values.models === undefined ? Math.ceil(handlers / 10) : Number(values.models);

const folder = path.join(here, "../.artifacts", `compile-${handlers}-${models}`);
const usageFile = path.join(mkdtempSync(path.join(os.tmpdir(), "typeway-bench-")), "usage.json");
const usageHook = path.join(here, "report-usage.cjs");

const compilers = {
  tsc: { script: require.resolve("typescript/bin/tsc"), config: "tsconfig.plain.json", out: "plain" },
  tspc: { script: require.resolve("ts-patch/bin/tspc.js"), config: "tsconfig.json", out: "dist" },
};

/** What is done before each measured run. Every edit is another one, so that none is up to date already. */
let edits = 0;
const scenarios = {
  cold: ({ out }) => rmSync(path.join(folder, out), { recursive: true, force: true }),
  "no change": () => {},
  "one handler edited": () => edit("src/routes/routes0.ts", /"verbose\d*"/, () => `"verbose${++edits}"`),
  "one model edited": () => edit("src/models/models0.ts", /zip\d*\?: string/, () => `zip${++edits}?: string`),
};

function edit(name, pattern, replacement) {
  const file = path.join(folder, name);
  const text = readFileSync(file, "utf8");
  if (!pattern.test(text)) throw new Error(`${name} has nothing like ${pattern}.`);
  writeFileSync(file, text.replace(pattern, replacement));
}

function compile({ script, config }) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", usageHook, script, "-p", config], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, REPORT_USAGE_TO: usageFile },
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${script} -p ${config} failed:\n${stdout}${stderr}`);
  const { maxRSS, cpu } = JSON.parse(readFileSync(usageFile, "utf8"));
  return { seconds, cpuSeconds: cpu / 1e6, megabytes: maxRSS / 1024 };
}

/** Of the scripts alone: maps and declarations are not what users run. */
function scriptBytes(out) {
  const files = readdirSync(path.join(folder, out), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + statSync(path.join(folder, out, name)).size, 0);
}

/** Milliseconds to load the whole program, Typeway being there already. What plain `tsc` writes of it does not load. */
function load() {
  const script = `await import("typeway");
const started = performance.now();
await import("./dist/main.js");
console.log(performance.now() - started);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`What tspc wrote does not load:\n${stderr}`);
  return Number(stdout);
}

/** Seconds from an edit of a watched program until it is written again, for each compiler. */
async function watch(rounds) {
  const found = {};
  const edits = Array.from({ length: rounds + 1 }, () => scenarios["one handler edited"]);
  for (const [name, compiler] of Object.entries(compilers)) {
    compile(compiler);
    const [, ...seconds] = await measureWatch({ folder, ...compiler, edits });
    found[name] = seconds;
  }
  return found;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

generate(folder, { handlers, models });
if (!existsSync(path.join(folder, "src/main.ts"))) throw new Error("Nothing was generated.");
// Once unmeasured, for the file cache and ts-patch's own.
for (const compiler of Object.values(compilers)) compile(compiler);

const results = new Map();
for (let round = 0; round < rounds; round++) {
  for (const [scenario, prepare] of Object.entries(scenarios)) {
    for (const [name, compiler] of Object.entries(compilers)) {
      if (scenario !== "cold") compile(compiler);
      prepare(compiler);
      const key = `${scenario}|${name}`;
      results.set(key, [...(results.get(key) ?? []), compile(compiler)]);
    }
  }
}

const of = (scenario, name, what) => median(results.get(`${scenario}|${name}`).map((run) => run[what]));
const row = (label, unit, a, b) =>
  `${label.padEnd(22)}${`${a.toFixed(2)} ${unit}`.padStart(12)}${`${b.toFixed(2)} ${unit}`.padStart(12)}${`${(b / a).toFixed(2)}x`.padStart(9)}`;

console.log(
  `${handlers} handlers, ${models} models, medians of ${rounds}; Node ${process.version}, ${os.cpus().length} cores (${os.cpus()[0]?.model})`,
);
console.log(`${"".padEnd(22)}${"tsc".padStart(12)}${"tspc".padStart(12)}${"ratio".padStart(9)}`);
for (const scenario of Object.keys(scenarios))
  console.log(row(scenario, "s", of(scenario, "tsc", "seconds"), of(scenario, "tspc", "seconds")));
console.log(row("processor time, cold", "s", of("cold", "tsc", "cpuSeconds"), of("cold", "tspc", "cpuSeconds")));
console.log(row("peak memory, cold", "MB", of("cold", "tsc", "megabytes"), of("cold", "tspc", "megabytes")));
console.log(row("scripts", "MB", scriptBytes("plain") / 1e6, scriptBytes("dist") / 1e6));
const watched = await watch(rounds);
console.log(row("watched, handler edit", "s", median(watched.tsc), median(watched.tspc)));
const loads = Array.from({ length: 2 * rounds + 1 }, load);
console.log(`${"load".padEnd(34)}${`${median(loads).toFixed(1)} ms`.padStart(12)}`);
writeFileSync(
  path.join(here, "../.artifacts", `compile-${handlers}-${models}.json`),
  JSON.stringify(
    {
      ...{ handlers, models, rounds, node: process.version, loads, watched },
      scripts: { tsc: scriptBytes("plain"), tspc: scriptBytes("dist") },
      runs: Object.fromEntries(results),
    },
    null,
    2,
  ),
);
rmSync(path.dirname(usageFile), { recursive: true });
