/** What a request costs among few routes and among many: 48 of them in turn, the same for every number of routes. */
import { rateOf } from "../http/run/results.mjs";
import { orderOf } from "../http/run/rounds.mjs";
import { summaryOf } from "../http/run/statistics.mjs";
import { addSlice, begin, end } from "../http/run/trials.mjs";
import { exchangesOf } from "./routes.mjs";

const warmUp = 1.5;

/**
 * @param cells each with the name of a framework, a number of routes and the app
 * @returns for each framework its sizes, with the processor time of a request as a ratio to that among the fewest routes
 */
export async function measureMatching(cells, { rounds, seconds }) {
  const trials = [];
  try {
    for (const { name, size, app } of cells) {
      const [first] = exchangesOf(size);
      const scenario = { name: `${size} routes`, what: "", ...first, turns: exchangesOf(size) };
      trials.push({ name, size, ...(await begin(app, scenario, { warmUp })) });
    }
    for (let round = 0; round < rounds; round++) {
      for (const trial of orderOf(trials, round)) await addSlice(trial, seconds);
    }
  } finally {
    await Promise.all(trials.map(end));
  }
  return trials.map((trial) =>
    figuresOf(
      trial,
      trials.find((other) => other.name === trial.name),
    ),
  );
}

const costOf = ({ processor, requests, seconds }) => (processor ?? seconds) / requests;

function figuresOf({ name, size, slices, failure }, fewest) {
  if (failure !== undefined) return { name, size, failure };
  const isComparable = fewest.slices.length === slices.length;
  return {
    name,
    size,
    perSecond: summaryOf(slices.map(rateOf)),
    microseconds: summaryOf(slices.map((slice) => costOf(slice) * 1e6)),
    toFewest: isComparable
      ? summaryOf(slices.map((slice, round) => costOf(slice) / costOf(fewest.slices[round])))
      : undefined,
  };
}
