import type {
  CompiledCallable,
  ContextKind,
  Handler,
  Locations,
  Place,
  Provider,
  SocketCodec,
} from "@typeway/contract";

/** When a dependency is closed. */
export type Lifetime = "function" | "request" | "app";

/** One callable of a route's tree whose texts and bodies are decoded; each function once, however often it is needed. */
export interface Reader {
  readonly compiled: CompiledCallable;
  /** By text slot. */
  readonly places: readonly Place[];
  /** Where its slots were found, for issues. */
  readonly at: Locations;
}

/** An argument that decoding leaves open. */
export type Fill =
  | {
      readonly kind: "context";
      readonly argument: number;
      readonly what: ContextKind;
      /** Of a WebSocket; without one its messages are texts. */
      readonly codec: SocketCodec | undefined;
    }
  | { readonly kind: "value"; readonly argument: number; readonly step: number };

/** One call of a provider. Its position among the steps is where its value is kept. */
export interface Step {
  readonly provider: Provider;
  readonly construct: boolean;
  readonly reader: number;
  /** Another step uses the same decoded arguments, so each needs its own copy. */
  readonly sharesArguments: boolean;
  readonly fills: readonly Fill[];
  readonly lifetime: Lifetime;
}

/** A text slot of a reader. */
export interface Target {
  readonly reader: number;
  readonly slot: number;
}
export interface NamedTarget extends Target {
  /** On the wire. */
  readonly name: string;
}

export interface BodyTarget extends NamedTarget {
  readonly required: boolean;
}
export interface BodyPlan {
  /** The only body slot of the tree; `undefined` when several are the keys of one object. */
  readonly whole: BodyTarget | undefined;
  readonly targets: readonly BodyTarget[];
  /** Lower case. */
  readonly mediaTypes: readonly string[];
}

/** How a route's arguments come about: read texts and body, decode every reader, take the steps, call the handler. */
export interface CallPlan {
  readonly handler: Handler;
  /** Dependencies before the functions that need them, the handler last. */
  readonly readers: readonly Reader[];
  /** `value` counts the parameters of the path. */
  readonly path: readonly (Target & { readonly value: number })[];
  readonly query: readonly NamedTarget[];
  /** Names that are not in `query` are refused. */
  readonly exactQuery: boolean;
  readonly headers: readonly NamedTarget[];
  readonly cookies: readonly NamedTarget[];
  readonly body: BodyPlan | undefined;
  readonly steps: readonly Step[];
  /** Of the handler. */
  readonly fills: readonly Fill[];
}
