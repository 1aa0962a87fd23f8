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
  readonly refusing: boolean;
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
    const places = compiled.slots.map((slot) => this.#placeOf(slot, compiled));
    const takesBody = compiled.bodies.length > 0 || places.includes("form");
    const at = {
      text: compiled.slots.map(({ name, loc = [name] }, index) => [rootOf(places[index]), ...loc]),
      body: [],
      refusing: this.#subject.refusing,
    };
    const blank = blanks(compiled.slots.length);
    const index = this.#all.push({ compiled, blank, places, takesBody, at, scopes }) - 1;
    this.#indexByFunction.set(callable, index);
    return index;
  }

  /** At a further use. */
  addScopes(index: number, scopes: readonly string[]): void {
    const reader = this.#all[index];
    if (reader !== undefined) this.#all[index] = { ...reader, scopes: accumulate(reader.scopes, scopes) };
  }

  #placeOf(slot: TextSlot, compiled: CompiledCallable): Place {
    const { pathNames, route } = this.#subject;
    const inPath = pathNames.includes(slot.name);
    if (slot.in === "auto") return inPath ? "path" : "query";
    if (slot.in === "path" && !inPath) {
      const details = { handler: compiled.name, segment: slot.name, route, at: compiled.at };
      throw new TypewayError("TYPEWAY_SEGMENT_MISSING", details);
    }
    return slot.in;
  }
}

/** What the `loc` of an issue begins with. */
const rootOf = (place: Place | undefined): string => (place === "form" ? "body" : (place ?? "query"));
