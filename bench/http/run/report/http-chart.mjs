/** The chart of whole requests. */
import { chartOf } from "./chart.mjs";
import { percentText } from "./figures.mjs";

const isOwn = (name) => name.startsWith("typeway");

export function httpChartOf({ scenarios, apps, machine, noise }) {
  const names = apps.map(({ name }) => name).filter((name) => name !== "node:http");
  const panels = scenarios
    .map((scenario) => ({ name: scenario.name, bars: barsOf(scenario, names) }))
    .filter(({ bars }) => bars.length > 0);
  const spoken = panels.map(
    ({ name, bars }) => `${name}: ${bars.map((bar) => `${bar.name} ${bar.value.toFixed(2)}`).join(", ")}`,
  );
  return chartOf({
    title: "Requests per second, times hand-written node:http",
    description: `${spoken.join(". ")}.`,
    note: `The line is node:http with JSON.parse and JSON.stringify and no checks. One run, Node ${machine.node}${noiseText(noise)}.`,
    panels,
  });
}

const noiseText = (noise) =>
  noise === undefined ? "" : `; node:http against itself was up to ${percentText(noise.rate)} off`;

const barsOf = ({ apps }, names) =>
  names.flatMap((name) => {
    const ratio = apps.find(({ app }) => app === name)?.ratios["node:http"]?.rate;
    return ratio === undefined ? [] : [{ name, value: ratio.median, isOwn: isOwn(name) }];
  });
