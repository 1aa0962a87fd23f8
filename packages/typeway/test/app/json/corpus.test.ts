// A corpus of JSON texts, well-formed and not, posted to a real socket: to a body of any JSON and to typed ones.

import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { isDeepStrictEqual } from "node:util";
import t from "tap";
import { App, type Body, type Int } from "typeway";
import { invalidTexts } from "./invalid-texts.js";
import { bytesOf, type JsonText } from "./text.js";
import { refusedTexts, validTexts } from "./valid-texts.js";

interface Item {
  name: string;
  price?: number;
  tags?: string[];
  note?: string | null;
  size?: { width: Int };
}
interface Node {
  value: bigint;
  next?: Node;
}

const failures: unknown[] = [];
const app = new App({ title: "Corpus", log: (entry) => failures.push(entry) });
app.post("/unknown", (value: Body<unknown>) => ({ value }));
app.post("/item", (item: Item) => ({ item }));
app.post("/dates", (dates: Date[]) => ({ dates }));
app.post("/node", (node: Node) => ({ node }));
app.post("/two", { bodyLimit: 2_000_000 }, (item: Item, note: Body<string>) => ({ item, note }));

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let port = 0;
let connections = 0;
t.before(async () => {
  const server = await app.listen({ port: 0, host: "127.0.0.1" });
  server.on("connection", () => connections++);
  const address = server.address();
  if (typeof address === "object" && address !== null) port = address.port;
});
t.teardown(async () => {
  agent.destroy();
  await app.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly json: unknown;
}

async function post(path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const all = { "content-type": "application/json", ...headers };
  const outgoing = request({ port, host: "127.0.0.1", agent, method: "POST", path, headers: all });
  outgoing.end(bytes);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const json: unknown = JSON.parse(Buffer.concat(chunks).toString());
  return { status: response.statusCode, type: response.headers["content-type"], json };
}

/** The code and place of the only issue. */
function issueOf({ json }: Answer): unknown {
  const detail: unknown = typeof json === "object" && json !== null && "detail" in json ? json.detail : undefined;
  const [issue, ...others]: unknown[] = Array.isArray(detail) ? detail : [];
  if (typeof issue !== "object" || issue === null || others.length > 0) return json;
  return "type" in issue && "loc" in issue ? [issue.type, Array.isArray(issue.loc) && issue.loc[0]] : issue;
}

/** What a text means, read without Typeway; what JSON.stringify makes of it is what an echo can say. */
const meaningOf = ({ bytes }: JsonText): unknown =>
  JSON.parse(JSON.stringify(JSON.parse(new TextDecoder("utf-8").decode(bytes))));

const typed = ["/item", "/dates", "/node", "/two"] as const;

t.test(
  `${validTexts.length} texts that are JSON: each is echoed as the same value, or is not of the type`,
  async (t) => {
    for (const text of validTexts) {
      const { status, type, json } = await post("/unknown", text.bytes);
      t.strictSame([status, type], [200, "application/json"], text.name);
      t.ok(isDeepStrictEqual(json, { value: meaningOf(text) }), `${text.name}: the echo is the same value`);
      for (const path of typed) {
        const answer = await post(path, text.bytes);
        t.equal(answer.status, expectedOf(path, text), `${text.name}: to ${path}`);
      }
    }
    t.strictSame(failures, []);
  },
);

/** An empty array is a list of dates; no text of the corpus is of the other types unless it says so. */
function expectedOf(path: (typeof typed)[number], text: JsonText): 200 | 422 {
  if (path === "/item") return text.is === "item" ? 200 : 422;
  return path === "/dates" && isDeepStrictEqual(meaningOf(text), []) ? 200 : 422;
}

t.test(`${invalidTexts.length} texts that are not JSON: each is answered with 400 and one issue`, async (t) => {
  for (const text of invalidTexts) {
    const expected = text.is === "encoding" ? ["bytes_invalid_encoding", "body"] : ["json_invalid", "body"];
    for (const path of ["/unknown", ...typed]) {
      const answer = await post(path, text.bytes);
      t.strictSame([answer.status, issueOf(answer)], [400, expected], `${text.name}: to ${path}`);
    }
  }
  t.strictSame(failures, []);
});

t.test(
  `${refusedTexts.length} texts that an open type must not take: 400 there, and dropped or 422 where the type is closed`,
  async (t) => {
    for (const text of refusedTexts) {
      const open = await post("/unknown", text.bytes);
      t.strictSame(
        [open.status, issueOf(open)],
        [400, [text.is === "deep" ? "json_too_deep" : "forbidden_key", "body"]],
        text.name,
      );
      const closed = await post("/item", text.bytes);
      t.equal(closed.status, text.name.endsWith("beside others") ? 200 : 422, `${text.name}: to /item`);
      // Of a type that may hold itself, only as deep as anything may be.
      t.ok([400, 422].includes((await post("/node", text.bytes)).status ?? 0), `${text.name}: to /node`);
    }
    t.strictSame(failures, []);
    t.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  },
);

t.test("a type that holds itself is read 64 levels deep", async (t) => {
  const chain = (depth: number) =>
    bytesOf(`${'{"value":"1","next":'.repeat(depth - 1)}{"value":"1"}${"}".repeat(depth - 1)}`);
  t.equal((await post("/node", chain(64))).status, 200);
  for (const depth of [65, 5000, 40_000]) {
    const answer = await post("/node", chain(depth));
    t.strictSame([answer.status, issueOf(answer)], [400, ["json_too_deep", "body"]], `${depth} levels`);
  }
});

t.test("after every one of them the connection is still in use", async (t) => {
  t.equal((await post("/item", bytesOf('{"name":"cup"}'))).status, 200);
  t.equal(connections, 1);
});

t.test("no bytes at all: the body is missing", async (t) => {
  for (const path of ["/unknown", "/item", "/dates", "/node"]) {
    const answer = await post(path, new Uint8Array());
    t.strictSame([answer.status, issueOf(answer)], [422, ["missing", "body"]], path);
  }
  t.equal(connections, 1);
});

t.test("the same text as another media type, in another coding or charset: 415", async (t) => {
  const bytes = bytesOf('{"name":"cup"}');
  const refused: Record<string, string>[] = [
    { "content-type": "text/plain" },
    { "content-type": "application/xml" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "application/jsonx" },
    { "content-type": "json" },
    { "content-encoding": "gzip" },
  ];
  for (const headers of refused) t.equal((await post("/item", bytes, headers)).status, 415, JSON.stringify(headers));
  const accepted = ["application/json;charset=UTF-8", "Application/JSON ; q=1", "application/merge-patch+json"];
  for (const type of accepted) t.equal((await post("/item", bytes, { "content-type": type })).status, 200, type);
});

t.test("a text above the limit: 413", async (t) => {
  const long = bytesOf(`"${"x".repeat(1_048_576)}"`);
  for (const path of ["/unknown", "/item"]) t.equal((await post(path, long)).status, 413, path);
  t.equal((await post("/two", long)).status, 422);
});
