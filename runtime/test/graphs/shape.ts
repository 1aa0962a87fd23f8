/** Random dependency graphs as plain data, and what must happen to them. */
import fc from "fast-check";

export type Lifetime = "function" | "request" | "app";

/** One provider. It may need those before it that live as long as itself. */
export interface Node {
  readonly needs: readonly number[];
  readonly kind: "value" | "generator" | "disposable";
  readonly lifetime: Lifetime;
  /** Whoever asks for it gets a new one. */
  readonly fresh: boolean;
  /** Works asynchronously. */
  readonly later: boolean;
  readonly fails: boolean;
  /** Refuses to open once the client has left. */
  readonly listens: boolean;
  /** Of what is thrown into it, a generator makes … */
  readonly closing: "nothing" | "swallows" | "replaces" | "fails";
}

export interface Shape {
  readonly nodes: readonly Node[];
  /** Of the handler. */
  readonly needs: readonly number[];
  /** Of these needs: they authenticate, so they come first, with all that they need. */
  readonly guards: readonly boolean[];
  readonly handler: "answers" | "throws" | "cannot be written";
  readonly handlerLater: boolean;
  readonly handlerListens: boolean;
  /** The client leaves after so many events. */
  readonly abortAfter: number;
}

const order: Readonly<Record<Lifetime, number>> = { function: 0, request: 1, app: 2 };

const node: fc.Arbitrary<Node> = fc.record({
  needs: fc.array(fc.nat(), { maxLength: 3 }),
  kind: fc.constantFrom("value", "generator", "generator", "disposable"),
  lifetime: fc.constantFrom("function", "request", "request", "app"),
  fresh: fc.boolean(),
  later: fc.boolean(),
  fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  listens: fc.boolean(),
  closing: fc.constantFrom("nothing", "nothing", "swallows", "replaces", "fails"),
});

export const anyShape: fc.Arbitrary<Shape> = fc
  .record({
    nodes: fc.array(node, { minLength: 1, maxLength: 6 }),
    needs: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    guards: fc.array(fc.boolean(), { maxLength: 4 }),
    handler: fc.constantFrom("answers", "answers", "throws", "cannot be written"),
    handlerLater: fc.boolean(),
    handlerListens: fc.boolean(),
    abortAfter: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ nodes, needs, ...rest }) => ({
    ...rest,
    nodes: nodes.map((each, index) => ({ ...each, needs: needsOf(nodes, each, index) })),
    needs: needs.map((need) => need % nodes.length),
  }));

const needsOf = (nodes: readonly Node[], { needs, lifetime }: Node, index: number): number[] =>
  index === 0
    ? []
    : needs.map((need) => need % index).filter((need) => order[nodes[need]?.lifetime ?? "app"] >= order[lifetime]);

/** What happened, or must happen. */
export interface Account {
  /** `open 2#3`: the third thing that was opened is of node 2. */
  readonly events: readonly string[];
  readonly answers: readonly string[];
  /** Errors that nobody but the log was told of. */
  readonly reported: readonly string[];
}

/** Tells an error by its message; what cannot be written is the runtime's own error. */
export const failures = {
  opening: (index: number) => `open ${index}`,
  closing: (index: number) => `close ${index}`,
  replaced: (index: number) => `replaced by ${index}`,
  handler: "handler",
  abort: "abort",
  unwritten: "unwritten",
} as const;
