import type { CompiledCallable, CompiledEndpoint, Place } from "./compiled.js";
import type { JsonSchema } from "./document.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY";

/** What a route is listed under: `WS` for a WebSocket, which is no method of HTTP. */
export type RouteMethod = Method | "WS";

export interface ResponseDoc {
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly content?: Readonly<
    Record<
      string,
      {
        readonly schema?: JsonSchema;
        readonly example?: unknown;
        readonly examples?: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly headers?: Readonly<Record<string, unknown>>;
}
export type ResponseDocs = { readonly [status in number | "default" | `${1 | 2 | 3 | 4 | 5}XX`]?: ResponseDoc };

/** An error that a middleware answers with by itself, for the document: an `HttpError` without a detail of its own. */
export interface RefusalDoc {
  readonly status: number;
  /** @default the status's phrase */
  readonly description?: string;
  /** OpenAPI header objects, by name. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** What a user may say about a route beyond its signature, already merged over app, routers and route. */
export interface RouteWords {
  readonly tags: readonly string[];
  readonly responses: ResponseDocs;
  /** Of what runs around the route. */
  readonly refusals?: readonly RefusalDoc[];
  readonly deprecated: boolean;
  /** `false`: served but not documented. */
  readonly documented: boolean;
  readonly status?: number;
  readonly summary?: string;
  readonly description?: string;
  readonly responseDescription?: string;
  readonly operationId?: string;
  /** Merged deeply into the operation. */
  readonly openapi?: { readonly [name: string]: unknown };
}

/** A callable of a route's tree with the places its `auto` slots got from the full path. */
export interface PlacedCallable<C extends CompiledCallable = CompiledCallable> {
  readonly compiled: C;
  /** By text slot. */
  readonly places: readonly Place[];
  /** Asked for by `Security` on the way to it, outermost first; of several uses all of them. */
  readonly scopes: readonly string[];
}

/** One router's handlers of errors. Without generated code there is nothing to document. */
export interface ErrorHandlerRecords {
  readonly classes: readonly { readonly name: string; readonly compiled: CompiledEndpoint | undefined }[];
  readonly statuses: readonly { readonly status: number; readonly compiled: CompiledEndpoint | undefined }[];
}

/** One method and path as the runtime serves it: what `routes` lists and the document is made of. */
export interface RouteRecord {
  readonly method: RouteMethod;
  /** With every prefix: `/users/{userId}/files/{path*}`. */
  readonly path: string;
  /** For `urlFor` and lists; the handler's function name unless an option says otherwise. */
  readonly name: string;
  readonly endpoint: PlacedCallable<CompiledEndpoint>;
  /** Every dependency of the tree once, dependencies before the functions that ask for them. */
  readonly dependencies: readonly PlacedCallable[];
  readonly words: RouteWords;
  /** What answers its errors instead of Typeway, the innermost router's first. */
  readonly errorHandlers?: readonly ErrorHandlerRecords[];
}
