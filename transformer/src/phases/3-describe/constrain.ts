import type {
  ArrayConstraints,
  BigintConstraints,
  JsonValue,
  NumberConstraints,
  NumberFormat,
  SetConstraints,
  StringConstraints,
  StringTransform,
  WireType,
} from "../../ir/wire-type.js";
import type { Tag, TagTarget } from "./typia.js";

/** The kind of tag a type takes, or undefined when it takes none. */
export function targetOf(type: WireType): TagTarget | undefined {
  switch (type.kind) {
    case "string":
    case "number":
    case "bigint":
    case "array":
    case "boolean":
    case "object":
      return type.kind;
    case "set":
    case "tuple":
      return "array";
    default:
      return undefined;
  }
}

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;
export type Constrained = { readonly type: WireType } | { readonly reason: string };

/** A type with further tags. Later tags of the same kind win. */
export function constrain(type: WireType, tags: readonly Tag[]): Constrained {
  let constrained = type;
  for (const tag of tags) {
    const next = addTag(constrained, tag);
    if ("reason" in next) return next;
    constrained = next.type;
  }
  return { type: constrained };
}

const numberFormats = new Set<string>(["float", "double", "int32", "uint32", "int64", "uint64"]);
const numberKeywords = new Set<string>(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
const lengthKeywords = new Set<string>(["minLength", "maxLength"]);
const itemKeywords = new Set<string>(["minItems", "maxItems"]);

function addTag(type: WireType, { kind, value, validate, schema }: Tag): Constrained {
  if (value === undefined) return { reason: `the value of '${kind}' is not a literal` };
  switch (type.kind) {
    case "number":
      if (kind === "type" && numberFormats.has(String(value)))
        return { type: { ...type, format: value as NumberFormat } };
      if (numberKeywords.has(kind))
        return { type: { ...type, constraints: { ...type.constraints, [kind]: Number(value) } as NumberConstraints } };
      break;
    case "bigint":
      if (kind === "type") return { type };
      if (numberKeywords.has(kind))
        return { type: { ...type, constraints: { ...type.constraints, [kind]: String(value) } as BigintConstraints } };
      break;
    case "string":
      if (lengthKeywords.has(kind))
        return { type: { ...type, constraints: { ...type.constraints, [kind]: Number(value) } as StringConstraints } };
      if (kind === "trim" || kind === "lowercase") return { type: withTransform(type, kind) };
      if (kind === "pattern" && !regularExpression(String(value)))
        return { reason: `'${value}' is not a regular expression` };
      if (kind === "pattern" && type.constraints.pattern !== undefined)
        return addPattern(type, type.constraints.pattern, String(value));
      if (kind === "pattern" || kind === "format")
        return { type: { ...type, constraints: { ...type.constraints, [kind]: String(value) } as StringConstraints } };
      break;
    case "array":
      if (itemKeywords.has(kind))
        return { type: { ...type, constraints: { ...type.constraints, [kind]: Number(value) } as ArrayConstraints } };
      if (kind === "uniqueItems")
        return value === true
          ? { type: { ...type, constraints: { ...type.constraints, uniqueItems: true } } }
          : { type };
      break;
    case "set":
      if (itemKeywords.has(kind))
        return { type: { ...type, constraints: { ...type.constraints, [kind]: Number(value) } as SetConstraints } };
      break;
    case "tuple":
      if (itemKeywords.has(kind)) return { reason: "how many items a tuple has is said by its type" };
      if (kind === "uniqueItems") return { reason: "the items of a tuple cannot be told to differ" };
      break;
    case "object":
      if (kind === "exact") return { type: { ...type, exact: true } };
      break;
    default:
      return { type };
  }
  return addForeign(type, kind, validate, schema);
}

/** Both of two patterns, the first of which may be that of a template literal type. */
function addPattern(type: Found<"string">, first: string, second: string): Constrained {
  if (first === second) return { type };
  const pattern = `^(?=[\\s\\S]*?(?:${first}))[\\s\\S]*?(?:${second})`;
  const isSafe = !/\\[1-9k]/.test(first + second) && regularExpression(pattern)?.flags === "u";
  return isSafe
    ? { type: { ...type, constraints: { ...type.constraints, pattern } } }
    : { reason: `'${second}' cannot be joined with the pattern of its type, '${first}'` };
}

/** In one order, so that equal types are equal. */
function withTransform(type: Extract<WireType, { kind: "string" }>, transform: StringTransform): WireType {
  const wanted = new Set<StringTransform>([...(type.transforms ?? []), transform]);
  return { ...type, transforms: (["trim", "lowercase"] as const).filter((one) => wanted.has(one)) };
}

/** With the `u` flag where it is valid with it, else without; undefined when it is no regular expression. */
export function regularExpression(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Valid without the flag, or reported by its absence.
    }
  }
  return undefined;
}

/** A tag of a kind we do not know may bring words for the document, but never a rule that nobody would enforce. */
function addForeign(
  type: WireType,
  kind: string,
  validate: string | undefined,
  schema: object | undefined,
): Constrained {
  if (validate && validate !== "true")
    return { reason: `the tag '${kind}' has a check of its own, which is not supported` };
  if (!schema || (type.kind !== "string" && type.kind !== "number")) return { type };
  return { type: { ...type, schema: { ...type.schema, ...(schema as Record<string, JsonValue>) } } };
}
