/**
 * Words about values that are written as functions: checks, and types with a wire form of their own.
 * `Check` and `Coded` are transparent; the transformer reads them from the type node.
 */

// biome-ignore lint/suspicious/noExplicitAny: a function that takes less than `T` fits; only `any` says so of a codec.
type Any = any;

/**
 * A `T` that has to pass a function as well: `Check<string, typeof isIsbn>`. It is called, at once and not awaited, with a
 * value that is a `T` already, decoded; the value is refused when it returns `false` or throws. An `InvalidValue` says
 * code, message and ctx of the issue; any other `Error` its message, under `value_error`. Answers are checked, too.
 * On an object type it checks across properties, and the issue's `loc` is that of the object.
 */
export type Check<T, F extends (value: T) => unknown> = T;

/**
 * How a type of yours crosses the wire. `Wire` is the type of what is sent, with its constraints: it is checked before
 * `decode` and after `encode`, and is what the document shows. `decode` may refuse a value as a `Check` does.
 */
export interface Codec<Wire, Value> {
  decode(wire: Wire): Value;
  encode(value: Value): Wire;
}

/**
 * The values of a codec: `type UserId = Coded<typeof userId>`. A class with a `static readonly codec: Codec<…>` is coded
 * by its own name.
 *
 * TypeScript forgets the name in a type that it infers: of `(at: Place) => ({ at })` only the codec's `Value` is left. A
 * handler that answers with such a value writes its return type; a class with a codec needs nothing.
 */
export type Coded<C extends Codec<Any, Any>> = C extends { decode(wire: Any): infer Value } ? Value : never;
