import { TypewayError } from "../errors/typeway-error.js";

/** Something that was opened for a request and must be closed. */
export type Opened =
  | { readonly kind: "generator"; readonly generator: Generator; readonly name: string }
  | { readonly kind: "async generator"; readonly generator: AsyncGenerator; readonly name: string }
  | { readonly kind: "disposable"; readonly dispose: () => unknown };

/** A thrown value, boxed: `undefined` can be thrown as well. */
export interface Failure {
  readonly error: unknown;
}

/** What is done with an error of a clean-up: become the request's failure, or be written to the log. */
type Mishap = "raise" | ((error: unknown) => void);

/** What was opened under one lifetime; closed in reverse order, each thing exactly once. */
export class Scope {
  readonly #opened: Opened[] = [];

  add(opened: Opened): void {
    this.#opened.push(opened);
  }

  /**
   * Closes everything; an error in one clean-up does not keep the others from running. A generator gets the failure
   * thrown in at its `yield`: what it throws instead replaces it, and swallowing it changes nothing.
   * @returns the failure then in force; a promise only when something closes asynchronously
   */
  close(failure: Failure | undefined, mishap: Mishap): Failure | undefined | Promise<Failure | undefined> {
    let current = failure;
    for (let opened = this.#opened.pop(); opened !== undefined; opened = this.#opened.pop()) {
      try {
        const pending = closeOne(opened, current);
        if (pending !== undefined) return this.#closeLater(pending, current, mishap);
      } catch (error) {
        current = afterMishap(current, error, mishap);
      }
    }
    return current;
  }

  async #closeLater(
    pending: Promise<unknown>,
    failure: Failure | undefined,
    mishap: Mishap,
  ): Promise<Failure | undefined> {
    let current = failure;
    try {
      await pending;
    } catch (error) {
      current = afterMishap(current, error, mishap);
    }
    return this.close(current, mishap);
  }
}

function afterMishap(current: Failure | undefined, error: unknown, mishap: Mishap): Failure | undefined {
  if (current !== undefined && error === current.error) return current;
  if (mishap === "raise") return { error };
  mishap(error);
  return current;
}

/** @returns a promise when it closes asynchronously */
function closeOne(opened: Opened, failure: Failure | undefined): Promise<unknown> | undefined {
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
      return result instanceof Promise ? result : undefined;
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
