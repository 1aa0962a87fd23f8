import type { App } from "../app.js";
import type { Overrides } from "../dependencies/make-plan.js";
import { TypewayError } from "../errors/typeway-error.js";
import { chainOf, type Middleware } from "../middleware/middleware.js";
import type { Lifespan } from "../options.js";
import type { Registration } from "../registration.js";
import { Matcher } from "./matcher.js";
import { Mount } from "./mount.js";
import { parsePath } from "./path.js";
import { type Region, sortRegions } from "./region.js";
import { Route } from "./route.js";
import { walk } from "./walk.js";

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
      const route = new Route(each, method, pattern, overrides);
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

function conflict(first: Route, second: Route): TypewayError {
  const describe = ({ pattern, endpoint, name }: Route) =>
    `'${name}' (${endpoint.at}${pattern.text === second.pattern.text ? "" : `, as ${pattern.text}`})`;
  const route = `${second.method} ${second.pattern.text}`;
  return new TypewayError("TYPEWAY_ROUTE_CONFLICT", { route, first: describe(first), second: describe(second) });
}
