import type { RouteRecord } from "@typeway/contract";
import { groupBy } from "./group-by.js";
import type { OpenApiVersion } from "./options.js";

export interface PlacedRoute {
  readonly record: RouteRecord;
  /** OpenAPI's template. */
  readonly path: string;
  /** The template's names by the route's own. */
  readonly names: ReadonlyMap<string, string>;
}

const segment = /\{([^{}*]+)(\*?)\}/g;

const namesIn = (path: string): string[] => [...path.matchAll(segment)].map((match) => match[1] ?? "");
const isRest = (path: string) => path.includes("*}");

/** Paths with the same shape are one path to OpenAPI, whatever their segments are called. */
const shapeOf = (path: string) => path.replace(segment, "{}");
const template = (path: string) => path.replace(segment, "{$1}");

/**
 * Where routes stand in the document: `{rest*}` is written `{rest}`, and routes whose paths differ only in the names of
 * segments share one template (OpenAPI 3.1 §4.8.8.2 calls the others invalid). Left out are WebSockets, QUERY before
 * OpenAPI 3.2, which have no field there, and a route with a rest segment where one without it answers the same method.
 */
export function placeRoutes(records: readonly RouteRecord[], version: OpenApiVersion): PlacedRoute[] {
  const documentable = records.filter(({ method }) => method !== "WS" && (method !== "QUERY" || version === "3.2"));
  const groups = groupBy(documentable, (record) => shapeOf(record.path));
  return documentable.flatMap((record) => {
    const group = groups.get(shapeOf(record.path)) ?? [];
    if (isRest(record.path) && group.some((rival) => rival.method === record.method && !isRest(rival.path))) return [];
    const chosen = group.map((rival) => rival.path).sort()[0] ?? record.path;
    const shared = namesIn(chosen);
    const names = new Map(namesIn(record.path).map((name, index) => [name, shared[index] ?? name]));
    return [{ record, path: template(chosen), names }];
  });
}
