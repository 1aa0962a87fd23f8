import { TypewayError } from "../errors/typeway-error.js";
import type { Step } from "./plan.js";
import type { Scope } from "./scope.js";
import { isThenable } from "./thenable.js";

/**
 * Calls a provider and takes charge of what it opens.
 * @param scope asked for only when there is something to close
 * @returns the provided value, or a promise of it when the provider is asynchronous
 */
export function enter(
  { provider, construct }: Pick<Step, "provider" | "construct">,
  args: readonly unknown[],
  scope: () => Scope,
): unknown {
  const made: unknown = construct
    ? Reflect.construct(provider, args)
    : Reflect.apply(provider as Function, undefined, args);
  if (!isHolding(made)) return made;
  // What was handed in belongs to who opened it.
  if (args.includes(made)) return made;
  if (isThenable(made))
    return Promise.resolve(made).then((value: unknown) =>
      isHolding(value) && !args.includes(value) ? holdDisposable(value, provider.name, scope) : value,
    );
  return hold(made, provider.name, scope);
}

/** It may be something that has to be closed. */
const isHolding = (made: unknown): made is object =>
  (typeof made === "object" && made !== null) || typeof made === "function";

/** Starts a generator, or notes what has to be disposed of. */
function hold(made: object, name: string, scope: () => Scope): unknown {
  if (isGenerator(made)) {
    const { value, done } = made.next();
    if (done === true) throw neverYielded(name);
    scope().add({ kind: "generator", generator: made, name });
    return value;
  }
  if (isAsyncGenerator(made)) return startAsyncGenerator(made, name, scope);
  return holdDisposable(made, name, scope);
}

function holdDisposable(made: object, name: string, scope: () => Scope): unknown {
  if (Symbol.asyncDispose in made || Symbol.dispose in made)
    scope().add({ kind: "disposable", dispose: disposerOf(made), name });
  return made;
}

async function startAsyncGenerator(generator: AsyncGenerator, name: string, scope: () => Scope): Promise<unknown> {
  const { value, done } = await generator.next();
  if (done === true) throw neverYielded(name);
  scope().add({ kind: "async generator", generator, name });
  return value;
}

const disposerOf = (made: object): (() => unknown) => {
  const { [Symbol.asyncDispose]: asyncDispose, [Symbol.dispose]: dispose } = made as Partial<
    AsyncDisposable & Disposable
  >;
  return () => (asyncDispose === undefined ? dispose?.call(made) : asyncDispose.call(made));
};

const neverYielded = (name: string) =>
  new TypewayError("TYPEWAY_DEPENDENCY_YIELD", { handler: name, problem: "returned without yielding" });

/** By its shape, as the types do: a compiler for an older target writes generators as plain objects. */
const isGenerator = (value: object): value is Generator => Symbol.iterator in value && isResumable(value);
const isAsyncGenerator = (value: object): value is AsyncGenerator =>
  Symbol.asyncIterator in value && isResumable(value);

const isResumable = (value: object): boolean =>
  ["next", "return", "throw"].every((name) => typeof Reflect.get(value, name) === "function");
