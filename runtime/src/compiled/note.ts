import type { Note, Provider } from "@typeway/contract";

/** Keyed by the function itself, so that a note lives exactly as long as its function. */
const noteByFunction = new WeakMap<Provider, Note>();

/**
 * Leaves the side note of a function that itself takes dependencies.
 * @param name given to a function that has none: `const list = note(() => …, …)` has lost the name it would have got
 * @returns `subject`
 */
export function note<F extends Provider>(subject: F, dependencies: Note, name?: string): F {
  noteByFunction.set(subject, dependencies);
  if (name !== undefined && subject.name === "")
    Object.defineProperty(subject, "name", { value: name, configurable: true });
  return subject;
}

/** The side note that generated code left for `subject`; `undefined` when it takes no dependencies. */
export const noteOf = (subject: Provider): Note | undefined => noteByFunction.get(subject);
