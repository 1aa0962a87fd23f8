import type { JsonSchema, SchemaDoc, TypeKey } from "@typeway/contract";
import { ownKeyPrefix } from "./component-names.js";

/** The bodies of the answers that Typeway itself gives, as types of the document's own. */
export const httpErrorKey: TypeKey = `${ownKeyPrefix}HttpError`;
export const validationErrorKey: TypeKey = `${ownKeyPrefix}ValidationError`;
const issueKey: TypeKey = `${ownKeyPrefix}Issue`;

/** `{"detail": …}`, the body of an `HttpError`. */
export const httpErrorSchema = (detail: JsonSchema): JsonSchema => ({
  type: "object",
  properties: { detail },
  required: ["detail"],
});

export const errorSchemas: Readonly<Record<TypeKey, SchemaDoc>> = {
  [httpErrorKey]: {
    name: "HttpError",
    input: httpErrorSchema({ type: "string", description: "What went wrong." }),
  },
  [validationErrorKey]: {
    name: "ValidationError",
    input: {
      type: "object",
      properties: {
        detail: { type: "array", items: { $ref: issueKey }, description: "Every reason why the request was refused." },
      },
      required: ["detail"],
    },
  },
  [issueKey]: {
    name: "Issue",
    input: {
      type: "object",
      properties: {
        type: { type: "string", description: "A stable code." },
        loc: {
          type: "array",
          items: { type: ["string", "integer"] },
          description: "Where: `path`, `query`, `header`, `cookie` or `body`, then names and indexes.",
        },
        msg: { type: "string", description: "The reason in words." },
        input: { description: "What was found there." },
        ctx: { type: "object", additionalProperties: true, description: "The constraint's own numbers and words." },
      },
      required: ["type", "loc", "msg", "input"],
    },
  },
};
