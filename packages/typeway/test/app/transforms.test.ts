// Trim and Lowercase: applied to what a request says, before its constraints.
import t from "tap";
import {
  App,
  type Check,
  type Coded,
  type Email,
  type Lowercase,
  type MaxLength,
  type MinLength,
  type Query,
  type Trim,
  toJson,
  type UniqueItems,
} from "typeway";
import { TestClient } from "typeway/testing";

type Name = string & Trim & MinLength<1> & MaxLength<5>;
type Login = Email & Trim & Lowercase;
const isKnown = (name: string): boolean => name === name.trim() && name !== "nobody";
const colour = {
  decode: (name: string): "red" | "blue" => (name.toLowerCase() === "red" ? "red" : "blue"),
  encode: (name: "red" | "blue"): string => name,
};
interface Page<T> {
  items: T[];
}
interface User {
  name: Name;
  login?: Login | null;
  tags: Set<string & Lowercase>;
  known: Check<string & Trim, typeof isKnown>;
  either: (string & Trim & MinLength<2>) | number;
  unique?: (string & Trim & Lowercase)[] & UniqueItems;
}

const app = new App({ title: "Transforms", version: "1.0.0" });
app.get("/names/{name}", (name: Name, login?: Login, list: (string & Trim)[] = []) => ({ name, login, list }));
app.post("/users", (user: User): User => user);
app.post("/pages", (page: Page<Name>) => page);
app.get("/raw", (): { name: Name } => ({ name: " a " }));

const client = new TestClient(app);
const detailOf = (body: unknown): unknown => (body as { detail: unknown }).detail;

t.test("transforms: in path and query, before the constraints", async (t) => {
  const reply = await client.get("/names/%20Ada%20", { query: { login: " ADA@Example.com ", list: [" a", "b "] } });
  t.strictSame(reply.json(), { name: "Ada", login: "ada@example.com", list: ["a", "b"] });
});

t.test("transforms: what is left may still be wrong, and the issue shows what was sent", async (t) => {
  const reply = await client.get("/names/%20%20", { query: { login: " x " } });
  t.strictSame(detailOf(reply.json()), [
    {
      type: "string_too_short",
      loc: ["path", "name"],
      msg: "Expected at least 1 character",
      input: "  ",
      ctx: { min_length: 1 },
    },
    {
      type: "value_error",
      loc: ["query", "login"],
      msg: "This value is not an email address",
      input: " x ",
      ctx: { reason: "not an email address" },
    },
  ]);
});

t.test("transforms: in bodies, sets, unions, generic types, and before checks", async (t) => {
  const user = { name: "  Ada ", login: "A@B.org ", tags: ["X", "y"], known: " ada ", either: " ab " };
  t.strictSame((await client.post("/users", { json: user })).json(), {
    name: "Ada",
    login: "a@b.org",
    tags: ["x", "y"],
    known: "ada",
    either: "ab",
  });
  const bad = { name: " Margaret ", login: null, tags: [1], known: " nobody ", either: " a " };
  const reply = await client.post("/users", { json: bad });
  t.strictSame(
    (detailOf(reply.json()) as { type: string; loc: unknown; input: unknown }[]).map(({ type, loc, input }) => [
      type,
      loc,
      input,
    ]),
    [
      ["string_too_long", ["body", "name"], " Margaret "],
      ["string_type", ["body", "tags", 0], 1],
      ["value_error", ["body", "known"], " nobody "],
      ["string_too_short", ["body", "either", "string"], " a "],
      ["float_type", ["body", "either", "number"], " a "],
    ],
  );
  t.strictSame((await client.post("/pages", { json: { items: [" a "] } })).json(), { items: ["a"] });
});

t.test("transforms: items differ when they differ after it", async (t) => {
  const user = { name: "Ada", tags: [], known: "ada", either: 1 };
  const good = await client.post("/users", { json: { ...user, unique: ["a ", "B"] } });
  t.strictSame(good.json(), { ...user, unique: ["a", "b"] });
  const reply = await client.post("/users", { json: { ...user, unique: ["a ", "A"] } });
  t.strictSame(detailOf(reply.json()), [
    {
      type: "value_error",
      loc: ["body", "unique"],
      msg: "This value is a list with repeated items",
      input: ["a ", "A"],
      ctx: { reason: "a list with repeated items" },
    },
  ]);
});

t.test("sets: what is one value in memory is a repetition, however it was written", async (t) => {
  interface Sets {
    tags?: Set<string & Trim & Lowercase>;
    either?: Set<(string & Trim) | number>;
    ids?: Set<bigint>;
    colours?: Set<Coded<typeof colour>>;
    names?: Set<string>;
    unique?: bigint[] & UniqueItems;
  }
  const app = new App({ title: "Sets", version: "1.0.0" });
  app.post("/", (sets: Sets): Sets => sets);
  app.get("/", (tags: Query<Set<string & Lowercase>>, n: Query<number[] & UniqueItems> = []) => ({ tags, n }));
  const client = new TestClient(app);
  const good: Sets = {
    tags: new Set(["a", "b"]),
    either: new Set(["1", 1]),
    ids: new Set([1n, 2n]),
    colours: new Set(["red", "blue"]),
    names: new Set(["a", " a"]),
    unique: [1n],
  };
  const json = {
    tags: ["a ", "B"],
    either: ["1", 1],
    ids: ["1", 2],
    colours: ["RED", "blue"],
    names: ["a", " a"],
    unique: [1],
  };
  t.strictSame((await client.post("/", { json })).json(), toJson<Sets>(good));
  for (const [name, items] of Object.entries({
    tags: ["a", "b", " A"],
    either: ["1", 1, "1 "],
    ids: ["1", 1],
    colours: ["red", "Red"],
    names: ["a", "a"],
    unique: ["2", 2],
  }))
    t.strictSame(
      detailOf((await client.post("/", { json: { [name]: items } })).json()),
      [
        {
          type: "value_error",
          loc: ["body", name],
          msg: "This value is a list with repeated items",
          input: items,
          ctx: { reason: "a list with repeated items" },
        },
      ],
      name,
    );
  t.strictSame(
    (await client.get("/?tags=a&tags=A&n=1")).json(),
    { tags: ["a"], n: [1] },
    "in texts a set is what was said",
  );
  t.match((await client.get("/?tags=a&n=1&n=1.0")).json(), { detail: [{ loc: ["query", "n"], type: "value_error" }] });
});

t.test("transforms: an answer is written as it is", async (t) => {
  t.strictSame((await client.get("/raw")).json(), { name: " a " });
});

t.test("transforms: are not in the document", async (t) => {
  t.match(app.openapi().components?.["schemas"]?.["User"], {
    properties: { name: { type: "string", minLength: 1, maxLength: 5 } },
  });
});
