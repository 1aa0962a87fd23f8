import SwaggerParser from "@apidevtools/swagger-parser";
import type { Problem } from "./problem.js";

/** Schema, rules of the specification's text, and every reference followed; files and addresses are refused. */
export async function checkWithSwaggerParser(document: object): Promise<Problem[]> {
  try {
    // It changes what it is given.
    const copy = JSON.parse(JSON.stringify(document));
    await SwaggerParser.validate(copy, { resolve: { external: false } });
    return [];
  } catch (error) {
    return [{ validator: "swagger-parser", severity: "error", message: String(error) }];
  }
}
