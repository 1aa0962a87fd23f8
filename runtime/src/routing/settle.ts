import {
  bodilessMethods,
  type ErrorHandlerRecords,
  type PlacedCallable,
  type RouteMethod,
  type RouteRecord,
} from "@typeway/contract";
import type { App } from "../app.js";
import { makePlan, type Overrides } from "../dependencies/make-plan.js";
import type { CallPlan, Reader } from "../dependencies/plan.js";
import { TypewayError } from "../errors/typeway-error.js";
import { chainOf, type Middleware } from "../middleware/middleware.js";
import type { Lifespan } from "../options.js";
import type { ErrorHandlers, Registration, RouteEntry } from "../registration.js";
import { Matcher } from "./matcher.js";
import { Mount } from "./mount.js";
import { type Pattern, parsePath } from "./path.js";
import { type Region, sortRegions } from "./region.js";
import type { Route } from "./route.js";
import { secretSegments } from "./shown-path.js";
import { nameOf, type Placed, walk } from "./walk.js";

/** A registration tree made ready to serve. */
export interface Table {
  readonly routes: readonly Route[];
  readonly matcher: Matcher<Route>;
  /** Of WebSockets: they and the methods of HTTP may share a path. */
  readonly sockets: Matcher<Route>;
  /** The longest prefix first. */
  readonly mounts: readonly Mount<App>[];
  readonly lifespans: readonly Lifespan[];
  /** Around what has no route; `undefined` when there is none. */
  readonly middleware: readonly Middleware[] | undefined;
  /** Of routers with handlers of errors, the longest prefix first. */
  readonly regions: readonly Region[];
}

const noOverrides: Overrides = new Map();

/**
 * Settles where every parameter comes from now that full paths are known.
 * @throws {TypewayError} for everything that would only show at a request
 */
export function settle(root: Registration, overrides: Overrides): Table {
  const { routes: placed, mounts, lifespans, middleware, regions } = walk(root);
  const matcher = new Matcher<Route>();
  const sockets = new Matcher<Route>();
  const routes: Route[] = [];
  for (const each of placed) {
    const pattern = parsePath(each.path);
    for (const method of each.entry.methods) {
      const route = settleRoute(each, method, pattern, overrides);
      const rival = (method === "WS" ? sockets : matcher).add(route);
      if (rival !== undefined) throw conflict(rival, route);
      routes.push(route);
    }
  }
  const byLength = mounts.map(
    ({ path, entry, inherited }) => new Mount(path, entry.target, chainOf(inherited.middleware)),
  );
  byLength.sort((a, b) => b.prefix.length - a.prefix.length);
  const around = { middleware: chainOf(middleware), regions: sortRegions(regions) };
  return { routes, matcher, sockets, mounts: byLength, lifespans, ...around };
}

function settleRoute(
  { entry, inherited }: Placed<RouteEntry>,
  method: RouteMethod,
  pattern: Pattern,
  overrides: Overrides,
): Route {
  const { handler, endpoint, options } = entry;
  const route = `${method} ${pattern.text}`;
  const refusing = inherited.undeclaredInput === "refuse";
  const dependencies = endpoint.alone === true ? (options.dependencies ?? []) : inherited.dependencies;
  const isBodyless = entry.methods.every((each) => bodilessMethods.has(each));
  const places = { route, pathNames: pattern.names, isSocket: method === "WS", isBodyless, refusing };
  const subject = { handler, compiled: endpoint, dependencies, ...places };
  // What is documented and listed is what was declared, whatever a test puts in its place.
  const declared = makePlan(subject, noOverrides);
  const plan = overrides.size === 0 ? declared : makePlan(subject, overrides);
  const { status, summary, description, responseDescription, operationId, openapi } = options;
  const { tags, responses, deprecated, documented } = inherited;
  const record: RouteRecord = {
    method,
    path: pattern.text,
    name: nameOf(entry),
    ...placedCallables(declared, endpoint),
    words: {
      tags,
      responses,
      deprecated,
      documented,
      ...(status !== undefined && { status }),
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      ...(responseDescription !== undefined && { responseDescription }),
      ...(operationId !== undefined && { operationId }),
      ...(openapi !== undefined && { openapi }),
    },
    errorHandlers: inherited.errorHandlers.map(recordOf),
  };
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new TypewayError("TYPEWAY_STATUS_INVALID", { status });
  checkOmit(entry, route);
  const { checkResponses, bodyLimit, strictContentType, webSocketOrigins, errorHandlers, middleware } = inherited;
  const timeout = inherited.timeout === false || method === "WS" ? undefined : inherited.timeout;
  const chain = timeout === undefined ? chainOf(middleware) : middleware;
  const behaviour = { bodyLimit, strictContentType, webSocketOrigins, errorHandlers, timeout, middleware: chain };
  const statuses = { status: status ?? 200, emptyStatus: status ?? 204 };
  const answering = { handler: record.name, answers: endpoint.answers, check: checkResponses, ...statuses };
  const hidden = { secretSegments: secretSegments(plan, pattern) };
  return { method, pattern, record, handler, endpoint, plan, ...hidden, answering, ...behaviour };
}

/** What is left out is in the generated code; options that the transformer did not see would change nothing. */
function checkOmit({ handler, endpoint, options }: RouteEntry, route: string): void {
  const [asked = [], written = []] = [options.omit, endpoint.answers.omit];
  const isSame = asked.every((rule) => written.includes(rule)) && written.every((rule) => asked.includes(rule));
  if (!isSame) throw new TypewayError("TYPEWAY_OMIT_UNSEEN", { handler: handler.name, route, asked, written });
}

const recordOf = ({ byClass, byStatus }: ErrorHandlers): ErrorHandlerRecords => ({
  classes: [...byClass].map(([{ name }, { compiled }]) => ({ name, compiled })),
  statuses: [...byStatus].map(([status, { compiled }]) => ({ status, compiled })),
});

function placedCallables(
  plan: CallPlan,
  endpoint: RouteRecord["endpoint"]["compiled"],
): Pick<RouteRecord, "endpoint" | "dependencies"> {
  const placed = ({ compiled, places, scopes }: Reader): PlacedCallable => ({ compiled, places, scopes });
  const own = plan.readers.at(-1);
  return {
    endpoint: { compiled: endpoint, places: own?.places ?? [], scopes: [] },
    dependencies: plan.readers.slice(0, -1).map(placed),
  };
}

function conflict(first: Route, second: Route): TypewayError {
  const describe = ({ pattern, endpoint, record }: Route) =>
    `'${record.name}' (${endpoint.at}${pattern.text === second.pattern.text ? "" : `, as ${pattern.text}`})`;
  const route = `${second.method} ${second.pattern.text}`;
  return new TypewayError("TYPEWAY_ROUTE_CONFLICT", { route, first: describe(first), second: describe(second) });
}
