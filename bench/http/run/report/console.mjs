/** What a run says while it goes on and at its end, as lines. */
import { references } from "../arguments.mjs";
import { columns, megabytesText, millisecondsText, percentText, ratioText, spreadText } from "./figures.mjs";

/** A table of one scenario, a line for each app. */
export function scenarioLines({ name, what, apps, failures, without }) {
  const rate = apps.find(({ latency }) => latency !== undefined)?.latency.rate;
  const latencyHeads = rate === undefined ? [] : [`p50 at ${rate}/s`, "p99", "p99.9"];
  const heads = references.flatMap((reference) => [`x ${reference}`, "processor"]);
  const rows = apps.map((figures) => [
    figures.app,
    figures.perSecond.median.toFixed(0),
    figures.microseconds?.toFixed(1) ?? "",
    ...references.flatMap((reference) => ratioCells(figures.ratios[reference])),
    ...(rate === undefined ? [] : latencyCells(figures.latency)),
    megabytesText(figures.memory?.resident),
  ]);
  return [
    "",
    `${name}: ${what}`,
    ...columns([["", "requests/s", "µs each", ...heads, ...latencyHeads, "memory"], ...rows]),
    ...failures.map(({ app, failure }) => `  ${app} FAILED: ${failure}`),
    ...without.map(({ app, reason }) => `  without ${app}: ${reason}`),
  ];
}

const ratioCells = (ratio) => [ratio?.rate === undefined ? "" : spreadText(ratio.rate), ratioText(ratio?.processor)];

function latencyCells(latency) {
  if (latency === undefined) return ["", "", ""];
  if (!latency.isKept) return [`only ${percentText(latency.answered)} answered`, "", ""];
  return [latency.p50, latency.p99, latency.p999].map(millisecondsText);
}

/** Ratios to raw node:http, app × scenario. */
export function matrixLines(results, names, figure = "rate") {
  const rows = results.map(({ name, apps }) => [
    name,
    ...names.map((app) => ratioText(apps.find((one) => one.app === app)?.ratios["node:http"]?.[figure])),
  ]);
  return columns([["", ...names], ...rows]);
}

export function startLines(starts) {
  const rows = starts.map(({ app, milliseconds, ratio, processorRatio }) => [
    app,
    `${milliseconds.median.toFixed(0)} [${milliseconds.spread.map((one) => one.toFixed(0)).join("-")}] ms`,
    ratio === undefined ? "" : spreadText(ratio),
    ratioText(processorRatio),
  ]);
  return columns([["", "to the first answer", "x node:http", "processor"], ...rows]);
}

export const aimLines = (aims) =>
  columns([
    ["", "aim", "requests/s", "processor", ""],
    ...aims.map(({ app, scenario, reference, aim, reached, processor, isMet }) => [
      `${app}, ${scenario}, x ${reference}`,
      aim.toFixed(2),
      reached.toFixed(2),
      processor?.toFixed(2) ?? "",
      isMet ? "met" : "missed",
    ]),
  ]);

/** From here on a run says little about anything. */
const tooMuch = 0.1;

export function noiseLines(noise) {
  if (noise === undefined) return [];
  const { rate, processor, doubtful } = noise;
  return [
    `Noise: hand-written node:http against itself was at most ${percentText(rate)} off by requests per second, ${percentText(processor)} by processor time.`,
    "Smaller differences say nothing.",
    ...(rate > tooMuch
      ? ["That is too much: something else ran on this machine. Measure again when nothing does."]
      : []),
    ...(doubtful.length === 0 ? [] : [`Its middle half did not hold 1.00 in: ${doubtful.join(", ")}.`]),
  ];
}
