/**
 * Words about a place: where a parameter comes from, and what is said about a parameter or property.
 * All are transparent (`Query<T>` is `T`); the transformer reads them from the type node.
 */
import type { Provided, Provider, Words } from "@typeway/contract";

/** From the path. Only needed to say so; a parameter named after a `{segment}` is one already. */
export type Path<T, Name extends string = string> = T;
/**
 * From the query string. A list is sent by repeating its key (`?tag=a&tag=b`), or see {@link Comma}.
 *
 * An object type is spread over its properties: `filter: Query<Filter>` reads `?limit=5&order=up`, beside other
 * parameters and other spread objects; two that read the same name are a compile error. An object inside it uses
 * OpenAPI's `deepObject` style (`?price[min]=1`), to any depth that its type has. With a name the object itself does:
 * `Query<Filter, "filter">` reads `?filter[limit]=5&filter[price][min]=1`. An optional object is there when one of its
 * properties is sent; of one that is required the missing properties are reported, and defaults are filled in.
 */
export type Query<T, Name extends string = string> = T;
/** From the headers; `user_agent` and `userAgent` both read `user-agent`; an explicit name is taken as it is. */
export type Header<T, Name extends string = string> = T;
/** From the cookies. */
export type Cookie<T, Name extends string = string> = T;
/**
 * From the body, a field of a form as browsers send it (`application/x-www-form-urlencoded`). An object type is spread over
 * its fields. As a form sends every field, an empty one counts as absent; a list is sent by repeating its name.
 */
export type Form<T, Name extends string = string> = T;
/** From the body. */
export type Body<T, MediaType extends string = "application/json"> = T;

/**
 * A list written as one text, its items separated by commas: `tags: Comma<string[]>` reads `?tags=a,b`, in a query also
 * for methods with a body; `Header<Comma<string[]>>` and `Cookie<Comma<Int[]>>` read theirs so, and properties of objects
 * spread over these places. In a path it is one segment, `/items/1,2`. An encoded comma (`%2C`) is part of its item. An empty text is the empty list, `a,,b` has an
 * empty item in the middle; in a header white space around items and empty items mean nothing (RFC 9110 §5.6.1).
 * Several texts of one name follow each other.
 * @see OpenAPI 3.1 §4.8.12.2: `form` and `simple` with `explode: false`
 */
export type Comma<T extends readonly unknown[] | ReadonlySet<unknown> | null | undefined> = T;

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

/**
 * Only ever in answers: what a request says of it is ignored, and refused where undeclared properties are. Since it is
 * absent in what is read, it needs `?` or a `Default` in a type that is read.
 */
export type ReadOnly<T> = T;
/** Only ever in requests: no answer shows it. */
export type WriteOnly<T> = T;
/** `WriteOnly`, and shown in no issue and no log. Also for parameters: `Secret<Header<string>>`. */
export type Secret<T> = T;

export interface DependsOptions {
  /** When it is closed. @default "request" */
  readonly scope?: "request" | "function" | "app";
  /** `false`: a new value for each place that asks. @default true */
  readonly cache?: boolean;
  /** Of scope "app": made at start-up, which fails with it, and not when it is first needed. @default false */
  readonly eager?: boolean;
}

/**
 * What a provider provides: the awaited result, the yielded value, or the instance. Its own parameters are filled like a
 * handler's. Options are written as literal types: `Depends<typeof openDb, { scope: "app" }>`.
 */
export type Depends<F extends Provider, Options extends DependsOptions = {}> = Provided<F>;
/**
 * `Depends` on a provider that says who is asking, with the scopes the caller must hold: `Security<typeof currentUser,
 * ["items:read"]>`. It and all it needs run before the body is read. Scopes add up on the way down; a dependency gets
 * those asked for above it by a parameter of type `SecurityScopes`, and the document shows them.
 */
export type Security<
  F extends Provider,
  Scopes extends readonly string[] = [],
  Options extends DependsOptions = {},
> = Provided<F>;
