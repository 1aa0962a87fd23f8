import type { JsonSchema, SchemaDoc, TypeKey } from "@typeway/contract";
import { ownKeyPrefix } from "./component-names.js";

/** How an application writes its errors, as the document describes them. */
export interface ErrorForm {
  readonly mediaType: string;
  /** Of an `HttpError`. @param detail its detail; absent: a text */
  readonly httpError: (detail: JsonSchema | undefined) => JsonSchema;
  /** Of a request that is not of the declared type. */
  readonly validationError: JsonSchema;
  /** What these refer to. */
  readonly schemas: Readonly<Record<TypeKey, SchemaDoc>>;
}

/** The bodies of the answers that Typeway itself gives, as types of the document's own. */
const keyOf = (name: string): TypeKey => `${ownKeyPrefix}${name}`;
const reference = (name: string): JsonSchema => ({ $ref: keyOf(name) });

const issueExample = {
  type: "greater_than_equal",
  loc: ["query", "limit"],
  msg: "Expected 1 or more",
  input: 0,
  ctx: { ge: 1 },
};

const issue: SchemaDoc = {
  name: "Issue",
  input: {
    type: "object",
    description: "One reason why a request was refused.",
    properties: {
      type: { type: "string", description: "A stable code." },
      loc: {
        type: "array",
        items: { type: ["string", "integer"] },
        description: "Where: `path`, `query`, `header`, `cookie` or `body`, then names and indexes.",
      },
      msg: { type: "string", description: "The reason in words." },
      input: { description: "What was found there, cut short; null when nothing was." },
      ctx: { type: "object", additionalProperties: true, description: "The constraint's own numbers and words." },
    },
    required: ["type", "loc", "msg", "input"],
    examples: [issueExample],
  },
};

const issues = {
  type: "array",
  items: reference("Issue"),
  minItems: 1,
  description: "Every reason why the request was refused.",
};

const detailSchema = (detail: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: "object",
  ...more,
  properties: { detail },
  required: ["detail"],
});

const detailForm: ErrorForm = {
  mediaType: "application/json",
  httpError: (detail) => (detail === undefined ? reference("HttpError") : detailSchema(detail)),
  validationError: reference("ValidationError"),
  schemas: {
    [keyOf("HttpError")]: {
      name: "HttpError",
      input: detailSchema(
        { type: "string", description: "What went wrong." },
        { description: "An error.", examples: [{ detail: "Not Found" }] },
      ),
    },
    [keyOf("ValidationError")]: {
      name: "ValidationError",
      input: detailSchema(issues, { description: "A request that is not of the declared type." }),
    },
    [keyOf("Issue")]: issue,
  },
};

/** RFC 9457 §3.1. */
const problemDetails: JsonSchema = {
  type: "object",
  description: "An error, as RFC 9457 writes it.",
  properties: {
    type: {
      type: "string",
      format: "uri-reference",
      description: "Names the kind of problem; `about:blank` where the status says it all.",
    },
    title: { type: "string", description: "The kind of problem in words." },
    status: { type: "integer", description: "The status of the answer." },
    detail: { type: "string", description: "What went wrong this time." },
    instance: { type: "string", format: "uri-reference", description: "The path of the request." },
  },
  required: ["type", "title", "status"],
};

/** One text of several, or one alone. */
const isWritten = ({ const: only, enum: several }: JsonSchema): boolean =>
  typeof only === "string" || (Array.isArray(several) && several.every((one) => typeof one === "string"));

const problemForm: ErrorForm = {
  mediaType: "application/problem+json",
  httpError: (detail) => {
    const problem = reference("ProblemDetails");
    if (detail === undefined) return problem;
    if (isWritten(detail)) return { allOf: [problem, { type: "object", properties: { detail } }] };
    if (detail["type"] === "string") return problem;
    // What an object says are members of the problem; anything else is one.
    if (detail["type"] === "object" || detail["$ref"] !== undefined) return { allOf: [problem, detail] };
    return { allOf: [problem, { type: "object", properties: { details: detail } }] };
  },
  validationError: reference("ValidationProblem"),
  schemas: {
    [keyOf("ProblemDetails")]: {
      name: "ProblemDetails",
      input: {
        ...problemDetails,
        examples: [{ type: "about:blank", title: "Not Found", status: 404, instance: "/items/7" }],
      },
    },
    [keyOf("ValidationProblem")]: {
      name: "ValidationProblem",
      input: {
        description: "A request that is not of the declared type.",
        allOf: [reference("ProblemDetails"), { type: "object", properties: { issues }, required: ["issues"] }],
        // Pages show the example of `ProblemDetails` otherwise, which is a 404 without issues.
        examples: [
          {
            type: "about:blank",
            title: "Unprocessable Entity",
            status: 422,
            detail: "The request is not of the declared type",
            instance: "/items",
            issues: [issueExample],
          },
        ],
      },
    },
    [keyOf("Issue")]: issue,
  },
};

export const errorForms: Readonly<Record<"detail" | "problem", ErrorForm>> = {
  detail: detailForm,
  problem: problemForm,
};
