import { HttpError } from "@typeway/runtime";
import type { CarriedError } from "./task.js";

/** What was thrown in the thread, as an error of this one. An `HttpError` is one here, too. */
export function errorFrom(carried: CarriedError | { readonly thrown: unknown }): unknown {
  if ("thrown" in carried) return carried.thrown;
  const { name, message, stack, properties, cause } = carried;
  const options = cause === undefined ? undefined : { cause: errorFrom(cause) };
  const error = httpErrorFrom(properties, options) ?? new (classByName.get(name) ?? Error)(message, options);
  Object.assign(error, withoutHttp(properties, error));
  hide(error, { message, stack });
  if (error.name !== name) hide(error, { name });
  return error;
}

const classByName = new Map<string, ErrorConstructor>(
  [TypeError, RangeError, SyntaxError, EvalError, ReferenceError, URIError].map((each) => [each.name, each]),
);

function httpErrorFrom(
  { status, detail, headers }: Readonly<Record<string, unknown>>,
  options: ErrorOptions | undefined,
): HttpError | undefined {
  if (typeof status !== "number" || detail === undefined || typeof headers !== "object" || headers === null)
    return undefined;
  // Its own constructor has checked them in the thread.
  return new HttpError(status, detail, { ...options, headers: headers as HttpError["headers"] });
}

/** What the constructor has set stays as it is. */
function withoutHttp(properties: Readonly<Record<string, unknown>>, error: Error): Readonly<Record<string, unknown>> {
  if (!(error instanceof HttpError)) return properties;
  const { status: _status, detail: _detail, headers: _headers, ...rest } = properties;
  return rest;
}

/** As an error's own words are: not enumerable. */
function hide(error: Error, words: Readonly<Record<string, string | undefined>>): void {
  for (const [word, value] of Object.entries(words))
    Object.defineProperty(error, word, { value, writable: true, configurable: true });
}
