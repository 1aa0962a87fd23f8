/** The ratios as a table of Markdown, for a README. */
import { ratioText } from "./figures.mjs";

const inCell = (text) => text.replaceAll("|", "\\|");

/** Requests per second as ratios to raw node:http; Typeway's in bold. */
export function markdownOf({ scenarios, apps }) {
  const names = apps.filter(({ name }) => name !== "node:http").map(({ name }) => name);
  const shown = names.filter((name) => scenarios.some((scenario) => ratioOf(scenario, name) !== ""));
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [
    row(["× `node:http`", ...shown.map(inCell)]),
    row(["---", ...shown.map(() => "--:")]),
    ...scenarios
      .filter((scenario) => shown.some((name) => ratioOf(scenario, name) !== ""))
      .map((scenario) =>
        row([inCell(scenario.name), ...shown.map((name) => emphasised(name, ratioOf(scenario, name)))]),
      ),
    "",
  ].join("\n");
}

const ratioOf = ({ apps }, name) => ratioText(apps.find(({ app }) => app === name)?.ratios["node:http"]?.rate);

const emphasised = (name, text) => (text !== "" && name.startsWith("typeway") ? `**${text}**` : text);

const begin = "<!-- benchmark: written by `npm run bench -- --save` -->";
const end = "<!-- /benchmark -->";

/** Puts a text between the two marks; a page without them is left as it is. */
export function insertResults(page, text) {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) return page;
  return `${page.slice(0, from + begin.length)}\n\n${text}\n${page.slice(to)}`;
}
