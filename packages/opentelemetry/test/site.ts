/** Applications of plain handlers whose requests are recorded in memory. */
import type { Server } from "node:http";
import {
  context,
  defaultTextMapGetter,
  propagation,
  type TextMapPropagator,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import type { Compiled, ContextKind, Encoder } from "@typeway/contract";
import { App, type AppOptions, type Context, contextEndpoint } from "@typeway/runtime";
import type { Test } from "tap";

/** An application whose handlers see the context alone, and answer with whatever they return. */
export class Site extends App {
  constructor(options: AppOptions = {}) {
    super({ log: () => undefined, ...options });
  }

  /** @param route `GET /path/{taken}`; what is called `token` is secret */
  on(route: string, answer: (context: Context) => unknown): this {
    const [method = "", path = ""] = route.split(" ");
    const taken = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const endpoint = {
      ...endpointOf(route, "Context"),
      slots: taken.map((name) => ({ in: "path", name, required: true, many: false, secret: name === "token" })),
    };
    const methods = [method] as Parameters<App["route"]>[0]["methods"];
    return this.route({ methods, path }, answer, endpoint as unknown as Compiled<typeof answer>);
  }

  onSocket(path: string, handler: (socket: { send(text: string): Promise<void> }) => unknown): this {
    return this.websocket(path, handler, endpointOf(path, "WebSocket") as unknown as Compiled<typeof handler>);
  }
}

const anyJson: Encoder = { encode: (value) => JSON.stringify(value), explain: () => undefined };
const endpointOf = (name: string, what: ContextKind) => ({
  ...contextEndpoint(name),
  params: [{ kind: "context", name: "it", what }],
  answers: { empty: true, plain: anyJson, otherReplies: anyJson },
});

/** W3C Trace Context, as far as these tests need it. */
const traceparent: TextMapPropagator = {
  fields: () => ["traceparent"],
  inject: () => undefined,
  extract: (parent, carrier, getter = defaultTextMapGetter) => {
    const [, traceId, spanId] = /^00-(\w{32})-(\w{16})-01$/.exec(String(getter.get(carrier, "traceparent"))) ?? [];
    if (traceId === undefined || spanId === undefined) return parent;
    return trace.setSpanContext(parent, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
  },
};

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(traceparent);

/** What an application reports. */
export class Record {
  readonly #spans = new InMemorySpanExporter();
  readonly #points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] });
  readonly meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: this.#points, exportIntervalMillis: 60_000 })],
  });

  /** In the order in which they ended. */
  get spans(): readonly ReadableSpan[] {
    return this.#spans.getFinishedSpans();
  }

  /** The server's, which is the outermost. */
  get server(): ReadableSpan | undefined {
    return this.spans.find(({ kind }) => kind === 1);
  }

  named(name: string): ReadableSpan | undefined {
    return this.spans.find((span) => span.name === name);
  }

  forget(): void {
    this.#spans.reset();
  }

  /** Values and attributes of an instrument. */
  async points(name: string) {
    await this.meterProvider.forceFlush();
    const metrics = this.#points
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics);
    const found = metrics?.find(({ descriptor }) => descriptor.name === name);
    return { descriptor: found?.descriptor, points: found?.dataPoints ?? [] };
  }

  async close(): Promise<void> {
    await this.tracerProvider.shutdown();
    await this.meterProvider.shutdown();
  }
}

/** Serves an application through a socket until the test ends. */
export async function serve(t: Test, app: App) {
  const server: Server = await app.listen({ port: 0, signals: false });
  t.teardown(() => app.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const visit = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, text: await answer.text().catch(() => "broken off") };
  };
  return { port, visit };
}
