import type { JsonSchema, Words } from "@typeway/contract";
import type { JsonValue, LiteralValue, ObjectType, Property, TupleType, WireType } from "../../ir/wire-type.js";
import { inputProperties, isAlwaysThere, outputProperties } from "./access.js";
import { nameSchema } from "./name-schema.js";
import { bigintSchema, numberSchema } from "./number-schema.js";
import { rejoin } from "./shape.js";

/**
 * What is read from JSON, what is written, what is read from text and what is written into a header: they differ for
 * bigint, for dates and for defaults. `shared` is what is read from JSON, in a schema that stands for what is written too.
 */
export type SchemaSide = "input" | "output" | "text" | "header" | "shared";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/**
 * The JSON Schema 2020-12 of a type as a person would write it. A reference to a named type is `{ $ref: TypeKey }`.
 * It accepts exactly what the generated decoder accepts, except for what JSON Schema has no words for: the range of a
 * bigint that is a string.
 */
export function jsonSchema(type: WireType, side: SchemaSide): JsonSchema {
  switch (type.kind) {
    case "unknown":
      return {};
    case "null":
      return { type: "null" };
    case "boolean":
      return { type: "boolean" };
    case "string":
      return { type: "string", ...type.constraints, ...type.schema };
    case "number":
      return { ...numberSchema(type), ...type.schema };
    case "bigint":
      return type.values === undefined ? bigintSchema(type.constraints, side) : literalSchema(type.values);
    case "date":
      return { type: "string", format: side === "header" ? "http-date" : "date-time" };
    case "url":
      return { type: "string", format: "uri" };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "literal":
      return literalSchema(type.values);
    case "array":
      return { type: "array", items: jsonSchema(type.items, side), ...type.constraints };
    case "set":
      return { type: "array", items: jsonSchema(type.items, side), uniqueItems: true, ...type.constraints };
    case "tuple":
      return tupleSchema(type, side);
    case "record":
      return {
        type: "object",
        ...(type.keys === undefined ? {} : { propertyNames: nameSchema(type.keys) }),
        additionalProperties: jsonSchema(type.values, side),
      };
    case "object":
      return objectSchema(type, side);
    case "union":
      return unionSchema(type, side);
    case "checked":
      return jsonSchema(type.type, side);
    case "coded":
      return jsonSchema(type.wire, side);
    case "ref":
      return { $ref: type.to };
  }
}

/** The schema with what the words say about the place it stands in. */
export function describedSchema(schema: JsonSchema, words: Words | undefined, defaultValue?: JsonValue): JsonSchema {
  const { title, description, deprecated, examples, namedExamples } = words ?? {};
  const named = Object.values(namedExamples ?? {}).map(({ value }) => value);
  const all = [...(examples ?? []), ...named];
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...schema,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...(deprecated === true ? { deprecated } : {}),
    ...(all.length === 0 ? {} : { examples: all }),
  };
}

function literalSchema(values: readonly LiteralValue[]): JsonSchema {
  const type = typeOfLiterals(values);
  const [only] = values;
  return { ...(type === undefined ? {} : { type }), ...(values.length === 1 ? { const: only } : { enum: values }) };
}

function typeOfLiterals(values: readonly LiteralValue[]): string | undefined {
  if (values.every((value) => Number.isInteger(value))) return "integer";
  const types = new Set(values.map((value) => typeof value));
  return types.size === 1 ? typeof values[0] : undefined;
}

function tupleSchema({ items, required, rest }: TupleType, side: SchemaSide): JsonSchema {
  return {
    type: "array",
    ...(items.length === 0 ? {} : { prefixItems: items.map((item) => jsonSchema(item, side)) }),
    items: rest === undefined ? false : jsonSchema(rest, side),
    ...(required === 0 ? {} : { minItems: required }),
    ...(rest === undefined ? { maxItems: items.length } : {}),
  };
}

function objectSchema(type: ObjectType, side: SchemaSide): JsonSchema {
  const shown = propertiesOn(type, side).filter(({ words }) => words?.hidden !== true);
  const required = shown.filter((property) => isRequired(property, side)).map(({ name }) => name);
  const properties = Object.fromEntries(shown.map((property) => [property.name, propertySchema(property, side)]));
  return {
    type: "object",
    ...(shown.length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
    ...additionalSchema(type, side),
    ...absentSchema(type),
  };
}

function absentSchema({ absent = [] }: ObjectType): JsonSchema {
  const [only, ...others] = absent.map((name) => ({ required: [name] }));
  if (only === undefined) return {};
  return { not: others.length === 0 ? only : { anyOf: [only, ...others] } };
}

/** A schema for both directions has all properties, and says of each where it belongs. */
function propertiesOn(type: ObjectType, side: SchemaSide): readonly Property[] {
  if (side === "shared") return type.properties;
  // Beside an index signature a property that is never read is taken and left out, whatever it is.
  if (side === "input" && type.additional !== undefined) return type.properties;
  return side === "output" ? outputProperties(type) : inputProperties(type);
}

function propertySchema(property: Property, side: SchemaSide): JsonSchema {
  const { words, default: value, access, secret } = property;
  if (access === "read" && side === "input") return { readOnly: true };
  const schema = secretSchema(jsonSchema(writtenType(property), side), secret);
  return accessSchema(describedSchema(schema, words, value), access);
}

const accessSchema = (schema: JsonSchema, access: Property["access"]): JsonSchema =>
  access === undefined ? schema : { ...schema, [access === "read" ? "readOnly" : "writeOnly"]: true };

/** A form shows dots in its place. */
export const secretSchema = (schema: JsonSchema, secret: true | undefined): JsonSchema =>
  secret && schema.type === "string" && schema.format === undefined ? { ...schema, format: "password" } : schema;

const isRequired = (property: Property, side: SchemaSide): boolean => {
  if (side === "shared" && property.access !== undefined) return false;
  if (side === "input" && property.access === "read") return false;
  return side === "output" ? isAlwaysThere(property) && property.omitted === undefined : !property.optional;
};

/** Of what is left out where it is null, null is never written. */
function writtenType({ type, omitted }: Property): WireType {
  if (type.kind !== "union" || !omitted?.includes("null")) return type;
  const members = type.members.filter(({ kind }) => kind !== "null");
  return members.length === type.members.length ? type : rejoin(type, members);
}

function additionalSchema(type: ObjectType, side: SchemaSide): JsonSchema {
  const closed = type.exact === true ? { additionalProperties: false } : {};
  if (type.additional === undefined) return closed;
  const values = jsonSchema(type.additional, side);
  const { pattern } = type.additionalKeys?.constraints ?? {};
  return pattern === undefined
    ? { additionalProperties: values }
    : { patternProperties: { [pattern]: values }, ...closed };
}

function unionSchema(type: Found<"union">, side: SchemaSide): JsonSchema {
  const bare = { ...type, members: type.members.map(onTheWire) };
  const members = bare.members.filter((member) => member.kind !== "null");
  const isNullable = members.length < bare.members.length && side !== "text" && side !== "header";
  const [only] = members;
  if (only === undefined) return { type: "null" };
  if (members.length === 1) {
    const schema = jsonSchema(only, side);
    return isNullable ? nullableSchema(only, schema) : schema;
  }
  const variants = variantsOf(bare);
  const others = members.filter((member) => !variants.includes(member));
  const schemas = [
    ...(variants.length === 0 ? [] : [variantsSchema(bare, variants, side)]),
    ...others.map((member) => jsonSchema(member, side)),
    ...(isNullable ? [{ type: "null" }] : []),
  ];
  const [first] = schemas;
  if (first !== undefined && schemas.length === 1) return first;
  return { anyOf: schemas };
}

/** Without what is not seen on the wire. */
function onTheWire(type: WireType): WireType {
  if (type.kind === "checked") return onTheWire(type.type);
  return type.kind === "coded" ? onTheWire(type.wire) : type;
}

/** `type` takes null beside the one it names, where nothing else in the schema speaks against null. */
function nullableSchema(type: WireType, schema: JsonSchema): JsonSchema {
  switch (type.kind) {
    case "bigint":
      if (type.values !== undefined) return { type: ["string", "null"], enum: [...type.values, null] };
      return { ...schema, type: [schema.type, "null"].flat() };
    case "boolean":
    case "string":
    case "number":
    case "date":
    case "url":
    case "bytes":
      return { ...schema, type: [schema.type, "null"].flat() };
    case "literal":
      return {
        ...(typeof schema.type === "string" ? { type: [schema.type, "null"] } : {}),
        enum: [...type.values, null],
      };
    default:
      return { anyOf: [schema, { type: "null" }] };
  }
}

/** The members that the discriminator names, when they are all the objects there are. */
function variantsOf(type: Found<"union">): readonly WireType[] {
  const indexes = new Set(Object.values(type.discriminator?.memberByValue ?? {}));
  return type.members.filter((_, index) => indexes.has(index));
}

function variantsSchema(type: Found<"union">, variants: readonly WireType[], side: SchemaSide): JsonSchema {
  const mapping = Object.fromEntries(
    Object.entries(type.discriminator?.memberByValue ?? {}).flatMap(([text, index]) => {
      const member = type.members[index];
      return member?.kind === "ref" ? [[String(JSON.parse(text)), member.to]] : [];
    }),
  );
  const oneOf = variants.map((member) => jsonSchema(member, side));
  // OpenAPI's discriminator has to be required.
  if (type.discriminator?.absent !== undefined) return { oneOf };
  return {
    oneOf,
    discriminator: {
      propertyName: type.discriminator?.property,
      ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
    },
  };
}
