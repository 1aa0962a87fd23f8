import type { CallPlan } from "../dependencies/plan.js";
import { namesOf, type Pattern } from "./path.js";

/** Which segments of a path hold something secret, by position; `undefined` where none does. */
export function secretSegments(
  { path, readers }: CallPlan,
  { names, segments }: Pattern,
): readonly number[] | undefined {
  const secrets = path.filter(({ reader, slot }) => readers[reader]?.compiled.slots[slot]?.secret === true);
  const hidden = new Set(secrets.map(({ value }) => names[value]));
  const found = segments.flatMap((segment, index) =>
    namesOf(segment).some((name) => hidden.has(name)) ? [index] : [],
  );
  return found.length === 0 ? undefined : found;
}

/** A path as anybody may read it: in place of what is secret stands the pattern's own text. @param path as sent */
export function shownPath(path: string, { text, segments }: Pattern, secret: readonly number[] | undefined): string {
  if (secret === undefined) return path;
  const templates = text.slice(1).split("/");
  const parts = path.slice(1).split("/");
  // What is left of the path belongs to the last segment, slashes included.
  if (segments.at(-1)?.kind === "rest" && secret.includes(segments.length - 1)) parts.length = segments.length;
  return `/${parts.map((part, index) => (secret.includes(index) ? templates[index] : part)).join("/")}`;
}
