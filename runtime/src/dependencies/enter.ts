import { TypewayError } from "../errors/typeway-error.js";
import { invoke } from "./invoke.js";
import type { Lifetime, Step } from "./plan.js";
import type { Scope } from "./scope.js";
import { isThenable } from "./thenable.js";

/** Where what is opened is kept until it is closed; asked for only when there is such a thing. */
export interface Keeper {
  scopeOf(lifetime: Lifetime): Scope;
}

type Called = Pick<Step, "provider" | "construct" | "lifetime">;

/**
 * Calls a provider and takes charge of what it opens.
 * @returns the provided value, or a promise of it when the provider is asynchronous
 */
export function enter(step: Called, args: readonly unknown[], keeper: Keeper): unknown {
  const { provider, construct } = step;
  const made: unknown = construct ? Reflect.construct(provider, args) : invoke(provider as Function, args);
  if (!isHolding(made)) return made;
  if (isThenable(made)) return args.includes(made) ? made : held(made, step, args, keeper);
  if (!isResumable(made)) return hold(made, step, args, keeper);
  // What was handed in belongs to who opened it.
  return args.includes(made) ? made : start(made, step, args, keeper);
}

/** Of an asynchronous provider. */
const held = (made: PromiseLike<unknown>, step: Called, args: readonly unknown[], keeper: Keeper): Promise<unknown> =>
  Promise.resolve(made).then((value: unknown) => (isHolding(value) ? hold(value, step, args, keeper) : value));

/** It may be something that has to be closed. */
const isHolding = (made: unknown): made is object =>
  (typeof made === "object" && made !== null) || typeof made === "function";

/** Starts a generator. */
function start(made: object, step: Called, args: readonly unknown[], keeper: Keeper): unknown {
  const { name } = step.provider;
  if (isGenerator(made)) {
    const { value, done } = made.next();
    if (done === true) throw neverYielded(name);
    keeper.scopeOf(step.lifetime).add({ kind: "generator", generator: made, name });
    return value;
  }
  return isAsyncGenerator(made) ? startAsync(made, step, keeper) : hold(made, step, args, keeper);
}

async function startAsync(generator: AsyncGenerator, { provider, lifetime }: Called, keeper: Keeper): Promise<unknown> {
  const { name } = provider;
  const { value, done } = await generator.next();
  if (done === true) throw neverYielded(name);
  keeper.scopeOf(lifetime).add({ kind: "async generator", generator, name });
  return value;
}

/** Notes what has to be disposed of. The symbols are read and not asked for: reading is what caches remember. */
function hold(made: Disposables, { provider, lifetime }: Called, args: readonly unknown[], keeper: Keeper): unknown {
  const disposes = made[Symbol.asyncDispose] !== undefined || made[Symbol.dispose] !== undefined;
  if (!disposes || args.includes(made)) return made;
  const { name } = provider;
  keeper.scopeOf(lifetime).add({ kind: "disposable", dispose: disposerOf(made), name });
  return made;
}

type Disposables = Partial<AsyncDisposable & Disposable>;

const disposerOf = (made: Disposables): (() => unknown) => {
  const { [Symbol.asyncDispose]: asyncDispose, [Symbol.dispose]: dispose } = made;
  return () => (asyncDispose === undefined ? dispose?.call(made) : asyncDispose.call(made));
};

const neverYielded = (name: string) =>
  new TypewayError("TYPEWAY_DEPENDENCY_YIELD", { handler: name, problem: "returned without yielding" });

/** By its shape, as the types do: a compiler for an older target writes generators as plain objects. */
const isGenerator = (made: object): made is Generator => Symbol.iterator in made;
const isAsyncGenerator = (made: object): made is AsyncGenerator => Symbol.asyncIterator in made;

export const isResumable = (made: Partial<Generator>): boolean =>
  typeof made.next === "function" && typeof made.return === "function" && typeof made.throw === "function";
