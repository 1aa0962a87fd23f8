import type { AnswerDoc, JsonSchema, ResponseDoc, ResponseDocs, RouteWords } from "@typeway/contract";
import type { DescribedRoute } from "./described-route.js";
import { errorResponsesOf } from "./error-responses.js";
import type { ErrorForm } from "./errors.js";
import { takeApart } from "./given-schema.js";
import { mergeDeep } from "./merge.js";
import { partsOf, phraseOf, type Response } from "./response.js";
import type { SchemaWriter } from "./schema-components.js";

type Responses = ReadonlyMap<string, Response>;

/**
 * What an operation may answer: what its handler returns, the errors it and its dependencies document, 422 where
 * there is anything to refuse, and what its options add. Ordered by status, ranges and `default` last.
 */
export function responsesOf(
  route: DescribedRoute,
  write: SchemaWriter,
  form: ErrorForm,
): Readonly<Record<string, Omit<Response, "cookies">>> {
  const { words } = route.record;
  const known = joined([...answersOf(route.doc.answers, words, write), ...errorResponsesOf(route, write, form)]);
  const merged = new Map(known);
  for (const [status, doc] of Object.entries(words.responses)) {
    if (doc !== undefined) merged.set(status, added(status, known.get(status), doc, write));
  }
  // Integer keys come first, in order, as JavaScript's objects keep them.
  const ordered = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(ordered.map(([status, response]) => [status, withCookieHeader(response)]));
}

/** Cookies are one header to OpenAPI, which has no place for their names. */
function withCookieHeader({ description, headers = {}, content, cookies = [] }: Response): Omit<Response, "cookies"> {
  const isSaid = cookies.length === 0 || Object.keys(headers).some((name) => name.toLowerCase() === "set-cookie");
  const names = cookies.map((name) => `\`${name}\``).join(", ");
  const all = isSaid
    ? headers
    : {
        ...headers,
        "Set-Cookie": {
          description: `Sets the cookie${cookies.length === 1 ? "" : "s"} ${names}.`,
          schema: { type: "string" },
        },
      };
  return {
    description,
    ...(Object.keys(all).length > 0 ? { headers: all } : {}),
    ...(content === undefined ? {} : { content }),
  };
}

function answersOf(answers: readonly AnswerDoc[], words: RouteWords, write: SchemaWriter): [string, Response][] {
  const statusOf = ({ status, content }: AnswerDoc) =>
    String(status ?? words.status ?? (content === undefined ? 204 : 200));
  const main = words.responseDescription;
  // A handler that answers with a web Response says nothing about it.
  if (answers.length === 0) return [[String(words.status ?? 200), { description: main ?? "Successful response" }]];
  return answers.map((answer) => {
    const status = statusOf(answer);
    const fallback = answer.status === null ? "Successful response" : phraseOf(status);
    const chosen = answer.status === null || status === String(words.status ?? 200) ? main : undefined;
    return [
      status,
      {
        description: chosen ?? answer.description ?? fallback,
        ...partsOf(answer, write),
      },
    ];
  });
}

/** One response per status, which may be any of those given. */
function joined(responses: readonly [string, Response][]): Responses {
  const byStatus = new Map<string, Response>();
  for (const [status, response] of responses) {
    const known = byStatus.get(status);
    byStatus.set(status, known ? either(known, response, phraseOf(status)) : response);
  }
  return byStatus;
}

function either(a: Response, b: Response, phrase: string): Response {
  const content = new Map(Object.entries(a.content ?? {}));
  for (const [mediaType, media] of Object.entries(b.content ?? {})) {
    const known = content.get(mediaType);
    content.set(mediaType, known ? { ...known, ...media, ...eitherSchema(known["schema"], media["schema"]) } : media);
  }
  const headers = { ...optional(a, b), ...optional(b, a) };
  const cookies = [...new Set([...(a.cookies ?? []), ...(b.cookies ?? [])])].sort();
  return {
    description: eitherText(a.description, b.description, phrase),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(content.size > 0 ? { content: Object.fromEntries(content) } : {}),
    ...(cookies.length > 0 ? { cookies } : {}),
  };
}

/** A header that not every answer of this status has is not required. */
const optional = (from: Response, other: Response): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(from.headers ?? {}).map(([name, header]) => {
      if (other.headers?.[name] !== undefined || typeof header !== "object" || header === null) return [name, header];
      return [name, Object.fromEntries(Object.entries(header).filter(([word]) => word !== "required"))];
    }),
  );

function eitherSchema(a: unknown, b: unknown): { readonly schema?: unknown } {
  if (a === undefined || b === undefined) return {};
  const choices = [a, b].flatMap((schema) => choicesOf(schema));
  const distinct = [...new Map(choices.map((schema) => [JSON.stringify(schema), schema])).values()];
  return { schema: distinct.length === 1 ? distinct[0] : { anyOf: distinct } };
}

const choicesOf = (schema: unknown): readonly unknown[] =>
  typeof schema === "object" && schema !== null && "anyOf" in schema && Object.keys(schema).length === 1
    ? Array.isArray(schema.anyOf)
      ? schema.anyOf
      : [schema]
    : [schema];

/** Both descriptions, unless one of them is only the status's phrase or is contained in the other. */
function eitherText(a: string, b: string, phrase: string): string {
  if (a === phrase || b.includes(a)) return b;
  return b === phrase || a.includes(b) ? a : `${a}; ${b}`;
}

/** The schemas that a route's options name. */
export const responseSchemas = (docs: ResponseDocs): readonly JsonSchema[] =>
  Object.values(docs).flatMap((doc) =>
    [doc?.schema, ...Object.values(doc?.content ?? {}).map(({ schema }) => schema)].filter((one) => one !== undefined),
  );

const givenSchema = (schema: JsonSchema, write: SchemaWriter): JsonSchema => write(takeApart(schema).schema, "output");

/** What a route's options say about a status, over what is known of it: media types and headers add up. */
function added(status: string, known: Response | undefined, doc: ResponseDoc, write: SchemaWriter): Response {
  const content = mergeDeep(
    doc.schema === undefined ? {} : { "application/json": { schema: givenSchema(doc.schema, write) } },
    Object.fromEntries(
      Object.entries(doc.content ?? {}).map(([mediaType, { schema, ...rest }]) => [
        mediaType,
        { ...(schema === undefined ? {} : { schema: givenSchema(schema, write) }), ...rest },
      ]),
    ),
  );
  const media = new Map(Object.entries(known?.content ?? {}));
  for (const [mediaType, extra] of Object.entries(content)) {
    media.set(mediaType, { ...media.get(mediaType), ...(typeof extra === "object" ? extra : {}) });
  }
  const headers = { ...known?.headers, ...doc.headers };
  return {
    description: doc.description ?? known?.description ?? phraseOf(status),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(media.size > 0 ? { content: Object.fromEntries(media) } : {}),
    ...(known?.cookies === undefined ? {} : { cookies: known.cookies }),
  };
}
