import type { Dependency, RouteWords } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import { checkMiddleware, type Middleware } from "../middleware/middleware.js";
import {
  type CheckResponses,
  type Lifespan,
  type RouteInfo,
  type ScopeOptions,
  scopeDefaults,
  type UndeclaredInput,
} from "../options.js";
import type { ErrorHandlers, MountEntry, Registration, RouteEntry } from "../registration.js";
import { Region } from "./region.js";

/** What a route gets from the routers above it. */
export interface Inherited {
  /** The outermost first. */
  readonly dependencies: readonly Dependency[];
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly responses: RouteWords["responses"];
  readonly deprecated: boolean;
  readonly documented: boolean;
  readonly checkResponses: CheckResponses;
  readonly bodyLimit: number;
  readonly strictContentType: boolean;
  readonly undeclaredInput: UndeclaredInput;
  readonly webSocketOrigins: readonly string[] | "*";
  readonly timeout: number | false;
  /** Of the routers that have any, the innermost first. */
  readonly errorHandlers: readonly ErrorHandlers[];
  /** The outermost first. */
  readonly middleware: readonly Middleware[];
}

/** A registration with what it inherits; the same route once for each place its router is included. */
export interface Placed<E> {
  readonly entry: E;
  /** With every prefix. */
  readonly path: string;
  readonly inherited: Inherited;
}

export interface Walked {
  readonly routes: readonly Placed<RouteEntry>[];
  readonly mounts: readonly Placed<MountEntry>[];
  /** Each once, the application's first. */
  readonly lifespans: readonly Lifespan[];
  /** Around everything. */
  readonly middleware: readonly Middleware[];
  /** Where errors without a route are answered. */
  readonly regions: readonly Region[];
}

const nothing: Inherited = {
  dependencies: [],
  prefix: "",
  tags: [],
  responses: {},
  deprecated: false,
  documented: true,
  ...scopeDefaults,
  errorHandlers: [],
  middleware: [],
};

/** Visits a registration tree in the order of registration. @throws {TypewayError} for a router inside itself */
export function walk(root: Registration): Walked {
  const routes: Placed<RouteEntry>[] = [];
  const mounts: Placed<MountEntry>[] = [];
  const lifespans = new Set<Lifespan>();
  const regions: Region[] = [];

  const enter = (
    registration: Registration,
    above: Inherited,
    trail: readonly Registration[],
    outerPrefix: string,
  ): void => {
    if (trail.includes(registration)) throw new TypewayError("TYPEWAY_ROUTER_CYCLE", { prefix: above.prefix });
    const { options, entries } = registration;
    const prefix = above.prefix + (options.prefix ?? "");
    const prefixed = { ...inherit(above, options, prefix), prefix };
    const here = {
      ...prefixed,
      errorHandlers: handlersFrom(registration, above),
      middleware: [...prefixed.middleware, ...registration.middleware],
    };
    // A router without a prefix has no paths of its own, only routes.
    if (trail.length === 0 || here.prefix !== outerPrefix) regions.push(new Region(here.prefix, here.errorHandlers));
    if (options.lifespan !== undefined) lifespans.add(options.lifespan);
    for (const entry of entries) {
      switch (entry.kind) {
        case "route": {
          const path = here.prefix + entry.path;
          routes.push({ entry, path, inherited: inherit(here, entry.options, path) });
          break;
        }
        case "mount":
          mounts.push({ entry, path: here.prefix + entry.path, inherited: here });
          break;
        case "include": {
          const prefix = here.prefix + (entry.options.prefix ?? "");
          const below = { ...inherit(here, entry.options, prefix), prefix };
          enter(entry.registration, below, [...trail, registration], here.prefix);
          break;
        }
      }
    }
  };

  enter(root, nothing, [], "");
  const middleware = [...checkMiddleware(root.options.middleware ?? []), ...root.middleware];
  return { routes, mounts, lifespans: [...lifespans], middleware, regions: regions.filter(hasHandlers) };
}

const hasHandlers = ({ errorHandlers }: Region): boolean => errorHandlers.length > 0;

/** The router's own come before those above. */
function handlersFrom({ errorHandlers }: Registration, above: Inherited): readonly ErrorHandlers[] {
  const isEmpty = errorHandlers.byClass.size + errorHandlers.byStatus.size === 0;
  return isEmpty ? above.errorHandlers : [errorHandlers, ...above.errorHandlers];
}

/** Most routes say nothing of what they would inherit, and share what is above them. */
function inherit(above: Inherited, own: ScopeOptions, path: string): Inherited {
  for (const name in own) if (inheritable.has(name)) return merge(above, own, path);
  return above;
}

const merge = (above: Inherited, own: ScopeOptions, path: string): Inherited => ({
  dependencies: own.dependencies === undefined ? above.dependencies : [...above.dependencies, ...own.dependencies],
  prefix: above.prefix,
  tags: own.tags === undefined ? above.tags : [...new Set([...above.tags, ...own.tags])],
  responses: own.responses === undefined ? above.responses : { ...above.responses, ...own.responses },
  deprecated: above.deprecated || own.deprecated === true,
  documented: above.documented && own.documented !== false,
  checkResponses: own.checkResponses ?? above.checkResponses,
  bodyLimit: own.bodyLimit ?? above.bodyLimit,
  strictContentType: own.strictContentType ?? above.strictContentType,
  undeclaredInput: own.undeclaredInput ?? above.undeclaredInput,
  webSocketOrigins: own.webSocketOrigins ?? above.webSocketOrigins,
  timeout: own.timeout === undefined ? above.timeout : checkTimeout(own.timeout, path),
  errorHandlers: above.errorHandlers,
  middleware:
    own.middleware === undefined ? above.middleware : [...above.middleware, ...checkMiddleware(own.middleware)],
});

const inheritable: ReadonlySet<string> = new Set(Object.keys(nothing));

/** What a timer takes: at most 2^31 - 1 milliseconds. */
const longestTimeout = 2_147_483;

/** @param path of what has the option; empty: the application */
function checkTimeout(timeout: number | false, path: string): number | false {
  // In code that no compiler has seen, `"5"` compares like a number.
  if (timeout === false || (typeof timeout === "number" && timeout > 0 && timeout <= longestTimeout)) return timeout;
  const given = typeof timeout === "string" ? JSON.stringify(timeout) : String(timeout);
  const where = path === "" ? "" : ` of '${path}'`;
  const reason = `must be a number of seconds above 0 and up to ${longestTimeout}, or false, and is ${given}`;
  throw new TypewayError("TYPEWAY_OPTION_INVALID", { option: `The option 'timeout'${where}`, reason });
}

export const nameOf = ({ options, handler, endpoint }: RouteEntry): string =>
  options.name ?? (handler.name || endpoint.name);

export const listRoutes = (root: Registration): RouteInfo[] =>
  walk(root).routes.map(({ entry, path, inherited }) => ({
    name: nameOf(entry),
    path,
    methods: entry.methods,
    tags: inherited.tags,
  }));
