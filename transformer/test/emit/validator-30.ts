import type { EndpointDoc } from "@typeway/contract";
import { schemaFor30 } from "@typeway/openapi";
import type { ValidateFunction } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

/** Makes ajv check what a document in OpenAPI 3.0 says of its input: JSON Schema of draft 4, and `nullable`. */
export function inputValidator30(doc: EndpointDoc): ValidateFunction {
  const [body] = doc.bodies;
  if (body === undefined) throw new Error("The document has no body");
  const ajv = new AjvDraft04.default({ strict: false, strictNumbers: true, ownProperties: true });
  addFormats.default(ajv, { mode: "full" });
  for (const format of ["int64", "uint64"]) ajv.addFormat(format, { type: "number", validate: Number.isSafeInteger });
  ajv.addFormat("uint32", { type: "number", validate: Number.isInteger });
  ajv.addFormat("byte", (text) => Buffer.from(text, "base64").toString("base64") === text);
  const definitions = Object.fromEntries(
    Object.entries(doc.schemas).map(([key, { input }]) => [key.replace("src/models.ts#", ""), schemaFor30(input)]),
  );
  const schema = JSON.stringify({ allOf: [schemaFor30(body.schema)], definitions });
  return ajv.compile(JSON.parse(schema.replaceAll('"$ref":"src/models.ts#', '"$ref":"#/definitions/')));
}
