import { type MeterProvider, metrics, type TracerProvider, trace } from "@opentelemetry/api";
import type { App, ArrivedRequest, Telemetry, Trace } from "@typeway/runtime";
import { pathOf } from "./attributes.js";
import { Meters } from "./meters.js";
import { type Recorder, RequestTrace } from "./request-trace.js";

export interface InstrumentOptions {
  /** @default the global one */
  readonly tracerProvider?: TracerProvider;
  /** @default the global one */
  readonly meterProvider?: MeterProvider;
  /** Paths that nobody wants to hear of: whole ones as they are sent, or patterns. @default [] */
  readonly exclude?: readonly (string | RegExp)[];
  /** `false`: one span for a request, without spans for dependencies, handler, serialization and tasks. @default true */
  readonly steps?: boolean;
}

const scope = { name: "@typeway/opentelemetry", version: "0.1.0" } as const;

/**
 * Reports the requests of an application, and of those mounted in it, to OpenTelemetry: a server span for each, spans for
 * its steps, and metrics, all by the semantic conventions for HTTP. The context of a request is active in its middleware,
 * dependencies and handler, so what they call reports below it. Which SDK receives it all is the program's choice; without
 * one nothing is recorded.
 * @see https://opentelemetry.io/docs/specs/semconv/http/
 */
export function instrument<A extends Pick<App, "followBy">>(app: A, options: InstrumentOptions = {}): A {
  const { exclude = [], steps = true } = options;
  const recorder: Recorder = {
    tracer: (options.tracerProvider ?? trace).getTracer(scope.name, scope.version),
    meters: new Meters((options.meterProvider ?? metrics).getMeter(scope.name, scope.version)),
    steps,
  };
  app.followBy(new Following(recorder, exclude));
  return app;
}

class Following implements Telemetry {
  readonly #recorder: Recorder;
  readonly #exclude: readonly (string | RegExp)[];

  constructor(recorder: Recorder, exclude: readonly (string | RegExp)[]) {
    this.#recorder = recorder;
    this.#exclude = exclude;
  }

  begin(request: ArrivedRequest): Trace | undefined {
    const path = pathOf(request.target);
    const isExcluded = this.#exclude.some((one) => (typeof one === "string" ? one === path : path.search(one) >= 0));
    return isExcluded ? undefined : new RequestTrace(this.#recorder, request);
  }
}
