/** One app at one scenario: a process of its own, which is warmed by that scenario alone and then measured in slices. */
import { connections, load } from "./load/index.mjs";
import { loadSteadily } from "./load/steady.mjs";
import { exchangesOf } from "./scenarios.mjs";
import { startServer, stopServer } from "./servers.mjs";
import { memoryOf, processorTimeOf } from "./usage.mjs";
import { verify } from "./verify.mjs";

const enoughRequests = 3_000;

const isRefusal = ({ answer }) => answer.status >= 400;

/** @throws when the server answered with other statuses than the scenario says */
function expectAnswers(exchanges, { requests, refused, broken }) {
  if (broken > 0) throw new Error(`${broken} requests were not answered under load`);
  const wanted = (requests * exchanges.filter(isRefusal).length) / exchanges.length;
  // Those that were under way at the end may be of either kind, where there are both.
  const doubt = exchanges.every(isRefusal) || !exchanges.some(isRefusal) ? 0 : connections;
  if (Math.abs(refused - wanted) > doubt) throw new Error(`${refused} of ${requests} were refused under load`);
}

/** A trial that begins. What fails in it ends it alone: `failure` says why, and nothing more is asked of it. */
export async function begin(app, scenario, { warmUp }) {
  const trial = { app: app.name, slices: [], exchanges: exchangesOf(scenario) };
  await attempt(trial, async () => {
    trial.server = await startServer(app, scenario.env);
    await verify(trial.server, app, scenario);
    await warm(trial, warmUp);
  });
  return trial;
}

/** Until what is hot is compiled: so many seconds, and up to three times as many where the server or the machine is slow. */
async function warm(trial, seconds) {
  let requests = 0;
  for (let times = 0; times < 3 && requests < enoughRequests; times++)
    requests += (await loadOnce(trial, seconds)).requests;
}

async function attempt(trial, work) {
  if (trial.failure !== undefined) return;
  try {
    await work();
  } catch (error) {
    trial.failure = error.message;
    await end(trial);
  }
}

async function loadOnce({ server, exchanges }, seconds) {
  const requests = exchanges.map(({ request }) => request);
  const found = await load(server.port, requests, seconds);
  expectAnswers(exchanges, found);
  return found;
}

/** Adds one slice of load. */
export const addSlice = (trial, seconds) =>
  attempt(trial, async () => {
    const before = processorTimeOf(trial.server.child.pid);
    const { requests, seconds: taken } = await loadOnce(trial, seconds);
    const after = processorTimeOf(trial.server.child.pid);
    trial.slices.push({ requests, seconds: taken, ...(after !== undefined && { processor: after - before }) });
  });

/** How long answers take at a rate that the server of the reference carries with ease. */
export const addLatency = (trial, rate, seconds) =>
  attempt(trial, async () => {
    const requests = trial.exchanges.map(({ request }) => request);
    trial.latency = await loadSteadily(trial.server.port, requests, { rate, seconds, connections });
  });

export const addMemory = (trial) =>
  attempt(trial, async () => {
    trial.memory = memoryOf(trial.server.child.pid);
  });

export const end = async ({ server }) => server === undefined || (await stopServer(server));
