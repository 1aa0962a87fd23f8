import type { TextMapGetter } from "@opentelemetry/api";
import { headerOf } from "./attributes.js";

/** Where propagators find `traceparent` and the like: names and values in turn. */
export const carrier: TextMapGetter<readonly string[]> = {
  get: (headers, name) => headerOf(headers, name.toLowerCase()),
  keys: (headers) => headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
};
