/** What is asked for on the command line, checked against the scenarios and apps there are. */
import { parseArgs } from "node:util";

/** Every app is compared with these, so they always take part. */
export const references = ["node:http", "fastify"];

/** Measured beside the requests per second of each scenario; any of it can be left out by `--skip`. */
export const extras = ["latency", "starts", "twin"];

const lengths = {
  full: { rounds: 8, seconds: 0.5, warmUp: 2, latency: 1.5, starts: 7 },
  quick: { rounds: 3, seconds: 0.3, warmUp: 0.7, latency: 0.6, starts: 5 },
};

/** A mistake of whoever typed the command: its message says everything. */
export class Misused extends Error {
  name = "Misused";
}

/**
 * @param {readonly string[]} args
 * @param {{ apps: readonly import("../apps/app.js").App[], scenarios: readonly import("../scenarios/scenario.js").Scenario[] }} known
 */
export function readArguments(args, known) {
  const { values, positionals } = parse(args);
  const isQuick = positionals.includes("quick");
  const base = isQuick ? lengths.quick : lengths.full;
  const skipped = pick("--skip", values.skip, extras, (name) => name);
  const isFew = (one) => !isQuick || one.isQuick === true;
  const scenarios =
    values.scenario === undefined
      ? known.scenarios.filter(isFew)
      : pick("--scenario", values.scenario, known.scenarios, ({ name }) => name);
  const wanted =
    values.app === undefined ? known.apps.filter(isFew) : pick("--app", values.app, known.apps, ({ name }) => name);
  const apps = known.apps.filter((app) => references.includes(app.name) || wanted.includes(app));
  return {
    isQuick,
    isSaved: values.save,
    rounds: whole("--rounds", values.rounds, base.rounds),
    seconds: positive("--seconds", values.seconds, base.seconds),
    warmUp: base.warmUp,
    latency: skipped.includes("latency") ? 0 : base.latency,
    starts: skipped.includes("starts") ? 0 : base.starts,
    hasTwin: !skipped.includes("twin"),
    scenarios,
    apps,
    leftOut: {
      scenarios: known.scenarios.filter((one) => !scenarios.includes(one)).map(({ name }) => name),
      apps: known.apps.filter((one) => !apps.includes(one)).map(({ name }) => name),
    },
  };
}

function parse(args) {
  try {
    const parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        scenario: { type: "string" },
        app: { type: "string" },
        rounds: { type: "string" },
        seconds: { type: "string" },
        skip: { type: "string", default: "" },
        save: { type: "boolean", default: false },
      },
    });
    const unknown = parsed.positionals.find((word) => word !== "quick");
    if (unknown !== undefined)
      throw new Misused(`'${unknown}' is nothing that can be run here. There are: quick, scale`);
    return parsed;
  } catch (error) {
    throw asMisused(error);
  }
}

/** Of what `parseArgs` says the first sentence: how to write a file name that begins with `--` helps nobody here. */
export function asMisused(error) {
  return error instanceof TypeError ? new Misused(`${error.message.split(". ")[0]}. See --help`) : error;
}

/** Those that are named, each in whole or, where no name is that, by how it begins. */
function pick(option, text, known, nameOf) {
  const names = text.split(",").filter((name) => name !== "");
  return [...new Set(names.flatMap((name) => find(option, name, known, nameOf)))];
}

function find(option, name, known, nameOf) {
  const exact = known.filter((one) => nameOf(one) === name);
  if (exact.length > 0) return exact;
  const begun = known.filter((one) => nameOf(one).startsWith(name));
  if (begun.length > 0) return begun;
  throw new Misused(`${option} ${name}: not known. Known: ${known.map(nameOf).join(", ")}`);
}

function positive(option, text, otherwise) {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new Misused(`${option} ${text}: a number above 0 is needed`);
}

function whole(option, text, otherwise) {
  const number = positive(option, text, otherwise);
  if (Number.isInteger(number)) return number;
  throw new Misused(`${option} ${text}: a whole number is needed`);
}
