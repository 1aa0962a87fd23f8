/** What more processes bring: requests per second, and what each costs of the processor. */
import os from "node:os";
import { rateOf } from "../http/run/results.mjs";
import { orderOf } from "../http/run/rounds.mjs";
import { summaryOf } from "../http/run/statistics.mjs";
import { addSlice, begin, end } from "../http/run/trials.mjs";

const warmUp = 2;
const scenario = {
  name: "workers",
  what: "an integer in the path",
  request: { path: "/v1/things3/41" },
  answer: { status: 200, body: { thing: 3, id: 41 } },
};

/** 1, 2, 4 and so on, up to one for each core. */
export function workerCounts(cores = os.cpus().length) {
  const counts = [];
  for (let count = 1; count <= cores; count *= 2) counts.push(count);
  return counts;
}

/** @param cells each with a number of workers and the app, one worker first */
export async function measureWorkers(cells, { rounds, seconds }) {
  const trials = [];
  try {
    for (const { count, app } of cells) trials.push({ count, ...(await begin(app, scenario, { warmUp })) });
    for (let round = 0; round < rounds; round++) {
      for (const trial of orderOf(trials, round)) await addSlice(trial, seconds);
    }
  } finally {
    await Promise.all(trials.map(end));
  }
  return trials.map((trial) =>
    figuresOf(
      trial,
      trials.find(({ app, count }) => app === trial.app && count === 1),
    ),
  );
}

function figuresOf({ app, count, slices, failure }, alone) {
  if (failure !== undefined) return { app, count, failure };
  const against = (figure) => summaryOf(slices.map((slice, round) => figure(slice) / figure(alone.slices[round])));
  const cost = ({ processor, requests }) => processor / requests;
  const isKnown = alone.slices.length === slices.length;
  return {
    app,
    count,
    perSecond: summaryOf(slices.map(rateOf)),
    toOne: isKnown ? against(rateOf) : undefined,
    costToOne: isKnown && slices[0].processor !== undefined ? against(cost) : undefined,
  };
}
