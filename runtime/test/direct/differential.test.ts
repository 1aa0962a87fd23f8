/**
 * The direct transport against node:http: the same bytes to the same application behind both, in the same pieces. What
 * is answered, what the applications were told, and whether the connection lives on has to be the same.
 * `SEED` and `MUTATIONS` of the environment look elsewhere and for longer.
 */
import t, { type Test } from "tap";
import { differences } from "./compare.js";
import type { Script } from "./conversation.js";
import { hostile, valid } from "./corpus.js";
import { mutated } from "./mutations.js";
import { Random } from "./random.js";

t.setTimeout(300_000);

const seed = Number(process.env["SEED"] ?? 20_261_121);
const count = Number(process.env["MUTATIONS"] ?? 2_500);

/** Shows by its answer that the connection is in use and that nothing of what went before is missing. */
const probe = "GET /echo/probe HTTP/1.1\r\nHost: probe\r\n\r\n";

/** @param kinds whether the applications have a WebSocket */
async function compare(t: Test, scripts: readonly Script[], kinds = [false, true]): Promise<void> {
  t.setTimeout(120_000);
  for (const sockets of kinds) {
    const found = await differences(scripts, sockets, { transport: "direct" });
    const title = `${scripts.length} conversations with${sockets ? "" : "out"} sockets: ${found.length} differ`;
    t.equal(found.slice(0, 5).join("\n"), "", title);
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

t.test("split at every byte", (t) => {
  const scripts = samples.flatMap(([name, request]) => [
    { name: `${name}, byte by byte`, segments: [...request, probe] },
    ...Array.from(request, (_, at) => ({
      name: `${name}, split at ${at}`,
      segments: [request.slice(0, at), request.slice(at), probe].filter(Boolean),
    })),
  ]);
  return compare(t, scripts, [true]);
});

t.test("broken off at every byte", (t) => {
  const scripts = samples.flatMap(([name, request]) =>
    Array.from(request, (_, at) => ({
      name: `${name}, up to ${at}`,
      segments: [request.slice(0, at)].filter(Boolean),
    })),
  );
  return compare(t, scripts, [true]);
});

t.test(`${count} mutations of seed ${seed}`, async (t) => {
  const scripts = mutated(new Random(seed), count).map(({ name, segments }) => ({
    name,
    segments: [...segments, probe],
  }));
  const half = scripts.length / 2;
  await compare(t, scripts.slice(0, half), [false]);
  await compare(t, scripts.slice(half), [true]);
});
