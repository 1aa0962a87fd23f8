import { type Attributes, type Histogram, type Meter, type UpDownCounter, ValueType } from "@opentelemetry/api";

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-server */
export class Meters {
  readonly #duration: Histogram;
  readonly #active: UpDownCounter;

  constructor(meter: Meter) {
    this.#duration = meter.createHistogram("http.server.request.duration", {
      description: "Duration of HTTP server requests.",
      unit: "s",
      valueType: ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
    });
    this.#active = meter.createUpDownCounter("http.server.active_requests", {
      description: "Number of active HTTP server requests.",
      unit: "{request}",
      valueType: ValueType.INT,
    });
  }

  begin(attributes: Attributes): void {
    this.#active.add(1, attributes);
  }

  /** @param began what {@link begin} was told */
  end(began: Attributes): void {
    this.#active.add(-1, began);
  }

  /** @param seconds from arrival to the end of the answer */
  record(seconds: number, attributes: Attributes): void {
    this.#duration.record(seconds, attributes);
  }
}
