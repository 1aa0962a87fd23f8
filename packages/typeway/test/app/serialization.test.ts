// What answers are made of. The tests are named after the rows of FastAPI's feature list (F1 …) and of the threat model.
import t from "tap";
import { App, type Int, type LogEntry, reply } from "typeway";
import { TestClient } from "typeway/testing";

interface Base {
  id: Int;
  name: string;
}
interface Item extends Base {
  price: number;
  tax?: number;
}
interface Node {
  name: string;
  next?: Node;
  others?: Node[];
}
interface Either {
  name: string;
  one?: Either | { name: string; two?: Either };
}
interface Edges {
  n: number;
  at: Date;
  big: bigint;
  text: string;
  list: (number | null)[];
}

const logged: LogEntry[] = [];
const app = new App({ title: "Answers", log: (entry) => logged.push(entry) });
const client = new TestClient(app, { raiseServerErrors: false });
t.teardown(() => client.close());

/** The status and text of an answer. */
async function answer(path: string): Promise<[number, string]> {
  const reply = await client.get(path);
  return [reply.status, reply.status === 500 ? "" : reply.text];
}
/** Why an answer became a 500: what the log line says. */
async function mismatch(path: string): Promise<string> {
  logged.length = 0;
  const { status } = await client.get(path);
  const [{ error } = { error: undefined }] = logged;
  return `${status} ${error instanceof Error ? error.message : String(error)}`;
}

app.get("/object", () => ({ id: 1 as Int, name: "Käse", list: [1, 2], none: null }));
app.get("/list", () => ["a", "b"]);
app.get("/string", () => "a");
app.get("/number", () => 1.5);
app.get("/null", () => null);

t.test("F1: whatever is returned is JSON, compact, its text as it is", async (t) => {
  const reply = await client.get("/object");
  t.equal(reply.text, '{"id":1,"name":"Käse","list":[1,2],"none":null}');
  t.equal(reply.headers.get("content-type"), "application/json");
  t.strictSame(await answer("/list"), [200, '["a","b"]']);
  t.strictSame(await answer("/string"), [200, '"a"']);
  t.strictSame(await answer("/number"), [200, "1.5"]);
  t.strictSame(await answer("/null"), [200, "null"]);
});

class Account implements Base {
  readonly id = 1 as Int;
  readonly name = "Ada";
  readonly password = "secret";
}
app.get("/filtered", (): Base => new Account());
app.get("/filtered/list", (): Base[] => [new Account()]);

t.test("F2, F3: the return type checks, filters and documents; there is no second place to say it", async (t) => {
  t.strictSame(await answer("/filtered"), [200, '{"id":1,"name":"Ada"}']);
  t.strictSame(await answer("/filtered/list"), [200, '[{"id":1,"name":"Ada"}]']);
  t.match(app.openapi().paths["/filtered"], {
    get: { responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Base" } } } } } },
  });
});

app.get("/broken", (): Base[] => [{ id: 1 as Int, name: 5 as unknown as string }]);

t.test("F4: a value that breaks its type is a 500 that says nothing; the log says where", async (t) => {
  const reply = await client.get("/broken");
  t.strictSame([reply.status, Object.keys(reply.json() as object)], [500, ["detail", "requestId"]]);
  t.match(await mismatch("/broken"), /response\.0\.name: Expected a string\.$/);
});

/** As an ORM makes them: data behind accessors of the prototype, the rest of the machinery beside it. */
class Row {
  readonly manager = { connection: "secret" };
  readonly values: Readonly<Record<string, unknown>> = { id: 7, name: "Ada", password: "secret" };
  get id(): Int {
    return this.values["id"] as Int;
  }
  get name(): string {
    return this.values["name"] as string;
  }
  toJSON(): object {
    return { all: this.values };
  }
}
const proxy = new Proxy({} as Base, {
  get: (_, name) => (name === "id" ? 8 : name === "name" ? "proxied" : undefined),
  ownKeys: () => [],
  has: () => false,
});
let reads = 0;
app.get("/row", (): Base => new Row());
app.get("/proxy", (): Base => proxy);
app.get("/once", (): { n: Int } => ({
  get n() {
    return ++reads as Int;
  },
}));

app.get("/keyed", (): Record<string, Int> => new Map([["a", 1]]) as never);
app.get("/all-optional", (): { list?: Int[]; since?: Date } => new Set([1]) as never);
app.get("/dated", (): { year?: Int } => new Date(0) as never);

t.test("threat 20: what keeps its content elsewhere than in properties does not leave as {}", async (t) => {
  t.match(await mismatch("/keyed"), /^500 .*: response: Expected an object/);
  t.match(await mismatch("/all-optional"), /^500 .*: response: Expected an object/);
  t.match(await mismatch("/dated"), /^500 .*: response: Expected an object/);
});

t.test("F5: rows of a database: accessors and proxies count, once; toJSON of a declared type does not", async (t) => {
  t.strictSame(await answer("/row"), [200, '{"id":7,"name":"Ada"}']);
  t.strictSame(await answer("/proxy"), [200, '{"id":8,"name":"proxied"}']);
  t.strictSame(await answer("/once"), [200, '{"n":1}']);
});

const edges = (some: Partial<Edges>): Edges => ({ n: 1, at: new Date(0), big: 1n, text: "", list: [], ...some });
app.get("/edges", (): Edges => edges({ n: -0, big: -(2n ** 70n), text: "\ud800 \u2028", list: [null] }));
const wrong: Readonly<Record<string, Partial<Edges>>> = {
  nan: { n: Number.NaN },
  infinity: { n: Number.POSITIVE_INFINITY },
  boxed: { n: new Number(5) as unknown as number },
  date: { at: new Date(Number.NaN) },
  year: { at: new Date(Date.UTC(10_000, 0)) },
  number: { big: 5 as unknown as bigint },
  absent: { list: [1, undefined as unknown as null] },
  sparse: { list: new Array<number>(2) },
};
for (const [name, some] of Object.entries(wrong)) app.get(`/edges/${name}`, (): Edges => edges(some));

t.test("F6, 20: one serializer, exact at the edges: written so that it can be read again, or not at all", async (t) => {
  t.strictSame(await answer("/edges"), [
    200,
    '{"n":0,"at":"1970-01-01T00:00:00.000Z","big":"-1180591620717411303424","text":"\\ud800 \u2028","list":[null]}',
  ]);
  const places = { nan: "n", infinity: "n", boxed: "n", date: "at", year: "at", number: "big", absent: "list.1" };
  for (const [name, place] of Object.entries({ ...places, sparse: "list.0" })) {
    t.match(await mismatch(`/edges/${name}`), new RegExp(`^500 .*: response\\.${place.replace(".", "\\.")}: `), name);
  }
});

const circle: Node = { name: "a" };
circle.next = { name: "b", others: [circle] };
const endless: { self?: unknown } = {};
endless.self = [endless];
app.get("/circle", (): Node => circle);
app.get("/circle/off", { checkResponses: "off" }, (): Node => circle);
app.get("/circle/log", { checkResponses: "log" }, (): Node => circle);
const either: Either = { name: "a" };
either.one = either;
app.get("/circle/union", (): Either | { name: string; two?: Either } => either);
app.get("/own-error", (): { n: number } => ({
  get n() {
    return Number((1).toFixed(200));
  },
}));
app.get("/circle/unknown", (): { value: unknown } => ({ value: endless }));
app.get("/shared", (): Node[] => [circle.next ?? circle, circle.next ?? circle].map(({ name }) => ({ name })));
const twice: Node = { name: "twice" };
app.get("/twice", (): Node => ({ name: "a", next: twice, others: [twice, twice] }));

t.test("2, 20: a value that holds itself is a 500, and the log names the place", async (t) => {
  const named = /: response\.next\.others\.0: This value is a circle: it holds itself\.$/;
  t.match(await mismatch("/circle"), named);
  t.match(await mismatch("/circle/off"), named);
  t.match(await mismatch("/circle/log"), named);
  t.match(await mismatch("/circle/unknown"), /: response\.value\.self\.0: This value is a circle: it holds itself\.$/);
  t.match(await mismatch("/circle/union"), /: response: The value holds itself, or is nested too deeply\.$/);
  t.match(await mismatch("/own-error"), /^500 toFixed\(\) digits/, "an accessor's own error is no such value");
  const twiceText = '{"name":"a","next":{"name":"twice"},"others":[{"name":"twice"},{"name":"twice"}]}';
  t.strictSame(await answer("/twice"), [200, twiceText], "the same twice is no circle");
});

const anything: Readonly<Record<string, unknown>> = {
  plain: { a: [1, "x", true, null], b: undefined, c: { d: new Date(0) } },
  own: { toJSON: () => ({ shown: 1 }), hidden: 2 },
  url: new URL("http://a.example/b"),
  boxed: [new Number(1), new String("x")],
};
const unwritable: Readonly<Record<string, [value: unknown, place: string]>> = {
  nan: [{ a: [0, Number.NaN] }, "a.1"],
  absent: [{ a: [undefined] }, "a.0"],
  function: [{ a: () => 1 }, "a"],
  symbol: [{ a: Symbol("s") }, "a"],
  bigint: [{ a: 1n }, "a"],
  map: [{ a: new Map([["b", 1]]) }, "a"],
  promise: [{ a: Promise.resolve(1) }, "a"],
  bytes: [{ a: new Uint8Array(2) }, "a"],
  date: [{ a: { b: new Date(Number.NaN) } }, "a.b"],
};
for (const [name, value] of Object.entries(anything)) app.get(`/any/${name}`, (): unknown => value);
for (const [name, [value]] of Object.entries(unwritable)) {
  app.get(`/unwritable/${name}`, (): unknown => value);
  app.get(`/unwritable/${name}/log`, { checkResponses: "log" }, (): unknown => value);
}

t.test("20: what is declared unknown is written whole, toJSON included, or not at all", async (t) => {
  t.strictSame(await answer("/any/plain"), [200, '{"a":[1,"x",true,null],"c":{"d":"1970-01-01T00:00:00.000Z"}}']);
  t.strictSame(await answer("/any/own"), [200, '{"shown":1}']);
  t.strictSame(await answer("/any/url"), [200, '"http://a.example/b"']);
  t.strictSame(await answer("/any/boxed"), [200, '[1,"x"]']);
  for (const [name, [, place]] of Object.entries(unwritable)) {
    t.match(
      await mismatch(`/unwritable/${name}`),
      new RegExp(`^500 .*: response\\.${place.replace(".", "\\.")}: `),
      name,
    );
  }
});

t.test("20: unchecked or only logged, an answer is JSON all the same", async (t) => {
  for (const name of Object.keys(unwritable)) {
    logged.length = 0;
    const reply = await client.get(`/unwritable/${name}/log`);
    t.strictSame([reply.status, logged.length], [200, 1], name);
    t.doesNotThrow(() => reply.json());
  }
});

app.get("/leaky", { checkResponses: "off" }, (): Base => ({ id: "x", name: new Account() }) as unknown as Base);
app.get(
  "/leaky/union",
  { checkResponses: "log" },
  (): Base | Item => ({ price: 1, password: "secret" }) as unknown as Item,
);

t.test("5: unchecked or only logged, nothing that is not declared leaves", async (t) => {
  t.strictSame(await answer("/leaky"), [200, '{"id":"x","name":null}']);
  t.strictSame(await answer("/leaky/union"), [200, "{}"]);
});

const base = { id: 1 as Int, name: "cup", secret: 1 };
app.get("/either/base", (): Base | Item => base);
app.get("/either/item", (): Base | Item => ({ ...base, price: 2, tax: 3 }));
app.get("/either/list", (): (Item | Base)[] => [base, { ...base, price: 2 }]);
app.get("/dictionary", (): Record<string, number> => ({ a: 1, b: 2.5 }));
app.get("/moment", (): string | Date | bigint => new Date(0));
app.get("/digits", (): string | Date | bigint => 5n);
app.get("/collection", (): Set<number> | Map<string, number> | { size?: number } => new Set([1]));
app.get("/entries", (): Set<number> | Map<string, number> | { size?: number } => new Map([["a", 1]]));

t.test("F10: of a union the member that declares most of the value; lists and dictionaries", async (t) => {
  t.strictSame(await answer("/either/base"), [200, '{"id":1,"name":"cup"}']);
  t.strictSame(await answer("/either/item"), [200, '{"id":1,"name":"cup","price":2,"tax":3}']);
  t.strictSame(await answer("/either/list"), [200, '[{"id":1,"name":"cup"},{"id":1,"name":"cup","price":2}]']);
  t.strictSame(await answer("/dictionary"), [200, '{"a":1,"b":2.5}']);
  t.strictSame(await answer("/moment"), [200, '"1970-01-01T00:00:00.000Z"']);
  t.strictSame(await answer("/digits"), [200, '"5"']);
  t.strictSame(await answer("/collection"), [200, "[1]"]);
  t.strictSame(await answer("/entries"), [200, '{"a":1}']);
  t.match(app.openapi().paths["/either/base"], {
    get: {
      responses: {
        200: {
          content: {
            "application/json": {
              schema: { anyOf: [{ $ref: "#/components/schemas/Base" }, { $ref: "#/components/schemas/Item" }] },
            },
          },
        },
      },
    },
  });
});

interface Box {
  readonly width: number;
  readonly area: number;
}
class Square implements Box {
  constructor(readonly width: number) {}
  get area(): number {
    return this.width ** 2;
  }
}
app.get("/computed", (): Box => new Square(3));

t.test("F11: a computed property is an accessor: written, and required in the document", async (t) => {
  t.strictSame(await answer("/computed"), [200, '{"width":3,"area":9}']);
  t.match(app.openapi().components?.["schemas"]?.["Box"], { required: ["width", "area"] });
});

app.get("/nothing", () => reply(204));
app.get("/reset", { status: 205 }, (): void => undefined);

t.test("F13: statuses without a body have none, and no content type", async (t) => {
  for (const [path, status] of [
    ["/nothing", 204],
    ["/reset", 205],
  ] as const) {
    const reply = await client.get(path);
    t.strictSame([reply.status, reply.text, reply.headers.get("content-type")], [status, "", null]);
  }
});
