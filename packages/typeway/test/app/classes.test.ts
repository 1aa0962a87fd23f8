// Classes with field initializers are made by their constructor; the fields that a request sends are then set.
import t from "tap";
import { App, type Int, type Minimum, type MinLength } from "typeway";
import { TestClient } from "typeway/testing";

const made: string[] = [];
class Options {
  limit: Int & Minimum<1> = 20;
  tags: string[] = ["all"];
  since = new Date(0);
  query?: string;
  name!: string & MinLength<1>;

  get page(): number {
    return this.limit / 10;
  }
  describe(): string {
    return `${this.name}:${this.limit}`;
  }
}
class Deep extends Options {
  level: "low" | "high" = "low";
  set loud(on: boolean) {
    made.push(`loud ${on}`);
  }
}
class Counted {
  static count = 0;
  readonly number: Int;
  kind = "counted";
  constructor(start: Int = 1) {
    this.number = start + Counted.count++;
  }
}
class Given {
  kind = "given";
  constructor(readonly id: Int) {}
}

const app = new App({ title: "Classes", version: "1.0.0" });
app.post("/options", (options: Options) => ({
  text: options.describe(),
  page: options.page,
  since: options.since.getTime(),
  tags: options.tags,
  hasQuery: Object.hasOwn(options, "query") && options.query !== undefined,
  isOptions: options instanceof Options,
}));
app.post("/echo", (options: Options): Options => options);
app.post("/deep", (deep: Deep): { level: string; text: string } => ({ level: deep.level, text: deep.describe() }));
app.post("/counted", (counted: Counted): Counted => counted);
app.post("/picked", (picked: Pick<Options, "limit">) => picked);
app.get("/given", (): Given => new Given(3));

const client = new TestClient(app);
const detailOf = (body: unknown): unknown => (body as { detail: unknown }).detail;

t.test("classes: an absent field has its initializer's value, and the value is an instance", async (t) => {
  t.strictSame((await client.post("/options", { json: { name: "a" } })).json(), {
    text: "a:20",
    page: 2,
    since: 0,
    tags: ["all"],
    hasQuery: false,
    isOptions: true,
  });
  const sent = { name: "b", limit: 5, tags: [], since: "1970-01-01T00:00:01Z", query: "q", page: 9 };
  t.strictSame((await client.post("/options", { json: sent })).json(), {
    text: "b:5",
    page: 0.5,
    since: 1000,
    tags: [],
    hasQuery: true,
    isOptions: true,
  });
});

t.test("classes: each instance has values of its own", async (t) => {
  const numbers = [];
  for (const _ of [1, 2]) numbers.push((await client.post("/counted", { json: { number: 5 } })).json());
  t.strictSame(numbers, [
    { number: 5, kind: "counted" },
    { number: 5, kind: "counted" },
  ]);
  t.equal(Counted.count, 2);
});

t.test("classes: fields are checked as any others", async (t) => {
  const reply = await client.post("/options", { json: { limit: 0, since: 1 } });
  t.strictSame(
    (detailOf(reply.json()) as { type: string; loc: unknown }[]).map(({ type, loc }) => [type, loc]),
    [
      ["greater_than_equal", ["body", "limit"]],
      ["datetime_type", ["body", "since"]],
      ["missing", ["body", "name"]],
    ],
  );
});

t.test("classes: inherited fields; setters and __proto__ are not called", async (t) => {
  const body = '{"name":"a","level":"high","__proto__":{"level":"low"},"describe":"x"}';
  const reply = await client.post("/deep", { body, headers: { "content-type": "application/json" } });
  t.strictSame(reply.json(), { level: "high", text: "a:20" });
  t.strictSame(made, []);
});

t.test("classes: answers have every initialised field and what getters give", async (t) => {
  t.strictSame((await client.post("/echo", { json: { name: "a" } })).json(), {
    limit: 20,
    tags: ["all"],
    since: "1970-01-01T00:00:00.000Z",
    name: "a",
    page: 2,
  });
  t.strictSame((await client.get("/given")).json(), { id: 3, kind: "given" });
});

t.test("classes: a type made of a class's properties is no class", async (t) => {
  t.equal((await client.post("/picked", { json: {} })).status, 422);
});

t.test("classes: the document shows literal initializers as defaults, and getters in answers", async (t) => {
  const { components } = app.openapi();
  const properties = {
    limit: { type: "integer", format: "int64", minimum: 1, default: 20 },
    tags: { type: "array", items: { type: "string" }, default: ["all"] },
    since: { type: "string", format: "date-time" },
    query: { type: "string" },
    name: { type: "string", minLength: 1 },
  };
  t.strictSame(components?.["schemas"]?.["Options-Input"], { type: "object", properties, required: ["name"] });
  t.strictSame(components?.["schemas"]?.["Options-Output"], {
    type: "object",
    properties: { ...properties, page: { type: "number", readOnly: true } },
    required: ["limit", "tags", "since", "name", "page"],
  });
});
