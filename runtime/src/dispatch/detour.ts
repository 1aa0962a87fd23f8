import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { sendAnswer } from "../answers/answer.js";
import { sendEmpty, sendError, sendJson } from "../answers/json-answer.js";
import type { App } from "../app.js";
import { serve } from "../core.js";
import { errorHeaders } from "../errors/error-headers.js";
import { HttpError, phraseOf } from "../errors/http-error.js";
import { answerByListener } from "../exchange/listener-answer.js";
import { HeldExchange } from "../middleware/held-exchange.js";
import type { FetchHandler, Mount } from "../routing/mount.js";
import type { Run } from "../run.js";
import type { Detour } from "./1-match.js";
import { fail } from "./fail.js";

/** Answers a request that no route of this application takes. */
export function take(run: Run, detour: Detour): void {
  switch (detour.kind) {
    case "options":
      sendEmpty(run, 204, detour.allow === "" ? undefined : { allow: detour.allow });
      run.core.activity.end();
      break;
    case "missing":
      answerMissing(run, detour.allow);
      break;
    case "redirect":
      sendEmpty(run, 307, { location: detour.location });
      run.core.activity.end();
      break;
    case "mount":
      handOver(run, detour.mount, detour.target);
  }
}

/** Scanners ask for much that is not there: an error object is made only for handlers that might want it. */
function answerMissing(run: Run, allow: string | undefined): void {
  const status = allow === undefined ? 404 : 405;
  const headers = allow === undefined ? {} : { allow };
  if (run.core.table.regions.length > 0 || run.core.errorFormat === "problem")
    fail(run, new HttpError(status, undefined, { headers }));
  else {
    if (allow === undefined) sendError(run, status, notFound);
    else sendJson(run, status, notAllowed, { ...errorHeaders, allow });
    run.core.activity.end();
  }
}

const notFound = JSON.stringify({ detail: phraseOf(404) });
const notAllowed = JSON.stringify({ detail: phraseOf(405) });

function handOver(run: Run, { prefix, target: mounted }: Mount<App>, target: string): void {
  switch (mounted.kind) {
    case "app":
      run.exchange.proxies ??= run.core.proxies;
      // The other application counts the request among its own.
      mounted.app[serve](run.exchange, target, run.rootPath + prefix, run.observer);
      run.core.activity.end();
      break;
    case "fetch":
      answerByFetch(run, target, mounted.handler);
      break;
    case "node":
      answerByNode(run, target, mounted.listener);
  }
}

/** A web standard handler; its request's body is not limited, as it decides itself what to read. */
function answerByFetch(run: Run, target: string, handler: FetchHandler): void {
  const how = { handler: handler.name, answers: undefined, check: "off", status: 200, emptyStatus: 204 } as const;
  Promise.resolve()
    .then(() => handler(requestBelow(run, target)))
    .then((response) => sendAnswer(run, response, how))
    .then(
      () => run.core.activity.end(),
      (error: unknown) => fail(run, error),
    );
}

/** @throws {HttpError} 501 for the method that the web standard forbids */
function requestBelow(run: Run, target: string): Request {
  const { method, signal } = run.exchange;
  if (method === "TRACE") throw new HttpError(501);
  const url = new URL(run.context.url.origin);
  const [path = "", ...query] = target.split("?");
  url.pathname = path;
  url.search = query.join("?");
  const body = method === "GET" || method === "HEAD" ? null : run.exchange.bodyStream();
  return new Request(url, {
    method,
    headers: run.context.headers,
    signal,
    body,
    ...(body !== null && { duplex: "half" }),
  });
}

/** A node:http listener answers by itself; here one only waits for it to be done. */
function answerByNode(run: Run, target: string, listener: RequestListener): void {
  const { raw } = run.exchange;
  if (raw === undefined) answerByFetch(run, target, (request) => answerByListener(listener, request));
  else {
    const { request, response } = raw;
    Object.assign(request, { originalUrl: request.url, url: target });
    if (run.exchange instanceof HeldExchange) answerByCapture(run, run.exchange, listener);
    else
      callListener(listener, request, response).then(
        () => run.core.activity.end(),
        (error: unknown) => {
          // What it had prepared does not fit the answer to an error.
          if (!response.headersSent) for (const name of response.getHeaderNames()) response.removeHeader(name);
          fail(run, error);
        },
      );
  }
}

/** What a listener answers must not be written past the middleware around it. */
function answerByCapture(run: Run, held: HeldExchange, listener: RequestListener): void {
  const capture = held.capture();
  const { response } = capture;
  for (const [name, value] of run.touchedHead?.touchedHeaders ?? []) response.appendHeader(name, value);
  // Its type says that nothing is returned; an asynchronous one returns its promise.
  const returned = new Promise((settle) => settle(listener(response.req, response)));
  returned.catch((error: unknown) => (capture.isComplete ? reportLate(run, error) : capture.fail(error)));
  capture.arrived
    .then(() => held.take(capture))
    .then(
      () => run.core.activity.end(),
      (error: unknown) => fail(run, error),
    );
}

/** Its answer is whole, and stays. */
function reportLate(run: Run, error: unknown): void {
  run.log("error", "A mounted listener failed after its answer.", { error });
  run.observer?.unexpected(error);
}

/** Settles when the answer is complete or the client gone; rejects when the listener throws, at once or later. */
async function callListener(
  listener: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Its type says that nothing is returned; an asynchronous one returns its promise.
  const returned: unknown = listener(request, response);
  await returned;
  if (!response.closed) await new Promise((resolve) => response.once("close", resolve));
}
