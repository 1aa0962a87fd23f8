/**
 * The same work by Typeway and its peers, each a server on one core, the load on another.
 * `npm run bench`, `npm run bench -- quick`, `npm run bench -- --scenario auth,typed --app typeway`
 */
import { findApps, prepareApps } from "../apps/index.mjs";
import { scenarios as allScenarios } from "../scenarios/index.mjs";
import { Misused, readArguments } from "./arguments.mjs";
import { buildApps } from "./build.mjs";
import { leaveServerCore } from "./cores.mjs";
import { durationOf, durationText } from "./duration.mjs";
import { connections, loader } from "./load/index.mjs";
import { machineOf, machineText } from "./machine.mjs";
import { writeResults } from "./output.mjs";
import { aimsOf } from "./report/aims.mjs";
import { aimLines, matrixLines, noiseLines, scenarioLines, startLines } from "./report/console.mjs";
import { noiseOf, resultOf, startsOf, twinName } from "./results.mjs";
import { runScenario, timeStarts } from "./rounds.mjs";
import { endServersAtExit } from "./servers.mjs";

const say = (...lines) => console.log(lines.join("\n"));

function readPlan() {
  try {
    return readArguments(process.argv.slice(2), { apps: findApps(), scenarios: allScenarios });
  } catch (error) {
    if (!(error instanceof Misused)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** Half-way round the table from what it is a twin of, so that its turn is another. */
function withTwin(apps) {
  const half = Math.ceil(apps.length / 2);
  const twin = { ...apps.find(({ name }) => name === "node:http"), name: twinName };
  return [...apps.slice(0, half), twin, ...apps.slice(half)];
}

const leftOutLines = ({ apps, scenarios }) =>
  [
    ["apps", apps],
    ["scenarios", scenarios],
  ].flatMap(([what, names]) => (names.length === 0 ? [] : [`Left out, ${what}: ${names.join(", ")}`]));

prepareApps(readPlan().apps, say);
const plan = readPlan();
const started = performance.now();
buildApps();
const machine = machineOf();
const method = {
  rounds: plan.rounds,
  seconds: plan.seconds,
  warmUpSeconds: plan.warmUp,
  connections,
  load: loader,
  latencySeconds: plan.latency,
  starts: plan.starts,
};
leaveServerCore();
endServersAtExit();
say(
  machineText(machine),
  `${plan.rounds} rounds of ${plan.seconds} s, ${connections} connections by ${loader}; ${machine.isPinned ? "server and load on a core each" : "nothing is pinned: servers and load share the cores"}`,
  ...plan.apps.map(
    ({ name, version, differs }) => `  ${name}: ${version}${differs === undefined ? "" : `; ${differs}`}`,
  ),
  ...leftOutLines(plan.leftOut),
  `This takes about ${durationText(durationOf(plan))}.`,
);

const apps = plan.hasTwin ? withTwin(plan.apps) : plan.apps;
const scenarios = [];
for (const scenario of plan.scenarios) {
  const result = resultOf(scenario, await runScenario(scenario, apps, plan), plan.apps);
  scenarios.push(result);
  say(...scenarioLines(result));
}
const { times, failures: unstarted } = await timeStarts(plan.apps, plan.starts);
const starts = plan.starts === 0 ? [] : startsOf(times);
const noise = noiseOf(scenarios);
const aims = aimsOf(scenarios);
const names = apps.map(({ name }) => name);

say("", "Requests per second, times raw node:http", ...matrixLines(scenarios, names));
say("", "Requests for a second of the server's processor time, times raw node:http");
say(...matrixLines(scenarios, names, "processor"));
if (starts.length > 0) say("", "From the start of the process", ...startLines(starts));
if (aims.length > 0) say("", "Aims", ...aimLines(aims));
say("", "Medians. Ratios are made within a round; in brackets is their middle half.", ...noiseLines(noise));

const files = writeResults(
  {
    at: new Date().toISOString(),
    machine,
    method,
    apps: plan.apps.map(({ name, version, differs, command }) => ({
      name,
      version,
      differs,
      isPresent: command !== undefined,
    })),
    leftOut: plan.leftOut,
    noise,
    aims,
    starts,
    scenarios,
  },
  plan.isSaved,
);
say(`Took ${durationText((performance.now() - started) / 1000)}. Written: ${files.join(", ")}`);
const failures = [
  ...scenarios.flatMap((scenario) => scenario.failures.map((one) => ({ ...one, scenario: scenario.name }))),
  ...unstarted.map((one) => ({ ...one, scenario: "start" })),
];
for (const { app, scenario, failure } of failures) console.error(`${app} failed at ${scenario}: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
