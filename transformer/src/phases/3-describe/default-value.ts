import type {
  ArrayConstraints,
  BigintConstraints,
  JsonValue,
  NumberConstraints,
  NumberFormat,
  ObjectType,
  StringConstraints,
  TupleType,
  WireType,
} from "../../ir/wire-type.js";
import { regularExpression } from "./constrain.js";
import type { TypeProblem } from "./described.js";

/** TypeScript checks initializers, but not the value in `Default<T, V>`: it is JSON, and decoded as such. */
export function defaultProblems(
  value: JsonValue | undefined,
  type: WireType,
  text: string,
  resolve: Resolve,
): TypeProblem[] {
  if (value === undefined || isOfType(value, type, resolve)) return [];
  return [{ code: "TW3005", path: "", type: text, reason: JSON.stringify(value), cure: "" }];
}

/** Gives the structure behind a reference. */
type Resolve = (type: WireType) => WireType;

/** Whether the decoder would take the value, formats of strings aside. */
function isOfType(value: JsonValue, type: WireType, resolve: Resolve): boolean {
  switch (type.kind) {
    case "unknown":
      return true;
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && hasStringConstraints(value, type.constraints);
    case "number":
      return typeof value === "number" && hasFormat(value, type.format) && isWithin(value, type.constraints);
    case "bigint":
      if (type.values !== undefined) return type.values.some((digits) => digits === value);
      return isBigint(value) && isWithinDigits(BigInt(value), type.constraints);
    case "date":
      return typeof value === "string" && dateTime.test(value);
    case "url":
      return typeof value === "string" && /^[!-~]+$/.test(value) && URL.canParse(value);
    case "bytes":
      return typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value;
    case "literal":
      return type.values.some((one) => one === value);
    case "array":
      return isList(value) && hasItems(value, type.constraints) && isEach(value, type.items);
    case "set":
      return isList(value) && hasItems(value, { ...type.constraints, uniqueItems: true }) && isEach(value, type.items);
    case "tuple":
      return isList(value) && isTuple(value, type, resolve);
    case "record":
      return isObject(value) && isEach(Object.values(value), type.values) && areNames(Object.keys(value), type.keys);
    case "object":
      return isObject(value) && isStructure(value, type, resolve);
    case "union":
      return type.members.some((member) => isOfType(value, member, resolve));
    case "checked":
      return isOfType(value, type.type, resolve);
    case "coded":
      return isOfType(value, type.wire, resolve);
    case "ref":
      return isOfType(value, resolve(type), resolve);
  }

  function areNames(names: readonly string[], keys: WireType | undefined): boolean {
    return keys === undefined || names.every((name) => isOfType(keyOf(name, keys), keys, resolve));
  }

  function isEach(values: readonly JsonValue[], of: WireType): boolean {
    return values.every((one) => isOfType(one, of, resolve));
  }
}

/** What a name of a record stands for; the name itself where it is none of the kind. */
function keyOf(name: string, keys: WireType): JsonValue {
  if (keys.kind === "boolean") return name === "true" || (name === "false" ? false : name);
  const isNumeric = keys.kind === "number" || (keys.kind === "literal" && !keys.values.includes(name));
  return isNumeric && String(Number(name)) === name ? Number(name) : name;
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const isObject = (value: JsonValue): value is { readonly [name: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBigint = (value: JsonValue): value is string | number =>
  typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && /^-?(0|[1-9]\d*)$/.test(value);

function hasStringConstraints(value: string, { minLength = 0, maxLength, pattern }: StringConstraints): boolean {
  const { length } = [...value];
  if (length < minLength || (maxLength !== undefined && length > maxLength)) return false;
  return pattern === undefined || regularExpression(pattern)?.test(value) !== false;
}

function hasFormat(value: number, format: NumberFormat | undefined): boolean {
  switch (format) {
    case "int32":
      return (value | 0) === value;
    case "uint32":
      return value >>> 0 === value;
    case "int64":
      return Number.isSafeInteger(value);
    case "uint64":
      return Number.isSafeInteger(value) && value >= 0;
    default:
      return true;
  }
}

function isWithin(value: number, constraints: NumberConstraints): boolean {
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  if (value < minimum || value > maximum || (multipleOf !== undefined && !Number.isInteger(value / multipleOf)))
    return false;
  return (
    !(exclusiveMinimum !== undefined && value <= exclusiveMinimum) &&
    !(exclusiveMaximum !== undefined && value >= exclusiveMaximum)
  );
}

function isWithinDigits(value: bigint, constraints: BigintConstraints): boolean {
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  if (value < BigInt(minimum) || value > BigInt(maximum)) return false;
  if (multipleOf !== undefined && value % BigInt(multipleOf) !== 0n) return false;
  return (
    !(exclusiveMinimum !== undefined && value <= BigInt(exclusiveMinimum)) &&
    !(exclusiveMaximum !== undefined && value >= BigInt(exclusiveMaximum))
  );
}

function hasItems(list: readonly JsonValue[], { minItems = 0, maxItems, uniqueItems }: ArrayConstraints): boolean {
  if (list.length < minItems || (maxItems !== undefined && list.length > maxItems)) return false;
  return !uniqueItems || new Set(list.map((item) => JSON.stringify(item))).size === list.length;
}

function isTuple(list: readonly JsonValue[], { items, required, rest }: TupleType, resolve: Resolve): boolean {
  if (list.length < required) return false;
  return list.every((value, index) => {
    const type = items[index] ?? rest;
    return type !== undefined && isOfType(value, type, resolve);
  });
}

function isStructure(
  value: { readonly [name: string]: JsonValue },
  { properties, additional, additionalKeys, exact }: ObjectType,
  resolve: Resolve,
): boolean {
  const names = new Set(properties.map(({ name }) => name));
  const undeclared = Object.entries(value).filter(([name]) => !names.has(name));
  const others = additionalKeys
    ? undeclared.filter(([name]) => exact || hasStringConstraints(name, additionalKeys.constraints))
    : undeclared;
  if (additional ? !others.every(([, other]) => isOfType(other, additional, resolve)) : exact && others.length > 0)
    return false;
  return properties.every(({ name, type, optional }) => {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    return own === undefined ? optional : isOfType(own, type, resolve);
  });
}
