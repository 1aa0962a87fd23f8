import type { EndpointDoc, JsonSchema } from "@typeway/contract";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** Makes ajv 2020 check what a document says, of its input or its output side. */
function validatorOf(doc: EndpointDoc, schema: JsonSchema, side: "input" | "output"): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, strictNumbers: true, ownProperties: true });
  addFormats.default(ajv, { mode: "full" });
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  ajv.addFormat("uint64", { type: "number", validate: Number.isSafeInteger });
  ajv.addFormat("uint32", { type: "number", validate: Number.isInteger });
  ajv.removeKeyword("contentEncoding");
  ajv.addKeyword({ keyword: "contentEncoding", type: "string", validate: isBase64 });
  for (const [key, type] of Object.entries(doc.schemas)) {
    const { $id, ...own } = idOf(key, (side === "output" ? type.output : undefined) ?? type.input);
    ajv.addSchema({ $id, ...own });
  }
  return ajv.compile(idOf("root", schema));
}

const isBase64 = (_encoding: unknown, text: string): boolean => Buffer.from(text, "base64").toString("base64") === text;

/** A type key has a `#`, which an `$id` must not have. */
function idOf(key: string, schema: JsonSchema): { $id: string; [keyword: string]: unknown } {
  const text = JSON.stringify(schema).replaceAll('"$ref":"src/models.ts#', '"$ref":"src:');
  const parsed: object = JSON.parse(text);
  return { $id: key.replace("src/models.ts#", "src:"), ...parsed };
}

export function inputValidator(doc: EndpointDoc): ValidateFunction {
  const [body] = doc.bodies;
  if (body === undefined) throw new Error("The document has no body");
  return validatorOf(doc, body.schema, "input");
}

export function outputValidator(doc: EndpointDoc): ValidateFunction {
  const schema = doc.answers[0]?.content?.schema;
  if (schema === undefined) throw new Error("The document has no answer with a body");
  return validatorOf(doc, schema, "output");
}
