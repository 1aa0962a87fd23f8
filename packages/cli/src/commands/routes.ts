import type { CompiledParam, PlacedCallable, RouteRecord, SecurityScheme } from "@typeway/contract";
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
  return callable.compiled.params.map((param) => inputOf(param, callable));
}

/** What a dependency itself reads from the request. */
function inputsOfDependency(callable: PlacedCallable): string[] {
  return callable.compiled.params
    .filter(({ kind }) => kind === "text" || kind === "body" || kind === "credential")
    .map((param) => `${inputOf(param, callable)} (${callable.compiled.name || "dependency"})`);
}

const inputOf = (param: CompiledParam, callable: PlacedCallable): string =>
  `${param.name}${isOptional(param, callable) ? "?" : ""} ${sourceOf(param, callable)}`;

function isOptional(param: CompiledParam, { compiled }: PlacedCallable): boolean {
  if (param.kind === "text") return param.slots.every((slot) => compiled.slots[slot]?.required === false);
  if (param.kind === "credential") return !param.required;
  return param.kind === "body" && compiled.bodies[param.body]?.required === false;
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
    case "credential":
      return param.schemes.map(wayOf).join("|");
    default:
      return unreachable(param);
  }
}

/** Of answers, and of the errors that the handler and its dependencies document. */
function statusesOf({ method, endpoint, dependencies, words }: RouteRecord): string {
  const { answers } = endpoint.compiled.doc();
  const errors = [endpoint, ...dependencies].flatMap(({ compiled }) => compiled.doc().errors);
  const params = [endpoint, ...dependencies].flatMap(({ compiled }) => compiled.params);
  const refusals = params.flatMap((param) =>
    param.kind === "credential" ? [param.schemes[0]?.options.status ?? 401] : [],
  );
  const { plain, empty } = endpoint.compiled.answers;
  const usual = words.status ?? (method === "WS" ? 101 : plain === undefined && empty ? 204 : 200);
  const opened = method === "WS" ? [usual] : [];
  const statuses = [
    ...opened,
    ...answers.map(({ status }) => status ?? usual),
    ...errors.map(({ status }) => status),
    ...refusals,
  ];
  return [...new Set(statuses.map(String))].sort().join(" ") || String(usual);
}

/** How a credential is sent. */
const wayOf = (scheme: SecurityScheme): string =>
  scheme.type === "apiKey"
    ? `${scheme.in} ${scheme.name}`
    : scheme.type === "http" && scheme.scheme === "basic"
      ? "basic"
      : "bearer";

function unreachable(value: never): never {
  throw new Error(`Unknown parameter: ${JSON.stringify(value)}`);
}
