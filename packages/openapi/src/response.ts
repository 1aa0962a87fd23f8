import { STATUS_CODES } from "node:http";
import type { AnswerDoc } from "@typeway/contract";
import type { SchemaWriter } from "./schema-components.js";

/** What an operation may answer under one status. */
export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Names of the cookies it may set. */
  readonly cookies?: readonly string[];
}

const rangePhrases: Readonly<Record<string, string>> = {
  "1XX": "Information",
  "2XX": "Success",
  "3XX": "Redirection",
  "4XX": "Client error",
  "5XX": "Server error",
  default: "Any other answer",
};

export const phraseOf = (status: string): string =>
  rangePhrases[status] ?? STATUS_CODES[status] ?? rangePhrases[`${status.charAt(0)}XX`] ?? "Additional response";

/** What an answer of generated code has beside its description. */
export const partsOf = (answer: AnswerDoc, write: SchemaWriter): Omit<Response, "description"> => ({
  ...headersOf(answer, write),
  ...contentOf(answer, write),
  ...(answer.cookies === undefined ? {} : { cookies: answer.cookies }),
});

function headersOf({ headers = {} }: AnswerDoc, write: SchemaWriter): Pick<Response, "headers"> {
  // OpenAPI 3.1 §4.8.17.1: a `Content-Type` here is ignored.
  const entries = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-type");
  if (entries.length === 0) return {};
  const described = entries.map(([name, header]) => [
    name,
    {
      ...(header.description === undefined ? {} : { description: header.description }),
      ...(header.required ? { required: true } : {}),
      schema: write(header.schema, "output"),
    },
  ]);
  return { headers: Object.fromEntries(described) };
}

const contentOf = ({ content }: AnswerDoc, write: SchemaWriter): Pick<Response, "content"> =>
  content === undefined
    ? {}
    : {
        content: {
          [content.mediaType]: content.schema === undefined ? {} : { schema: write(content.schema, "output") },
        },
      };
