import { inspect } from "node:util";
import type { FlatHeaders } from "./exchange.js";
import { FieldIterator } from "./field-iterator.js";
import { isPlainName, isPlainValue, trimmed } from "./field-syntax.js";

/**
 * The web standard's `Headers` over a flat list: a message has few fields, and Node's own class does more for each than
 * all middleware together. An instance of `Headers` with its methods, its results and its errors. Only methods that are
 * borrowed from Node's prototype do not know it: `Headers.prototype.get.call(ours, "a")` throws.
 */
export class FieldHeaders implements Headers {
  /** Names in lower case and values in turn, as they came; a name twice is `set-cookie`. */
  #flat: string[] = [];
  /** As one iterates over them, once somebody does; until the next change. */
  #sorted: readonly Readonly<Field>[] | undefined;

  /** @param fields that can be sent */
  constructor(fields?: FlatHeaders) {
    link();
    if (fields !== undefined) this.refill(fields);
  }

  /** Not to be changed, and not to be kept: what is set later may show in it. */
  get fields(): FlatHeaders {
    return this.#flat;
  }

  /** Puts these fields in the place of all. @param fields that can be sent */
  refill(fields: FlatHeaders): void {
    this.#flat = [];
    this.#sorted = undefined;
    // Going through the list for each is quick for a few fields only, and clients choose how many they send.
    const placeByName = fields.length < 100 ? undefined : new Map<string, number>();
    for (let i = 0; i < fields.length; i += 2) {
      const name = (fields[i] ?? "").toLowerCase();
      const at = placeByName === undefined ? this.#indexOf(name) : (placeByName.get(name) ?? -1);
      if (at === -1) placeByName?.set(name, this.#flat.length);
      this.#add(at, name, trimmed(fields[i + 1] ?? ""));
    }
  }

  append(...field: [name: string, value: string]): void {
    const plain = isPlain(field) ? field : convert("append", field);
    this.#sorted = undefined;
    const name = plain[0].toLowerCase();
    this.#add(this.#indexOf(name), name, plain[1]);
  }

  /** @param at where its name is already; -1: nowhere */
  #add(at: number, name: string, value: string): void {
    if (at === -1 || name === "set-cookie") this.#flat.push(name, value);
    else this.#flat[at + 1] += (name === "cookie" ? "; " : ", ") + value;
  }

  set(...field: [name: string, value: string]): void {
    const plain = isPlain(field) ? field : convert("set", field);
    const name = plain[0].toLowerCase();
    this.#sorted = undefined;
    const at = this.#indexOf(name);
    if (at === -1) this.#flat.push(name, plain[1]);
    else {
      this.#flat[at + 1] = plain[1];
      if (name === "set-cookie") this.#removeFrom(name, at + 2);
    }
  }

  delete(...asked: [name: string]): void {
    const name = nameIn("delete", asked);
    this.#sorted = undefined;
    this.#removeFrom(name, 0);
  }

  get(...asked: [name: string]): string | null {
    const name = nameIn("get", asked);
    if (name === "set-cookie") return this.has(name) ? this.getSetCookie().join(", ") : null;
    const at = this.#indexOf(name);
    return at === -1 ? null : (this.#flat[at + 1] ?? "");
  }

  has(...asked: [name: string]): boolean {
    return this.#indexOf(nameIn("has", asked)) !== -1;
  }

  getSetCookie(): string[] {
    const flat = this.#flat;
    return flat.filter((_, i) => i % 2 === 1 && flat[i - 1] === "set-cookie");
  }

  forEach(...asked: [callback: (value: string, name: string, headers: Headers) => void, self?: unknown]): void {
    const [callback, self = globalThis] = asked;
    // Its own words for what is no function.
    if (typeof callback !== "function") new Headers().forEach(...asked);
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  entries(): ReturnType<Headers["entries"]> {
    return new FieldIterator(() => this.#inOrder(), copyOf);
  }

  keys(): ReturnType<Headers["keys"]> {
    return new FieldIterator(() => this.#inOrder(), nameOf);
  }

  values(): ReturnType<Headers["values"]> {
    return new FieldIterator(() => this.#inOrder(), textOf);
  }

  [Symbol.iterator](): ReturnType<Headers["entries"]> {
    return this.entries();
  }

  [inspect.custom](_depth: number, options: object): string {
    return inspect(new Headers(this), options);
  }

  #indexOf(name: string): number {
    const flat = this.#flat;
    for (let i = 0; i < flat.length; i += 2) if (flat[i] === name) return i;
    return -1;
  }

  #removeFrom(name: string, start: number): void {
    const flat = this.#flat;
    for (let i = flat.length - 2; i >= start; i -= 2) if (flat[i] === name) flat.splice(i, 2);
  }

  #inOrder(): readonly Readonly<Field>[] {
    this.#sorted ??= inOrder(this.#flat);
    return this.#sorted;
  }
}

type Field = [name: string, value: string];

const copyOf = ([name, value]: Readonly<Field>): Field => [name, value];
const nameOf = ([name]: Readonly<Field>): string => name;
const textOf = ([, value]: Readonly<Field>): string => value;

/** Callers need not keep to the types. */
const isPlain = (field: readonly unknown[]): boolean => isPlainName(field[0]) && isPlainValue(field[1]);

/** What is not plain is left to Node's own class: it makes text of it, trims it, or says what is wrong with it. */
function convert(how: "append" | "set", field: Field): Field {
  const headers = new Headers();
  headers[how](...field);
  const [converted = field] = headers;
  return converted;
}

/** In lower case. */
function nameIn(how: "delete" | "get" | "has", asked: [name: string]): string {
  const name: unknown = asked[0];
  if (isPlainName(name)) return name.toLowerCase();
  new Headers()[how](...asked);
  return String(name).toLowerCase();
}

/** Sorted by name; cookies stay in their order. */
function inOrder(flat: FlatHeaders): readonly Readonly<Field>[] {
  const fields: Field[] = [];
  for (let i = 0; i < flat.length; i += 2) fields.push([flat[i] ?? "", flat[i + 1] ?? ""]);
  return fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** When the first is made, not before: naming the class makes Node load all of `fetch`. */
function link(): void {
  const { prototype } = FieldHeaders;
  if (prototype instanceof Headers) return;
  Object.setPrototypeOf(prototype, Headers.prototype);
  // Who copies headers by `new headers.constructor(headers)` gets Node's own.
  Reflect.deleteProperty(prototype, "constructor");
}
