/** The constraints of a type as generated code hands them to the slow path: JSON Schema's words. */
export interface StringRules {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly format?: string;
  /** What is done to a string of a request before it is looked at. */
  readonly transforms?: readonly Transform[];
}

export type Transform = "trim" | "lowercase";

export interface NumberRules {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export interface BigintRules {
  readonly minimum?: bigint;
  readonly maximum?: bigint;
  readonly exclusiveMinimum?: bigint;
  readonly exclusiveMaximum?: bigint;
  readonly multipleOf?: bigint;
}

export interface ListRules {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  /** What is done to the items before they are compared. */
  readonly transforms?: readonly Transform[];
}

export type IntegerFormat = "int32" | "uint32" | "int64" | "uint64";

export const rangeByFormat: Readonly<Record<IntegerFormat, { readonly least: number; readonly most: number }>> = {
  int32: { least: -2_147_483_648, most: 2_147_483_647 },
  uint32: { least: 0, most: 4_294_967_295 },
  int64: { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER },
  uint64: { least: 0, most: Number.MAX_SAFE_INTEGER },
};

/** Whether the values are those of an enum or of a union of literals. */
export type LiteralIssue = "enum" | "literal_error";
