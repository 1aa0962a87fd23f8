import type { JsonSchema } from "@typeway/contract";
import type { BigintConstraints, WireType } from "../../ir/wire-type.js";
import { isIntegerFormat } from "./type-name.js";

/** `format` stands for the range of the type; unsigned ones say their least value as well, which few tools know. */
export function numberSchema(type: Extract<WireType, { kind: "number" }>): JsonSchema {
  const { format, constraints } = type;
  const schema = { type: isIntegerFormat(format) ? "integer" : "number", ...(format === undefined ? {} : { format }) };
  if (format !== "uint32" && format !== "uint64") return { ...schema, ...constraints };
  const most = format === "uint32" ? { maximum: Math.min(constraints.maximum ?? 4_294_967_295, 4_294_967_295) } : {};
  return { ...schema, ...constraints, minimum: Math.max(constraints.minimum ?? 0, 0), ...most };
}

const anyDigits = "^-?(0|[1-9]\\d{0,99})$";
/** `-0` is 0. */
const unsignedDigits = "^(-?0|[1-9]\\d{0,99})$";

/** Digits in a string; JSON input may also be a number that is exact as a double. */
export function bigintSchema(
  constraints: BigintConstraints,
  side: "input" | "output" | "text" | "header" | "shared",
): JsonSchema {
  const pattern = isNeverNegative(constraints) ? unsignedDigits : anyDigits;
  const range = Object.fromEntries(Object.entries(constraints).map(([word, bound]) => [`x-${word}`, bound]));
  if (side !== "input" && side !== "shared") return { type: "string", pattern, ...range };
  const bounds = Object.fromEntries(Object.entries(constraints).map(([word, bound]) => [word, Number(bound)]));
  const minimum = Math.max(bounds.minimum ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const maximum = Math.min(bounds.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return { type: ["string", "integer"], pattern, ...bounds, minimum, maximum, ...range };
}

const isNeverNegative = ({ minimum, exclusiveMinimum }: BigintConstraints): boolean =>
  (minimum !== undefined && BigInt(minimum) >= 0n) ||
  (exclusiveMinimum !== undefined && BigInt(exclusiveMinimum) >= -1n);
