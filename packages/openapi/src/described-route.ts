import type { CallableDoc, EndpointDoc, PlacedCallable, RouteRecord } from "@typeway/contract";

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
}

export function describeRoute(record: RouteRecord): DescribedRoute {
  const doc = record.endpoint.compiled.doc();
  const dependencies = record.dependencies.map((placed) => ({ placed, doc: placed.compiled.doc() }));
  return { record, doc, fragments: [{ placed: record.endpoint, doc }, ...dependencies] };
}
