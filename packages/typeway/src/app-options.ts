import type { RouteRecord } from "@typeway/contract";
import type { Contact, ExternalDocs, License, OpenApiVersion, Server, Tag } from "@typeway/openapi";
import type { RouteInfo, AppOptions as ServingOptions } from "@typeway/runtime";

export interface DocsOptions {
  /** `null` switches it off, and with it everything below. @default "/openapi.json" */
  readonly openapiUrl?: string | null;
  /** @default "/docs" */
  readonly swaggerUrl?: string | null;
  /** @default "/redoc" */
  readonly redocUrl?: string | null;
  /** Swagger UI's own parameters. */
  readonly swagger?: { readonly [name: string]: unknown };
  /** Redoc's own options. */
  readonly redoc?: { readonly [name: string]: unknown };
  /** @default the copies in the package */
  readonly assets?: { readonly swaggerJs?: string; readonly swaggerCss?: string; readonly redocJs?: string };
  /** Arguments of Swagger UI's `initOAuth`. */
  readonly oauth?: { readonly [name: string]: unknown };
}

export interface AppOptions extends ServingOptions {
  /** @default "Typeway" */
  readonly title?: string;
  /** The version of the API. @default "0.1.0" */
  readonly version?: string;
  readonly summary?: string;
  /** Markdown. */
  readonly description?: string;
  readonly termsOfService?: string;
  readonly contact?: Contact;
  readonly license?: License;
  readonly servers?: readonly Server[];
  readonly externalDocs?: ExternalDocs;
  /** What there is to say about tags, in the order in which they are shown. */
  readonly openapiTags?: readonly Tag[];
  /** The version of OpenAPI that the document is written in. @default "3.1" */
  readonly openapiVersion?: OpenApiVersion;
  /** `false`: no document and no pages are served. */
  readonly docs?: DocsOptions | false;
  /** `false`: `servers` does not begin with the prefix under which the app is reached. @default true */
  readonly rootPathInServers?: boolean;
  /** Names the operations for which neither a route's options nor a comment does. @default the function's name */
  readonly operationId?: (route: RouteInfo) => string;
  /** `false`: one schema per type for input and output. @default true */
  readonly separateSchemas?: boolean;
}

export const appDefaults = { title: "Typeway", version: "0.1.0" } as const;
export const docsDefaults = { openapiUrl: "/openapi.json", swaggerUrl: "/docs", redocUrl: "/redoc" } as const;

/** How a record is listed. */
export const routeInfo = ({ name, path, method, words }: RouteRecord): RouteInfo => ({
  name,
  path,
  methods: [method],
  tags: words.tags,
});
