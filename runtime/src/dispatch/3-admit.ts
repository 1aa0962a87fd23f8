import type { EarlyPlan } from "../dependencies/plan.js";
import { type Following, resolve } from "../dependencies/resolve.js";
import type { Route } from "../routing/route.js";
import type { Run } from "../run.js";
import { takeCredentials } from "../security/take-credentials.js";
import { decodeWithoutBody, refusedWithoutBody } from "./5-decode.js";

/**
 * Finds out who is asking before anything is read of the body: takes the credentials of the whole tree, then the
 * steps that authenticate, and what they need.
 * Only for routes that have such a thing.
 * @throws {HttpError} 401 and 403
 * @throws {ValidationError} 422 when a function that authenticates cannot be called for the texts of the request
 */
export function admit(run: Run, route: Route, early: EarlyPlan, following: Following): void {
  const { plan } = route;
  takeCredentials(run, plan.credentials);
  decodeWithoutBody(run, plan);
  if (early.readers.some((reader) => run.arguments[reader] === undefined)) throw refusedWithoutBody(run, plan);
  resolve(run, route, 0, early.steps, following);
}
