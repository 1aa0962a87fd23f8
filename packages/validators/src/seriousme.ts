import { Validator } from "@seriousme/openapi-schema-validator";
import type { Problem } from "./problem.js";

/** The official schema of OpenAPI itself. */
export async function checkWithSeriousme(document: object): Promise<Problem[]> {
  const { valid, errors } = await new Validator().validate({ ...document });
  if (valid) return [];
  const found = typeof errors === "string" ? [{ message: errors, instancePath: "" }] : (errors ?? []);
  return found.map(({ message, instancePath }) => ({
    validator: "seriousme",
    severity: "error",
    message: message ?? "invalid",
    pointer: `#${instancePath}`,
  }));
}
