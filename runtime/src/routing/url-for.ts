import { TypewayError } from "../errors/typeway-error.js";
import type { Segment } from "./path.js";
import type { Route } from "./route.js";

/**
 * The path of the first route with that name, its segments filled in and percent-encoded.
 * @throws {TypewayError} for an unknown name, a missing parameter or one too many
 */
export function urlOf(
  routes: readonly Route[],
  name: string,
  params: Readonly<Record<string, string | number>>,
): string {
  const fault = (reason: string) => new TypewayError("TYPEWAY_URL_FOR", { name, reason });
  const route = routes.find((each) => each.name === name);
  if (route === undefined) throw fault("no route has this name");
  const unknown = Object.keys(params).find((key) => !route.pattern.names.includes(key));
  if (unknown !== undefined) throw fault(`${route.pattern.text} has no segment '{${unknown}}'`);
  const value = (segment: string): string => {
    const given = Object.hasOwn(params, segment) ? params[segment] : undefined;
    if (given === undefined) throw fault(`the segment '{${segment}}' of ${route.pattern.text} is missing`);
    return String(given);
  };
  return `/${route.pattern.segments.map((segment) => fillSegment(segment, value)).join("/")}`;
}

function fillSegment(segment: Segment, value: (name: string) => string): string {
  switch (segment.kind) {
    case "literal":
      return encodeURIComponent(segment.text);
    case "param":
      return encodeURIComponent(value(segment.name));
    case "rest":
      return value(segment.name).split("/").map(encodeURIComponent).join("/");
    case "mixed":
      return segment.literals
        .map((literal, index) => {
          const name = segment.names[index];
          return encodeURIComponent(literal) + (name === undefined ? "" : encodeURIComponent(value(name)));
        })
        .join("");
  }
}
