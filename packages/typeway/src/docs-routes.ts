import type { Handler, Pages } from "@typeway/contract";
import * as docs from "@typeway/docs";
import { bytes, type Context, type Raw } from "@typeway/runtime";
import type { DocumentFile } from "./api-document.js";
import { type AppOptions, appDefaults, docsDefaults } from "./app-options.js";
import { answer } from "./pages.js";
import { relativeUrl } from "./relative-url.js";

/** One of the routes that an application has besides its own. */
export interface DocsRoute {
  readonly path: string;
  /** Has a space in it, so that it is never a function's name. */
  readonly name: string;
  readonly handler: Handler & ((context: Context) => Raw<string, number> | Promise<Raw<string, number>>);
}

/** Below the application's prefix. Without the document there are no pages. */
function placesOf({ docs: wanted }: AppOptions): Pages {
  if (wanted === false) return {};
  const { openapiUrl, swaggerUrl, redocUrl } = { ...docsDefaults, ...wanted };
  if (openapiUrl === null) return {};
  return {
    openapi: openapiUrl,
    ...(swaggerUrl !== null && { swagger: swaggerUrl }),
    ...(redocUrl !== null && { redoc: redocUrl }),
  };
}

/** Where the document and its pages are; nothing for what is switched off. */
export function pagesOf(options: AppOptions): Pages {
  const prefixed = Object.entries(placesOf(options)).map(([page, path]) => [page, (options.prefix ?? "") + path]);
  return Object.fromEntries(prefixed);
}

/** What the pages are about, known once all routes are. */
interface Subject {
  readonly fileOf: (rootPath: string) => DocumentFile;
  /** Addresses that Swagger UI asks for tokens. */
  readonly tokenUrls: () => readonly string[];
}

/** The document, its two pages and what these need. */
export function docsRoutes(options: AppOptions, { fileOf, tokenUrls }: Subject): DocsRoute[] {
  const { openapi: openapiUrl, swagger: swaggerUrl, redoc: redocUrl } = placesOf(options);
  if (openapiUrl === undefined) return [];
  const base = swaggerUrl === undefined ? docs.defaultAssetsUrl : `${swaggerUrl.replace(/\/$/, "")}/assets`;
  return [
    { path: openapiUrl, name: "OpenAPI document", handler: serveDocument(fileOf) },
    ...(swaggerUrl === undefined ? [] : swaggerRoutes(options, { openapiUrl, pageUrl: swaggerUrl, base }, tokenUrls)),
    ...(redocUrl === undefined ? [] : [redocRoute(options, { openapiUrl, pageUrl: redocUrl, base })]),
    ...Object.values(docs.assets).map((asset) => ({
      path: `${base}/${asset.file}`,
      name: `documentation asset ${asset.name}`,
      handler: serveAsset(asset),
    })),
  ];
}

interface Places {
  readonly openapiUrl: string;
  readonly pageUrl: string;
  /** Of the assets. */
  readonly base: string;
}

function swaggerRoutes(
  options: AppOptions,
  { openapiUrl, pageUrl, base }: Places,
  tokenUrls: Subject["tokenUrls"],
): DocsRoute[] {
  const { swagger, oauth, assets } = options.docs || {};
  const redirectUrl = `${pageUrl.replace(/\/$/, "")}/oauth2-redirect`;
  const servers = (options.servers ?? []).map((server) => server.url);
  const made = {
    title: options.title ?? appDefaults.title,
    openapiUrl: relativeUrl(pageUrl, openapiUrl),
    assetsUrl: relativeUrl(pageUrl, base),
    oauth2RedirectUrl: relativeUrl(pageUrl, redirectUrl),
    ...(swagger !== undefined && { parameters: swagger }),
    ...(oauth !== undefined && { oauth }),
    ...(assets?.swaggerJs !== undefined && { js: assets.swaggerJs }),
    ...(assets?.swaggerCss !== undefined && { css: assets.swaggerCss }),
  };
  const page = () => docs.swaggerPage({ ...made, connect: [...servers, ...tokenUrls()] });
  return [
    { path: pageUrl, name: "Swagger UI", handler: () => answer(page()) },
    { path: redirectUrl, name: "Swagger UI's OAuth2 redirect", handler: () => answer(docs.swaggerRedirectPage()) },
  ];
}

function redocRoute(options: AppOptions, { openapiUrl, pageUrl, base }: Places): DocsRoute {
  const { redoc, assets } = options.docs || {};
  const page = docs.redocPage({
    title: options.title ?? appDefaults.title,
    openapiUrl: relativeUrl(pageUrl, openapiUrl),
    assetsUrl: relativeUrl(pageUrl, base),
    ...(redoc !== undefined && { parameters: redoc }),
    ...(assets?.redocJs !== undefined && { js: assets.redocJs }),
  });
  return { path: pageUrl, name: "Redoc page", handler: () => answer(page) };
}

const serveDocument =
  (fileOf: (rootPath: string) => DocumentFile) =>
  (context: Context): Raw<string, number> => {
    const { bytes: content, etag } = fileOf(context.rootPath);
    const headers = { etag, "cache-control": "no-cache" };
    return isKnown(context, etag) ? notModified(headers) : bytes(content, { type: "application/json", headers });
  };

const serveAsset =
  (asset: docs.Asset) =>
  async (context: Context): Promise<Raw<string, number>> => {
    const headers = { etag: asset.etag, "cache-control": docs.assetCacheControl };
    return isKnown(context, asset.etag)
      ? notModified(headers)
      : bytes(await asset.read(), { type: asset.type, headers });
  };

const notModified = (headers: Readonly<Record<string, string>>): Raw<string, number> =>
  bytes(new Uint8Array(), { status: 304, headers });

/** RFC 9110 §13.1.2, which compares weakly. */
function isKnown(context: Context, etag: string): boolean {
  const known = context.headers.get("if-none-match")?.split(",") ?? [];
  return known.some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}
