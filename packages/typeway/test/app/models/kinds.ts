// One type for each kind of value and way of putting types together.
import type {
  DateOnly,
  Default,
  Duration,
  Email,
  Exact,
  ExclusiveMaximum,
  ExclusiveMinimum,
  Hostname,
  Int,
  Int32,
  Ipv4,
  Ipv6,
  MaxItems,
  Maximum,
  MaxLength,
  MinItems,
  Minimum,
  MinLength,
  MultipleOf,
  OrNull,
  Pattern,
  TimeOnly,
  Type,
  Uint32,
  UniqueItems,
  Url,
  Uuid,
} from "typeway";

export interface Numbers {
  any: number;
  percent: number & Minimum<0> & Maximum<100> & MultipleOf<0.5>;
  open: number & ExclusiveMinimum<0> & ExclusiveMaximum<1>;
  int: Int;
  int32: Int32;
  uint32: Uint32;
  uint64?: number & Type<"uint64">;
  even: Int & Minimum<-10> & Maximum<10> & MultipleOf<2>;
  float: number & Type<"float">;
}
export interface Texts {
  any: string;
  word: string & MinLength<2> & MaxLength<4>;
  capital: string & Pattern<"^\\p{Lu}"> & MaxLength<8>;
  solid?: string & Pattern<"^\\S+$">;
  day?: DateOnly;
  time?: TimeOnly;
  duration?: Duration;
  uuid?: Uuid;
  email?: Email;
  url?: Url;
  host?: Hostname;
  ipv4?: Ipv4;
  ipv6?: Ipv6;
}
export interface Converted {
  at: Date;
  until: Date | null;
  big: bigint;
  bigs?: bigint[];
  moments?: Set<Date>;
  byName?: Record<string, Date>;
}
export interface Collections {
  list: Int[];
  few: string[] & MinItems<1> & MaxItems<2>;
  unique?: (number[] & UniqueItems) | null;
  uniqueObjects?: { a: Int; b?: string }[] & UniqueItems;
  set: Set<string>;
  small?: Set<Int> & MinItems<1> & MaxItems<2>;
  grid: number[][][];
  pair: [Int, string];
  path?: [start: string, via?: Date, ...then: Int[]];
  nothing?: [];
}
export interface Records {
  any: Record<string, unknown>;
  scores: Record<string, Int>;
  nested: Record<string, Record<string, string[]>>;
  known?: Record<"a" | "b", boolean>;
}
export interface Open {
  id: Int;
  "x-note"?: string;
  [other: string]: string | number | undefined;
}
export enum Color {
  Red = "red",
  Blue = "blue",
}
export enum Level {
  Low = 1,
  High = 2,
}
export interface Literals {
  one: "only";
  some: "up" | "down" | 1 | -2.5 | true;
  color: Color;
  level?: Level;
  red: Color.Red | null;
  many: "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j";
}
export interface Nullable {
  a: string | null;
  b?: Int | null;
  c: boolean | null;
  d: Nullable | null;
  e: (string | null)[] | null;
  f: OrNull<Date>;
  g: null;
}
export interface Defaults {
  text: Default<string, "none">;
  count: Default<Int, 10>;
  on: Default<boolean, false>;
  list: Default<Date[], []>;
  mode?: Default<"fast" | "slow", "fast">;
}
export type Strict = Exact<{ a: Int; inner?: Exact<{ b: string }>; loose?: { c: Int } }>;
export interface Page<T, Meta = { total: Int }> {
  items: T[];
  meta: Meta;
  next?: Page<T, Meta>;
}
export interface Parent {
  name: string;
  children: Child[];
}
export interface Child {
  parent?: Parent;
  friends: Record<string, Child>;
}
export interface Cat {
  kind: "cat" | "tiger";
  lives: Int;
}
export interface Dog {
  kind: "dog";
  name: string;
  born: Date;
  friends?: (Cat | Dog)[];
}
export interface Seven {
  kind: 7;
  of: Seven | Cat | null;
}
export type Scalars = (Int | string | boolean | null)[];
export type Shapes =
  | { radius: number }
  | { width: number; height: number }
  | { points: [number, number][] }
  | Date[]
  | string;
export type Mapped = { readonly [Key in keyof Numbers]?: Numbers[Key] | null } & { extra: Required<{ a?: Int }> };
export interface Hostile {
  constructor: Int;
  toString?: string;
  hasOwnProperty?: boolean;
  'quo"te': Int;
  "back\\slash"?: string;
  "\u2028"?: Int;
  "`${x}`"?: Int;
  "*/"?: "*/" | "</script>" | '"';
  /** Optional: ajv does not see that a required property of this name is missing. */
  ""?: Int;
  "0"?: Int;
}
export class Point {
  x: Int;
  y?: Int;
  constructor(x: Int) {
    this.x = x;
  }
  length(): number {
    return Math.hypot(this.x, this.y ?? 0);
  }
}
export interface Line {
  from: Point;
  to: Omit<Point, "length">;
}
export interface Deep {
  a: { b: { c: { d: { e?: { f: Int[] } } } } };
  or?: Deep | Deep[] | Record<string, Deep>;
}

export interface Templates {
  code: `item-${number}`;
  pair?: `${"a" | "b"}:${string}`;
  big: 1n | 9007199254740993n;
  bigs?: (0n | -5n)[];
}
export interface Carried {
  link: URL;
  links?: URL[] | null;
  bytes: Uint8Array;
  buffer?: Buffer;
}
export interface Keyed {
  counts: Map<string, Int>;
  dates?: Map<string, Date | null>;
  byCode: Record<`k${number}`, boolean>;
  byColor?: Map<Color, string[]>;
  byNumber?: Map<Int, string>;
}
