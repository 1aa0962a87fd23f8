// Bodies and messages that nest: rows 2, 3, 5 and 17 of the threat model, by bytes to and from a port.
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import t from "tap";
import { App, parseJson, ValidationError, type WebSocket } from "typeway";
import { TestClient } from "typeway/testing";

interface Tree {
  children: Tree[];
}
type Or = { k: string; x?: Or } | { k: string | null; x?: Or; more?: number } | { k: number; y?: Or };
interface Closed {
  id: number;
}
interface Hostile {
  constructor?: string;
  hasOwnProperty?: string;
  __proto__?: string;
  toString?: number;
}

const app = new App({ title: "Nesting", log: () => {} });
app.post("/any", (body: { value: unknown }) => body);
app.post("/all", (body: unknown) => body);
app.post("/tree", (tree: Tree): Tree => tree);
app.post("/or", (or: Or): Or => or);
app.post("/closed", (closed: Closed): Closed => closed);
app.post("/two", (tree: Tree, closed: Closed) => ({ tree, closed }));
app.post("/record", (labels: Record<string, number>) => labels);
app.post("/hostile", (one: Hostile): Hostile => ({ ...one }));
app.websocket("/socket", async (socket: WebSocket<Tree>) => {
  for await (const tree of socket) await socket.send(tree);
});

const server = await app.listen({ port: 0, host: "127.0.0.1", signals: false });
const { port } = server.address() as AddressInfo;
t.teardown(() => app.close());

/** The status and body of the answer to some bytes. */
async function post(path: string, body: string): Promise<{ status: number; body: string }> {
  const socket = connect({ port, host: "127.0.0.1" });
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n`);
  socket.write(`content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  await once(socket, "close");
  const [head = "", text = ""] = received.split("\r\n\r\n");
  return { status: Number(head.slice(9, 12)), body: text };
}

const arrays = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const tree = (depth: number): string => '{"children":['.repeat(depth) + "]}".repeat(depth);
const tooDeep = (loc: readonly string[]) =>
  JSON.stringify({
    detail: [{ type: "json_too_deep", loc, msg: "This is nested deeper than 64 levels", input: null }],
  });

t.test("2: any JSON may nest 64 deep, and comes back as it went", async (t) => {
  for (const depth of [1, 62, 63]) {
    const body = `{"value":${arrays(depth)}}`;
    t.strictSame(await post("/any", body), { status: 200, body }, `${depth + 1} levels`);
  }
  for (const depth of [64, 65, 5_000, 500_000]) {
    const refused = { status: 400, body: tooDeep(["body"]) };
    t.strictSame(await post("/any", `{"value":${arrays(depth)}}`), refused, `${depth + 1} levels`);
    if (depth > 64) t.strictSame(await post("/all", arrays(depth)), refused);
  }
  t.strictSame(await post("/all", arrays(64)), { status: 200, body: arrays(64) });
});

t.test("2: a type that holds itself may nest 64 deep", async (t) => {
  for (const depth of [1, 31, 32]) t.strictSame(await post("/tree", tree(depth)), { status: 200, body: tree(depth) });
  for (const depth of [33, 5_000, 60_000]) {
    t.strictSame(await post("/tree", tree(depth)), { status: 400, body: tooDeep(["body"]) });
  }
  const two = await post("/two", `{"closed":{"id":1},"tree":${tree(33)}}`);
  t.strictSame(two, { status: 400, body: tooDeep(["body", "tree"]) }, "the place of the parameter");
});

t.test("2: a type that cannot nest needs no bound: what is undeclared is not looked at", async (t) => {
  const body = `{"id":1,"more":${arrays(400_000)}}`;
  t.strictSame(await post("/closed", body), { status: 200, body: '{"id":1}' });
  t.equal((await post("/closed", `{"id":${arrays(400_000)}}`)).status, 422);
  t.equal((await post("/closed", arrays(500_000))).status, 422);
});

t.test("2: members of a union that lead to the same value do not multiply the work", async (t) => {
  const or = (depth: number, last: string): string => `{"k":null,"x":`.repeat(depth) + last + "}".repeat(depth);
  const good = or(62, '{"k":null,"more":1}');
  t.strictSame(await post("/or", good), { status: 200, body: good });
  const refused = await post("/or", or(62, '{"k":true}'));
  t.equal(refused.status, 422);
  t.ok(refused.body.length < 200_000, `${refused.body.length} characters`);
});

t.test("2: a message may nest 64 deep", async (t) => {
  const client = new TestClient(app);
  const socket = await client.websocket<Tree>("/socket");
  await socket.sendRaw(tree(32));
  t.equal(JSON.stringify(await socket.receive()), tree(32));
  await socket.sendRaw(tree(33));
  const { code, reason } = await socket.closed;
  t.strictSame({ code, reason }, { code: 1007, reason: "message: This is nested deeper than 64 levels" });
});

t.test("2: parse refuses the same", async (t) => {
  t.equal(JSON.stringify(parseJson<Tree>(tree(32))), tree(32));
  const thrown = await Promise.resolve()
    .then(() => parseJson<Tree>(tree(33)))
    .catch((error: unknown) => error);
  t.ok(thrown instanceof ValidationError && thrown.issues[0]?.type === "json_too_deep");
});

t.test("3: __proto__ is no key of an open value, however it is written", async (t) => {
  const forbidden = (...loc: readonly string[]) => ({
    status: 400,
    body: JSON.stringify({
      detail: [{ type: "forbidden_key", loc, msg: "A key of this name is not allowed", input: null }],
    }),
  });
  t.strictSame(await post("/record", '{"a":1,"__proto__":2}'), forbidden("body", "__proto__"));
  t.strictSame(await post("/record", '{"a":1,"\\u005f_proto__":2}'), forbidden("body", "__proto__"));
  t.strictSame(await post("/any", '{"value":[{"__proto__":{"a":1}}]}').then(({ status }) => status), 400);
  t.strictSame(
    await post("/any", '{"value":{"a":{"__proto__":{"polluted":true}}}}'),
    forbidden("body", "value", "a", "__proto__"),
  );
  const ordinary = '{"value":{"constructor":{"prototype":{"polluted":true}}}}';
  t.strictSame(await post("/any", ordinary), { status: 200, body: ordinary }, "a property like any other");
  t.equal(Reflect.get({}, "polluted"), undefined);
});

t.test("5: what is not declared is dropped, __proto__ included", async (t) => {
  t.strictSame(await post("/closed", '{"id":1,"__proto__":{"admin":true},"admin":true}'), {
    status: 200,
    body: '{"id":1}',
  });
});

t.test("3: names of Object.prototype that a type declares are properties", async (t) => {
  t.strictSame(await post("/hostile", "{}"), { status: 200, body: "{}" });
  const body = '{"constructor":"a","hasOwnProperty":"b","__proto__":"c","toString":1}';
  t.strictSame(await post("/hostile", body), { status: 200, body });
});

t.test("17: of a key that is written twice the last counts, as everywhere", async (t) => {
  t.strictSame(await post("/closed", '{"id":1,"id":2}'), { status: 200, body: '{"id":2}' });
});
