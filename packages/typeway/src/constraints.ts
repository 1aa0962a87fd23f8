/**
 * Words about the set of values, JSON Schema's keywords as types. Phantoms in typia's form: an intersection with one
 * optional property, so plain values stay assignable and typia's own tags are the same types.
 */

type Target = "boolean" | "bigint" | "number" | "string" | "array" | "object";
type NumberTarget<V> = V extends bigint ? "bigint" : "number";

/** One JSON Schema keyword as a type, in typia's form. Optional, therefore plain values stay assignable. `value` must be a literal for typia to see it. */
export type Tag<P> = { "typia.tag"?: P };

/**
 * The neutral tag, part of every constraint. An intersection with two kinds of tag has a phantom property of type `never`, which fits every other
 * tagged type; with one kind only, `Int` could not be passed where `Int & Minimum<0>` is asked, although any `number` could.
 */
export interface Tagged {
  "typia.tag"?: { target: Target; kind: "tagged"; value: undefined };
}

export type Minimum<V extends number | bigint> = MinimumTag<V> & Tagged;
export type Maximum<V extends number | bigint> = MaximumTag<V> & Tagged;
export type ExclusiveMinimum<V extends number | bigint> = ExclusiveMinimumTag<V> & Tagged;
export type ExclusiveMaximum<V extends number | bigint> = ExclusiveMaximumTag<V> & Tagged;
export type MultipleOf<V extends number | bigint> = MultipleOfTag<V> & Tagged;
export type Type<V extends "int32" | "uint32" | "int64" | "uint64" | "float" | "double"> = TypeTag<V> & Tagged;
export type MinLength<V extends number> = MinLengthTag<V> & Tagged;
export type MaxLength<V extends number> = MaxLengthTag<V> & Tagged;
export type Pattern<V extends string> = PatternTag<V> & Tagged;
export type Format<V extends string> = FormatTag<V> & Tagged;
export type MinItems<V extends number> = MinItemsTag<V> & Tagged;
export type MaxItems<V extends number> = MaxItemsTag<V> & Tagged;
export type UniqueItems = UniqueItemsTag & Tagged;

export interface MinimumTag<V extends number | bigint> {
  "typia.tag"?: {
    target: NumberTarget<V>;
    kind: "minimum";
    value: V;
    exclusive: ["minimum", "exclusiveMinimum"];
    schema: { minimum: V };
  };
}
export interface MaximumTag<V extends number | bigint> {
  "typia.tag"?: {
    target: NumberTarget<V>;
    kind: "maximum";
    value: V;
    exclusive: ["maximum", "exclusiveMaximum"];
    schema: { maximum: V };
  };
}
export interface ExclusiveMinimumTag<V extends number | bigint> {
  "typia.tag"?: {
    target: NumberTarget<V>;
    kind: "exclusiveMinimum";
    value: V;
    exclusive: ["minimum", "exclusiveMinimum"];
    schema: { exclusiveMinimum: V };
  };
}
export interface ExclusiveMaximumTag<V extends number | bigint> {
  "typia.tag"?: {
    target: NumberTarget<V>;
    kind: "exclusiveMaximum";
    value: V;
    exclusive: ["maximum", "exclusiveMaximum"];
    schema: { exclusiveMaximum: V };
  };
}
export interface MultipleOfTag<V extends number | bigint> {
  "typia.tag"?: { target: NumberTarget<V>; kind: "multipleOf"; value: V; exclusive: true; schema: { multipleOf: V } };
}
export interface TypeTag<V extends "int32" | "uint32" | "int64" | "uint64" | "float" | "double"> {
  "typia.tag"?: {
    target: "number";
    kind: "type";
    value: V;
    exclusive: true;
    schema: { type: V extends "float" | "double" ? "number" : "integer" };
  };
}
export interface MinLengthTag<V extends number> {
  "typia.tag"?: { target: "string"; kind: "minLength"; value: V; exclusive: true; schema: { minLength: V } };
}
export interface MaxLengthTag<V extends number> {
  "typia.tag"?: { target: "string"; kind: "maxLength"; value: V; exclusive: true; schema: { maxLength: V } };
}
export interface PatternTag<V extends string> {
  "typia.tag"?: {
    target: "string";
    kind: "pattern";
    value: V;
    exclusive: ["format", "pattern"];
    schema: { pattern: V };
  };
}
export interface FormatTag<V extends string> {
  "typia.tag"?: { target: "string"; kind: "format"; value: V; exclusive: ["format", "pattern"]; schema: { format: V } };
}
export interface MinItemsTag<V extends number> {
  "typia.tag"?: { target: "array"; kind: "minItems"; value: V; exclusive: true; schema: { minItems: V } };
}
export interface MaxItemsTag<V extends number> {
  "typia.tag"?: { target: "array"; kind: "maxItems"; value: V; exclusive: true; schema: { maxItems: V } };
}
export interface UniqueItemsTag {
  "typia.tag"?: { target: "array"; kind: "uniqueItems"; value: true; exclusive: true; schema: { uniqueItems: true } };
}

/** What is done to a string of a request before its constraints are checked; an answer is written as it is. */
export type Trim = TrimTag & Tagged;
export type Lowercase = LowercaseTag & Tagged;
/** Takes away the white space around it. */
export interface TrimTag {
  "typia.tag"?: { target: "string"; kind: "trim"; value: true; exclusive: true; schema: {} };
}
/** Puts it in small letters. */
export interface LowercaseTag {
  "typia.tag"?: { target: "string"; kind: "lowercase"; value: true; exclusive: true; schema: {} };
}

/** Refuses properties that `T` does not declare (`extra_forbidden`). */
export type Exact<T extends object> = T & ExactTag & Tagged;
export interface ExactTag {
  "typia.tag"?: {
    target: "object";
    kind: "exact";
    value: true;
    exclusive: true;
    schema: { additionalProperties: false };
  };
}

export type Int = number & Type<"int64">;
export type Int32 = number & Type<"int32">;
export type Uint32 = number & Type<"uint32">;
export type Email = string & Format<"email">;
export type Uuid = string & Format<"uuid">;
export type Url = string & Format<"uri">;
export type DateOnly = string & Format<"date">;
export type TimeOnly = string & Format<"time">;
export type Duration = string & Format<"duration">;
export type Ipv4 = string & Format<"ipv4">;
export type Ipv6 = string & Format<"ipv6">;
export type Hostname = string & Format<"hostname">;
export type Password = string & Format<"password">;
