import type { RouteRecord, SchemaDoc, TypeKey } from "@typeway/contract";
import { type DescribedRoute, describeRoute } from "./described-route.js";
import { errorHandlerReader } from "./error-handlers.js";
import { type ErrorForm, errorForms } from "./errors.js";
import { takeApart } from "./given-schema.js";
import type { DocumentInfo, OpenApiDocument } from "./openapi-document.js";
import { operationOf } from "./operation.js";
import { operationIds } from "./operation-ids.js";
import type { DocumentOptions } from "./options.js";
import { type PlacedRoute, placeRoutes } from "./paths.js";
import { responseSchemas } from "./responses.js";
import { type SchemaUse, type SchemaWriter, schemaComponents } from "./schema-components.js";
import { securitySchemes } from "./security-schemes.js";
import { documentFor30 } from "./versions/document-30.js";

/**
 * Assembles an OpenAPI document from what was compiled. No handler runs, and nothing is shared with the fragments: the
 * caller may change the document. The same routes give the same document; only `paths` keeps their order. QUERY
 * operations have a place in 3.2 alone, and 3.0 says less of some schemas.
 * @throws {TypeError} when a fragment refers to a type that no fragment describes, or two security schemes want one name
 */
export function createDocument(
  info: DocumentInfo,
  routes: readonly RouteRecord[],
  options: DocumentOptions = {},
): OpenApiDocument {
  const { version = "3.1" } = options;
  const placed = placeRoutes(
    routes.filter((record) => record.words.documented),
    version,
  );
  const readHandlers = errorHandlerReader();
  const described = new Map(placed.map(({ record }) => [record, describeRoute(record, readHandlers)]));
  const ids = operationIds([...described.values()], options.operationId);
  const form = errorForms[options.errors ?? "detail"];
  const pathsWith = (write: SchemaWriter) => pathItems(placed, described, ids, write, form);

  // Which component a type becomes depends on every use of it, so the paths are gone through twice.
  const uses: SchemaUse[] = [];
  pathsWith((schema, direction) => {
    uses.push({ schema, direction });
    return schema;
  });
  const docs = new Map<TypeKey, SchemaDoc>(Object.entries(form.schemas));
  for (const { record, fragments, errorHandlers } of described.values()) {
    const given = responseSchemas(record.words.responses).map(takeApart);
    const handlers = errorHandlers.flat().flatMap(({ doc }) => doc ?? []);
    for (const { schemas } of [...given, ...handlers, ...fragments.map(({ doc }) => doc)])
      for (const [key, schema] of Object.entries(schemas)) docs.set(key, schema);
  }
  const { components, write } = schemaComponents(docs, uses, options.separateSchemas ?? true);

  const document = plainJson({
    openapi: version === "3.2" ? "3.2.0" : "3.1.0",
    info: infoOf(info),
    servers: options.servers === undefined || options.servers.length === 0 ? [{ url: "/" }] : options.servers,
    // Nothing is required of the caller unless an operation says so.
    security: [],
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.externalDocs === undefined ? {} : { externalDocs: options.externalDocs }),
    paths: pathsWith(write),
    ...componentsOf({ schemas: components, securitySchemes: securitySchemes([...described.keys()]) }),
  });
  return version === "3.0" ? documentFor30(document) : document;
}

/** Without kinds of which there are none. */
function componentsOf(kinds: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const present = Object.entries(kinds).filter(([, components]) => Object.keys(components).length > 0);
  return present.length === 0 ? {} : { components: Object.fromEntries(present) };
}

const infoOf = ({ title, version, ...rest }: DocumentInfo) => ({ title, version, ...rest });

function pathItems(
  placed: readonly PlacedRoute[],
  described: ReadonlyMap<RouteRecord, DescribedRoute>,
  ids: ReadonlyMap<RouteRecord, string>,
  write: SchemaWriter,
  form: ErrorForm,
): Record<string, Record<string, unknown>> {
  const items = new Map<string, Record<string, unknown>>();
  for (const { record, path, names } of placed) {
    const route = described.get(record);
    const operationId = ids.get(record);
    if (route === undefined || operationId === undefined) continue;
    const item = items.get(path) ?? {};
    item[record.method.toLowerCase()] = operationOf(route, { operationId, pathNames: names }, write, form);
    items.set(path, item);
  }
  return Object.fromEntries(items);
}

/** A copy without members that are `undefined`. */
const plainJson = (document: OpenApiDocument): OpenApiDocument => JSON.parse(JSON.stringify(document));
