/**
 * The direct transport against node:http: the same bytes to the same application behind both, in the same pieces. What
 * is answered, what the applications were told, and whether the connection lives on has to be the same.
 * `SEED` and `MUTATIONS` of the environment look elsewhere and for longer.
 */
import { isDeepStrictEqual } from "node:util";
import type { ListenOptions } from "@typeway/runtime";
import t, { type Test } from "tap";
import { listening, portOf, transports } from "../transports.js";
import { type Answer, answersOf, converse, type Script } from "./conversation.js";
import { hostile, valid } from "./corpus.js";
import { mutated } from "./mutations.js";
import { Random } from "./random.js";
import { type Seen, Subject } from "./subject.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);
const count = Number(process.env["MUTATIONS"] ?? 2_500);
/** Conversations at the same time. */
const width = 64;

/** Shows by its answer that the connection is in use and that nothing of what went before is missing. */
const probe = "GET /echo/probe HTTP/1.1\r\nHost: probe\r\n\r\n";

interface Outcome {
  readonly answers: readonly Answer[];
  readonly seen: readonly Seen[];
  readonly hung: boolean;
}

/** A difference that is meant to be. */
interface Known {
  readonly why: string;
  fits(script: Script, reference: Outcome, outcome: Outcome): boolean;
}

const known: readonly Known[] = [];

async function serve(t: Test, sockets: boolean, options: ListenOptions) {
  const subject = new Subject(sockets);
  const port = portOf(await subject.app.listen({ ...listening(t), ...options }));
  t.teardown(() => subject.app.close());
  return async ({ segments }: Script): Promise<Outcome> => {
    const { port: client, received, hung } = await converse(port, segments);
    // What the server does about the end of a connection, it may do a little later.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    return { answers: answersOf(received), seen: subject.take(client), hung };
  };
}

/** Plays every script to both and says where they differ. */
async function compare(t: Test, scripts: readonly Script[]): Promise<void> {
  for (const sockets of [false, true]) {
    const ask = await serve(t, sockets, transports["node:http"] ?? {});
    const askOther = await serve(t, sockets, transports["direct"] ?? {});
    const waiting = [...scripts];
    const differences: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
        const [reference, outcome] = await Promise.all([ask(script), askOther(script)]);
        if (reference.hung || outcome.hung) differences.push({ hung: [reference.hung, outcome.hung], ...script });
        if (isDeepStrictEqual(reference, outcome)) continue;
        if (known.some(({ fits }) => fits(script, reference, outcome))) continue;
        differences.push({ ...script, reference, outcome });
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    t.strictSame(differences.slice(0, 3), [], `with${sockets ? "" : "out"} sockets: ${differences.length} differ`);
  }
}

const whole = Object.entries({ ...valid, ...hostile });

t.test("every request of the corpus, in one piece and with another behind it", (t) =>
  compare(
    t,
    whole.flatMap(([name, request]) => [
      { name, segments: [request] },
      { name: `${name}, then another`, segments: [request, probe] },
      { name: `${name}, with another`, segments: [request + probe] },
    ]),
  ),
);

t.test("pipelines of two: every request behind a valid one, and in front of one", (t) =>
  compare(
    t,
    whole
      .filter(([, request]) => request.length < 5_000)
      .flatMap(([name, request]) => [
        { name: `post, ${name}`, segments: [valid["post"] + request, probe] },
        { name: `late, ${name}, late`, segments: [`${valid["late"]}${request}${valid["late"]}`] },
      ]),
  ),
);

/** Of which the bytes are sent one by one, and which are broken off everywhere. */
const samples = [
  "post of JSON",
  "chunks with extensions",
  "chunks with trailers",
  "absolute form",
  "expect, sent at once",
  "a socket with a first message",
  "an upgrade to h2c",
  "empty lines before",
].map((name) => [name, valid[name] ?? ""] as const);

t.test("split at every byte", (t) =>
  compare(
    t,
    samples.flatMap(([name, request]) => [
      { name: `${name}, byte by byte`, segments: [...request, probe] },
      ...Array.from(request, (_, at) => ({
        name: `${name}, split at ${at}`,
        segments: [request.slice(0, at), request.slice(at), probe].filter(Boolean),
      })),
    ]),
  ),
);

t.test("broken off at every byte", (t) =>
  compare(
    t,
    samples.flatMap(([name, request]) =>
      Array.from(request, (_, at) => ({
        name: `${name}, up to ${at}`,
        segments: [request.slice(0, at)].filter(Boolean),
      })),
    ),
  ),
);

t.test(`${count} mutations of seed ${seed}`, (t) => {
  const scripts = mutated(new Random(seed), count);
  return compare(
    t,
    scripts.map(({ name, segments }) => ({ name, segments: [...segments, probe] })),
  );
});
