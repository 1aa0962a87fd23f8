import type { Encoder, Fail, Nesting } from "./compiled.js";
import type { JsonSchema, SchemaDoc, TypeKey } from "./document.js";
import type { IssueSink, Location } from "./issue.js";

/** The schemas of one type of data. */
export interface DataDoc {
  /** What is read. */
  readonly input: JsonSchema;
  /** What is written. */
  readonly output: JsonSchema;
  /** Every type the schemas refer to, and possibly more: the whole file's. */
  readonly schemas: Readonly<Record<TypeKey, SchemaDoc>>;
}

/**
 * Where a schema that is complete in itself keeps what it was made of: a document that it is put into shares the
 * components instead of nesting them.
 */
export const DATA_DOC: unique symbol = Symbol.for("typeway.dataDoc");

/** Generated for a type that a call names without any request: `parse<User>(value)`. One per type and file. */
export interface CompiledData {
  readonly version: number;
  /** As it is written: `User[]`. For messages. */
  readonly name: string;
  /** `undefined` is a value of the type, although JSON has none. */
  readonly optional: boolean;
  readonly nesting?: Nesting;
  /**
   * Checks, converts and strips a parsed JSON value.
   * @returns {@link FAIL} for a value that is not of the type
   */
  decode(value: unknown): unknown | Fail;
  /** After a failed `decode`: appends every issue. */
  explain(value: unknown, at: Location, issues: IssueSink): void;
  readonly encoder: Encoder;
  /** Made on first use. */
  doc(): DataDoc;
}
