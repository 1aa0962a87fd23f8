import type { Place } from "@typeway/contract";
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
  const path = targetsIn(readers, "path").map(({ name, reader, slot, comma }) => ({
    reader,
    slot,
    value: pathNames.indexOf(name),
    comma,
  }));
  const closed = readers.flatMap(({ compiled }) =>
    compiled.params.flatMap((param) => (param.kind === "text" && param.closed ? [param.closed] : [])),
  );
  const levels = closed.flatMap((names) => (names.in === "query" ? names.levels : []));
  const query = targetsIn(readers, "query");
  const deepLevels = levelsOf(readers);
  return {
    path,
    query,
    closedLevels: new Set(refusing ? ["", ...deepLevels] : levels),
    deepLevels,
    headers: targetsIn(readers, "header"),
    cookies: targetsIn(readers, "cookie"),
    closedCookies: closed.some((names) => names.in === "cookie"),
  };
}

/** The slots that are filled from one place. */
export function targetsIn(readers: readonly Reader[], place: Place): NamedTarget[] {
  return readers.flatMap(({ compiled, places }, reader) =>
    compiled.slots.flatMap(({ name, comma = false, secret = false, many }, slot) =>
      places[slot] === place ? [{ name, plain: isPlain(name), comma, secret, many, reader, slot }] : [],
    ),
  );
}

/** Names of credentials, which are then nobody's undeclared input. */
export function keysIn(credentials: readonly CredentialTarget[], place: "query" | "cookie"): ReadonlySet<string> {
  const schemes = credentials.flatMap((target) => target.schemes);
  return new Set(schemes.flatMap((scheme) => (scheme.type === "apiKey" && scheme.in === place ? [scheme.name] : [])));
}

/** Of `filter[price][min]`: `filter[price][` and `filter[`. */
function levelsOf(readers: readonly Reader[]): string[] {
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
