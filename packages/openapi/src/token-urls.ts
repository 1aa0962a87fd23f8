import type { OpenApiDocument } from "./openapi-document.js";
import { isObject, mapValues } from "./subschemas.js";

const urlNames = new Set(["tokenUrl", "authorizationUrl", "refreshUrl", "openIdConnectUrl"]);

/**
 * Where tokens are got, from one prefix to another: `/token` is the application's own, and clients that reach it under
 * `/api` must ask `/api/token`. Servers do not say so: a path replaces theirs (RFC 3986 §5.2.2).
 */
export function moveTokenUrls(document: OpenApiDocument, from: string, to: string): OpenApiDocument {
  const { securitySchemes, ...components } = document.components ?? {};
  if (securitySchemes === undefined) return document;
  const moved = (url: string): string =>
    /^\/(?!\/)/.test(url) && url.startsWith(from) ? to + url.slice(from.length) : url;
  const withUrls = (value: unknown): unknown => {
    if (!isObject(value)) return value;
    return mapValues(value, (member, name) =>
      typeof member === "string" && urlNames.has(name) ? moved(member) : withUrls(member),
    );
  };
  return { ...document, components: { ...components, securitySchemes: mapValues(securitySchemes, withUrls) } };
}

/** Every address from which a page that shows the document asks for tokens, or learns where to ask. */
export function tokenUrls({ components }: OpenApiDocument): readonly string[] {
  const urlsIn = (value: unknown): string[] =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, member]) =>
          typeof member === "string" && urlNames.has(name) ? [member] : urlsIn(member),
        )
      : [];
  return urlsIn(components?.["securitySchemes"]);
}
