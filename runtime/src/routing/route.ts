import {
  bodilessMethods,
  type CompiledEndpoint,
  type Handler,
  type Provider,
  type RouteMethod,
  type RouteRecord,
} from "@typeway/contract";
import type { Answering } from "../answers/answering.js";
import { makePlan, type Overrides } from "../dependencies/make-plan.js";
import type { CallPlan } from "../dependencies/plan.js";
import { TypewayError } from "../errors/typeway-error.js";
import { chainOf, type Middleware } from "../middleware/middleware.js";
import type { ErrorHandlers, RouteEntry } from "../registration.js";
import type { Pattern } from "./path.js";
import { recordOf } from "./record.js";
import { secretSegments } from "./shown-path.js";
import { nameOf, type Placed } from "./walk.js";

const noOverrides: Overrides = new Map();

/** One method and path, ready to serve: everything that can be decided before the first request is decided here. */
export class Route {
  readonly method: RouteMethod;
  readonly pattern: Pattern;
  /** For traces and lists. */
  readonly name: string;
  readonly handler: Handler;
  readonly endpoint: CompiledEndpoint;
  readonly plan: CallPlan;
  /** Positions of the path's segments that hold something secret; `undefined` where none does. */
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
  readonly #placed: Placed<RouteEntry>;
  /** What is documented and listed is what was declared, whatever a test puts in its place. */
  readonly #declared: CallPlan;
  #record: RouteRecord | undefined = undefined;

  /** @throws {TypewayError} for everything that would only show at a request */
  constructor(placed: Placed<RouteEntry>, method: RouteMethod, pattern: Pattern, overrides: Overrides) {
    const { entry, inherited } = placed;
    const { handler, endpoint, options } = entry;
    const { status } = options;
    const subject = subjectOf(placed, method, pattern);
    checkStatus(status);
    checkOmit(entry, subject.route);
    this.method = method;
    this.pattern = pattern;
    this.name = nameOf(entry);
    this.handler = handler;
    this.endpoint = endpoint;
    this.#placed = placed;
    this.#declared = makePlan(subject, noOverrides);
    this.plan = overrides.size === 0 ? this.#declared : makePlan(subject, overrides);
    this.secretSegments = secretSegments(this.plan, pattern);
    this.answering = {
      handler: this.name,
      answers: endpoint.answers,
      check: inherited.checkResponses,
      status: status ?? 200,
      emptyStatus: status ?? 204,
    };
    this.bodyLimit = inherited.bodyLimit;
    this.strictContentType = inherited.strictContentType;
    this.webSocketOrigins = inherited.webSocketOrigins;
    this.errorHandlers = inherited.errorHandlers;
    this.timeout = inherited.timeout === false || method === "WS" ? undefined : inherited.timeout;
    this.middleware = this.timeout === undefined ? chainOf(inherited.middleware) : inherited.middleware;
  }

  /** Whoever is depended upon, replaced or not. */
  get providers(): readonly Provider[] {
    return this.#declared.steps.map(({ provider }) => provider);
  }

  /** What lists and the document say of it; made when one of them is. */
  get record(): RouteRecord {
    this.#record ??= recordOf(this.#placed, this.method, this.pattern, this.#declared);
    return this.#record;
  }
}

function subjectOf({ entry, inherited }: Placed<RouteEntry>, method: RouteMethod, pattern: Pattern) {
  const { handler, endpoint, options, methods } = entry;
  return {
    handler,
    compiled: endpoint,
    dependencies: endpoint.alone === true ? (options.dependencies ?? []) : inherited.dependencies,
    route: `${method} ${pattern.text}`,
    pathNames: pattern.names,
    isSocket: method === "WS",
    isBodyless: methods.every((each) => bodilessMethods.has(each)),
    refusing: inherited.undeclaredInput === "refuse",
  };
}

function checkStatus(status: number | undefined): void {
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new TypewayError("TYPEWAY_STATUS_INVALID", { status });
}

/** What is left out is in the generated code; options that the transformer did not see would change nothing. */
function checkOmit({ handler, endpoint, options }: RouteEntry, route: string): void {
  const [asked = none, written = none] = [options.omit, endpoint.answers.omit];
  const isSame = asked.every((rule) => written.includes(rule)) && written.every((rule) => asked.includes(rule));
  if (!isSame) throw new TypewayError("TYPEWAY_OMIT_UNSEEN", { handler: handler.name, route, asked, written });
}

const none: readonly never[] = [];
