import type { RouteRecord } from "@typeway/contract";
import type { ExternalDocs, Server, Tag } from "./openapi-document.js";

/** Of OpenAPI itself. */
export type OpenApiVersion = "3.0" | "3.1" | "3.2";

export interface DocumentOptions {
  /** @default "3.1" */
  readonly version?: OpenApiVersion;
  /** @default [{ url: "/" }], which is what OpenAPI means by none */
  readonly servers?: readonly Server[];
  /** What there is to say about tags, in the order in which they are shown. */
  readonly tags?: readonly Tag[];
  readonly externalDocs?: ExternalDocs;
  /** Names the operations for which neither a route's options nor a comment does. @default the function's name */
  readonly operationId?: (route: RouteRecord) => string;
  /** How errors are written: `{"detail": …}`, or `application/problem+json` of RFC 9457. @default "detail" */
  readonly errors?: "detail" | "problem";
  /** `false`: one schema per type, the one of what is read. @default true */
  readonly separateSchemas?: boolean;
}
