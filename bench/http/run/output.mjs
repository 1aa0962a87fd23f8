/** Where results go: always beside the build, and into the repository when they are to be kept. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { percentText } from "./report/figures.mjs";
import { httpChartOf } from "./report/http-chart.mjs";
import { insertResults, markdownOf } from "./report/markdown.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const artifacts = path.join(root, "bench/.artifacts");
const kept = path.join(root, "bench/results");

/** @returns what was written, from the root of the repository */
function write(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return Object.keys(files).map((name) => path.relative(root, path.join(folder, name)));
}

/** Five digits say all that a measurement can. */
const shorten = (_key, value) => (typeof value === "number" ? Number(value.toPrecision(5)) : value);
const jsonOf = (results) => `${JSON.stringify(results, shorten, 2)}\n`;

export function writeResults(results, isSaved) {
  const files = {
    "http.json": jsonOf(results),
    "http.svg": httpChartOf(results),
    "http.md": markdownOf(results),
  };
  if (isSaved) updateReadme(results);
  return write(isSaved ? kept : artifacts, files);
}

export const writeScale = (results, isSaved) => write(isSaved ? kept : artifacts, { "scale.json": jsonOf(results) });

/** The chart, and the ratios of the scenarios of `quick`: the chart has them all. */
function updateReadme(results) {
  const file = path.join(root, "README.md");
  const page = readFileSync(file, "utf8");
  const table = markdownOf({ ...results, scenarios: results.scenarios.filter(({ isQuick }) => isQuick) });
  const updated = insertResults(page, `${chart}\n\n${table}\n${sourceOf(results)}\n`);
  if (updated !== page) writeFileSync(file, updated);
}

const chart = "![Bars for each framework and scenario, beside hand-written node:http](bench/results/http.svg)";
const sourceOf = ({ noise }) =>
  [
    ...(noise === undefined ? [] : [`\`node:http\` against itself was up to ${percentText(noise.rate)} off.`]),
    "[The run](bench/results/http.json) with its machine, versions, spread, latencies, memory and starts.",
  ].join(" ");
