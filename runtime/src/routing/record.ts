import type { ErrorHandlerRecords, PlacedCallable, RefusalDoc, RouteMethod, RouteRecord } from "@typeway/contract";
import type { CallPlan, Reader } from "../dependencies/plan.js";
import type { ErrorHandlers, RouteEntry } from "../registration.js";
import type { Pattern } from "./path.js";
import { type Inherited, nameOf, type Placed } from "./walk.js";

/** @param plan as it was declared */
export function recordOf(
  { entry, inherited }: Placed<RouteEntry>,
  method: RouteMethod,
  pattern: Pattern,
  plan: CallPlan,
): RouteRecord {
  const { status, summary, description, responseDescription, operationId, openapi } = entry.options;
  const { tags, responses, deprecated, documented } = inherited;
  const refusals = refusalsAround(inherited);
  return {
    method,
    path: pattern.text,
    name: nameOf(entry),
    endpoint: { compiled: entry.endpoint, places: plan.readers.at(-1)?.places ?? [], scopes: [] },
    dependencies: plan.readers.slice(0, -1).map(placedCallable),
    words: {
      tags,
      responses,
      deprecated,
      documented,
      ...(refusals.length > 0 && { refusals }),
      ...(status !== undefined && { status }),
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      ...(responseDescription !== undefined && { responseDescription }),
      ...(operationId !== undefined && { operationId }),
      ...(openapi !== undefined && { openapi }),
    },
    errorHandlers: inherited.errorHandlers.map(handlersOf),
  };
}

/** Of the middleware, and of the timeout that is the innermost of it. */
const refusalsAround = ({ middleware, timeout }: Inherited): readonly RefusalDoc[] => [
  ...middleware.flatMap(({ refusals = [] }) => refusals),
  ...(timeout === false ? [] : [{ status: 503, description: "The answer took too long" }]),
];

const placedCallable = ({ compiled, places, scopes }: Reader): PlacedCallable => ({ compiled, places, scopes });

const handlersOf = ({ byClass, byStatus }: ErrorHandlers): ErrorHandlerRecords => ({
  classes: [...byClass].map(([{ name }, { compiled }]) => ({ name, compiled })),
  statuses: [...byStatus].map(([status, { compiled }]) => ({ status, compiled })),
});
