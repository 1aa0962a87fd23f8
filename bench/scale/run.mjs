/**
 * What many routes and many cores do. `npm run bench -- scale`, `npm run bench -- scale --part starts --routes 10,1000`
 */
import os from "node:os";
import { Misused } from "../http/run/arguments.mjs";
import { buildTypeway } from "../http/run/build.mjs";
import { leaveServerCore } from "../http/run/cores.mjs";
import { durationText } from "../http/run/duration.mjs";
import { machineOf, machineText } from "../http/run/machine.mjs";
import { writeScale } from "../http/run/output.mjs";
import { endServersAtExit } from "../http/run/servers.mjs";
import { readScaleArguments } from "./arguments.mjs";
import { measureRouters } from "./in-process.mjs";
import { measureMatching } from "./matching.mjs";
import {
  clusterWorkers,
  expressApp,
  fastifyApp,
  isExpressThere,
  modelledApp,
  typewayApp,
  typewayWorkers,
} from "./programs.mjs";
import { matchingLines, routerLines, startAimLines, startLines, workerLines } from "./report.mjs";
import { measureStarts, startAimOf } from "./starts.mjs";
import { measureWorkers, workerCounts } from "./workers.mjs";

const say = (...lines) => console.log(lines.join("\n"));

function readPlan() {
  try {
    return readScaleArguments(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Misused)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const plan = readPlan();
const isWanted = (part) => plan.parts.includes(part);
buildTypeway();
const frameworks = [
  { name: "typeway", appOf: typewayApp },
  { name: "fastify", appOf: fastifyApp },
  ...(isExpressThere() ? [{ name: "express", appOf: expressApp }] : []),
];
/** With this many, start-up has an aim. */
const startSize = 1000;
const machine = machineOf();
const results = { at: new Date().toISOString(), machine, rounds: plan.rounds, seconds: plan.seconds };

say(
  machineText(machine),
  "Compiles the programs where that was not done before, which may take two minutes; then measures for about four.",
);
if (!isExpressThere()) say("Without Express: `npm ci` in bench/peers installs it.");
const matching = isWanted("matching")
  ? frameworks.flatMap(({ name, appOf }) => plan.sizes.map((size) => ({ name, size, app: appOf(size) })))
  : [];
const starting = isWanted("starts") ? startingOf() : [];
const workers = isWanted("workers")
  ? workerCounts().flatMap((count) => [typewayWorkers, clusterWorkers].map((make) => ({ count, app: make(count) })))
  : [];

/** Typeway with all the sizes; its peers, which take seconds to start with the largest, with none and a thousand. */
function startingOf() {
  const sizes = [...new Set([0, ...plan.sizes, startSize])].sort((one, other) => one - other);
  return [
    ...frameworks.flatMap(({ name, appOf }) =>
      sizes
        .filter((size) => name === "typeway" || size === 0 || size === startSize)
        .map((size) => ({ name, size, app: appOf(size) })),
    ),
    { name: "typeway, with models", size: 0, app: typewayApp(0) },
    { name: "typeway, with models", size: startSize, app: modelledApp(startSize, 100) },
  ];
}

leaveServerCore();
endServersAtExit();
const started = performance.now();

if (matching.length > 0) {
  results.matching = await measureMatching(matching, plan);
  say("", ...matchingLines(results.matching));
  results.routers = measureRouters(plan.sizes, plan.rounds);
  say("", ...routerLines(results.routers));
}
if (starting.length > 0) {
  results.starts = await measureStarts(starting, plan.rounds);
  say("", ...startLines(results.starts));
  results.startAims = ["typeway", "typeway, with models"]
    .flatMap((name) => ["milliseconds", "processor"].map((figure) => startAimOf(results.starts, name, figure)))
    .filter((aim) => aim !== undefined);
  say(...startAimLines(results.startAims));
}
if (workers.length > 0) {
  results.workers = await measureWorkers(workers, plan);
  say("", ...workerLines(results.workers));
  say(`  The load takes up to one of the ${os.cpus().length} cores: with as many workers as cores, they share it.`);
}
say("", `Took ${durationText((performance.now() - started) / 1000)}. Written: ${writeScale(results, plan.isSaved)}`);
const failures = [results.matching, results.starts, results.workers]
  .flatMap((part = []) => part)
  .filter(({ failure }) => failure !== undefined);
if (failures.length > 0) process.exitCode = 1;
