import type { OpenApiDocument } from "../openapi-document.js";
import { isObject, mapValues } from "../subschemas.js";
import { mapDocumentSchemas } from "./document-schemas.js";
import { schemaFor30 } from "./schema-30.js";

/**
 * An OpenAPI 3.1 document in the words of 3.0. Left out is what 3.0 has no place for: webhooks (they are under
 * `x-webhooks`, where Redoc finds them) and shared path items.
 */
export function documentFor30(document: OpenApiDocument): OpenApiDocument {
  const { webhooks, jsonSchemaDialect: _, ...rest } = mapDocumentSchemas(document, schemaFor30);
  if (isObject(rest.components)) delete rest.components["pathItems"];
  return {
    ...rest,
    openapi: "3.0.3",
    info: infoFor30(rest.info),
    paths: Object.fromEntries(
      Object.entries(rest.paths).map(([path, item]) => [
        path,
        mapValues(item, (operation) => withoutRoles(withBinaryBody(operation), rest)),
      ]),
    ),
    ...(webhooks === undefined ? {} : { "x-webhooks": webhooks }),
  };
}

/** Of bytes that are a whole body 3.1 needs no schema; to 3.0 they are a string (§4.7.14.2). */
function withBinaryBody(operation: unknown): unknown {
  if (!isObject(operation) || !isObject(operation["requestBody"])) return operation;
  const { requestBody } = operation;
  if (!isObject(requestBody["content"])) return operation;
  const content = mapValues(requestBody["content"], (media) =>
    isObject(media) && media["schema"] === undefined
      ? { schema: { type: "string", format: "binary" }, ...media }
      : media,
  );
  return { ...operation, requestBody: { ...requestBody, content } };
}

/** Only OAuth 2 and OpenID Connect know scopes there (§4.7.30.1). */
function withoutRoles(operation: unknown, { components }: Pick<OpenApiDocument, "components">): unknown {
  if (!isObject(operation) || !Array.isArray(operation["security"])) return operation;
  const schemes = components?.["securitySchemes"] ?? {};
  const security = operation["security"].map((requirement: Readonly<Record<string, unknown>>) =>
    mapValues(requirement, (scopes, name) => {
      const scheme = schemes[name];
      const type = isObject(scheme) ? scheme["type"] : undefined;
      return type === "oauth2" || type === "openIdConnect" ? scopes : [];
    }),
  );
  return { ...operation, security };
}

/** A licence is named by its address there, and a summary begins the description. */
function infoFor30({ summary, ...rest }: OpenApiDocument["info"]): OpenApiDocument["info"] {
  const description = [summary, rest.description].filter((text) => text !== undefined).join("\n\n");
  const info = { ...rest, ...(description === "" ? {} : { description }) };
  if (info.license?.identifier === undefined) return info;
  const { identifier, ...others } = info.license;
  return { ...info, license: { url: `https://spdx.org/licenses/${encodeURIComponent(identifier)}.html`, ...others } };
}
