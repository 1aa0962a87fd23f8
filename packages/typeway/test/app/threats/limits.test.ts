// What a hostile client sends to make a server work. The tests are named after the rows of the list of threats.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import t from "tap";
import { App, type Body, type Header, type Int, type Query } from "typeway";
import { TestClient } from "typeway/testing";

interface Filter {
  tags?: string[];
  range?: { from?: Int; to?: Int };
}

const app = new App({ title: "Limits", log: () => {} });
app.get("/search", (filter: Query<Filter>) => filter);
app.post("/number", (sent: { n: number }) => sent);
app.post("/int", (sent: { n: Int }) => sent);
app.post("/scores", (scores: Body<Record<string, Int>>) => ({ count: Object.keys(scores).length }));

const client = new TestClient(app);
t.teardown(() => client.close());

const post = async (path: string, body: string): Promise<[number, unknown]> => {
  const reply = await client.post(path, { body, headers: { "content-type": "application/json" } });
  return [reply.status, reply.json()];
};

app.get("/texts/{n}", (n: number, i?: Int, b?: bigint, xN?: Header<number>) => ({ n, i, b, xN }));

t.test("18: numbers as texts: one grammar in every place, and nothing is rounded", async (t) => {
  const outcomes: readonly (readonly [text: string, number: boolean, int: boolean, bigint: boolean])[] = [
    ...["0", "7", "-12", "9007199254740991"].map((text) => [text, true, true, true] as const),
    ...["9007199254740993", "9".repeat(100)].map((text) => [text, true, false, true] as const),
    ...["1.5", "1.0", "1e3", "1E+3", "-0.25", "9".repeat(300)].map((text) => [text, true, false, false] as const),
    ...[
      "1e400",
      "0x10",
      "0b1",
      "1_000",
      "1,5",
      "+1",
      "01",
      ".5",
      "5.",
      "1e",
      "1n",
      "NaN",
      "Infinity",
      "٣",
      "１",
      "½",
    ].map((text) => [text, false, false, false] as const),
  ];
  for (const [text, ...expected] of outcomes) {
    const sent = encodeURIComponent(text);
    const statuses = [`/texts/${sent}`, `/texts/1?i=${sent}`, `/texts/1?b=${sent}`].map((path) => client.get(path));
    const found = (await Promise.all(statuses)).map(({ status }) => status === 200);
    t.strictSame(found, expected, encodeURIComponent(text.slice(0, 20)));
    if (!/^[!-~]+$/.test(text)) continue;
    const reply = await client.get("/texts/1", { headers: { "x-n": text } });
    t.equal(reply.status === 200, expected[0], `${text.slice(0, 20)} in a header`);
  }
});

t.test("19: numbers at the edges of JSON: what a double cannot hold is refused, nothing is converted", async (t) => {
  const outcomes: readonly (readonly [text: string, number: unknown, int: unknown])[] = [
    ["0", 0, 0],
    ["-0", 0, 0],
    ["1.0", 1, 1],
    ["1e2", 100, 100],
    ["9007199254740991", 9007199254740991, 9007199254740991],
    ["9007199254740992", 9007199254740992, "less_than_equal"],
    ["9007199254740993", 9007199254740992, "less_than_equal"],
    ["1.5", 1.5, "int_from_float"],
    ["1e308", 1e308, "less_than_equal"],
    ["1e400", "finite_number", "finite_number"],
    ["-1e400", "finite_number", "finite_number"],
    ["1e-400", 0, 0],
    ["5e-324", 5e-324, "int_from_float"],
    ['"1"', "float_type", "int_type"],
    ["true", "float_type", "int_type"],
    ["null", "float_type", "int_type"],
    ["[1]", "float_type", "int_type"],
  ];
  for (const [text, number, int] of outcomes) {
    for (const [path, expected] of [["/number", number] as const, ["/int", int] as const]) {
      const [status, body] = await post(path, `{"n":${text}}`);
      if (typeof expected === "number") t.strictSame([status, body], [200, { n: expected }], `${text} to ${path}`);
      else t.match([status, body], [422, { detail: [{ type: expected, loc: ["body", "n"] }] }], `${text} to ${path}`);
    }
  }
});

t.test("21: no format and no common pattern goes wild on 50 000 hostile characters", async (t) => {
  const worker = new Worker(new URL("./attack.js", import.meta.url));
  // Work that grows with the length is done in seconds; where it grows with its square this ends it.
  const watch = setTimeout(() => worker.terminate(), 120_000);
  const done = await Promise.race([once(worker, "message"), once(worker, "exit")]);
  clearTimeout(watch);
  const [{ texts, refusals, beyond, number }] = done as [
    { texts: number; refusals: Record<string, number>; beyond: boolean; number: boolean },
  ];
  // Of some forms a text may be as long as it likes.
  const endless = ["Url", "URL", "uri-reference", "byte", "regex", "json-pointer", "Uint8Array", "a slug"];
  const isEndless = (name: string) => endless.includes(name) || name === "words with capitals";
  for (const [name, refused] of Object.entries(refusals)) {
    t.ok(isEndless(name) ? refused > 0 : refused === texts, `${name}: ${refused} of ${texts} refused`);
  }
  t.ok(Object.keys(refusals).length > 20);
  t.ok(beyond, "a text above 65 536 characters is not matched with any pattern");
  t.ok(number);
});

t.test("22: a query has at most 1 000 keys, whoever asks for them", async (t) => {
  const keys = (count: number, key: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => `${key(index)}=1`).join("&");
  for (const key of [(index: number) => `k${index}`, () => "tags"]) {
    t.equal((await client.get(`/search?${keys(1000, key)}`)).status, 200);
    const reply = await client.get(`/search?${keys(1001, key)}`);
    t.strictSame([reply.status, reply.json()], [400, { detail: "Too many query keys" }]);
  }
  t.equal((await client.get(`/search?${keys(1001, () => "range[from]")}`)).status, 400);
});

t.test("22: keys that are integers, as many as a body holds, are read", async (t) => {
  const count = 80_000;
  const body = `{${Array.from({ length: count }, (_, index) => `"${index * 17}":1`).join()}}`;
  t.strictSame(await post("/scores", body), [200, { count }]);
  t.equal((await post("/scores", `{"a":1,${" ".repeat(1_048_576)}"b":2}`))[0], 413);
});
