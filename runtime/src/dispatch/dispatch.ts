import { sendAnswer } from "../answers/answer.js";
import { invoke } from "../dependencies/invoke.js";
import { type Following, handlerArguments, resolve } from "../dependencies/resolve.js";
import type { Failure } from "../dependencies/scope.js";
import { isThenable } from "../dependencies/thenable.js";
import { fieldValue } from "../exchange/exchange.js";
import type { Middleware } from "../middleware/middleware.js";
import { surround } from "../middleware/surround.js";
import type { Route } from "../routing/route.js";
import type { Run } from "../run.js";
import type { Trace } from "../telemetry/telemetry.js";
import { type Found, match } from "./1-match.js";
import { readTexts } from "./2-texts.js";
import { admit } from "./3-admit.js";
import { readBody } from "./4-body.js";
import { decode } from "./5-decode.js";
import { closeFunctionScope } from "./6-close-function.js";
import { conclude } from "./7-conclude.js";
import { take } from "./detour.js";
import { fail, turnAway } from "./fail.js";

/**
 * A request from its first byte to the last clean-up. Each step runs at once when the one before it did not have to
 * wait: a synchronous handler without body and dependencies sees no promise and no closure.
 *
 *     match → texts → credentials and dependencies that authenticate → body → decode → the other dependencies → handler
 *       → function scope → answer → tasks and request scope
 *
 * Middleware, where there is any, runs around all that follows the match.
 *
 * What closures are made of stands in functions of its own here: a function that makes one in any of its branches
 * allocates for it at every call, once that branch has been taken anywhere in the process.
 */
export function dispatch(run: Run): void {
  run.core.activity.begin();
  try {
    const found = match(run);
    const chain = middlewareAround(run, found);
    if (chain === undefined) proceed(run, found);
    else proceedWithin(run, chain, found);
  } catch (error) {
    const chain = run.core.table.middleware;
    if (chain === undefined) fail(run, error);
    else failWithin(run, chain, error);
  }
}

function proceedWithin(run: Run, chain: readonly Middleware[], found: Found): void {
  surround(run, chain, () => proceed(run, found));
}

function failWithin(run: Run, chain: readonly Middleware[], error: unknown): void {
  surround(run, chain, () => fail(run, error));
}

function middlewareAround(run: Run, found: Found): readonly Middleware[] | undefined {
  if (found.kind === "route") return found.route.middleware;
  if (found.kind === "options") return middlewareAskedAbout(run) ?? run.core.table.middleware;
  return found.kind === "mount" ? found.mount.middleware : run.core.table.middleware;
}

/** A browser asks for leave before it sends a request: what is around that request's route has the say. */
function middlewareAskedAbout({ core, exchange, path }: Run): readonly Middleware[] | undefined {
  const method = fieldValue(exchange.rawHeaders, "access-control-request-method");
  return method === undefined ? undefined : core.table.matcher.find(method, path)?.route.middleware;
}

function proceed(run: Run, found: Found): void {
  try {
    if (found.kind === "route") begin(run, found.route);
    else take(run, found);
  } catch (error) {
    fail(run, error);
  }
}

/** Reads what the route asks for; a route without authentication goes on at once. */
function begin(run: Run, route: Route): void {
  readTexts(run, route.plan);
  const { early } = route.plan;
  if (early === undefined) readOn(run, route);
  else admit(run, route, early, afterAdmission);
}

/** Reads a body where one is wanted and there. */
function readOn(run: Run, route: Route): void {
  const { body } = route.plan;
  try {
    if (body !== undefined && run.exchange.hasBody) readBody(run, route, body, afterBody);
    else prepare(run, route);
  } catch (error) {
    fail(run, error);
  }
}

const afterAdmission: Following = { proceed: readOn, fail };

/** The events of a body belong to its connection; what follows belongs to the request again. */
const afterBody: Following = {
  proceed(run, route) {
    if (run.trace === undefined) prepare(run, route);
    else prepareTraced(run, route, run.trace);
  },
  fail,
};

function prepareTraced(run: Run, route: Route, trace: Trace): void {
  trace.within(() => prepare(run, route));
}

/** Decodes, then takes the dependencies that are left. */
function prepare(run: Run, route: Route): void {
  try {
    const refusal = decode(run, route.plan);
    if (refusal !== undefined) {
      turnAway(run, refusal);
      return;
    }
  } catch (error) {
    fail(run, error);
    return;
  }
  const { steps, early } = route.plan;
  const taken = early?.steps ?? 0;
  if (steps.length === taken) call(run, route);
  else resolve(run, route, taken, steps.length, afterSteps);
}

function call(run: Run, route: Route): void {
  let value: unknown;
  try {
    const args = handlerArguments(run, route.plan);
    const { trace } = run;
    value = trace === undefined ? invoke(route.handler, args) : invokeTraced(route, args, trace);
  } catch (error) {
    fail(run, error);
    return;
  }
  if (isThenable(value)) leaveLater(run, route, value);
  else leave(run, route, value);
}

const invokeTraced = ({ handler, name }: Route, args: readonly unknown[], trace: Trace): unknown =>
  trace.step("handler", name, () => invoke(handler, args));

function leaveLater(run: Run, route: Route, value: PromiseLike<unknown>): void {
  value.then(
    (settled) => leave(run, route, settled),
    (error: unknown) => fail(run, error),
  );
}

const afterSteps: Following = { proceed: call, fail };

/** Closes what must not outlive the handler. */
function leave(run: Run, route: Route, value: unknown): void {
  const closed = closeFunctionScope(run);
  if (closed instanceof Promise) answerLater(closed, run, route, value);
  else answerUnless(closed, run, route, value);
}

function answerLater(closed: Promise<Failure | undefined>, run: Run, route: Route, value: unknown): void {
  closed.then((failure) => answerUnless(failure, run, route, value));
}

function answerUnless(failure: Failure | undefined, run: Run, route: Route, value: unknown): void {
  if (failure === undefined) answer(run, route, value);
  else fail(run, failure.error);
}

function answer(run: Run, route: Route, value: unknown): void {
  try {
    const pending = sendAnswer(run, value, route.answering);
    if (pending === undefined) conclude(run, undefined);
    else concludeLater(run, pending);
  } catch (error) {
    fail(run, error);
  }
}

function concludeLater(run: Run, pending: Promise<void>): void {
  pending.then(
    () => conclude(run, run.exchange.dropped),
    (error: unknown) => fail(run, error),
  );
}
