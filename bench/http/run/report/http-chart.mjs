/** The chart of whole requests. */
import { chartOf } from "./chart.mjs";

const isOwn = (name) => name.startsWith("typeway");

export function httpChartOf({ scenarios, apps, machine }) {
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
    note: `The line is node:http with JSON.parse and JSON.stringify and no checks. Medians of one run; Node ${machine.node}, one core for the server.`,
    panels,
  });
}

const barsOf = ({ apps }, names) =>
  names.flatMap((name) => {
    const ratio = apps.find(({ app }) => app === name)?.ratios["node:http"]?.rate;
    return ratio === undefined ? [] : [{ name, value: ratio.median, isOwn: isOwn(name) }];
  });
