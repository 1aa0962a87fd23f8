import { TypewayError } from "../errors/typeway-error.js";
import { isThenable } from "./thenable.js";

/** Something that was opened for a request and must be closed. */
export type Opened =
  | { readonly kind: "generator"; readonly generator: Generator; readonly name: string }
  | { readonly kind: "async generator"; readonly generator: AsyncGenerator; readonly name: string }
  | { readonly kind: "disposable"; readonly dispose: () => unknown; readonly name: string };

/** A thrown value, boxed: `undefined` can be thrown as well. */
export interface Failure {
  readonly error: unknown;
}

/** What is done with an error of a clean-up: become the request's failure, or be written to the log. */
type Mishap = "raise" | ((error: unknown) => void);

/** How long one clean-up may take, and who is told of what nobody waits for. */
export interface Patience {
  /** In milliseconds. */
  readonly limit: number;
  report(error: unknown): void;
}

/** What was opened under one lifetime; closed in reverse order, each thing exactly once. */
export class Scope {
  readonly #opened: Opened[] = [];
  readonly #patience: Patience | undefined;
  #closing: Promise<Failure | undefined> | undefined;
  /** Why it was closed, once it was. */
  #end: { readonly failure: Failure | undefined } | undefined;

  /** @param patience without it every clean-up is waited for */
  constructor(patience?: Patience) {
    this.#patience = patience;
  }

  /** What is opened when its request is over already is closed at once. */
  add(opened: Opened): void {
    this.#opened.push(opened);
    if (this.#end !== undefined && this.#closing === undefined) this.#closeLate(this.#end.failure);
  }

  #closeLate(failure: Failure | undefined): void {
    void this.close(failure, (error) => this.#patience?.report(error));
  }

  /**
   * Closes everything; an error in one clean-up does not keep the others from running. A generator gets the failure
   * thrown in at its `yield`: what it throws instead replaces it, and swallowing it changes nothing.
   * @returns the failure then in force; a promise only when something closes asynchronously
   */
  close(failure: Failure | undefined, mishap: Mishap): Failure | undefined | Promise<Failure | undefined> {
    if (this.#closing !== undefined) return this.#closing.then((last) => this.close(last ?? failure, mishap));
    const closed = this.#closeAll(failure, mishap);
    if (!(closed instanceof Promise)) {
      this.#end = { failure: closed };
      return closed;
    }
    this.#end = { failure };
    this.#closing = closed.then((last) => {
      this.#closing = undefined;
      this.#end = { failure: last };
      if (this.#opened.length > 0) this.#closeLate(last);
      return last;
    });
    return this.#closing;
  }

  #closeAll(failure: Failure | undefined, mishap: Mishap): Failure | undefined | Promise<Failure | undefined> {
    let current = failure;
    for (let opened = this.#opened.pop(); opened !== undefined; opened = this.#opened.pop()) {
      try {
        const pending = closeOne(opened, current);
        if (pending !== undefined) return this.#closeLater(this.#within(pending, opened), current, mishap);
      } catch (error) {
        current = afterMishap(current, error, mishap);
      }
    }
    return current;
  }

  async #closeLater(
    pending: PromiseLike<unknown>,
    failure: Failure | undefined,
    mishap: Mishap,
  ): Promise<Failure | undefined> {
    let current = failure;
    try {
      await pending;
    } catch (error) {
      current = afterMishap(current, error, mishap);
    }
    return this.#closeAll(current, mishap);
  }

  /** Waits as long as there is patience; what comes of it later is reported. */
  #within(pending: PromiseLike<unknown>, { name }: Opened): PromiseLike<unknown> {
    const patience = this.#patience;
    if (patience === undefined) return pending;
    return new Promise<void>((resolve, reject) => {
      let waits = true;
      const timer = setTimeout(() => {
        waits = false;
        patience.report(new TypewayError("TYPEWAY_CLEANUP_SLOW", { handler: name, limit: patience.limit }));
        resolve();
      }, patience.limit);
      pending.then(
        () => {
          clearTimeout(timer);
          resolve();
        },
        (error: unknown) => {
          clearTimeout(timer);
          if (waits) reject(error);
          else patience.report(error);
        },
      );
    });
  }
}

function afterMishap(current: Failure | undefined, error: unknown, mishap: Mishap): Failure | undefined {
  if (current !== undefined && error === current.error) return current;
  if (mishap === "raise") return { error };
  mishap(error);
  return current;
}

/** @returns a promise when it closes asynchronously */
function closeOne(opened: Opened, failure: Failure | undefined): PromiseLike<unknown> | undefined {
  switch (opened.kind) {
    case "generator": {
      const { generator, name } = opened;
      const result = failure === undefined ? generator.next() : generator.throw(failure.error);
      if (result.done !== true) {
        generator.return(undefined);
        throw yieldedTwice(name);
      }
      return undefined;
    }
    case "async generator":
      return closeAsyncGenerator(opened.generator, opened.name, failure);
    case "disposable": {
      const result = opened.dispose();
      return isThenable(result) ? result : undefined;
    }
  }
}

async function closeAsyncGenerator(
  generator: AsyncGenerator,
  name: string,
  failure: Failure | undefined,
): Promise<void> {
  const result = await (failure === undefined ? generator.next() : generator.throw(failure.error));
  if (result.done === true) return;
  await generator.return(undefined);
  throw yieldedTwice(name);
}

const yieldedTwice = (name: string) =>
  new TypewayError("TYPEWAY_DEPENDENCY_YIELD", { handler: name, problem: "yielded a second time" });
