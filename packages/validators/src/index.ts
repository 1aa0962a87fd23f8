import type { Problem } from "./problem.js";
import { checkWithRedocly } from "./redocly.js";
import { checkWithSeriousme } from "./seriousme.js";
import { checkWithSwaggerParser } from "./swagger-parser.js";

export type { Problem };

/**
 * Everything that Redocly's recommended rules, @seriousme/openapi-schema-validator and @apidevtools/swagger-parser
 * have to say against a document, warnings included. The last knows no OpenAPI 3.2 and is not asked about it.
 */
export async function validateDocument(document: object): Promise<Problem[]> {
  const found = await Promise.all([
    checkWithRedocly(document),
    checkWithSeriousme(document),
    ...(isVersion32(document) ? [] : [checkWithSwaggerParser(document)]),
  ]);
  return found.flat();
}

const isVersion32 = (document: object): boolean => "openapi" in document && String(document.openapi).startsWith("3.2");
