import type { Issue, Location } from "@typeway/contract";
import { cut } from "./echo.js";
import type { Wording } from "./wording.js";
import { quote } from "./write.js";

export type Key = string | number;

/** An item of the list that is a property or item itself; without `list`, of the list that is at the place. */
export interface ItemPath {
  readonly list: Key | undefined;
  readonly index: number;
}

/** What leads from a place to the value of an issue. A list of scalars has no place to itself. */
export type Path = Key | ItemPath;

/** The property or item of a place that the path leads to or through. */
export const firstOf = (path: Path): Key => (typeof path === "object" ? (path.list ?? path.index) : path);

/** What knows its place when it is asked. */
export interface Placed {
  /** The first part of it. */
  readonly origin: Location;
  place(path?: Path): Key[];
}

/** A place in words. */
export class GivenPlace implements Placed {
  constructor(readonly origin: Location) {}

  place(path?: Path): Key[] {
    return append([...this.origin], path);
  }
}

/**
 * What is known about an issue when it is found, with nothing copied or put into words: most are only ever written into
 * an answer. Values are kept as they were: scalars do not change, and of anything else there is a copy.
 */
export class Finding {
  /** In the list that it belongs to. */
  declare next: Finding | undefined;
  declare private readonly words: Wording;
  declare private readonly at: Placed;
  declare private readonly path: Path | undefined;
  declare private readonly value: unknown;

  /**
   * @param at stays where it is
   * @param path to the property or item of that place, where it is one
   * @param value a scalar, or what an answer may show of anything else
   */
  constructor(words: Wording, at: Placed, path: Path | undefined, value: unknown) {
    this.next = undefined;
    this.words = words;
    this.at = at;
    this.path = path;
    this.value = value;
  }

  get type(): string {
    return this.words.type;
  }

  /** The kind of place: the first element of `loc`. */
  get root(): Key | undefined {
    return this.at.origin[0] ?? (this.path && firstOf(this.path));
  }

  get loc(): Key[] {
    return this.at.place(this.path);
  }

  get issue(): Issue {
    const { type, msg, ctx } = this.words;
    const { loc } = this;
    const input = shown(this.value);
    return ctx === undefined ? { type, loc, msg, input } : { type, loc, msg, input, ctx };
  }

  /** The issue as JSON text. */
  get json(): string {
    const { words } = this;
    let loc = "";
    for (const step of this.loc) loc += loc === "" ? quotedKey(step) : `,${quotedKey(step)}`;
    return `${words.head}${loc}${words.middle}${written(shown(this.value))}${words.tail}`;
  }

  /** The same, found by who took another place for the root. */
  below(place: Location): Finding {
    return new Finding(this.words, new GivenPlace([...place, ...this.loc]), undefined, this.value);
  }
}

/** Appends the steps of a path. Names are cut like whatever else a client sent. */
export function append(place: Key[], path: Path | undefined): Key[] {
  if (typeof path === "string") place.push(cut(path));
  else if (typeof path === "object") append(place, path.list).push(path.index);
  else if (path !== undefined) place.push(path);
  return place;
}

/** What an answer shows of a value that was kept. */
function shown(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return cut(value);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "bigint":
      return cut(value.toString());
    case "boolean":
    case "object":
      return value;
    default:
      return null;
  }
}

const quotedKey = (key: Key): string => (typeof key === "string" ? quote(key) : String(key));

const written = (input: unknown): string => (typeof input === "string" ? quote(input) : JSON.stringify(input));
