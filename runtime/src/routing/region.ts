import type { ErrorHandlers } from "../registration.js";
import { parsePath, type Segment } from "./path.js";

/** The paths below one router's prefix: what has no route there is answered by the handlers of that router. */
export class Region {
  readonly errorHandlers: readonly ErrorHandlers[];
  readonly #segments: readonly Segment[];

  constructor(prefix: string, errorHandlers: readonly ErrorHandlers[]) {
    this.#segments = prefix === "" ? [] : parsePath(prefix).segments;
    this.errorHandlers = errorHandlers;
  }

  get depth(): number {
    return this.#segments.length;
  }

  /** @param parts the segments of a path as sent */
  has(parts: readonly string[]): boolean {
    return (
      parts.length >= this.#segments.length &&
      this.#segments.every((segment, index) => segment.kind !== "literal" || isText(parts[index], segment.text))
    );
  }
}

function isText(part: string | undefined, text: string): boolean {
  if (part === text) return true;
  try {
    return part?.includes("%") === true && decodeURIComponent(part) === text;
  } catch {
    return false;
  }
}

/** The innermost first; of those with one prefix the outer router's, which others may share. */
export const sortRegions = (regions: readonly Region[]): readonly Region[] =>
  regions.toSorted((a, b) => b.depth - a.depth);

/** The handlers of errors that belong to no route, the innermost router's first. */
export function handlersAt(regions: readonly Region[], path: string): readonly ErrorHandlers[] {
  if (regions.length === 0) return none;
  const parts = path.slice(1).split("/");
  return regions.find((region) => region.has(parts))?.errorHandlers ?? none;
}

const none: readonly ErrorHandlers[] = [];
