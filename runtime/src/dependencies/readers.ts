import type { CompiledCallable, Place, Provider, TextSlot } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import { blanks } from "./blanks.js";
import type { Reader } from "./plan.js";
import { accumulate } from "./security-scopes.js";

/** What of a route decides where its callables read. */
interface Subject {
  /** `GET /users/{userId}`, for messages. */
  readonly route: string;
  readonly pathNames: readonly string[];
}

/** The callables of a route's tree, each once. */
export class Readers {
  readonly #subject: Subject;
  readonly #all: Reader[] = [];
  readonly #indexByFunction = new Map<Provider, number>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** In the order in which they were first asked for. */
  get all(): readonly Reader[] {
    return this.#all;
  }

  /** @returns its index; @param scopes asked for on the way to it */
  indexOf(callable: Provider, compiled: CompiledCallable, scopes: readonly string[]): number {
    const known = this.#indexByFunction.get(callable);
    if (known !== undefined) {
      this.addScopes(known, scopes);
      return known;
    }
    const index = this.#all.push(readerOf(compiled, scopes, this.#subject)) - 1;
    this.#indexByFunction.set(callable, index);
    return index;
  }

  /** At a further use. */
  addScopes(index: number, scopes: readonly string[]): void {
    const reader = this.#all[index];
    if (reader !== undefined) this.#all[index] = { ...reader, scopes: accumulate(reader.scopes, scopes) };
  }
}

/** @throws {TypewayError} for a parameter of a path that has no such segment */
export function readerOf(compiled: CompiledCallable, scopes: readonly string[], subject: Subject): Reader {
  const places = compiled.slots.map((slot) => placeOf(slot, compiled, subject));
  const takesBody = compiled.bodies.length > 0 || places.includes("form");
  return { compiled, blank: blanks(places.length), places, takesBody, scopes };
}

function placeOf(slot: TextSlot, compiled: CompiledCallable, { pathNames, route }: Subject): Place {
  const inPath = pathNames.includes(slot.name);
  if (slot.in === "auto") return inPath ? "path" : "query";
  if (slot.in === "path" && !inPath) {
    const details = { handler: compiled.name, segment: slot.name, route, at: compiled.at };
    throw new TypewayError("TYPEWAY_SEGMENT_MISSING", details);
  }
  return slot.in;
}
