import type {
  CompiledCallable,
  ContextKind,
  Locations,
  Place,
  Provider,
  SecurityScheme,
  SocketCodec,
  Text,
} from "@typeway/contract";

/** When a dependency is closed. */
export type Lifetime = "function" | "request" | "app";

/** One callable of a route's tree whose texts and bodies are decoded; each function once, however often it is needed. */
export interface Reader {
  readonly compiled: CompiledCallable;
  /** By text slot: none of them has a text yet. Each request fills a copy. */
  readonly blank: readonly undefined[];
  /** By text slot. */
  readonly places: readonly Place[];
  /** It is called with something of the body. */
  readonly takesBody: boolean;
  /** Asked for by `Security` on the way to it, wherever it is used. */
  readonly scopes: readonly string[];
}

/** An argument that decoding leaves open. */
export type Fill =
  | {
      readonly kind: "context";
      readonly argument: number;
      /** `AppState`: of the whole application, for what outlives requests. */
      readonly what: ContextKind | "AppState";
      /** Of a WebSocket; without one its messages are texts. */
      readonly codec: SocketCodec | undefined;
    }
  /** Counts within the plan's `credentials`. */
  | { readonly kind: "credential"; readonly argument: number; readonly credential: number }
  | { readonly kind: "value"; readonly argument: number; readonly step: number }
  /** The same for every request. */
  | { readonly kind: "constant"; readonly argument: number; readonly value: unknown };

/** One call of a provider. Its position among the steps is where its value is kept. */
export interface Step {
  readonly provider: Provider;
  readonly construct: boolean;
  readonly reader: number;
  /** Another step uses the same decoded arguments, so each needs its own copy. */
  readonly sharesArguments: boolean;
  readonly fills: readonly Fill[];
  readonly lifetime: Lifetime;
  /** Of scope "app" and opened at start-up. */
  readonly eager: boolean;
}

/** A text slot of a reader. */
export interface Target {
  readonly reader: number;
  readonly slot: number;
}
export interface PathTarget extends Target {
  /** Counts the parameters of the path. */
  readonly value: number;
  /** Its text is a list, separated by commas. */
  readonly comma: boolean;
}
export interface NamedTarget extends Target {
  /** On the wire. */
  readonly name: string;
  /** Its name needs no encoding in a query or form, so that it can be compared with what is sent. */
  readonly plain: boolean;
  /** Its text is a list, separated by commas. */
  readonly comma: boolean;
  /** What is sent for it is shown nowhere. */
  readonly secret: boolean;
  /** Several texts are collected. */
  readonly many: boolean;
}

/** One parameter that takes a credential. */
export interface CredentialTarget {
  /** Of the parameter, and of the function that has it. */
  readonly name: string;
  readonly taker: CompiledCallable;
  readonly schemes: readonly SecurityScheme[];
  readonly required: boolean;
  /** That the caller must hold, for the challenge. */
  readonly scopes: readonly string[];
}

export interface BodyTarget extends Target {
  readonly name: string;
  readonly required: boolean;
}
export interface BodyPlan {
  /** The only body slot of the tree; `undefined` when several are the keys of one object. */
  readonly whole: BodyTarget | undefined;
  readonly targets: readonly BodyTarget[];
  /** The whole body is not JSON, but bytes or a text. */
  readonly raw?: "bytes" | "text";
  /** It is a form: its fields are texts. */
  readonly form?: FormPlan;
  /** Lower case. */
  readonly mediaTypes: readonly string[];
  /** It may hold a secret. */
  readonly secret: boolean;
}

/** What happens before the body is read, where somebody has to authenticate. */
export interface EarlyPlan {
  /** The first so many steps authenticate or are needed by those that do. */
  readonly steps: number;
  /** Of these steps. When one of them refuses its texts, nobody waits for the body. */
  readonly readers: readonly number[];
}

export interface FormPlan {
  readonly targets: readonly NamedTarget[];
  /** Fields that are not among them are refused. */
  readonly closed: boolean;
  /** Some field may hold a secret, so what cannot be told apart from one is not shown. */
  readonly secret: boolean;
}

/** What requests copy before they fill it. */
export interface Blank {
  /** By reader; those that read no texts keep what is here. */
  readonly texts: readonly Text[][];
  /** By reader. */
  readonly arguments: readonly undefined[];
  /** By step. */
  readonly values: readonly undefined[];
}

/** How a route's arguments come about: read texts and body, decode every reader, take the steps, call the handler. */
export interface CallPlan {
  /** Dependencies before the functions that need them, the handler last. */
  readonly readers: readonly Reader[];
  /** By reader. Made when the first request is refused. */
  locations: readonly Locations[] | undefined;
  readonly blank: Blank;
  /** Something of the route is in its path, query, headers or cookies, or must not be. */
  readonly readsTexts: boolean;
  readonly path: readonly PathTarget[];
  readonly query: readonly NamedTarget[];
  /** Where names that are not in `query` are refused; see `ClosedNames`. */
  readonly closedLevels: ReadonlySet<string>;
  /** The objects in the `deepObject` style and those inside them (`filter[`, `filter[price][`), inner ones first. */
  readonly deepLevels: readonly string[];
  readonly headers: readonly NamedTarget[];
  readonly cookies: readonly NamedTarget[];
  /** Cookies that are not in `cookies` are refused. */
  readonly closedCookies: boolean;
  readonly credentials: readonly CredentialTarget[];
  /** Names of API keys, which are declared as much as those of parameters are. */
  readonly keys: { readonly query: ReadonlySet<string>; readonly cookie: ReadonlySet<string> };
  readonly body: BodyPlan | undefined;
  /** Properties that no type of the body declares are refused, at any depth. */
  readonly refusing: boolean;
  /** Some text or body may hold a secret, so what cannot be told apart from one is not shown. */
  readonly secret: boolean;
  readonly steps: readonly Step[];
  /** `undefined` where nobody authenticates. */
  readonly early: EarlyPlan | undefined;
  /** Of the handler. */
  readonly fills: readonly Fill[];
}
