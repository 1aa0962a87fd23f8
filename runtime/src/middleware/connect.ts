import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChunkSource } from "../answers/chunks.js";
import { type Context, runOf } from "../context.js";
import { handlerFor } from "../dispatch/fail.js";
import { HttpError } from "../errors/http-error.js";
import { TypewayError } from "../errors/typeway-error.js";
import type { Capture } from "../exchange/capture.js";
import { pump } from "../exchange/pump.js";
import type { Run } from "../run.js";
import { HeldExchange } from "./held-exchange.js";
import type { Middleware } from "./middleware.js";

/** Middleware as Connect and Express have it. `Request` and `Response` are what it asks for; it gets node:http's own. */
export type ConnectMiddleware<
  Request extends IncomingMessage = IncomingMessage,
  Response extends ServerResponse = ServerResponse,
> = (request: Request, response: Response, next: (error?: unknown) => void) => unknown;

/**
 * Makes one middleware of those that are written for Connect or Express: helmet, compression, morgan, passport.
 *
 * - What they set on the response before `next` goes out with every answer; wrapped `writeHead`, `write` and `end` get
 *   what the inside has answered; `finish` and `close` come when it has left.
 * - What they put on the request (`req.user`) is found there by the others, and as `context.raw.request`.
 * - `next(error)` is an error like one that is thrown; one with a `status` of its own that no `onError` takes has it.
 * - Those of one `connect(a, b)` share their response (`res.locals`); every `connect` has a response of its own.
 *
 * A middleware must not read the body of a request whose handler does.
 * @throws {TypewayError} for functions of four parameters, which handle errors: that is `onError` here
 */
export function connect<Request extends IncomingMessage, Response extends ServerResponse>(
  ...list: readonly ConnectMiddleware<Request, Response>[]
): Middleware {
  for (const one of list) check(one);
  const names = list.map(({ name }) => name || "anonymous").join(", ");
  // Their types ask for what Express would add; they are given what node:http has.
  const all = list as unknown as readonly ConnectMiddleware[];
  const through: Middleware = (context, next) => new Crossing(context).pass(all, next);
  return Object.defineProperty(through, "name", { value: `connect(${names})` });
}

function check(one: unknown): void {
  if (typeof one !== "function" || one.length > 3) {
    const found = typeof one === "function" ? `'${one.name}', which handles errors,` : `a value of type ${typeof one}`;
    throw new TypewayError("TYPEWAY_CONNECT_INVALID", { found });
  }
}

/** One request on its way through middleware that is written for Connect. */
class Crossing {
  readonly #run: Run;
  readonly #held: HeldExchange;
  readonly #context: Context;
  readonly #capture: Capture;

  constructor(context: Context) {
    const run = runOf(context);
    if (!(run.exchange instanceof HeldExchange))
      throw new TypeError("connect() makes middleware; it is given to `use`.");
    this.#run = run;
    this.#held = run.exchange;
    this.#context = context;
    this.#capture = this.#held.capture();
  }

  /** @returns what the middleware answered by itself; `undefined` when the inside did */
  async pass(list: readonly ConnectMiddleware[], next: () => Promise<void>): Promise<Capture | undefined> {
    this.#giveHead();
    try {
      for (const one of list) {
        await this.#passOne(one);
        if (this.#capture.hasArrived) return this.#capture;
      }
    } catch (error) {
      this.#takeHead();
      throw this.#asOurs(error);
    }
    this.#takeHead();
    await next();
    if (this.#capture.hasArrived) return this.#capture;
    await this.#replay();
    return undefined;
  }

  /** Resolves when it has let the next one run, or has answered. */
  #passOne(middleware: ConnectMiddleware): Promise<void> {
    const { response } = this.#capture;
    let isOver = false;
    const passing = new Promise<void>((resolve, reject) => {
      const next = (error?: unknown): void => (error ? reject(error) : resolve());
      // Who has waited for a client that left has not let anybody through.
      void this.#capture.arrived.then(() => (this.#capture.hasArrived ? resolve() : reject(this.#capture.failure)));
      // Its type says nothing of promises; an asynchronous one returns one.
      const returned = new Promise((settle) => settle(middleware(response.req, response, next)));
      returned.catch((error: unknown) => {
        if (isOver) this.#run.log("error", `The middleware '${middleware.name}' failed after next().`, { error });
        else reject(error);
      });
    });
    return passing.finally(() => {
      isOver = true;
    });
  }

  /** What other middleware has set so far. */
  #giveHead(): void {
    const { response } = this.#capture;
    for (const [name, value] of this.#context.response.headers) response.appendHeader(name, value);
  }

  #takeHead(): void {
    const { response } = this.#capture;
    const { headers } = this.#context.response;
    for (const name of [...headers.keys()]) headers.delete(name);
    for (const [name, value] of Object.entries(response.getHeaders())) {
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== undefined) headers.append(name, String(each));
    }
    if (response.statusCode !== 200) this.#context.response.status = response.statusCode;
  }

  /** Those of http-errors and their like know their status. */
  #asOurs(error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof HttpError) return error;
    const { status, expose, headers } = error as Partial<{ status: unknown; expose: unknown; headers: object }>;
    if (typeof status !== "number" || !Number.isInteger(status) || status < 400 || status > 599) return error;
    // Who has a handler for its class wants the error itself.
    if (handlerFor(this.#run, error)?.error === error) return error;
    const detail = expose === true && status < 500 ? error.message : undefined;
    return new HttpError(status, detail, { cause: error, ...(headers !== undefined && { headers: { ...headers } }) });
  }

  /** Writes what was answered inside to the response, whose methods may have been wrapped, and holds what comes out. */
  async #replay(): Promise<void> {
    const { answer } = this.#held;
    if (!answer.isComplete) return;
    const { response } = this.#capture;
    const fields = answer.finalFields(this.#held.method);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    for (let i = 0; i < fields.length; i += 2) response.appendHeader(fields[i] ?? "", fields[i + 1] ?? "");
    response.statusCode = answer.status;
    const { body } = answer;
    if (body === undefined) response.end();
    else if (typeof body === "string" || body instanceof Uint8Array) response.end(body);
    else void pump(sourceOf(body), response).catch((error: unknown) => this.#capture.fail(error));
    await this.#capture.arrived;
    const taken = this.#capture.answer();
    answer.hold(taken.status, taken.fields, taken.body);
  }
}

function sourceOf(body: AsyncIterable<Uint8Array>): ChunkSource {
  const iterator = body[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { done, value } = await iterator.next();
      return done === true ? undefined : value;
    },
    stop: async () => {
      await iterator.return?.();
    },
  };
}
