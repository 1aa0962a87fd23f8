/**
 * The same work by Typeway and its peers, each a server on one core, the load on another.
 * `npm run bench:http`, `npm run bench:http -- quick`, `npm run bench:http -- --scenario auth,typed --app typeway`
 */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findApps } from "../apps/index.mjs";
import { scenarios as allScenarios } from "../scenarios/index.mjs";
import { load, loader } from "./load.mjs";
import { printScenario, resultsOf } from "./report.mjs";
import { isPinned, memoryOf, processorTimeOf, startServer, stopServer } from "./servers.mjs";
import { verify } from "./verify.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string" },
    seconds: { type: "string" },
    scenario: { type: "string", default: "" },
    app: { type: "string", default: "" },
  },
});
const isQuick = positionals.includes("quick");
const rounds = Number(options.rounds ?? (isQuick ? 3 : 9));
const seconds = Number(options.seconds ?? (isQuick ? 1 : 3));
const isWanted = (names, name) => names === "" || names.split(",").some((wanted) => name.startsWith(wanted));
/** Each app is compared with these. */
const references = ["node:http", "fastify"];

const scenarios = allScenarios.filter(
  ({ name, env, turns }) => env === undefined && turns === undefined && isWanted(options.scenario, name),
);
const apps = findApps().filter(({ name }) => references.includes(name) || isWanted(options.app, name));
const present = apps.filter(({ command }) => command !== undefined);

const isFor = (app, scenario) => app.checks || scenario.isOfChecks !== true;

/** One slice of a server's time. */
async function measure({ server, asked, name }) {
  const before = processorTimeOf(server);
  const found = await load(server.port, asked, seconds);
  const after = processorTimeOf(server);
  if (found.failures > 0) throw new Error(`${name}: ${found.failures} requests failed under load`);
  return { ...found, processor: before === undefined || after === undefined ? undefined : after - before };
}

const servers = [];
try {
  for (const app of present) servers.push(await startServer(app));
  for (const [index, app] of present.entries()) {
    for (const scenario of scenarios) if (isFor(app, scenario)) await verify(servers[index], app, scenario);
  }
  console.log(`Every app answers as the scenarios say: ${present.length} apps, ${scenarios.length} scenarios.`);

  const trials = scenarios.flatMap((scenario) =>
    present
      .map((app, index) => ({
        app: app.name,
        scenario: scenario.name,
        name: `${app.name}, ${scenario.name}`,
        asked: scenario,
        server: servers[index],
        takesPart: isFor(app, scenario),
        slices: [],
      }))
      .filter(({ takesPart }) => takesPart),
  );
  // Until the servers have compiled what is hot; all at once, because nothing is measured yet.
  for (const scenario of scenarios) {
    const own = trials.filter((trial) => trial.scenario === scenario.name);
    await Promise.all(own.map(({ server }) => load(server.port, scenario, isQuick ? 1 : 3)));
  }
  for (let round = 0; round < rounds; round++) {
    // The apps of a scenario follow each other, so that a ratio is of neighbours in time; who begins changes.
    for (const scenario of scenarios) {
      const turns = trials.filter((trial) => trial.scenario === scenario.name);
      for (let turn = 0; turn < turns.length; turn++) {
        const trial = turns[(turn + round) % turns.length];
        trial.slices.push(await measure(trial));
      }
    }
  }

  const results = resultsOf(trials, references);
  const machine = `Node ${process.version}, ${os.cpus().length} cores (${os.cpus()[0]?.model})`;
  const method = `${rounds} rounds of ${seconds} s, load by ${loader}, ${isPinned ? "server and load on a core each" : "nothing pinned"}`;
  console.log(`\n${machine}; ${method}`);
  console.log(
    "Medians; ratios are made within a round, in brackets their middle half. By processor: of the server's own time.",
  );
  for (const { name, version } of apps) console.log(`  ${name}: ${version}`);
  for (const scenario of scenarios) {
    const own = results.filter((result) => result.scenario === scenario.name);
    printScenario(scenario, own, references);
  }
  const memory = Object.fromEntries(servers.map((server) => [server.name, memoryOf(server)]));
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../.artifacts");
  mkdirSync(folder, { recursive: true });
  const versions = Object.fromEntries(apps.map(({ name, version }) => [name, version]));
  writeFileSync(
    path.join(folder, "http.json"),
    JSON.stringify({ machine, method, rounds, seconds, versions, memory, results }, null, 2),
  );
} finally {
  await Promise.all(servers.map(stopServer));
}
