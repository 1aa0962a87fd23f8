import type { Problem } from "./problem.js";
import { checkWithRedocly } from "./redocly.js";
import { checkWithSeriousme } from "./seriousme.js";
import { checkWithSwaggerParser } from "./swagger-parser.js";

export type { Problem };

/**
 * Everything that Redocly's recommended rules, @seriousme/openapi-schema-validator and @apidevtools/swagger-parser
 * have to say against a document, warnings included.
 */
export async function validateDocument(document: object): Promise<Problem[]> {
  const found = await Promise.all([
    checkWithRedocly(document),
    checkWithSeriousme(document),
    checkWithSwaggerParser(document),
  ]);
  return found.flat();
}
