import type { RouteRecord } from "@typeway/contract";
import type { ExternalDocs, Server, Tag } from "./openapi-document.js";

export interface DocumentOptions {
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
