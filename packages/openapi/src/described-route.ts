import type { CallableDoc, EndpointDoc, PlacedCallable, RouteRecord } from "@typeway/contract";
import type { ErrorHandlers, errorHandlerReader } from "./error-handlers.js";

/** One function of a route's tree and what its compiled fragment says. */
export interface Fragment {
  readonly placed: PlacedCallable;
  readonly doc: CallableDoc;
}

export interface DescribedRoute {
  readonly record: RouteRecord;
  readonly doc: EndpointDoc;
  /** The handler, then its dependencies. */
  readonly fragments: readonly Fragment[];
  readonly errorHandlers: ErrorHandlers;
}

/** @param readHandlers of {@link errorHandlerReader}, one for all routes */
export function describeRoute(
  record: RouteRecord,
  readHandlers: ReturnType<typeof errorHandlerReader>,
): DescribedRoute {
  const doc = record.endpoint.compiled.doc();
  const dependencies = record.dependencies.map((placed) => ({ placed, doc: placed.compiled.doc() }));
  const fragments = [{ placed: record.endpoint, doc }, ...dependencies];
  return { record, doc, fragments, errorHandlers: readHandlers(record.errorHandlers) };
}
