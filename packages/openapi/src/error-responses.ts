import { type ErrorDoc, isBodiless } from "@typeway/contract";
import { credentialsOf } from "./credentials.js";
import type { DescribedRoute } from "./described-route.js";
import { type ErrorHandler, findHandler, isForUnseen } from "./error-handlers.js";
import type { ErrorForm } from "./errors.js";
import { readsAnything } from "./parameters.js";
import { partsOf, phraseOf, type Response } from "./response.js";
import type { SchemaWriter } from "./schema-components.js";

/** An error that an operation may end with, and Typeway's own answer to it. */
interface KnownError {
  readonly status: number;
  /** Its class and those above, the nearest first. */
  readonly classes: readonly string[];
  readonly description: string;
  /** A schema that stands nowhere must not be written. */
  readonly response: () => Response;
}

/**
 * What is answered to errors: those that the handler and its dependencies throw, those of credentials, and 422 where there
 * is anything to refuse. Where a handler of errors has typed answers, they stand in their place; a handler of errors that
 * nobody can see being thrown adds its own.
 */
export function errorResponsesOf(route: DescribedRoute, write: SchemaWriter, form: ErrorForm): [string, Response][] {
  const handled = new Map<ErrorHandler, KnownError[]>();
  const responses: [string, Response][] = [];
  for (const error of knownErrors(route, write, form)) {
    const handler = findHandler(route.errorHandlers, error.classes, error.status);
    if (handler === undefined || !hasAnswers(handler)) responses.push([String(error.status), error.response()]);
    else handled.set(handler, [...(handled.get(handler) ?? []), error]);
  }
  for (const handler of route.errorHandlers.flat()) {
    const errors = handled.get(handler) ?? [];
    if (errors.length > 0 || isForUnseen(handler, route.errorHandlers))
      responses.push(...answersOf(handler, errors, write));
  }
  return responses;
}

/** A web Response says nothing of itself: then Typeway's own answer is as good a guess as any. */
const hasAnswers = ({ doc }: ErrorHandler): boolean => doc !== undefined && doc.answers.length > 0;

/** A plain answer has the status of its error. */
function answersOf(
  { doc, status, statuses }: ErrorHandler,
  errors: readonly KnownError[],
  write: SchemaWriter,
): [string, Response][] {
  const own = status === undefined ? statuses : [status];
  const plain = errors.length > 0 ? errors.map((error) => error.status) : own;
  return (doc?.answers ?? []).flatMap((answer) => {
    const codes = answer.status === null ? new Set(plain) : [answer.status];
    return [...codes].map((code): [string, Response] => {
      const said = errors.filter((error) => error.status === code).map(({ description }) => description);
      const description = answer.description ?? ([...new Set(said)].join("; ") || phraseOf(String(code)));
      return [String(code), { description, ...partsOf(answer, write) }];
    });
  });
}

function knownErrors(route: DescribedRoute, write: SchemaWriter, form: ErrorForm): KnownError[] {
  const thrown = route.fragments.flatMap(({ doc }) => doc.errors);
  return [
    ...thrown.map((error) => ({
      status: error.status,
      classes: [...(error.classes ?? []), "HttpError"],
      description: error.description ?? phraseOf(String(error.status)),
      response: () => errorResponse(error, write, form),
    })),
    ...(route.record.words.refusals ?? []).map((refusal) => ({
      status: refusal.status,
      classes: ["HttpError"],
      description: refusal.description ?? phraseOf(String(refusal.status)),
      response: () => ({
        ...errorResponse(refusal, write, form),
        ...(refusal.headers === undefined ? {} : { headers: refusal.headers }),
      }),
    })),
    ...refusals(route, write, form),
    ...(refuses(route)
      ? [
          {
            status: 422,
            classes: ["ValidationError"],
            description: refused,
            response: () => validationResponse(write, form),
          },
        ]
      : []),
  ];
}

const errorResponse = (
  { status, description, detail }: Pick<ErrorDoc, "status" | "description" | "detail">,
  write: SchemaWriter,
  { mediaType, httpError }: ErrorForm,
): Response => ({
  description: description ?? phraseOf(String(status)),
  ...(isBodiless(status) ? {} : { content: { [mediaType]: { schema: write(httpError(detail), "output") } } }),
});

/** To requests without a credential that can be used. One that is optional may be broken all the same. */
function refusals({ fragments }: DescribedRoute, write: SchemaWriter, form: ErrorForm): KnownError[] {
  return fragments
    .flatMap(({ placed }) => credentialsOf(placed))
    .map(({ schemes }) => {
      const [{ status = 401 } = {}] = schemes.map(({ options }) => options);
      const schemesTaken = {
        description: "The schemes that are taken (RFC 9110 §11.6.1).",
        schema: { type: "string" },
      };
      const description = "Not authenticated";
      const response = () => ({
        ...errorResponse({ status, description }, write, form),
        ...(status === 401 ? { headers: { "WWW-Authenticate": { ...schemesTaken, required: true } } } : {}),
      });
      return { status, classes: ["HttpError"], description, response };
    });
}

const refused = "The request is not of the declared type";

const validationResponse = (write: SchemaWriter, { mediaType, validationError }: ErrorForm): Response => ({
  description: refused,
  content: { [mediaType]: { schema: write(validationError, "output") } },
});

function refuses(route: DescribedRoute): boolean {
  const declared = route.record.words.responses;
  const isDeclared = declared[422] !== undefined || declared["4XX"] !== undefined || declared.default !== undefined;
  return !isDeclared && readsAnything(route.fragments);
}
