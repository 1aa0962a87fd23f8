import { type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import type { AppLike } from "@typeway/contract";
import { Dispatcher } from "undici";
import { currentHandler } from "./current-handler.js";
import { DispatchControl } from "./dispatch-control.js";
import { injectedRequest } from "./injected-request.js";

export interface AppDispatcherOptions {
  /** An unexpected error of the application rejects the request instead of being answered with 500. @default false */
  readonly raiseServerErrors?: boolean;
}

/**
 * Has an application answer whatever undici would send, whatever the host: `fetch(url, { dispatcher })`. There is no
 * socket, so no request leaves the process. Closing it leaves the application as it is.
 */
export class AppDispatcher extends Dispatcher {
  readonly #app: AppLike;
  readonly #raise: boolean;

  constructor(app: AppLike, options: AppDispatcherOptions = {}) {
    super();
    this.#app = app;
    this.#raise = options.raiseServerErrors ?? false;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    void this.#answer(options, currentHandler(handler));
    return true;
  }

  override close(callback?: () => void): Promise<void> {
    return settled(callback);
  }

  override destroy(reason?: Error | null | (() => void), callback?: () => void): Promise<void> {
    return settled(typeof reason === "function" ? reason : callback);
  }

  async #answer(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): Promise<void> {
    const control = new DispatchControl();
    const failures: unknown[] = [];
    const raise = () => {
      if (this.#raise && failures.length > 0) throw failures[0];
    };
    try {
      handler.onRequestStart?.(control, {});
      await control.ready();
      const request = injectedRequest(options, control.signal);
      const response = await this.#app.inject(request, { unexpected: (error) => void failures.push(error) });
      raise();
      const phrase = response.statusText || STATUS_CODES[response.status];
      handler.onResponseStart?.(control, response.status, headersOf(response.headers), phrase);
      for await (const chunk of response.body ?? []) {
        await control.ready();
        handler.onResponseData?.(control, Buffer.from(chunk));
      }
      await control.ready();
      raise();
      handler.onResponseEnd?.(control, {});
    } catch (error) {
      handler.onResponseError?.(control, error instanceof Error ? error : new Error(String(error), { cause: error }));
    }
  }
}

function headersOf(headers: Headers): IncomingHttpHeaders {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 ? { "set-cookie": cookies } : {}) };
}

/** Both of undici's forms: a callback, or a promise. */
function settled(callback: (() => void) | undefined): Promise<void> {
  if (callback) queueMicrotask(callback);
  return Promise.resolve();
}
