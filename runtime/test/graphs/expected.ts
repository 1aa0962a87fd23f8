import { type Account, failures, type Lifetime, type Shape } from "./shape.js";

interface Opened {
  readonly index: number;
  readonly label: string;
}
interface Step {
  readonly index: number;
  readonly needs: readonly Step[];
  isEarly: boolean;
}
type Mode = "raise" | "report";

/** What must happen for so many requests, one after the other, and a shutdown: written as plainly as possible. */
export function expected(shape: Shape, requests: number): Account {
  const story = new Story(shape);
  for (let count = 0; count < requests; count++) story.request();
  story.shutdown();
  const { events, answers, reported } = story;
  return { events, answers, reported };
}

class Story implements Account {
  readonly events: string[] = [];
  readonly answers: string[] = [];
  readonly reported: string[] = [];
  readonly #shape: Shape;
  readonly #scopes: Record<Lifetime, Opened[]> = { function: [], request: [], app: [] };
  readonly #built = new Set<number>();
  #count = 0;
  #started = 0;

  constructor(shape: Shape) {
    this.#shape = shape;
  }

  request(): void {
    this.#started = this.events.length;
    const failure = this.#enter() ?? this.#handle();
    const inner = this.#close("function", failure, "raise");
    if (inner !== undefined) this.#answerError(inner);
    else if (this.#shape.handler === "cannot be written") this.#answerError(failures.unwritten);
    else {
      this.answers.push("fine");
      this.#close("request", undefined, "report");
    }
  }

  shutdown(): void {
    this.#close("app", undefined, "report");
  }

  #answerError(failure: string): void {
    this.answers.push(this.#close("request", failure, "raise") ?? failure);
  }

  get #aborted(): boolean {
    return this.events.length - this.#started >= this.#shape.abortAfter;
  }

  /** @returns why it did not come to an end */
  #enter(): string | undefined {
    for (const { index } of this.#steps()) {
      const node = this.#shape.nodes[index]!;
      if (node.lifetime === "app" && this.#built.has(index)) continue;
      if (node.listens && node.lifetime !== "app" && this.#aborted) return failures.abort;
      if (node.fails) return failures.opening(index);
      const label = `${index}#${++this.#count}`;
      this.events.push(`open ${label}`);
      if (node.kind !== "value") this.#scopes[node.lifetime].push({ index, label });
      if (node.lifetime === "app") this.#built.add(index);
    }
    return undefined;
  }

  /** Each node after those it needs, a fresh one for everybody who asks; guards and what they need before the others. */
  #steps(): readonly Step[] {
    const { nodes, needs, guards } = this.#shape;
    const steps: Step[] = [];
    const visit = (index: number): Step => {
      const { fresh, needs } = nodes[index]!;
      const known = fresh ? undefined : steps.find((step) => step.index === index);
      if (known !== undefined) return known;
      const step: Step = { index, needs: needs.map(visit), isEarly: false };
      steps.push(step);
      return step;
    };
    const guard = (step: Step): void => {
      step.isEarly = true;
      step.needs.forEach(guard);
    };
    const asked = needs.map(visit);
    for (const [index, step] of asked.entries()) if (guards[index]) guard(step);
    return [...steps.filter(({ isEarly }) => isEarly), ...steps.filter(({ isEarly }) => !isEarly)];
  }

  #handle(): string | undefined {
    if (this.#shape.handlerListens && this.#aborted) return failures.abort;
    this.events.push("handler");
    return this.#shape.handler === "throws" ? failures.handler : undefined;
  }

  /** @returns the failure then in force */
  #close(lifetime: Lifetime, failure: string | undefined, mode: Mode): string | undefined {
    let current = failure;
    for (let opened = this.#scopes[lifetime].pop(); opened; opened = this.#scopes[lifetime].pop()) {
      const { kind, closing } = this.#shape.nodes[opened.index]!;
      this.events.push(kind === "generator" ? `close ${opened.label} after ${current}` : `close ${opened.label}`);
      const replaces = closing === "replaces" && kind === "generator" && current !== undefined;
      const thrown = replaces
        ? failures.replaced(opened.index)
        : closing === "fails"
          ? failures.closing(opened.index)
          : undefined;
      if (thrown === undefined) continue;
      if (mode === "raise") current = thrown;
      else this.reported.push(thrown);
    }
    return current;
  }
}
