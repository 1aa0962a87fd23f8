import { type Encoder, isBodiless } from "@typeway/contract";
import { headerTexts, type ReplyHeaders } from "../answers/header-fields.js";
import { detailEncoderOf } from "../compiled/detail.js";
import type { Context } from "../context.js";
import { errorFormat } from "../core.js";
import type { ErrorFormat } from "../options.js";
import { describeError } from "./describe-error.js";
import { type ErrorParts, mediaTypeOf, writeError } from "./error-format.js";
import { errorHeaders } from "./error-headers.js";
import { HttpError, phraseOf } from "./http-error.js";
import { Refusal } from "./refusal.js";
import { foundIn, ValidationError } from "./validation-error.js";
import { WebSocketError } from "./web-socket-error.js";

/** The answer to an error, before it goes on the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly json: string;
  readonly headers: ReplyHeaders;
}

/** How errors are written, and about which request. */
export interface ErrorPlace {
  readonly format: ErrorFormat;
  readonly path?: string;
  /** Writes a detail by the encoder of its class. @throws {TypewayError} for one that is not of its type */
  readonly write?: (encoder: Encoder, error: HttpError) => string;
}

/** Whether Typeway itself has an answer to an error. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof HttpError ||
  error instanceof WebSocketError ||
  (error instanceof ValidationError && error.status !== 500);

/** What Typeway itself answers to an error; `undefined` for an error it knows nothing about. */
export function errorAnswer(error: unknown, place: ErrorPlace): ErrorAnswer | undefined {
  if (error instanceof Refusal) return answer({ status: error.status, issues: error.found }, place);
  if (error instanceof ValidationError && error.status !== 500)
    return answer({ status: error.status, issues: foundIn(error) }, place);
  if (error instanceof WebSocketError) return answer({ status: 403, detail: error.reason || phraseOf(403) }, place);
  if (error instanceof HttpError)
    return answer({ status: error.status, detail: detailOf(error, place) ?? null }, place, error.headers);
  return undefined;
}

/** As JSON: what the class of the error says of it is what leaves. The phrase stands for a detail that was not given. */
function detailOf(error: HttpError, { write = writeLoosely }: ErrorPlace): unknown {
  const encoder = error.detail === phraseOf(error.status) ? undefined : detailEncoderOf(error);
  return encoder === undefined ? error.detail : JSON.parse(write(encoder, error));
}

const writeLoosely = (encoder: Encoder, { detail }: HttpError): string => encoder.encode(detail, false);

/**
 * The fixed text of everything unexpected: what went wrong is in the log, under the same id.
 * @param shown the error itself, where the application shows it
 */
export const unexpectedAnswer = (requestId: string, place: ErrorPlace, shown?: unknown): ErrorAnswer =>
  answer(
    { status: 500, detail: phraseOf(500), requestId, ...(shown !== undefined && { error: describeError(shown) }) },
    place,
  );

function answer(parts: ErrorParts, { format, path }: ErrorPlace, headers: ReplyHeaders = {}): ErrorAnswer {
  const { status } = parts;
  const json = writeError(format, parts, path);
  if (isEmpty(headers) && format === "detail" && !isBodiless(status)) return { status, json, headers: errorHeaders };
  const typed = format === "problem" ? { "content-type": mediaTypeOf(format) } : undefined;
  // A 304 changes the headers of what a browser has kept.
  const safe = isBodiless(status) ? undefined : errorHeaders;
  return { status, json, headers: { ...typed, ...safe, ...headers } };
}

/** Nothing but what every error says: the same object, by which its head is known to be the usual one. */
function isEmpty(headers: ReplyHeaders): boolean {
  for (const _ in headers) return false;
  return true;
}

/**
 * The answer Typeway itself would give to an error: for handlers that only want to add to it.
 * @param context of the request, whose application says in which format errors are written; `{"detail": …}` without it
 */
export function defaultAnswer(error: HttpError | ValidationError, context?: Context): Response {
  const place: ErrorPlace =
    context === undefined
      ? { format: "detail" }
      : { format: context.app[errorFormat], path: context.rootPath + context.url.pathname };
  const { status, json, headers } = errorAnswer(error, place) ?? unexpectedAnswer(context?.id ?? "", place);
  const fields = new Headers({ "content-type": "application/json", "x-content-type-options": "nosniff" });
  for (const [name, value] of Object.entries(headers)) {
    fields.delete(name);
    for (const text of headerTexts(name, value)) fields.append(name, text);
  }
  const bodiless = isBodiless(status);
  if (bodiless) fields.delete("content-type");
  return new Response(bodiless ? null : json, { status, headers: fields });
}
