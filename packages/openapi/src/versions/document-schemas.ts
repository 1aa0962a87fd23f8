import type { JsonSchema } from "@typeway/contract";
import type { OpenApiDocument } from "../openapi-document.js";
import { isObject, mapValues } from "../subschemas.js";

type Fields = Readonly<Record<string, unknown>>;

/** A kind of object in a document: by member, the kind of its value, of each item of a list, or of each value of a map. */
interface Kind {
  readonly one?: Readonly<Record<string, KindName>>;
  readonly list?: Readonly<Record<string, KindName>>;
  readonly map?: Readonly<Record<string, KindName>>;
  /** A map itself. */
  readonly each?: KindName;
}

type KindName = keyof typeof kinds | "schema";

const operations = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

const kinds = {
  document: { one: { components: "components" }, map: { paths: "pathItem", webhooks: "pathItem" } },
  components: {
    map: {
      schemas: "schema",
      responses: "response",
      parameters: "parameter",
      requestBodies: "requestBody",
      headers: "parameter",
      callbacks: "callback",
      pathItems: "pathItem",
      mediaTypes: "media",
    },
  },
  pathItem: {
    one: Object.fromEntries(operations.map((name) => [name, "operation"])),
    list: { parameters: "parameter" },
    map: { additionalOperations: "operation" },
  },
  operation: {
    one: { requestBody: "requestBody" },
    list: { parameters: "parameter" },
    map: { responses: "response", callbacks: "callback" },
  },
  callback: { each: "pathItem" },
  /** A header is one without name and place. */
  parameter: { one: { schema: "schema" }, map: { content: "media" } },
  requestBody: { map: { content: "media" } },
  response: { map: { headers: "parameter", content: "media" } },
  media: { one: { schema: "schema", itemSchema: "schema" }, map: { encoding: "encoding" } },
  encoding: { map: { headers: "parameter" } },
} as const satisfies Record<
  string,
  { [K in keyof Kind]: K extends "each" ? string : Readonly<Record<string, string>> }
>;

/** Copies a document with every schema in it changed. Examples and extensions are data and stay what they are. */
export const mapDocumentSchemas = (
  document: OpenApiDocument,
  change: (schema: JsonSchema) => JsonSchema,
): OpenApiDocument => mapKind("document", document, change) as OpenApiDocument;

function mapKind(name: KindName, value: Fields, change: (schema: JsonSchema) => JsonSchema): Fields {
  if (name === "schema") return change(value);
  const kind: Kind = kinds[name] as Kind;
  const inner = (innerName: KindName | undefined, member: unknown): unknown =>
    innerName !== undefined && isObject(member) ? mapKind(innerName, member, change) : member;
  if (kind.each !== undefined) return mapValues(value, (member) => inner(kind.each, member));
  return mapValues(value, (member, key) => {
    const [listed, mapped] = [own(kind.list, key), own(kind.map, key)];
    if (listed !== undefined && Array.isArray(member)) return member.map((item) => inner(listed, item));
    if (mapped !== undefined && isObject(member)) return mapValues(member, (item) => inner(mapped, item));
    return inner(own(kind.one, key), member);
  });
}

const own = (table: Readonly<Record<string, KindName>> | undefined, key: string): KindName | undefined =>
  table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
