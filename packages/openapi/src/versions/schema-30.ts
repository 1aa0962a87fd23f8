import type { JsonSchema } from "@typeway/contract";
import { isObject, mapValues } from "../subschemas.js";

/** Keywords of a Schema Object of OpenAPI 3.0 that mean there what they mean in 2020-12. */
const common = new Set(
  `title multipleOf maximum minimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties
  minProperties required enum description format default discriminator readOnly writeOnly xml externalDocs example
  deprecated nullable`.split(/\s+/),
);
/** Words about a schema, which say nothing of values. */
const annotations = new Set(["title", "description", "default", "deprecated", "readOnly", "writeOnly", "example"]);
const wordsOfType: Readonly<Record<string, ReadonlySet<string>>> = {
  string: new Set(["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema"]),
  number: new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
  array: new Set(["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]),
  object: new Set(["properties", "required", "additionalProperties", "patternProperties", "propertyNames"]),
};
const typeOfWord = new Map(
  Object.entries(wordsOfType).flatMap(([type, words]) => [...words].map((word) => [word, type] as const)),
);

/** Only null, which has no type of its own there. */
const nothingButNull: JsonSchema = { type: "string", nullable: true, enum: [null] };

/**
 * A 2020-12 schema in the words of OpenAPI 3.0. What these cannot say is left out, so that it accepts no less: the
 * types of a tuple's single positions, patterns of property names, `if`, `contains`.
 * @see https://spec.openapis.org/oas/v3.0.3#schema-object
 */
export function schemaFor30(schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref === "string") return reference(schema);
  const types = Array.isArray(schema.type) ? schema.type.map(String) : undefined;
  if (types === undefined) return schema.type === "null" ? nullOnly(schema) : single(schema);
  const some = types.filter((type) => type !== "null");
  const [only] = some;
  if (only === undefined) return nullOnly(schema);
  const isNullable = some.length < types.length;
  if (some.length === 1) return { ...single({ ...schema, type: only }), ...(isNullable ? { nullable: true } : {}) };
  return several(schema, some, isNullable);
}

/** Beside a `$ref` nothing counts. */
function reference({ $ref, ...rest }: JsonSchema): JsonSchema {
  const words = single(rest);
  return Object.keys(words).length === 0 ? { $ref } : { allOf: [{ $ref }], ...words };
}

const nullOnly = (schema: JsonSchema): JsonSchema => ({ ...wordsOf(schema), ...nothingButNull });

const wordsOf = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(single(schema)).filter(([word]) => annotations.has(word)));

/** `type` is one there: each of several becomes a choice, with the words that speak of it. */
function several(schema: JsonSchema, types: readonly string[], isNullable: boolean): JsonSchema {
  const entries = Object.entries(schema).filter(([word]) => word !== "type");
  const about = (type: string) => {
    const kind = type === "integer" ? "number" : type;
    const words = entries.filter(
      ([word]) => !annotations.has(word) && word !== "examples" && kindOf(word, kind) === kind,
    );
    return single({ type, ...Object.fromEntries(words) });
  };
  const choices = types.map(about);
  const [first, ...others] = choices;
  const extensions = Object.fromEntries(entries.filter(([word]) => word.startsWith("x-")));
  return {
    ...wordsOf(schema),
    anyOf: isNullable ? [{ ...first, nullable: true }, ...others] : choices,
    ...extensions,
  };
}

/** Words about no type in particular go with each; an extension stands once beside them all. */
const kindOf = (word: string, kind: string): string | undefined =>
  word.startsWith("x-") ? undefined : (typeOfWord.get(word) ?? kind);

/** A schema whose `type` is one, or absent. */
function single(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const [word, value] of Object.entries(schema)) {
    if (word === "type") result[word] = value;
    else if (common.has(word) || word.startsWith("x-")) result[word] = value;
  }
  Object.assign(
    result,
    exclusive(schema, "minimum", "exclusiveMinimum", Math.max),
    exclusive(schema, "maximum", "exclusiveMaximum", Math.min),
    example(schema),
    constant(schema),
    binary(schema),
    items(schema),
    members(schema),
    combined(schema),
    absences(schema),
  );
  if (Array.isArray(result.required) && result.required.length === 0) delete result.required;
  return result;
}

/** A bound is exclusive by a flag beside it. */
function exclusive(
  schema: JsonSchema,
  bound: "minimum" | "maximum",
  flag: "exclusiveMinimum" | "exclusiveMaximum",
  tighter: (a: number, b: number) => number,
): JsonSchema {
  const { [bound]: inclusive, [flag]: limit } = schema;
  if (typeof limit !== "number") return typeof limit === "boolean" ? { [flag]: limit } : {};
  if (typeof inclusive === "number" && tighter(inclusive, limit) !== limit) return { [bound]: inclusive };
  return { [bound]: limit, [flag]: true };
}

const example = ({ examples }: JsonSchema): JsonSchema =>
  Array.isArray(examples) && examples.length > 0 ? { example: examples[0] } : {};

function constant(schema: JsonSchema): JsonSchema {
  if (!Object.hasOwn(schema, "const")) return {};
  return schema.const === null ? nothingButNull : { enum: [schema.const] };
}

function binary({ contentEncoding, contentMediaType }: JsonSchema): JsonSchema {
  if (contentEncoding === "base64") return { format: "byte" };
  return contentEncoding === undefined && contentMediaType === "application/octet-stream" ? { format: "binary" } : {};
}

/** Positions of a tuple are told apart no more: each item may be of any of their types. */
function items(schema: JsonSchema): JsonSchema {
  const { prefixItems, items: rest } = schema;
  if (!Array.isArray(prefixItems)) {
    if (rest === false) return { items: {}, maxItems: 0 };
    if (isObject(rest)) return { items: schemaFor30(rest) };
    return schema.type === "array" ? { items: {} } : {};
  }
  const isOpen = rest === undefined || rest === true;
  const all = [...prefixItems, ...(isObject(rest) ? [rest] : [])];
  return { items: isOpen || !all.every(isObject) ? {} : anyOf(all.map(schemaFor30)) };
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  const [only] = distinct;
  return only !== undefined && distinct.length === 1 ? only : { anyOf: distinct };
}

/** Without patterns of names, what any of them allows is allowed by every name that is not declared. */
function members(schema: JsonSchema): JsonSchema {
  const { properties, patternProperties, additionalProperties: rest } = schema;
  const patterns = isObject(patternProperties) ? Object.values(patternProperties) : [];
  const others = rest === undefined || rest === false ? patterns : [...patterns, rest];
  return {
    ...(isObject(properties) ? { properties: mapValues(properties, schemaOrAny) } : {}),
    ...(rest === undefined ? {} : { additionalProperties: additional(others) }),
  };
}

function additional(others: readonly unknown[]): unknown {
  if (others.length === 0) return false;
  return others.every(isObject) ? anyOf(others.map(schemaFor30)) : true;
}

/** `true` is a schema, too. `false` is none that a property could have. */
const schemaOrAny = (value: unknown): JsonSchema =>
  isObject(value) ? schemaFor30(value) : value === false ? { not: {} } : {};

function combined(schema: JsonSchema): JsonSchema {
  const { allOf, anyOf: any, oneOf } = schema;
  return {
    ...(Array.isArray(allOf) ? { allOf: allOf.map(schemaOrAny) } : {}),
    ...(Array.isArray(any) ? choice("anyOf", any, schema) : {}),
    ...(Array.isArray(oneOf) ? choice("oneOf", oneOf, schema) : {}),
  };
}

/** Properties that must not be there. Any other `not` is left out: with less said in it, it would refuse more. */
function absences({ not }: JsonSchema): JsonSchema {
  const isAbsence = (one: unknown): boolean =>
    isObject(one) && Object.keys(one).join() === "required" && Array.isArray(one.required) && one.required.length > 0;
  if (!isObject(not)) return {};
  const isAnyOfThem = Object.keys(not).join() === "anyOf" && Array.isArray(not.anyOf) && not.anyOf.every(isAbsence);
  return isAbsence(not) || isAnyOfThem ? { not } : {};
}

/** Null among the choices is the flag of one that has a type; that alone is no choice any more. */
function choice(word: "anyOf" | "oneOf", choices: readonly unknown[], schema: JsonSchema): JsonSchema {
  const isNull = (one: unknown): boolean => isObject(one) && one.type === "null";
  const converted = choices.filter((one) => !isNull(one)).map(schemaOrAny);
  if (converted.length === choices.length) return { [word]: converted };
  const at = converted.findIndex(takesNull);
  const taker = converted[at];
  if (taker === undefined) return { [word]: [...converted, nothingButNull] };
  const flagged = { ...taker, nullable: true };
  const isAlone = converted.length === 1 && Object.keys(flagged).every((name) => schema[name] === undefined);
  return isAlone ? flagged : { [word]: converted.with(at, flagged) };
}

/** Nothing but its type speaks against null. */
const takesNull = (schema: JsonSchema): boolean =>
  typeof schema.type === "string" &&
  ["enum", "not", "allOf", "anyOf", "oneOf"].every((word) => schema[word] === undefined);
