import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { WebSocketClosed } from "@typeway/contract";
import {
  type ArrivedRequest,
  HttpError,
  type StepKind,
  type Trace,
  ValidationError,
  WebSocketError,
} from "@typeway/runtime";
import { commonAttributes, methodName, methodOf, requestAttributes } from "./attributes.js";
import { carrier } from "./carrier.js";
import type { Meters } from "./meters.js";

export interface Recorder {
  readonly tracer: Tracer;
  readonly meters: Meters;
  /** Spans for the parts of a request. */
  readonly steps: boolean;
}

/** The span and the measurements of one request. */
export class RequestTrace implements Trace {
  readonly #recorder: Recorder;
  readonly #request: ArrivedRequest;
  readonly #context: Context;
  readonly #span: Span;
  readonly #common: Attributes;
  readonly #began = performance.now();
  #route: string | undefined;
  #error: string | undefined;
  #isOver = false;

  constructor(recorder: Recorder, request: ArrivedRequest) {
    this.#recorder = recorder;
    this.#request = request;
    this.#common = commonAttributes(request);
    const parent = propagation.extract(context.active(), request.rawHeaders, carrier);
    this.#span = recorder.tracer.startSpan(
      methodName(methodOf(request)),
      { kind: SpanKind.SERVER, attributes: requestAttributes(request) },
      parent,
    );
    this.#context = trace.setSpan(parent, this.#span);
    if (request.kind === "http") recorder.meters.begin(this.#common);
  }

  within<T>(work: () => T): T {
    return context.with(this.#context, work);
  }

  step<T>(kind: StepKind, name: string, work: () => T): T {
    if (!this.#recorder.steps) return this.within(work);
    // A dependency that is made by another stands below it; after the body has arrived nothing is active.
    const parent = trace.getSpan(context.active()) === undefined ? this.#context : context.active();
    const attributes = { "typeway.step": kind, ...(name === "" ? {} : { "code.function.name": name }) };
    const span = this.#recorder.tracer.startSpan(`${kind} ${name}`.trim(), { attributes }, parent);
    return finish(span, () => context.with(trace.setSpan(parent, span), work));
  }

  routed(template: string, shownPath?: string): void {
    this.#route = template;
    if (shownPath !== undefined) this.#span.setAttribute("url.path", shownPath);
    this.#span.updateName(`${methodName(methodOf(this.#request))} ${template}`);
    this.#span.setAttribute("http.route", template);
  }

  unexpected(error: unknown): void {
    this.#error = typeOf(error);
    this.#span.recordException(exceptionOf(error));
  }

  end(status: number | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const attributes = this.#ending(status);
    this.#span.setAttributes(attributes);
    if (attributes["error.type"] !== undefined) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
    if (this.#request.kind === "http") this.#measure(attributes);
  }

  #ending(status: number | undefined): Attributes {
    const failure = this.#error ?? (status !== undefined && status >= 500 ? String(status) : undefined);
    return {
      ...(status === undefined ? {} : { "http.response.status_code": status }),
      ...(failure === undefined ? {} : { "error.type": failure }),
    };
  }

  #measure(ending: Attributes): void {
    const { meters } = this.#recorder;
    const { httpVersion } = this.#request;
    meters.end(this.#common);
    meters.record((performance.now() - this.#began) / 1000, {
      ...this.#common,
      ...ending,
      ...(this.#route === undefined ? {} : { "http.route": this.#route }),
      ...(httpVersion === undefined ? {} : { "network.protocol.version": httpVersion }),
    });
  }
}

/** Ends a span when its work is done, at once or later. */
function finish<T>(span: Span, work: () => T): T {
  const fail = (error: unknown): void => {
    if (!isMeant(error)) {
      span.recordException(exceptionOf(error));
      span.setAttribute("error.type", typeOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  };
  let result: T;
  try {
    result = work();
  } catch (error) {
    fail(error);
    throw error;
  }
  if (isThenable(result)) {
    // To ask a query twice would be to run it twice: whoever waits gets the promise that was asked.
    const settled = Promise.resolve(result);
    settled.then(() => span.end(), fail);
    return settled as T;
  }
  span.end();
  return result;
}

/** An answer, or the end of a socket: nothing has failed. */
const isMeant = (error: unknown): boolean =>
  error instanceof WebSocketClosed ||
  error instanceof WebSocketError ||
  ((error instanceof HttpError || error instanceof ValidationError) && error.status < 500);

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

const typeOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Without the text of what is no error: it may be anything. */
const exceptionOf = (error: unknown): Error | string => (error instanceof Error ? error : typeOf(error));
