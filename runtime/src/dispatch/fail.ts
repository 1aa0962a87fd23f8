import { isBodiless } from "@typeway/contract";
import { sendAnswer } from "../answers/answer.js";
import { encode } from "../answers/encode.js";
import { sendEmpty, sendError, sendJson } from "../answers/json-answer.js";
import type { Failure } from "../dependencies/scope.js";
import { isThenable } from "../dependencies/thenable.js";
import {
  type ErrorAnswer,
  type ErrorPlace,
  errorAnswer,
  isAnswered,
  unexpectedAnswer,
} from "../errors/default-answer.js";
import { errorHeaders } from "../errors/error-headers.js";
import { type FoundHandler, findHandler } from "../errors/find-handler.js";
import { HttpError } from "../errors/http-error.js";
import type { Refusal } from "../errors/refusal.js";
import { ValidationError } from "../errors/validation-error.js";
import { languagesOf } from "../exchange/languages.js";
import type { Messages } from "../options.js";
import type { ErrorHandler } from "../registration.js";
import { handlersAt } from "../routing/region.js";
import type { Run } from "../run.js";
import { conclude } from "./7-conclude.js";

/**
 * Ends a request with an error: unwinds its scopes, in which the error may be replaced, then answers. Never throws.
 */
export function fail(run: Run, error: unknown): void {
  run.addedTasks?.drop();
  const unwound = unwind(run, { error });
  if (unwound instanceof Promise) unwound.then((failure) => answerFailure(run, failure.error));
  else answerFailure(run, unwound.error);
}

/** Ends a request that is not of its type, as {@link fail} does; where nothing could see the error, none is made. */
export function turnAway(run: Run, refusal: Refusal): void {
  if (mayBeSeen(run)) fail(run, refusal.toError());
  else {
    run.addedTasks?.drop();
    answerByDefault(run, refusal);
  }
}

/** By a clean-up, a handler of errors, or who words the issues. */
const mayBeSeen = ({ core, route, exchange, openFunctionScope, openRequestScope }: Run): boolean =>
  core.messages !== undefined ||
  route === undefined ||
  route.errorHandlers.length > 0 ||
  openFunctionScope !== undefined ||
  openRequestScope !== undefined ||
  exchange.sent;

/** The inner scope first. Before the head has left, what a clean-up throws instead becomes the failure. */
export function unwind(run: Run, failure: Failure): Failure | Promise<Failure> {
  const { openFunctionScope, openRequestScope } = run;
  if (openFunctionScope === undefined && openRequestScope === undefined) return failure;
  const mishap = run.exchange.sent ? (error: unknown) => run.reportCleanUp(error) : "raise";
  const closeOuter = (inner: Failure | undefined): Failure | Promise<Failure> => {
    const current = inner ?? failure;
    const outer = openRequestScope?.close(current, mishap) ?? current;
    return outer instanceof Promise ? outer.then((last) => last ?? current) : outer;
  };
  const inner = openFunctionScope?.close(failure, mishap) ?? failure;
  return inner instanceof Promise ? inner.then(closeOuter) : closeOuter(inner);
}

/** Answers an error; there is nothing to unwind. Never throws. */
export function answerFailure(run: Run, error: unknown): void {
  if (run.core.messages === undefined || !(error instanceof ValidationError) || error.status === 500)
    answerWorded(run, error);
  else {
    try {
      reword(error, run.core.messages, run);
      answerWorded(run, error);
    } catch (second) {
      answerByDefault(run, second);
    }
  }
}

/** Before anybody sees them, so that handlers of `onError` answer in the same words. */
function reword(error: ValidationError, messages: Messages, { exchange }: Run): void {
  const languages = languagesOf(exchange.rawHeaders);
  const issues = error.issues.map((issue) => ({ ...issue, msg: messages(issue, languages) ?? issue.msg }));
  Object.assign(error, { issues });
}

/** What `onError` and `onStatus` have for an error here. */
export const handlerFor = (run: Run, error: unknown): FoundHandler | undefined =>
  findHandler(error, run.route?.errorHandlers ?? handlersAt(run.core.table.regions, run.path));

function answerWorded(run: Run, error: unknown): void {
  const found = handlerFor(run, error);
  if (run.exchange.sent) abandon(run, error);
  else if (found === undefined) answerByDefault(run, error);
  else {
    // A handler of 500 only words it.
    if (found.error instanceof HttpError && found.error.status === 500 && found.error !== error) report(run, error);
    answerByHandler(run, found.error, found.handler);
  }
}

function answerByHandler(run: Run, error: unknown, handler: ErrorHandler): void {
  run.dropHead();
  try {
    const { trace } = run;
    const value =
      trace === undefined
        ? handler.handler(error as never, run.context)
        : trace.within(() => handler.handler(error as never, run.context));
    if (isThenable(value))
      value.then(
        (settled) => answerHandled(run, error, handler, settled),
        (second: unknown) => answerInstead(run, error, second),
      );
    else answerHandled(run, error, handler, value);
  } catch (second) {
    answerInstead(run, error, second);
  }
}

/** Sends what a handler of `onError` or `onStatus` returned. */
function answerHandled(run: Run, error: unknown, { handler, compiled }: ErrorHandler, value: unknown): void {
  const status = error instanceof HttpError || error instanceof ValidationError ? error.status : 500;
  const check = run.route?.answering.check ?? "assert";
  const how = { handler: handler.name, answers: compiled?.answers, check, status, emptyStatus: status };
  try {
    const pending = sendAnswer(run, value, how);
    concludeAfter(run, pending);
  } catch (second) {
    answerInstead(run, error, second);
  }
}

/** Its handler has failed, and nobody else has seen the error: with the second alone the log would not say what began it. */
function answerInstead(run: Run, error: unknown, second: unknown): void {
  if (error !== second && !isAnswered(error) && !isAnswered(second))
    run.log("error", "The handler of an error failed. This was the error.", { error });
  answerByDefault(run, second);
}

function answerByDefault(run: Run, error: unknown): void {
  run.dropHead();
  let pending: Promise<void> | undefined;
  try {
    pending = send(run, errorAnswer(error, placeOf(run)) ?? unexpected(run, error));
  } catch (second) {
    // A header that cannot be sent, or a detail that is no JSON.
    sendLast(run, unexpected(run, second));
  }
  concludeAfter(run, pending);
}

/** Clean-ups and handlers of the error may have added tasks of their own. */
function concludeAfter(run: Run, pending: Promise<void> | undefined): void {
  if (pending === undefined) conclude(run, undefined);
  else
    pending.then(
      () => conclude(run, run.exchange.dropped),
      (second: unknown) => abandon(run, second),
    );
}

/** Answers when what was to be the answer cannot be sent. Never throws. */
export function answerUnexpected(run: Run, error: unknown): void {
  sendLast(run, unexpected(run, error));
  run.core.activity.end();
}

function sendLast(run: Run, answer: ErrorAnswer): void {
  try {
    send(run, answer);
  } catch (error) {
    run.log("error", "An answer could not be sent.", { error });
    run.exchange.abandon(error);
  }
}

const send = (run: Run, { status, json, headers }: ErrorAnswer): Promise<void> | undefined => {
  if (isBodiless(status)) return sendEmpty(run, status, headers);
  return headers === errorHeaders ? sendError(run, status, json) : sendJson(run, status, json, headers);
};

function unexpected(run: Run, error: unknown): ErrorAnswer {
  report(run, error);
  return unexpectedAnswer(run.id, placeOf(run), run.core.debug ? error : undefined);
}

function report(run: Run, error: unknown): void {
  if (isDeparture(error, run.exchange.signal)) {
    run.log("info", "A request ended with its client's departure.", { error });
    return;
  }
  run.log("error", "A request failed unexpectedly.", { error });
  run.observer?.unexpected(error);
}

/** What `context.signal` said, passed on by what it was given to, as it is or as the cause of another error. */
const isDeparture = (error: unknown, { aborted, reason }: AbortSignal): boolean =>
  aborted && (error === reason || (error instanceof Error && error.cause === reason));

function placeOf(run: Run): ErrorPlace {
  const { core, rootPath, path, route } = run;
  const check = route?.answering.check ?? "assert";
  return {
    format: core.errorFormat,
    path: rootPath + path,
    write: (encoder, error) => encode(run, encoder, error.detail, check, error.constructor.name, detailPlace),
  };
}

const detailPlace = ["error", "detail"];

/** Part of the answer is under way: only breaking it off tells the client that the rest is missing. */
export function abandon(run: Run, error: unknown): void {
  if (run.exchange.signal.aborted)
    run.log("info", "A stream ended with an error after its client had left.", { error });
  else {
    run.log("error", "A streamed answer failed.", { error });
    run.observer?.unexpected(error);
  }
  run.exchange.abandon(error);
  run.core.activity.end();
}
