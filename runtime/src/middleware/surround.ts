import { sendAnswer } from "../answers/answer.js";
import { conclude } from "../dispatch/7-conclude.js";
import { abandon, answerFailure, answerUnexpected } from "../dispatch/fail.js";
import { HttpError } from "../errors/http-error.js";
import { TypewayError } from "../errors/typeway-error.js";
import { Capture } from "../exchange/capture.js";
import type { Exchange } from "../exchange/exchange.js";
import type { Run } from "../run.js";
import { HeldAnswer } from "./held-answer.js";
import { HeldExchange } from "./held-exchange.js";
import { LateExchange } from "./late-exchange.js";
import type { Middleware, Next } from "./middleware.js";

/**
 * Runs middleware around `serve`, which answers the request as if there were none, then sends the answer.
 * @param run whose request counts as begun; it is ended here
 * @param chain the outermost first
 * @param usual the status an answer has when none is set
 */
export function surround(run: Run, chain: readonly Middleware[], serve: () => void, usual?: number): void {
  void new Passage(run, chain, serve, usual ?? run.route?.answering.status ?? 200).pass();
}

class Passage {
  #run: Run;
  readonly #outer: Exchange;
  readonly #held: HeldExchange;
  readonly #answer: HeldAnswer;
  readonly #chain: readonly Middleware[];
  readonly #serve: () => void;
  /** What middleware is around has run: it concludes the request. */
  #isServed = false;

  constructor(run: Run, chain: readonly Middleware[], serve: () => void, usual: number) {
    this.#run = run;
    this.#outer = run.exchange;
    this.#answer = new HeldAnswer(usual);
    this.#held = new HeldExchange(run.exchange, this.#answer);
    this.#chain = chain;
    this.#serve = serve;
    run.holdHead(this.#answer);
    run.exchange = this.#held;
  }

  async pass(): Promise<void> {
    await this.#enter(0);
    try {
      const leaving = this.#held.release(this.#run.knownId);
      if (leaving !== undefined) await leaving;
    } catch (error) {
      this.#answerLast(error);
    }
    this.#held.settle();
    this.#run.core.activity.end();
  }

  /** Runs the middleware at `index` and what is inside it. The promise never rejects. */
  #enter(index: number): Promise<void> {
    const middleware = this.#chain[index];
    if (middleware === undefined) return this.#enterRoute();
    let inner: Promise<void> | undefined;
    let isOver = false;
    const next: Next = () => {
      if (isOver) return this.#refuseNext(middleware);
      if (inner !== undefined) throw new TypewayError("TYPEWAY_NEXT_TWICE", { handler: middleware.name });
      inner = this.#enter(index + 1);
      return inner;
    };
    let returned: unknown;
    try {
      returned = middleware(this.#run.context, next);
    } catch (error) {
      isOver = true;
      return this.#answerError(error, inner);
    }
    // What is inside is all there is to wait for, and it has made an answer.
    if (inner !== undefined && (returned === undefined || returned === inner)) {
      isOver = true;
      return inner;
    }
    const outcome: Promise<void> = Promise.resolve(returned).then(
      (value) => {
        isOver = true;
        if (value !== undefined || inner === undefined) return this.#complete(middleware, value, inner);
        // Who forgets to wait for the rest gets no half-made answer sent.
        if (inner !== this.#held.settled) return inner;
        this.#held.settled = outcome;
        return undefined;
      },
      (error: unknown) => {
        isOver = true;
        return this.#answerError(error, inner);
      },
    );
    return outcome;
  }

  /** @param value what it has returned. @param inner what is inside, where it was asked for */
  async #complete(middleware: Middleware, value: unknown, inner: Promise<void> | undefined): Promise<void> {
    try {
      await inner;
      if (value !== undefined) await this.#answerWith(middleware, value);
      else if (!this.#held.isAnswered)
        throw new TypewayError("TYPEWAY_MIDDLEWARE_SILENT", { handler: middleware.name });
    } catch (error) {
      await this.#answerError(error, inner);
    }
  }

  #enterRoute(): Promise<void> {
    this.#answer.keep();
    this.#run.core.activity.begin();
    this.#isServed = true;
    const limit = this.#run.route?.timeout;
    return limit === undefined ? this.#held.answerOf(this.#serve) : this.#enterWithin(limit);
  }

  /** @param limit in seconds */
  async #enterWithin(limit: number): Promise<void> {
    const controller = new AbortController();
    this.#held.abortBy(controller.signal);
    const timer = setTimeout(() => {
      this.#leaveBehind(limit);
      controller.abort(new DOMException("The request took too long.", "TimeoutError"));
    }, limit * 1000);
    await this.#held.answerOf(this.#serve);
    clearTimeout(timer);
  }

  /** Answers instead of what is still running, which ends when it ends. */
  #leaveBehind(limit: number): void {
    const late = this.#run;
    const error = new HttpError(503);
    late.log("error", `A request took longer than ${limit} seconds.`);
    late.exchange = new LateExchange(this.#held, { error }, (status) =>
      late.log("warn", "What came after the time of its request was over is dropped.", { details: { status } }),
    );
    this.#run = late.successor(this.#held);
    late.holdHead(undefined);
    this.#run.core.activity.begin();
    answerFailure(this.#run, error);
  }

  /** Its answer is being sent, or has been. Throwing would bring the process down: nobody is there to catch. */
  async #refuseNext({ name }: Middleware): Promise<void> {
    this.#run.log("error", `The middleware '${name}' called next() after it had ended.`);
  }

  async #answerWith(middleware: Middleware, value: unknown): Promise<void> {
    const run = this.#run;
    await this.#makeRoom(undefined);
    const how = { handler: middleware.name, answers: undefined, check: "off", status: 200, emptyStatus: 204 } as const;
    run.core.activity.begin();
    let departure: Promise<void> | undefined;
    try {
      departure = value instanceof Capture ? this.#held.take(value) : sendAnswer(run, value, how);
    } catch (error) {
      run.core.activity.end();
      throw error;
    }
    const end = (): void => (this.#isServed ? run.core.activity.end() : conclude(run, this.#held.dropped));
    departure?.then(end, (error: unknown) => abandon(run, error));
  }

  /** @param inner what is inside, where it was asked for: it may need longer than who has failed */
  async #answerError(error: unknown, inner: Promise<void> | undefined): Promise<void> {
    await inner;
    const run = this.#run;
    await this.#makeRoom({ error });
    run.core.activity.begin();
    await this.#held.answerOf(() => answerFailure(run, error));
  }

  /** What middleware has set stays, and what was set for the answer that is dropped goes. */
  async #makeRoom(failure: { readonly error: unknown } | undefined): Promise<void> {
    if (!this.#answer.isComplete) this.#answer.keep();
    this.#run.dropHead();
    try {
      await this.#held.drop(failure);
    } catch (error) {
      this.#run.log("error", "A stream that was not sent failed.", { error });
    }
  }

  /** What middleware has made of the answer cannot be sent. */
  #answerLast(error: unknown): void {
    const run = this.#run;
    run.exchange = this.#outer;
    run.holdHead(undefined);
    run.core.activity.begin();
    if (this.#outer.sent) abandon(run, error);
    else answerUnexpected(run, error);
  }
}
