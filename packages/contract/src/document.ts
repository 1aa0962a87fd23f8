/**
 * OpenAPI fragments as the transformer writes them. Names of types are still keys, unique in the program; the
 * document's assembler turns them into component names.
 */

/** What `JSON.parse` returns. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A JSON Schema 2020-12 (OpenAPI 3.1) schema. A reference is `{ "$ref": TypeKey }` until the document is assembled. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * Identifies a named type over the whole program: `src/models.ts#User`, `src/page.ts#Page<src/models.ts#User>`.
 * Paths are relative to the project and use `/`.
 */
export type TypeKey = string;

export interface SchemaDoc {
  /** The wanted component name, legal characters only: `User`, `Page_User`. */
  readonly name: string;
  /** What is read. */
  readonly input: JsonSchema;
  /** What is written, where it differs from what is read. */
  readonly output?: JsonSchema;
  /** What stands for both in a document that has one schema per type, where it is not what is read. */
  readonly shared?: JsonSchema;
}

export interface Words {
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: true;
  /** Left out of the document. */
  readonly hidden?: true;
  readonly examples?: readonly unknown[];
  readonly namedExamples?: Readonly<
    Record<string, { readonly summary?: string; readonly description?: string; readonly value: unknown }>
  >;
}

/** By position: the document's side of a callable's `slots`. */
export interface TextSlotDoc extends Words {
  readonly schema: JsonSchema;
}

/** Slots that are one parameter of the document: an object in the `deepObject` style. */
export interface SlotGroupDoc extends TextSlotDoc {
  readonly name: string;
  readonly required: boolean;
  /** By position among the callable's `slots`. */
  readonly slots: readonly number[];
}

export interface BodySlotDoc extends Words {
  readonly schema: JsonSchema;
}

/** A response known from `@throws` or from `throw new HttpError(404, …)`, there or in what is called. */
export interface ErrorDoc {
  readonly status: number;
  readonly description?: string;
  /** Of `detail` in the body; a string where this is absent. */
  readonly detail?: JsonSchema;
  /** Its class and those above, the nearest first: `errors#OutOfStock`. Absent for `HttpError` itself. */
  readonly classes?: readonly string[];
}

export interface CallableDoc {
  readonly slots: readonly TextSlotDoc[];
  /** All in the query. */
  readonly groups?: readonly SlotGroupDoc[];
  readonly bodies: readonly BodySlotDoc[];
  readonly errors: readonly ErrorDoc[];
  /** Every type the schemas refer to, and possibly more: the whole file's. */
  readonly schemas: Readonly<Record<TypeKey, SchemaDoc>>;
}

export interface AnswerDoc {
  /** `null`: the status of plain answers, which the route's options may set; `default`: any that is not named. */
  readonly status: number | null | "default";
  readonly description?: string;
  /** Absent: no body. */
  readonly content?: { readonly mediaType: string; readonly schema?: JsonSchema };
  readonly headers?: Readonly<
    Record<string, { readonly schema: JsonSchema; readonly required: boolean; readonly description?: string }>
  >;
  /** Names of the cookies it may set. */
  readonly cookies?: readonly string[];
}

/** What a handler of `onError` is for. */
export interface HandledClass {
  /** Its class and those above, the nearest first; `HttpError`, `ValidationError` and `Error` are called so. */
  readonly classes: readonly string[];
  /** Those that the class answers with; empty when that cannot be told. */
  readonly statuses: readonly number[];
}

export interface EndpointDoc extends CallableDoc {
  /** Of a handler of errors of one class. */
  readonly handles?: HandledClass;
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
  readonly answers: readonly AnswerDoc[];
}
