import type { CompiledCallable, Note, Provider } from "@typeway/contract";

/** Keyed by the function itself, so that a note lives exactly as long as its function. */
const noteByFunction = new WeakMap<Provider, Note>();

/** What has been generated for the functions that stand as values where a `Dependency` is asked for. */
const compiledByFunction = new WeakMap<Provider, CompiledCallable>();

/**
 * Leaves the side note of a function that itself takes dependencies.
 * @param name given to a function that has none: `const list = note(() => …, …)` has lost the name it would have got
 * @returns `subject`
 */
export function note<F extends Provider>(subject: F, dependencies: Note, name?: string): F {
  noteByFunction.set(subject, dependencies);
  return named(subject, name);
}

/** The side note that generated code left for `subject`; `undefined` when it takes no dependencies. */
export const noteOf = (subject: Provider): Note | undefined => noteByFunction.get(subject);

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
  if (name !== undefined && subject.name === "")
    Object.defineProperty(subject, "name", { value: name, configurable: true });
  return subject;
}
