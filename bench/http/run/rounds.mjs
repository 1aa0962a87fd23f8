/** Who is measured when. */
import { references } from "./arguments.mjs";
import { rateOf } from "./results.mjs";
import { reasonWithout } from "./scenarios.mjs";
import { startServer, stopServer } from "./servers.mjs";
import { median } from "./statistics.mjs";
import { addLatency, addMemory, addSlice, begin, end } from "./trials.mjs";

/** Of what the reference answers at most. */
const shareOfMost = 0.4;

/** The order of one round: neighbours stay neighbours, who begins changes with every round, and every other one runs backwards. */
export function orderOf(members, round) {
  const turned = members.map((_, turn) => members[(turn + round) % members.length]);
  return round % 2 === 0 ? turned : turned.reverse();
}

/** All apps at one scenario. The apps take turns, so that what disturbs the machine disturbs them all. */
export async function runScenario(scenario, apps, plan) {
  const takingPart = apps.filter((app) => reasonWithout(app, scenario) === undefined);
  const trials = [];
  try {
    for (const app of takingPart) trials.push(await begin(app, scenario, plan));
    for (let round = 0; round < plan.rounds; round++)
      for (const trial of orderOf(trials, round)) await addSlice(trial, plan.seconds);
    for (const trial of trials) await addMemory(trial);
    if (plan.latency > 0) await addLatencies(trials, plan.latency);
    return trials;
  } finally {
    await Promise.all(trials.map(end));
  }
}

async function addLatencies(trials, seconds) {
  const measured = trials.filter(({ slices }) => slices.length > 0);
  if (measured.length === 0) return;
  const reference = references.map((name) => measured.find(({ app }) => app === name)).find(Boolean) ?? measured[0];
  const rate = Math.round(median(reference.slices.map(rateOf)) * shareOfMost);
  for (const trial of measured) await addLatency(trial, rate, seconds);
}

/**
 * From the start of a process to its first answer, again and again.
 * @returns of each app that always started, its starts; and why others did not
 */
export async function timeStarts(apps, starts) {
  const present = apps.filter(({ command }) => command !== undefined);
  const times = new Map(present.map(({ name }) => [name, []]));
  const failures = [];
  for (let round = 0; round < starts; round++) {
    for (const app of orderOf(present, round)) {
      if (!times.has(app.name)) continue;
      try {
        const server = await startServer(app);
        times.get(app.name).push(server.start);
        await stopServer(server);
      } catch (error) {
        times.delete(app.name);
        failures.push({ app: app.name, failure: error.message });
      }
    }
  }
  return { times, failures };
}
