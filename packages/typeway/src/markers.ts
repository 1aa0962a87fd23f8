/**
 * Words about a place: where a parameter comes from, and what is said about a parameter or property.
 * All are transparent (`Query<T>` is `T`); the transformer reads them from the type node.
 */
import type { Provided, Provider, Words } from "@typeway/contract";

/** From the path. Only needed to say so; a parameter named after a `{segment}` is one already. */
export type Path<T, Name extends string = string> = T;
/** From the query string; an object type is spread over its properties. */
export type Query<T, Name extends string = string> = T;
/** From the headers; `user_agent` and `userAgent` both read `user-agent`; an explicit name is taken as it is. */
export type Header<T, Name extends string = string> = T;
/** From the cookies. */
export type Cookie<T, Name extends string = string> = T;
/** From the body. */
export type Body<T, MediaType extends string = "application/json"> = T;

/**
 * The value of an absent place, as JSON. On a property without `?` it makes the property optional on the wire and
 * present in the handler; on a property with `?` it is documentation only, so `Partial<T>` still tells absent from
 * present. A parameter takes an initialiser instead.
 */
export type Default<T, Value> = T;
/** `T`, or null when null or absent. */
export type OrNull<T> = Default<T | null, null>;

/** What the document says about a place beyond its comment. */
export type Doc<T, W extends DocWords> = T;
export interface DocWords extends Words {}

export interface DependsOptions {
  /** When it is closed. @default "request" */
  readonly scope?: "request" | "function" | "app";
  /** `false`: a new value for each place that asks. @default true */
  readonly cache?: boolean;
}

/** What a provider provides: the awaited result, the yielded value, or the instance. */
export type Depends<F extends Provider, Options extends DependsOptions = {}> = Provided<F>;
