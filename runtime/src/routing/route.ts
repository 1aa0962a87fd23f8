import type { CompiledEndpoint, Handler, RouteMethod, RouteRecord } from "@typeway/contract";
import type { Answering } from "../answers/answering.js";
import type { CallPlan } from "../dependencies/plan.js";
import type { Middleware } from "../middleware/middleware.js";
import type { ErrorHandlers } from "../registration.js";
import type { Pattern } from "./path.js";

/** One method and path, ready to serve: everything that can be decided before the first request is decided here. */
export interface Route {
  readonly method: RouteMethod;
  readonly pattern: Pattern;
  readonly record: RouteRecord;
  readonly handler: Handler;
  readonly endpoint: CompiledEndpoint;
  readonly plan: CallPlan;
  /** Segments of the path that no log shows, by position. */
  readonly secretSegments: readonly number[] | undefined;
  readonly answering: Answering;
  /** In bytes. */
  readonly bodyLimit: number;
  readonly strictContentType: boolean;
  readonly webSocketOrigins: readonly string[] | "*";
  /** The innermost router's first. */
  readonly errorHandlers: readonly ErrorHandlers[];
  /** For the answer, in seconds. */
  readonly timeout: number | undefined;
  /** The application's first; `undefined` when there is none and nothing else holds answers back. */
  readonly middleware: readonly Middleware[] | undefined;
}
