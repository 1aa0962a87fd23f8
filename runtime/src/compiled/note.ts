import type { CompiledCallable, Note, Provider } from "@typeway/contract";
import { originalOf } from "./method.js";

/** Keyed by the function itself, so that a note lives exactly as long as its function. */
const noteByFunction = new WeakMap<Provider, Note>();

/** What has been generated for the functions that stand as values where a `Dependency` is asked for. */
const compiledByFunction = new WeakMap<Provider, CompiledCallable>();

/**
 * Leaves the side note of a function that itself takes dependencies.
 * @param name of a function that has lost the name it would have got: `const list = note(() => …, …)`
 * @returns `subject`
 */
export function note<F extends Provider>(subject: F, dependencies: Note, name?: string): F {
  noteByFunction.set(subject, dependencies);
  return named(subject, name);
}

/** Leaves the notes of an object's own methods. @returns `owner` */
export function noteMembers<T extends object>(owner: T, notes: Readonly<Record<string, Note>>): T {
  for (const [name, dependencies] of Object.entries(notes)) {
    const member: unknown = Reflect.get(owner, name);
    if (typeof member === "function") note(member as Provider, dependencies);
  }
  return owner;
}

/**
 * The side note that generated code left for `subject`; `undefined` when it takes no dependencies. A bound function has
 * that of the function it calls, a class without a constructor that of the class it extends.
 */
export function noteOf(subject: Provider): Note | undefined {
  for (let each: unknown = subject; isFunction(each); each = originalOf(each) ?? Object.getPrototypeOf(each)) {
    const found = noteByFunction.get(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isFunction = (value: unknown): value is Provider => typeof value === "function";

/**
 * Keeps what has been generated for a function's own parameters, beside the function: `dependencies: [f]` is written
 * `dependencies: [provide(f, …)]`.
 * @returns `provider` itself, so that it is the same function for the cache and for `override`
 */
export function provide<F extends Provider>(provider: F, compiled: CompiledCallable, name?: string): F {
  compiledByFunction.set(provider, compiled);
  return named(provider, name);
}

/** What {@link provide} keeps for a function; `undefined` when it never stood where a `Dependency` is asked for. */
export const compiledOf = (provider: Provider): CompiledCallable | undefined => compiledByFunction.get(provider);

function named<F extends Provider>(subject: F, name: string | undefined): F {
  return name === undefined ? subject : Object.defineProperty(subject, "name", { value: name, configurable: true });
}
