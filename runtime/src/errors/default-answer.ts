import { isBodiless } from "../answers/head-fields.js";
import { headerTexts, type ReplyHeaders } from "../answers/header-fields.js";
import { HttpError, phraseOf } from "./http-error.js";
import { ValidationError } from "./validation-error.js";
import { WebSocketError } from "./web-socket-error.js";
import { writeIssues } from "./write-issues.js";

/** The answer to an error, before it goes on the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly json: string;
  readonly headers: ReplyHeaders;
}

/** What Typeway itself answers to an error; `undefined` for an error it knows nothing about. */
export function errorAnswer(error: unknown): ErrorAnswer | undefined {
  if (error instanceof ValidationError && error.status !== 500)
    return { status: error.status, json: `{"detail":${writeIssues(error.issues)}}`, headers: {} };
  if (error instanceof WebSocketError)
    return { status: 403, json: JSON.stringify({ detail: error.reason || phraseOf(403) }), headers: {} };
  if (error instanceof HttpError)
    return { status: error.status, json: JSON.stringify({ detail: error.detail ?? null }), headers: error.headers };
  return undefined;
}

/** The fixed text of everything unexpected: what went wrong is in the log, under the same id. */
export const unexpectedAnswer = (requestId: string): ErrorAnswer => ({
  status: 500,
  json: JSON.stringify({ detail: "Internal Server Error", requestId }),
  headers: {},
});

/** The answer Typeway itself would give to an error: for handlers that only want to add to it. */
export function defaultAnswer(error: HttpError | ValidationError): Response {
  const { status, json, headers } = errorAnswer(error) ?? unexpectedAnswer("");
  const fields = new Headers({ "content-type": "application/json", "x-content-type-options": "nosniff" });
  for (const [name, value] of Object.entries(headers)) {
    fields.delete(name);
    for (const text of headerTexts(name, value)) fields.append(name, text);
  }
  const bodiless = isBodiless(status);
  if (bodiless) fields.delete("content-type");
  return new Response(bodiless ? null : json, { status, headers: fields });
}
