import type { CallableDoc, EndpointDoc } from "./document.js";
import type { IssueSink, Location } from "./issue.js";
import type { SecurityScheme } from "./security.js";
import type { Provider } from "./slot.js";
import type { SocketCodec } from "./socket.js";

/**
 * The version of the agreement between generated code and runtime. Generated code carries the number it was written
 * for; the runtime refuses any other, so that two halves of different releases fail at start-up and not at a request.
 */
export const CONTRACT_VERSION = 1;

/** What a generated decoder returns for a value that is not of its type. A symbol: no decoded value can equal it. */
export const FAIL: unique symbol = Symbol.for("typeway.fail");
export type Fail = typeof FAIL;

/** The raw text of a {@link TextSlot}: absent, once, or as often as it was sent. */
export type Text = string | readonly string[] | undefined;

/** `form`: a field of the body. */
export type Place = "path" | "query" | "header" | "cookie" | "form";

/** One named text of a request that a callable reads. Position in `slots` is its index in the `text` argument. */
export interface TextSlot {
  /** `auto`: from the path where the full path has a segment of that name, else from the query. */
  readonly in: Place | "auto";
  /** The name on the wire; header names in lower case, of a `deepObject` with its brackets: `filter[price][min]`. */
  readonly name: string;
  /** Absent is an issue (`missing`). A path slot is always required. */
  readonly required: boolean;
  /** Repeated occurrences are collected; for a slot without it a second occurrence is an issue (`duplicate`). */
  readonly many: boolean;
  /** Of a slot for many: each occurrence is a list of its own, its items separated by commas. */
  readonly comma?: true;
  /** Where its issues stand below its place, when that is not its name alone: `["filter", "price", "min"]`. */
  readonly loc?: readonly string[];
  /** What is sent for it may hold a secret, and is shown nowhere. */
  readonly secret?: true;
}

/** Names that nothing of the route reads are refused (`extra_forbidden`) at these levels. */
export interface ClosedNames {
  readonly in: "query" | "cookie" | "form";
  /** What their names begin with: `""` for those without an object, `filter[` for the properties of a `deepObject`. */
  readonly levels: readonly string[];
}

/** One body parameter. Alone in the whole dependency tree it is the whole body, else the key `name` of one object. */
export interface BodySlot {
  readonly name: string;
  readonly required: boolean;
  /** By its type alone, in a function that does not know the methods it serves: one without a body cannot have it. */
  readonly implied?: true;
  /** Of a raw body also a range: `image/*`. */
  readonly mediaType: string;
  /** Not JSON: the bytes, or the text that they are in UTF-8. It is the only body of its tree. */
  readonly raw?: "bytes" | "text";
  readonly nesting?: Nesting;
  /** It is a secret, or holds one at some depth: nothing is shown of what cannot be told apart from it. */
  readonly secret?: true;
}

/**
 * Of a type that sets no bound to how deeply its values nest: because it holds itself (`closed`), or because somewhere it
 * holds any JSON (`open`). Such a value is looked through before it is decoded; any other type needs no look.
 */
export type Nesting = "closed" | "open";

/** What the runtime hands to a callable without decoding anything. */
export type ContextKind =
  | "Context"
  | "Request"
  | "IncomingMessage"
  | "AbortSignal"
  | "BackgroundTasks"
  | "SecurityScopes"
  | "State"
  | "WebSocket";

export interface DependencyOptions {
  /** When it is closed. @default "request" */
  readonly scope?: "request" | "function" | "app";
  /** `false`: a new value for each place that asks. @default true */
  readonly cache?: boolean;
  /** Of scope "app": made at start-up, and not when it is first needed. @default false */
  readonly eager?: boolean;
  /** Scopes the caller must hold (`Security<typeof f, […]>`). */
  readonly scopes?: readonly string[];
  /** Asked for by `Security<…>`: it runs before the body is read, with everything it needs. */
  readonly authenticates?: true;
}

/** One parameter of a callable, in signature order. */
export type CompiledParam =
  /** Decoded from text slots: one for a scalar or list, several for a spread object. */
  | { readonly kind: "text"; readonly name: string; readonly slots: readonly number[]; readonly closed?: ClosedNames }
  | { readonly kind: "body"; readonly name: string; readonly body: number }
  /** `codec`: of a `WebSocket`, for its messages. */
  | { readonly kind: "context"; readonly name: string; readonly what: ContextKind; readonly codec?: SocketCodec }
  /** Taken from the head of the request: by any of the schemes, in this order. */
  | {
      readonly kind: "credential";
      readonly name: string;
      readonly schemes: readonly SecurityScheme[];
      /** Absent is an answer of 401 or 403. */
      readonly required: boolean;
    }
  /** `index` counts within the callable's {@link Note}. */
  | {
      readonly kind: "dependency";
      readonly name: string;
      readonly index: number;
      readonly options?: DependencyOptions;
    };

/** Where the runtime found each slot, for the `loc` of issues. */
export interface Locations {
  /** By text slot, for example `["query", "limit"]`. */
  readonly text: readonly Location[];
  /** By body slot, `["body"]` or `["body", "item"]`. */
  readonly body: readonly Location[];
  /** Properties that no type of the body declares are issues (`extra_forbidden`), at any depth. */
  readonly refusing?: boolean;
}

/** Generated for every function whose parameters are filled from a request: handlers and dependencies. */
export interface CompiledCallable {
  readonly version: number;
  /** The function's own name; empty when it has none. */
  readonly name: string;
  /** Where the declaration stands: `src/users.ts:14:3`, relative to the project. For messages and logs. */
  readonly at: string;
  readonly params: readonly CompiledParam[];
  readonly slots: readonly TextSlot[];
  readonly bodies: readonly BodySlot[];
  /**
   * Checks, converts and strips in one pass.
   * @param text raw text by slot
   * @param bodies parsed JSON by body slot, `undefined` where absent
   * @returns the arguments in signature order, `undefined` at the places of context, credential and dependency parameters;
   *   {@link FAIL} at the first value that is not of its type
   */
  decode(text: readonly Text[], bodies: readonly unknown[]): unknown[] | Fail;
  /** The slow path after a failed `decode`: appends every issue. */
  explain(text: readonly Text[], bodies: readonly unknown[], at: Locations, issues: IssueSink): void;
  /** What the OpenAPI document says about it; made on first use. */
  doc(): CallableDoc;
}

/** Writes values of one type as JSON. */
export interface Encoder {
  /**
   * @param strict `true`: throws {@link MISMATCH} at the first value that is not of its type, constraints included;
   *   `false`: writes what is there, never silently more than the declared properties
   * @returns JSON text
   */
  encode(value: unknown, strict: boolean): string;
  /** After a mismatch: appends every issue of the value as it is in memory (a `Date` is a `Date`). */
  explain(value: unknown, at: Location, issues: IssueSink): void;
}

/** Thrown by a strict encoder. One frozen value, not an Error: where it broke is found by `explain`. */
export const MISMATCH: unique symbol = Symbol.for("typeway.mismatch");

/** Which properties of an answer are left out: those that are null, that equal their default, that have no value. */
export type OmitRule = "null" | "default" | "unset";

/** How the values a handler may return leave. */
export interface Answers {
  /** What its encoders leave out, as the route's option says. */
  readonly omit?: readonly OmitRule[];
  /** For a plain value; absent when the handler never returns one. */
  readonly plain?: Encoder;
  /** `undefined` is a possible plain answer: 204 without a body. */
  readonly empty: boolean;
  /** For the values of `reply(status, value)`, by status; `null` for a reply without a value. */
  readonly replies?: Readonly<Record<number, Encoder | null>>;
  /** For replies whose status is not a literal in the handler's type. */
  readonly otherReplies?: Encoder | null;
  /** For headers that a codec writes, by the answer's own status and their name: a text, a list of texts, or null. */
  readonly headers?: Readonly<Record<number | "default", Readonly<Record<string, Encoder>>>>;
}

/** Generated for every registration of a handler. */
export interface CompiledEndpoint extends CompiledCallable {
  readonly answers: Answers;
  /** Of a route that a package adds by itself: the `dependencies` of application and routers are not about it. */
  readonly alone?: true;
  doc(): EndpointDoc;
}

/** A dependency as its user names it: the function and the code for the function's own parameters. */
export interface NotedDependency {
  readonly provider: Provider;
  readonly compiled: CompiledCallable;
}

/**
 * Stands beside each function that itself takes dependencies: in the order of its dependency parameters' `index`.
 * Lazy, so that import cycles and hoisting are harmless.
 */
export type Note = () => readonly NotedDependency[];
