/** What of the scale benchmark is asked for. */
import { parseArgs } from "node:util";
import { asMisused, Misused } from "../http/run/arguments.mjs";

export const parts = ["matching", "starts", "workers"];
const defaults = { routes: "10,100,1000,10000", rounds: "5", seconds: "0.5" };

export function readScaleArguments(args) {
  const { part, routes, rounds, seconds, save } = parse(args);
  const wanted = part === undefined ? parts : part.split(",");
  const unknown = wanted.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new Misused(`--part ${unknown}: not known. Known: ${parts.join(", ")}`);
  const sizes = routes
    .split(",")
    .map((text) => numberOf("--routes", text, (number) => Number.isInteger(number) && number >= 4));
  return {
    parts: wanted,
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    rounds: numberOf("--rounds", rounds, (number) => Number.isInteger(number) && number > 0),
    seconds: numberOf("--seconds", seconds, (number) => number > 0),
    isSaved: save,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        part: { type: "string" },
        routes: { type: "string", default: defaults.routes },
        rounds: { type: "string", default: defaults.rounds },
        seconds: { type: "string", default: defaults.seconds },
        save: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw asMisused(error);
  }
}

function numberOf(option, text, isGood) {
  const number = Number(text);
  if (text !== "" && Number.isFinite(number) && isGood(number)) return number;
  throw new Misused(
    `${option} ${text}: ${option === "--routes" ? "numbers from 4 are needed, as in 10,100" : "a number above 0 is needed"}`,
  );
}
