export { createDocument } from "./create-document.js";
export { createSchema } from "./create-schema.js";
export type {
  Contact,
  DocumentInfo,
  ExternalDocs,
  License,
  OpenApiDocument,
  Server,
  Tag,
} from "./openapi-document.js";
export type { DocumentOptions, OpenApiVersion } from "./options.js";
export { type SchemeClash, schemeClash } from "./security-schemes.js";
export { moveTokenUrls, tokenUrls } from "./token-urls.js";
export { schemaFor30 } from "./versions/schema-30.js";
