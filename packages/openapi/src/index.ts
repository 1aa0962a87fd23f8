export { createDocument } from "./create-document.js";
export type {
  Contact,
  DocumentInfo,
  ExternalDocs,
  Json,
  License,
  OpenApiDocument,
  Server,
  Tag,
} from "./openapi-document.js";
export type { DocumentOptions } from "./options.js";
