/** The routers alone: Typeway's, and the one that Fastify uses. Express has none that can be asked apart from a request. */
import { createRequire } from "node:module";
import { Matcher } from "../../runtime/dist/routing/matcher.js";
import { parsePath } from "../../runtime/dist/routing/path.js";
import { orderOf } from "../http/run/rounds.mjs";
import { summaryOf } from "../http/run/statistics.mjs";
import { exchangesOf, routesOf } from "./routes.mjs";

const require = createRequire(import.meta.url);
/** That of the Fastify that is measured. */
const FindMyWay = createRequire(require.resolve("fastify"))("find-my-way");

const sliceMilliseconds = 40;
const warmUpMilliseconds = 150;

function typewayRouter(size) {
  const matcher = new Matcher();
  for (const { method, path } of routesOf(size)) matcher.add({ method, pattern: parsePath(path) });
  return (path) => matcher.find("GET", path)?.values;
}

function findMyWay(size) {
  const router = FindMyWay();
  for (const { method, path } of routesOf(size)) router.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), () => {});
  return (path) => router.find("GET", path)?.params;
}

/** @returns for each router its sizes: nanoseconds to find a route, and the ratio to that among the fewest */
export function measureRouters(sizes, rounds) {
  const routers = { typeway: typewayRouter, "find-my-way (Fastify)": findMyWay };
  const trials = Object.entries(routers).flatMap(([name, make]) =>
    sizes.map((size) => ({ name, size, find: make(size), paths: pathsOf(size), times: [] })),
  );
  for (const trial of trials) {
    for (const path of trial.paths)
      if (trial.find(path) === undefined) throw new Error(`${trial.name} finds no ${path}`);
    time(trial, warmUpMilliseconds);
  }
  for (let round = 0; round < rounds * 3; round++) {
    for (const trial of orderOf(trials, round)) trial.times.push(time(trial, sliceMilliseconds));
  }
  return trials.map(({ name, size, times }) => {
    const fewest = trials.find((other) => other.name === name);
    return {
      name,
      size,
      nanoseconds: summaryOf(times),
      toFewest: summaryOf(times.map((one, round) => one / fewest.times[round])),
    };
  });
}

const pathsOf = (size) => exchangesOf(size).map(({ request }) => request.path.split("?")[0]);

/** Nanoseconds each. */
function time({ find, paths }, milliseconds) {
  let found = 0;
  let count = 0;
  const started = performance.now();
  let now = started;
  while (now - started < milliseconds) {
    for (let turn = 0; turn < 20; turn++) for (const path of paths) if (find(path) !== undefined) found++;
    count += 20 * paths.length;
    now = performance.now();
  }
  if (found !== count) throw new Error("A route was not found");
  return ((now - started) * 1e6) / count;
}
