import type { App } from "../app.js";
import { unreadable } from "../errors/unreadable.js";
import type { Match } from "../routing/matcher.js";
import type { Mount } from "../routing/mount.js";
import type { Route } from "../routing/route.js";
import type { Run } from "../run.js";
import type { Trace } from "../telemetry/telemetry.js";

/** What answers a request. */
export type Found = Match<Route> | Detour;

/** How a request is answered without a route of this application. */
export type Detour =
  | { readonly kind: "mount"; readonly mount: Mount<App>; readonly target: string }
  /** Every method the path has, for an OPTIONS that nobody wrote. */
  | { readonly kind: "options"; readonly allow: string }
  /** Nothing answers: 404, or 405 with the methods that would. */
  | { readonly kind: "missing"; readonly allow: string | undefined }
  | { readonly kind: "redirect"; readonly location: string };

/**
 * Finds what answers a request; `run` then knows its route.
 * @throws {ValidationError} 400 when the path is not percent-encoded UTF-8
 */
export function match(run: Run): Found {
  const { path, exchange } = run;
  const { matcher } = run.core.table;
  try {
    const found = matcher.find(exchange.method, path);
    if (found === undefined) return missed(run, path);
    run.route = found.route;
    run.pathValues = found.values;
    if (run.trace !== undefined) tellRoute(run, run.trace, found.route);
    return found;
  } catch (error) {
    if (error instanceof URIError) throw unreadable("bad_percent_encoding", ["path"], path, error);
    throw error;
  }
}

/** To who follows the request. */
export function tellRoute(run: Run, trace: Trace, { pattern, secretSegments }: Route): void {
  trace.routed(run.rootPath + pattern.text, secretSegments && run.context.shownPath);
}

function missed(run: Run, path: string): Detour {
  const { method, target } = run.exchange;
  if (target === "*") return { kind: "options", allow: "" };
  const { matcher, mounts } = run.core.table;
  const methods = matcher.methods(path);
  if (methods.size > 0) {
    const allow = allowOf(methods);
    if (method === "OPTIONS") return { kind: "options", allow };
    return { kind: "missing", allow };
  }
  for (const mount of mounts) {
    const rest = mount.strip(path);
    if (rest !== undefined) return { kind: "mount", mount, target: rest + run.target.slice(path.length) };
  }
  const location = run.core.redirectSlashes ? otherForm(run, path) : undefined;
  return location === undefined ? { kind: "missing", allow: undefined } : { kind: "redirect", location };
}

/** RFC 9110 §10.2.1. What is answered without being registered counts as well. */
function allowOf(methods: ReadonlySet<string>): string {
  const all = new Set(methods).add("OPTIONS");
  if (all.has("GET")) all.add("HEAD");
  return [...all].sort().join(", ");
}

/** The address with or without the last slash, when a route answers there. */
function otherForm(run: Run, path: string): string | undefined {
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  // A Location that starts with two slashes names another host.
  if (other === "" || run.rootPath + other !== (run.rootPath + other).replace(/^\/[/\\]+/, "/")) return undefined;
  if (run.core.table.matcher.methods(other).size === 0) return undefined;
  return run.rootPath + other + run.target.slice(path.length);
}
