import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

const rawHeaders = (headers: IncomingHttpHeaders): Buffer[] =>
  Object.entries(headers).flatMap(([name, value = ""]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => [
      Buffer.from(name, "latin1"),
      Buffer.from(one, "latin1"),
    ]),
  );

/**
 * A handler with undici 7's callbacks, made of one that may have those of undici 6: the `fetch` of Node 20 and 22 and
 * undici's own `request` still pass such.
 */
export function currentHandler(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  if (handler.onRequestStart) return handler;
  return {
    onRequestStart: (control) => handler.onConnect?.((reason) => control.abort(reason ?? new Error("Aborted"))),
    onResponseStart(control, status, headers, phrase = "") {
      const goOn = handler.onHeaders?.(status, rawHeaders(headers), () => control.resume(), phrase);
      if (goOn === false) control.pause();
    },
    onResponseData(control, chunk) {
      if (handler.onData?.(chunk) === false) control.pause();
    },
    onResponseEnd: () => handler.onComplete?.([]),
    onResponseError: (_, error) => handler.onError?.(error),
  };
}
