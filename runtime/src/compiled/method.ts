import type { Provider } from "@typeway/contract";

/** What each function made here calls, for what is known of it. */
const originalByBound = new WeakMap<Provider, Provider>();

/** The same method of the same object is always the same function, as the cache and `override` need it. */
const boundByOwner = new WeakMap<object, Map<unknown, Provider>>();

/** `checker.check` as a value that keeps its `this`: a dependency is called by itself. */
export function method(owner: object, name: string): unknown {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return original;
  const known = boundByOwner.get(owner) ?? new Map<unknown, Provider>();
  boundByOwner.set(owner, known);
  const bound = known.get(original) ?? named(bind(original as Provider, owner), original.name);
  known.set(original, bound);
  return bound;
}

/** `original.bind(self)`, which is still known for what `original` is. */
export function bind(original: Provider, self: unknown): Provider {
  const bound = Function.prototype.bind.call(original, self) as Provider;
  originalByBound.set(bound, original);
  return bound;
}

/** The function that {@link method} or {@link bind} was given. */
export const originalOf = (bound: Provider): Provider | undefined => originalByBound.get(bound);

const named = (subject: Provider, value: string): Provider =>
  Object.defineProperty(subject, "name", { value, configurable: true });
