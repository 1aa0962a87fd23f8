import { App, HttpError } from "@typeway/runtime";
import { serve } from "../../dist/core.js";
import { context, depends, endpoint, type Provided, provider } from "../endpoint.js";
import { FakeExchange } from "../fake-exchange.js";
import { type Account, failures, type Node, type Shape } from "./shape.js";

class AbortableExchange extends FakeExchange {
  readonly controller = new AbortController();

  constructor() {
    super("GET", "/");
  }

  override get signal(): AbortSignal {
    return this.controller.signal;
  }
}

/** What happens to so many requests and a shutdown. @param together the requests do not wait for each other */
export async function observed(shape: Shape, requests: number, together: boolean): Promise<Account> {
  const happening = new Happening(shape);
  await happening.app.start();
  const exchanges = Array.from({ length: requests }, () => new AbortableExchange());
  for (const exchange of exchanges) {
    happening.begin(exchange);
    happening.app[serve](exchange, "/", "", undefined);
    if (!together) await quiet();
  }
  await quiet();
  await happening.app.close();
  return {
    events: happening.events,
    reported: happening.reported,
    answers: exchanges.map(({ answer }) => happening.answerOf(answer)),
  };
}

/** Nothing in a shape waits for more than other promises. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Happening {
  readonly events: string[] = [];
  readonly reported: string[] = [];
  readonly app: App;
  readonly #shape: Shape;
  #count = 0;
  #started = 0;
  #exchange: AbortableExchange | undefined;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.app = new App({
      log: ({ message, error }) => {
        if (message === "The clean-up of a dependency failed.") this.reported.push(messageOf(error));
      },
    });
    const providers: Provided[] = [];
    for (const [index, node] of shape.nodes.entries()) providers.push(this.#provider(index, node, providers));
    const uses = shape.needs.map((need, index) => this.#use(providers, need, shape.guards[index]));
    const handle = shape.handlerLater
      ? async (signal: AbortSignal) => {
          await undefined;
          return this.#handle(signal);
        }
      : (signal: AbortSignal) => this.#handle(signal);
    this.app.get("/", handle, endpoint(handle, [context("AbortSignal"), ...uses]));
  }

  begin(exchange: AbortableExchange): void {
    this.#exchange = exchange;
    this.#started = this.events.length;
    this.#look();
  }

  answerOf(answer: FakeExchange["answer"]): string {
    if (answer === undefined) return "none";
    if (answer.status === 200) return "fine";
    if (answer.status === 500) return failures.unwritten;
    return JSON.parse(String(answer.body)).detail;
  }

  #tell(event: string): void {
    this.events.push(event);
    this.#look();
  }

  #look(): void {
    if (this.events.length - this.#started >= this.#shape.abortAfter) this.#exchange?.controller.abort();
  }

  #handle(signal: AbortSignal): unknown {
    if (this.#shape.handlerListens && signal.aborted) throw new HttpError(499, failures.abort);
    this.#tell("handler");
    if (this.#shape.handler === "throws") throw new HttpError(409, failures.handler);
    return this.#shape.handler === "answers" ? "fine" : 1n;
  }

  #use(providers: readonly Provided[], index: number, guards = false) {
    const { lifetime: scope, fresh } = this.#shape.nodes[index]!;
    return depends(providers[index]!, { scope, cache: !fresh, ...(guards && { authenticates: true }) });
  }

  #provider(index: number, node: Node, before: readonly Provided[]): Provided {
    const uses = node.needs.map((need) => this.#use(before, need));
    const signal = node.lifetime === "app" ? [] : [context("AbortSignal")];
    return provider(this.#made(index, node), [...signal, ...uses]);
  }

  #made(index: number, node: Node): (signal: unknown) => unknown {
    const open = (signal: unknown): string => this.#open(index, node, signal);
    const close = (label: string): void => this.#close(index, node, label);
    const survive = (label: string, error: unknown): void => this.#survive(index, node, label, error);
    switch (`${node.kind}${node.later ? " later" : ""}` as const) {
      case "value":
        return open;
      case "value later":
        return async (signal) => {
          await undefined;
          return open(signal);
        };
      case "disposable":
        return (signal) => {
          const label = open(signal);
          return { [Symbol.dispose]: () => close(label) };
        };
      case "disposable later":
        return async (signal) => {
          await undefined;
          const label = open(signal);
          return {
            async [Symbol.asyncDispose]() {
              await undefined;
              close(label);
            },
          };
        };
      case "generator":
        return function* (signal) {
          const label = open(signal);
          try {
            yield label;
          } catch (error) {
            return survive(label, error);
          }
          survive(label, undefined);
        };
      case "generator later":
        return async function* (signal) {
          await undefined;
          const label = open(signal);
          try {
            yield label;
          } catch (error) {
            await undefined;
            return survive(label, error);
          }
          await undefined;
          survive(label, undefined);
        };
    }
  }

  #open(index: number, { fails, listens }: Node, signal: unknown): string {
    if (listens && signal instanceof AbortSignal && signal.aborted) throw new HttpError(499, failures.abort);
    if (fails) throw new HttpError(409, failures.opening(index));
    const label = `${index}#${++this.#count}`;
    this.#tell(`open ${label}`);
    return label;
  }

  #close(index: number, { closing }: Node, label: string): void {
    this.#tell(`close ${label}`);
    if (closing === "fails") throw new HttpError(409, failures.closing(index));
  }

  #survive(index: number, { closing }: Node, label: string, error: unknown): void {
    this.#tell(`close ${label} after ${error === undefined ? undefined : messageOf(error)}`);
    if (closing === "fails") throw new HttpError(409, failures.closing(index));
    if (error === undefined || closing === "swallows") return;
    throw closing === "replaces" ? new HttpError(409, failures.replaced(index)) : error;
  }
}

const messageOf = (error: unknown): string => (error instanceof HttpError ? error.message : failures.unwritten);
