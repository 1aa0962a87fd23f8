/**
 * A type as it crosses the wire: our own small IR between TypeScript's checker and everything that is generated.
 * Plain data that prints as JSON. A new kind is a compile error at each place that must learn it.
 */
import type { TypeKey, Words } from "@typeway/contract";

export type { TypeKey };

/**
 * Names a value of the user's program that generated code uses: `src/isbn.ts#isIsbn`, `src/money.ts#Money.codec`.
 * What stands behind it is known to the describer alone.
 */
export type ReferenceKey = string;

/** JSON Schema's own keywords, in its units. */
export interface NumberConstraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** The same for bigint, as decimal digits: JSON has no bigint. */
export interface BigintConstraints {
  readonly minimum?: string;
  readonly maximum?: string;
  readonly exclusiveMinimum?: string;
  readonly exclusiveMaximum?: string;
  readonly multipleOf?: string;
}

export interface StringConstraints {
  /** In code points. */
  readonly minLength?: number;
  /** In code points. */
  readonly maxLength?: number;
  /** ECMA-262, unanchored, compiled with the `u` flag. */
  readonly pattern?: string;
  readonly format?: string;
}

/** What is done to a string of a request before it is checked. */
export type StringTransform = "trim" | "lowercase";

export interface ArrayConstraints {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/** In a `Set` no item is repeated anyway. */
export type SetConstraints = Omit<ArrayConstraints, "uniqueItems">;

/** `float` and `double` are any finite number; the others integers within their range, `int64` within ±(2^53-1). */
export type NumberFormat = "float" | "double" | "int32" | "uint32" | "int64" | "uint64";

export type LiteralValue = string | number | boolean;

export interface Property {
  readonly name: string;
  readonly type: WireType;
  /** May be absent on the wire. */
  readonly optional: boolean;
  readonly words?: Words;
  /** JSON value that documents what absence means; filled in when {@link fillsDefault}. */
  readonly default?: JsonValue;
  /** Own words for issues, by code; `*` for any. */
  readonly messages?: Readonly<Record<string, string>>;
  /** Not written where it is null, or where it equals `default`; the value in memory is what it is otherwise. */
  readonly omitted?: readonly ("null" | "default")[];
  /** The decoder puts `default` where the property is absent, and the output always has the property. */
  readonly fillsDefault?: true;
  /** Where it is absent, the constructor of the class has given it a value; the output always has the property. */
  readonly initialized?: true;
  /** `read`: only ever in answers; a request cannot set it. `write`: only ever in requests; no answer shows it. */
  readonly access?: "read" | "write";
  /** Its value is shown in no issue and no log. */
  readonly secret?: true;
  /** It is written as a dependency, which it cannot be: a request would bring the value. */
  readonly dependency?: true;
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export interface ObjectType {
  readonly kind: "object";
  /** In declared order. */
  readonly properties: readonly Property[];
  /** Type of the properties that are not declared (an index signature beside declared ones). */
  readonly additional?: WireType;
  /** The names that `additional` is of, where it is not any: a string with a pattern. Others are undeclared. */
  readonly additionalKeys?: Extract<WireType, { kind: "string" }>;
  /** Undeclared keys are refused. */
  readonly exact?: true;
  /** Names declared as `?: never`: there must be none, which may be all that tells it from another member of a union. */
  readonly absent?: readonly string[];
  /** A class whose constructor, called without arguments, makes the object that is filled. */
  readonly construct?: ReferenceKey;
  /** Why it cannot be read, although it can be written. */
  readonly unreadable?: string;
}

/** A function of the user's that a decoded value has to pass. */
export interface Check {
  readonly reference: ReferenceKey;
  /** The function's name, for messages. */
  readonly name: string;
}

/** A type whose values go through functions, once they are what the type says: in order, up to the first that refuses. */
export interface CheckedType {
  readonly kind: "checked";
  readonly type: WireType;
  readonly checks: readonly Check[];
}

/** A type of the user's that is another one on the wire. */
export interface CodedType {
  readonly kind: "coded";
  readonly wire: WireType;
  /** Of an object with `decode` and `encode`. */
  readonly codec: ReferenceKey;
  /** What it is called in the `loc` of an issue. */
  readonly name: string;
  /** The class that every value is an instance of, where one carries the codec. */
  readonly instance?: ReferenceKey;
}

/** `{ [name: string]: T }` and nothing declared. */
export interface RecordType {
  readonly kind: "record";
  readonly values: WireType;
  /** What the names have to be, where not any string will do: a text in the one form that its value is written in. */
  readonly keys?: WireType;
  /** A `Map` in memory, its keys converted. */
  readonly map?: true;
}

/** An array of which each position has a type of its own. */
export interface TupleType {
  readonly kind: "tuple";
  readonly items: readonly WireType[];
  /** So many of `items` have to be there; the others are optional. */
  readonly required: number;
  /** Type of the items that may follow. */
  readonly rest?: WireType;
}

export type WireType =
  /** Any JSON value. */
  | { readonly kind: "unknown" }
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  /** `schema`: further keywords a tag brings along, as `x-…`. */
  | {
      readonly kind: "string";
      readonly constraints: StringConstraints;
      readonly schema?: { readonly [keyword: string]: JsonValue };
      readonly transforms?: readonly StringTransform[];
    }
  | {
      readonly kind: "number";
      readonly format?: NumberFormat;
      readonly constraints: NumberConstraints;
      readonly schema?: { readonly [keyword: string]: JsonValue };
    }
  /** `values`: only these, as decimal digits; there are no constraints then. */
  | { readonly kind: "bigint"; readonly constraints: BigintConstraints; readonly values?: readonly string[] }
  | { readonly kind: "date" }
  /** A `URL` in memory. */
  | { readonly kind: "url" }
  /** Base64 (RFC 4648 §4); a `Uint8Array` in memory, or a `Buffer`. */
  | { readonly kind: "bytes"; readonly buffer?: true }
  /** At least one value. `enum`: all those of a TypeScript enum, which a request is told of as such. */
  | { readonly kind: "literal"; readonly values: readonly LiteralValue[]; readonly enum?: true }
  | { readonly kind: "array"; readonly items: WireType; readonly constraints: ArrayConstraints }
  /** An array without repetition; a `Set` in memory. */
  | { readonly kind: "set"; readonly items: WireType; readonly constraints: SetConstraints }
  | TupleType
  | RecordType
  | ObjectType
  /**
   * Two or more members. Literals are merged into one member; null is a member. A member is itself a union only where
   * the discriminator's value stands for several objects, which another property tells apart.
   */
  | { readonly kind: "union"; readonly members: readonly WireType[]; readonly discriminator?: Discriminator }
  | CheckedType
  | CodedType
  | { readonly kind: "ref"; readonly to: TypeKey };

/** Every object member of the union has this property with literal values of its own. */
export interface Discriminator {
  readonly property: string;
  /** Index into `members`, by the literal's value as JSON text (`"cat"` with its quotes, `1`). */
  readonly memberByValue: Readonly<Record<string, number>>;
  /** Index of the one member in which the property may be absent. */
  readonly absent?: number;
}

/** A type with a name of its own, or one that refers to itself. */
export interface NamedType {
  readonly key: TypeKey;
  /** The wanted component name, legal characters only. */
  readonly name: string;
  /** Never a `ref`. */
  readonly type: WireType;
  readonly words?: Words;
}

/** The named types that a file's plans refer to. */
export type TypeTable = Readonly<Record<TypeKey, NamedType>>;
