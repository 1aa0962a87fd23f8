/** Where results go: always beside the build, and into the repository when they are to be kept. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { httpChartOf } from "./report/http-chart.mjs";
import { insertTable, markdownOf } from "./report/markdown.mjs";

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
  if (isSaved) updateReadme(markdownOf({ ...results, scenarios: results.scenarios.filter(({ isQuick }) => isQuick) }));
  return write(isSaved ? kept : artifacts, files);
}

export const writeScale = (results, isSaved) => write(isSaved ? kept : artifacts, { "scale.json": jsonOf(results) });

/** With the scenarios of `quick` alone: the chart beside it has them all. */
function updateReadme(table) {
  const file = path.join(root, "README.md");
  const page = readFileSync(file, "utf8");
  const updated = insertTable(page, table);
  if (updated !== page) writeFileSync(file, updated);
}
