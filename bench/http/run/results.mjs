/** From slices to figures. */
import { references } from "./arguments.mjs";
import { reasonWithout } from "./scenarios.mjs";
import { median, ratiosTo, summaryOf } from "./statistics.mjs";

/** Hand-written node:http once more, as if it were another app: how far it is from 1.00 is what the machine adds to any ratio. */
export const twinName = "node:http again";

export const rateOf = ({ requests, seconds }) => requests / seconds;
/** Requests for a second of processor time. */
const thriftOf = ({ requests, processor }) => (processor ? requests / processor : undefined);

/** @param trials of one scenario */
export function resultOf(scenario, trials, apps) {
  const whole = trials.filter(({ failure }) => failure === undefined);
  return {
    name: scenario.name,
    what: scenario.what,
    isQuick: scenario.isQuick === true,
    apps: whole.map((trial) => figuresOf(trial, whole)),
    failures: trials.filter(({ failure }) => failure !== undefined).map(({ app, failure }) => ({ app, failure })),
    without: apps
      .map((app) => ({ app: app.name, reason: reasonWithout(app, scenario) }))
      .filter(({ reason }) => reason !== undefined),
  };
}

function figuresOf({ app, slices, latency, memory }, trials) {
  const others = references.flatMap((name) => trials.filter((other) => other.app === name));
  const costs = slices.map(thriftOf).map((thrift) => (thrift === undefined ? Number.NaN : 1e6 / thrift));
  return {
    app,
    perSecond: summaryOf(slices.map(rateOf)),
    microseconds: Number.isNaN(costs[0]) ? undefined : median(costs),
    ratios: Object.fromEntries(
      others.map((other) => [
        other.app,
        { rate: ratiosTo(other.slices, slices, rateOf), processor: ratiosTo(other.slices, slices, thriftOf) },
      ]),
    ),
    latency,
    memory,
  };
}

/** How far the twin is from what it is a twin of, over the scenarios: a difference below the largest says nothing. */
export function noiseOf(results) {
  const twins = results.flatMap(({ name, apps }) =>
    apps
      .filter(({ app, ratios }) => app === twinName && ratios["node:http"] !== undefined)
      .map(({ ratios }) => ({ scenario: name, ...ratios["node:http"] })),
  );
  if (twins.length === 0) return undefined;
  const distance = (ratio) => (ratio === undefined ? 0 : Math.abs(ratio.median - 1));
  return {
    rate: Math.max(...twins.map(({ rate }) => distance(rate))),
    processor: Math.max(...twins.map(({ processor }) => distance(processor))),
    /** Where 1.00 is not within the middle half. */
    doubtful: twins.filter(({ rate }) => !isAround(rate, 1)).map(({ scenario }) => scenario),
  };
}

const isAround = (ratio, value) => ratio !== undefined && ratio.spread[0] <= value && value <= ratio.spread[1];

const clockOf = ({ milliseconds }) => milliseconds;
const processorOf = ({ processor }) => processor;

/** @param times of each start, by the app's name */
export function startsOf(times) {
  const reference = times.get(references[0]) ?? [];
  return [...times].map(([app, own]) => ({
    app,
    milliseconds: summaryOf(own.map(clockOf)),
    ratio: ratiosTo(reference, own, clockOf),
    processorRatio: ratiosTo(reference, own, processorOf),
  }));
}
