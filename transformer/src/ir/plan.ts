/** What the generator needs to know of a function, as plain data that prints as JSON. */
import type {
  ClosedNames,
  ContextKind,
  DependencyOptions,
  HandledClass,
  OmitRule,
  Place,
  SecurityScheme,
  Words,
} from "@typeway/contract";
import type { Check, JsonValue, ReferenceKey, WireType } from "./wire-type.js";

/** One named text of the request. */
export interface SlotPlan {
  readonly in: Place | "auto";
  /** On the wire; header names in lower case. */
  readonly name: string;
  /** A scalar, a literal, a union of these, or an array of these when `many`. */
  readonly type: WireType;
  readonly required: boolean;
  readonly many: boolean;
  /** Its text is a list, separated by commas. */
  readonly comma?: true;
  /** Of a `deepObject`: where its issues stand, below the query. */
  readonly loc?: readonly string[];
  readonly words?: Words;
  /** From a literal initializer or `Default`; for the document. */
  readonly default?: JsonValue;
  /** Its value is shown in no issue. */
  readonly secret?: true;
  /** Own words for issues, by code; `*` for any. */
  readonly messages?: Readonly<Record<string, string>>;
}

export interface BodyPlan {
  readonly name: string;
  readonly type: WireType;
  readonly required: boolean;
  /** By its type alone, where the methods of the route are unknown. */
  readonly implied?: true;
  readonly mediaType: string;
  /** Not JSON: the bytes or the text of the whole body. */
  readonly raw?: "bytes" | "text";
  readonly words?: Words;
  readonly default?: JsonValue;
  /** Its value is shown in no issue. */
  readonly secret?: true;
  /** Own words for issues, by code; `*` for any. */
  readonly messages?: Readonly<Record<string, string>>;
}

export type ParamPlan =
  /** One value from one slot; `fill` is the value of an absent one, when its `Default` fills it in. */
  | { readonly kind: "text"; readonly name: string; readonly slot: number; readonly fill?: JsonValue }
  /** One object from several slots; a property whose slot is absent stays absent, or takes `fill`. */
  | {
      readonly kind: "spread";
      readonly name: string;
      readonly required: boolean;
      readonly properties: readonly SpreadProperty[];
      /** The class that makes the object. */
      readonly construct?: ReferenceKey;
      readonly checked?: CheckedSpread;
      /** Names that nothing reads are refused. */
      readonly closed?: ClosedNames;
    }
  | { readonly kind: "body"; readonly name: string; readonly body: number; readonly fill?: JsonValue }
  | {
      readonly kind: "context";
      readonly name: string;
      readonly what: ContextKind;
      /** Of a `WebSocket<In, Out>`. */
      readonly messages?: SocketPlan;
    }
  | {
      readonly kind: "credential";
      readonly name: string;
      readonly schemes: readonly SecurityScheme[];
      readonly required: boolean;
    }
  | {
      readonly kind: "dependency";
      readonly name: string;
      readonly index: number;
      readonly options?: DependencyOptions;
    };

export interface SocketPlan {
  readonly receive: MessagePlan;
  readonly send: MessagePlan;
}

/** `text` and `bytes` travel as they are; a `type` beside `text` says which texts are right. */
export type MessagePlan =
  | { readonly medium: "text"; readonly type?: WireType }
  | { readonly medium: "bytes" }
  | { readonly medium: "json"; readonly type: WireType };

export type SpreadProperty =
  | (SpreadMember & { readonly kind: "slot"; readonly slot: number })
  /** A nested object: there when one of its slots is, or when it is required. */
  | (SpreadMember & {
      readonly kind: "object";
      readonly type: WireType;
      readonly construct?: ReferenceKey;
      readonly checked?: CheckedSpread;
      readonly properties: readonly SpreadProperty[];
    })
  /** Never sent: it is always `fill`. */
  | (SpreadMember & { readonly kind: "fixed"; readonly type: WireType });

/** Functions that the whole object has to pass. */
export interface CheckedSpread {
  readonly checks: readonly Check[];
  /** Where their issues stand. */
  readonly loc: readonly string[];
}

interface SpreadMember {
  readonly name: string;
  /** In the object it belongs to, which as a whole may be absent. */
  readonly required: boolean;
  /** The value of an absent one, when the property's `Default` fills it in. */
  readonly fill?: JsonValue;
}

/** Slots that are one parameter of the document: an object in the `deepObject` style. */
export interface SlotGroupPlan {
  readonly name: string;
  readonly type: WireType;
  readonly required: boolean;
  readonly slots: readonly number[];
  readonly words?: Words;
  readonly default?: JsonValue;
}

/** An error that is answered with `{"detail": …}`, unless a handler answers it. */
export interface ErrorPlan {
  readonly status: number;
  readonly description?: string;
  /** Absent: a text. */
  readonly detail?: WireType;
  /** Its class and those above, the nearest first; absent for `HttpError` itself. */
  readonly classes?: readonly string[];
}

/** A handler or a dependency: everything about its parameters. */
export interface CallablePlan {
  readonly name: string;
  /** `src/users.ts:14:3`, relative to the project. */
  readonly at: string;
  readonly params: readonly ParamPlan[];
  readonly slots: readonly SlotPlan[];
  readonly groups?: readonly SlotGroupPlan[];
  readonly bodies: readonly BodyPlan[];
  /** Thrown by its own body; those of its dependencies are in their own plans. */
  readonly errors: readonly ErrorPlan[];
}

/** One way a handler answers. */
export type AnswerPlan =
  /** A plain value; its status is 200 unless the route says otherwise. */
  | { readonly kind: "json"; readonly status: null; readonly type: WireType; readonly description?: string }
  /** A plain `undefined`. */
  | { readonly kind: "empty"; readonly status: null; readonly description?: string }
  /** `reply(status, value, headers)`; no `type`: without a body; `default`: the status is not a literal. */
  | {
      readonly kind: "reply";
      readonly status: number | "default";
      readonly type?: WireType;
      readonly headers?: readonly HeaderPlan[];
      readonly cookies?: readonly string[];
      readonly description?: string;
    }
  /** `html()`, `text()`, `file()`: documented by media type, sent as they are; `null`: the status of the route. */
  | {
      readonly kind: "raw";
      readonly status: number | null | "default";
      readonly mediaType: string;
      readonly headers?: readonly HeaderPlan[];
      readonly cookies?: readonly string[];
      readonly description?: string;
    }
  /** A web `Response`: sent as it is, undocumented. */
  | { readonly kind: "response" };

export interface HeaderPlan {
  readonly name: string;
  readonly type: WireType;
  readonly required: boolean;
  readonly description?: string;
  /** A codec writes its text, or a part of it. */
  readonly coded?: true;
}

export interface EndpointDocs {
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
}

/** A type that a call names by itself: `parse<User>(value)`. */
export interface DataPlan {
  /** As it is written. */
  readonly name: string;
  readonly type: WireType;
  /** `undefined` is a value of the type. */
  readonly optional: boolean;
}

/** A class of errors whose detail has a type. */
export interface DetailPlan {
  readonly name: string;
  readonly type: WireType;
}

/** A function that is to run in another thread. */
export interface WorkerPlan {
  /** Of its module, as this file imports it; `null`: it is this file's own. */
  readonly specifier: string | null;
  /** Its way from the module's exports. */
  readonly names: readonly string[];
  /** How this file's JavaScript speaks of modules. */
  readonly format: "esm" | "cjs";
}

/** A handler at one registration. */
export interface EndpointPlan extends CallablePlan {
  /** What is left out of its answers; their types say so already. */
  readonly omit?: readonly OmitRule[];
  readonly answers: readonly AnswerPlan[];
  readonly docs: EndpointDocs;
  /** Of a handler of errors of one class. */
  readonly handles?: HandledClass;
}
