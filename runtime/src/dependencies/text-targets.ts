import type { ClosedNames, Place } from "@typeway/contract";
import { isPlain } from "../dispatch/urlencoded.js";
import type { CallPlan, CredentialTarget, NamedTarget, Reader } from "./plan.js";

/** What of a route decides where its texts are. */
interface Subject {
  readonly pathNames: readonly string[];
  readonly refusing: boolean;
}

/** Where the texts of a route go. */
export function textTargets(
  readers: readonly Reader[],
  { pathNames, refusing }: Subject,
): Pick<CallPlan, "path" | "query" | "closedLevels" | "deepLevels" | "headers" | "cookies" | "closedCookies"> {
  const closed = readers.flatMap(closedNamesOf);
  const deepLevels = levelsOf(readers);
  const levels = refusing ? ["", ...deepLevels] : closed.flatMap((names) => (names.in === "query" ? names.levels : []));
  return {
    path: targetsIn(readers, "path").map(({ name, reader, slot, comma }) => ({
      reader,
      slot,
      value: pathNames.indexOf(name),
      comma,
    })),
    query: targetsIn(readers, "query"),
    closedLevels: levels.length === 0 ? noNames : new Set(levels),
    deepLevels,
    headers: targetsIn(readers, "header"),
    cookies: targetsIn(readers, "cookie"),
    closedCookies: closed.some((names) => names.in === "cookie"),
  };
}

/** Shared, as most routes have none: of thousands of routes each list counts. */
const none: readonly never[] = [];
const noNames: ReadonlySet<string> = new Set();

const closedNamesOf = ({ compiled: { params } }: Reader): readonly ClosedNames[] =>
  params.some((param) => param.kind === "text" && param.closed !== undefined)
    ? params.flatMap((param) => (param.kind === "text" && param.closed ? [param.closed] : []))
    : none;

/** The slots that are filled from one place. */
export function targetsIn(readers: readonly Reader[], place: Place): readonly NamedTarget[] {
  let targets: NamedTarget[] | undefined;
  for (const [reader, { compiled, places }] of readers.entries()) {
    if (!places.includes(place)) continue;
    targets ??= [];
    for (const [slot, { name, comma = false, secret = false, many }] of compiled.slots.entries())
      if (places[slot] === place) targets.push({ name, plain: isPlain(name), comma, secret, many, reader, slot });
  }
  return targets ?? none;
}

/** Names of credentials, which are then nobody's undeclared input. */
export function keysIn(credentials: readonly CredentialTarget[], place: "query" | "cookie"): ReadonlySet<string> {
  if (credentials.length === 0) return noNames;
  const schemes = credentials.flatMap((target) => target.schemes);
  return new Set(schemes.flatMap((scheme) => (scheme.type === "apiKey" && scheme.in === place ? [scheme.name] : [])));
}

/** Of `filter[price][min]`: `filter[price][` and `filter[`. */
function levelsOf(readers: readonly Reader[]): readonly string[] {
  if (!readers.some(({ compiled }) => compiled.slots.some(({ loc }) => loc !== undefined))) return none;
  const levels = new Set<string>();
  for (const { compiled } of readers) {
    for (const { loc: [root = "", ...parts] = [] } of compiled.slots) {
      let level = root;
      for (const part of parts) {
        levels.add(`${level}[`);
        level += `[${part}]`;
      }
    }
  }
  return [...levels].sort((a, b) => b.length - a.length);
}
