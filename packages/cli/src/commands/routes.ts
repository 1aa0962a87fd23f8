import type { CompiledParam, PlacedCallable, RouteRecord } from "@typeway/contract";
import type { Command } from "../command.js";
import { common, parse } from "../options.js";
import { table } from "../terminal.js";
import { loadCompiled } from "./load-compiled.js";

export const routes: Command = {
  summary: "List the routes of the built app",
  help: `Usage: typeway routes [entry]

One line each: method, path, handler, where every parameter comes from, and the statuses of its answers.

  --app           the name of the export, where there are several apps
  --project, -p   a tsconfig file or its folder`,
  async run(args, terminal) {
    const { values, positionals } = parse("routes", args, { app: common.app, project: common.project }, 1);
    const app = await loadCompiled({ argument: positionals[0], app: values.app, project: values.project }, terminal);
    if (app.records.length === 0) terminal.print("The app has no routes.");
    else terminal.print(table([["METHOD", "PATH", "HANDLER", "PARAMETERS", "STATUS"], ...app.records.map(rowOf)]));
    return 0;
  },
};

function rowOf(record: RouteRecord): string[] {
  const { method, path, name, endpoint, dependencies } = record;
  const inputs = [...parametersOf(endpoint), ...dependencies.flatMap((each) => inputsOfDependency(each))];
  return [method, path, name || "-", inputs.join(", ") || "-", statusesOf(record)];
}

function parametersOf(callable: PlacedCallable): string[] {
  return callable.compiled.params.map((param) => `${param.name} ${sourceOf(param, callable)}`);
}

/** What a dependency itself reads from the request. */
function inputsOfDependency(callable: PlacedCallable): string[] {
  return callable.compiled.params
    .filter(({ kind }) => kind === "text" || kind === "body")
    .map((param) => `${param.name} ${sourceOf(param, callable)} (${callable.compiled.name || "dependency"})`);
}

function sourceOf(param: CompiledParam, { compiled, places }: PlacedCallable): string {
  switch (param.kind) {
    case "text":
      return [...new Set(param.slots.map((slot) => places[slot] ?? compiled.slots[slot]?.in ?? "query"))].join("+");
    case "body":
      return "body";
    case "context":
      return param.what;
    case "dependency":
      return "dependency";
    default:
      return unreachable(param);
  }
}

function statusesOf({ endpoint, words }: RouteRecord): string {
  const { answers, errors } = endpoint.compiled.doc();
  const { plain, empty } = endpoint.compiled.answers;
  const usual = words.status ?? (plain === undefined && empty ? 204 : 200);
  const statuses = [...answers.map(({ status }) => status ?? usual), ...errors.map(({ status }) => status)];
  return [...new Set(statuses.map(String))].sort().join(" ") || String(usual);
}

function unreachable(value: never): never {
  throw new Error(`Unknown parameter: ${JSON.stringify(value)}`);
}
