/**
 * The branded slots a compiler transform fills in, and the types of functions they speak of.
 * Declared here, once, so that the transformer can recognise them without knowing any method's name.
 */

declare const typewaySlot: unique symbol;

/**
 * What a slot is filled with. For a function type: everything about a handler (`CompiledEndpoint`), only what a
 * dependency needs (`CompiledCallable`), or only how its return value leaves (a `CompiledEndpoint` without parameters,
 * for functions that the framework calls with arguments of its own). For a type of data: how its values are read,
 * written and described (`CompiledData`); or how an object of that type is read from environment variables
 * (`CompiledSettings`). For a function that runs in another thread: where that finds it (`CompiledWorker`).
 */
export type SlotRole = "handler" | "provider" | "answers" | "data" | "settings" | "worker";

/**
 * The generated code for `X`, a handler's type or a data type. A call whose last declared parameter has this type
 * is a call the transformer completes; nobody writes such an argument by hand.
 */
export interface Compiled<X, Role extends SlotRole = "handler"> {
  readonly [typewaySlot]?: (x: X, role: Role) => X;
}

// biome-ignore lint/suspicious/noExplicitAny: only `any` lets every parameter list be assignable.
type AnyParameters = any[];

/**
 * Any function whose parameters can be filled from a request.
 *
 * Two signatures, of which one is generic: TypeScript then has no single signature to take the types of unwritten
 * parameters from, so `(limit = 10) => …` is of the type of its initializer, in the editor too, and not `any`.
 */
export interface Handler {
  (...args: AnyParameters): unknown;
  <_>(...args: AnyParameters): unknown;
}

/** The shapes in which a provider may hand over a `T`. */
export type Providing<T> = T | Promise<T> | Generator<T, unknown, undefined> | AsyncGenerator<T, unknown, undefined>;

/** A function or class that `Depends<typeof f>` may name. */
export type Provider<T = unknown> =
  | ((...args: AnyParameters) => Providing<T>)
  | (abstract new (
      ...args: AnyParameters
    ) => T);

// biome-ignore lint/suspicious/noExplicitAny: what a generator returns and is sent is of no interest here.
type Whatever = any;

type Settled<R> =
  R extends Generator<infer Y, Whatever, Whatever>
    ? Y
    : R extends AsyncGenerator<infer Y, Whatever, Whatever>
      ? Y
      : Awaited<R>;

/** What a provider provides: the awaited result, the yielded value, or the instance. */
export type Provided<F> = F extends (...args: AnyParameters) => infer R
  ? Settled<R>
  : F extends abstract new (
        ...args: AnyParameters
      ) => infer I
    ? I
    : never;

declare const typewaySource: unique symbol;

/** Of a function that stands for another and is called as that is: its parameters, comments and errors are the other's. */
export interface StandsFor<F> {
  readonly [typewaySource]?: F;
}

declare const typewayProvider: unique symbol;

/**
 * A provider in value position (`dependencies: [f]`). The phantom property makes the position recognisable by its
 * contextual type, so the transformer can leave the side note for `f` without knowing any option's name.
 */
export type Dependency = Provider & { readonly [typewayProvider]?: true };
