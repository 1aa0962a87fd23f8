// Bodies that may be of several types. The tests are named after the rows of FastAPI's feature list (D16, D17, B13).
import t from "tap";
import { App, type Default, type Int } from "typeway";
import { TestClient } from "typeway/testing";

interface Plane {
  model: string;
  wings: Int;
}
interface Car {
  model: string;
}
interface Cat {
  kind: "cat" | "lion";
  lives: Int;
}
interface Dog {
  kind: "dog";
  good: boolean;
}
interface Bird {
  kind: Default<"bird", "bird">;
  wings: Int;
}
enum Shape {
  Round = 1,
  Square = 2,
}
type Figure = { shape: Shape.Round; radius: number } | { shape: Shape.Square; side: number };
type Result<T> = { ok: true; value: T } | { ok: false; error: string };
type Event =
  | { type: "file"; action: "added"; size: Int }
  | { type: "file"; action: "removed" }
  | { type: "user"; id: Int };
type Expression = number | { op: "+" | "*"; left: Expression; right: Expression } | { op: "-"; of: Expression };

const app = new App({ title: "Unions" });
app.post("/vehicles", (vehicle: Car | Plane): Car | Plane => vehicle);
app.post("/pets", (pet: Cat | Dog): Cat | Dog => pet);
app.post("/birds", (pet: Dog | Bird | null): Dog | Bird | null => pet);
app.post("/figures", (figure: Figure | string): Figure | string => figure);
app.post("/results", (result: Result<Int[]>): Result<Int[]> => result);
app.post("/events", (event: Event): Event => event);
app.post("/expressions", (expression: Expression): Expression => expression);
app.post("/scalars", (value: { v: bigint | Date | boolean }) => ({ kind: typeof value.v, ...value }));
app.post("/exclusive", (id: { email: string } | { phone: string }) => Object.keys(id));
app.get("/text", (value: string | Int) => value);

const client = new TestClient(app);
t.teardown(() => client.close());

/** The body of a 200; the issues of a 422 as code and place. */
async function answer(path: string, json: unknown): Promise<unknown> {
  const reply = await client.post(path, { json });
  if (reply.status === 200) return reply.json();
  const { detail } = reply.json<{ detail: { type: string; loc: unknown[] }[] }>();
  return [reply.status, ...detail.map(({ type, loc }) => [type, ...loc])];
}
const same = async (
  t: { strictSame(found: unknown, wanted: unknown): boolean },
  path: string,
  ...values: readonly unknown[]
): Promise<void> => {
  for (const value of values) t.strictSame(await answer(path, value), value);
};

t.test("D16: the member that fits without dropping a key, else the first that fits", async (t) => {
  await same(t, "/vehicles", { model: "a" }, { model: "b", wings: 2 });
  t.strictSame(await answer("/vehicles", { model: "b", wings: 2, x: 1 }), { model: "b" });
  t.strictSame(await answer("/vehicles", { model: "b", wings: "two" }), { model: "b" });
  t.strictSame(await answer("/exclusive", { email: "a", phone: "b" }), ["email"]);
});

t.test("D16: when none fits, the issues of all, each under its name", async (t) => {
  t.strictSame(await answer("/vehicles", { wings: "two" }), [
    422,
    ["missing", "body", "Car", "model"],
    ["missing", "body", "Plane", "model"],
    ["int_type", "body", "Plane", "wings"],
  ]);
  t.strictSame(await answer("/scalars", { v: "x" }), [
    422,
    ["int_parsing", "body", "v", "bigint"],
    ["datetime_from_date_parsing", "body", "v", "Date"],
    ["bool_type", "body", "v", "boolean"],
  ]);
});

t.test("D17: by a literal property: its issues, and only those of the variant that is meant", async (t) => {
  await same(t, "/pets", { kind: "cat", lives: 9 }, { kind: "lion", lives: 1 }, { kind: "dog", good: true });
  t.strictSame(await answer("/pets", { kind: "lion", good: true }), [422, ["missing", "body", "lion", "lives"]]);
  const reply = await client.post("/pets", { json: { kind: "cow" } });
  t.strictSame(reply.json(), {
    detail: [
      {
        type: "union_tag_invalid",
        loc: ["body"],
        msg: "Expected 'kind' to be one of 'cat', 'lion', 'dog'",
        input: { kind: "cow" },
        ctx: { discriminator: "'kind'", tag: "cow", expected_tags: "'cat', 'lion', 'dog'" },
      },
    ],
  });
  const without = await client.post("/pets", { json: { lives: 9 } });
  t.match(without.json(), { detail: [{ type: "union_tag_not_found", ctx: { discriminator: "'kind'" } }] });
});

t.test("D17: a tag that has a default may be absent", async (t) => {
  t.strictSame(await answer("/birds", { wings: 2 }), { kind: "bird", wings: 2 });
  await same(t, "/birds", { kind: "bird", wings: 2 }, { kind: "dog", good: true }, null);
  t.strictSame(await answer("/birds", { good: true }), [422, ["missing", "body", "bird", "wings"]]);
});

t.test("D17: tags that are enums, numbers and booleans; beside scalars; of generic types", async (t) => {
  await same(t, "/figures", { shape: 1, radius: 2 }, { shape: 2, side: 3 }, "none");
  t.strictSame(await answer("/figures", { shape: 3 }), [422, ["union_tag_invalid", "body"]]);
  t.strictSame(await answer("/figures", { shape: 2 }), [422, ["missing", "body", "2", "side"]]);
  await same(t, "/results", { ok: true, value: [1] }, { ok: false, error: "x" });
  t.strictSame(await answer("/results", { ok: false, value: [1] }), [422, ["missing", "body", "false", "error"]]);
});

t.test("D17: several variants of one tag, which another property tells apart", async (t) => {
  await same(
    t,
    "/events",
    { type: "file", action: "added", size: 1 },
    { type: "file", action: "removed" },
    { type: "user", id: 1 },
  );
  t.strictSame(await answer("/events", { type: "file", action: "added" }), [
    422,
    ["missing", "body", "file", "added", "size"],
  ]);
  t.strictSame(await answer("/events", { type: "file", action: "moved" }), [
    422,
    ["union_tag_invalid", "body", "file"],
  ]);
});

t.test("D17: variants that hold the union itself", async (t) => {
  await same(t, "/expressions", 1, { op: "+", left: 1, right: { op: "-", of: 2 } });
  t.strictSame(await answer("/expressions", { op: "+", left: 1, right: { op: "/" } }), [
    422,
    ["union_tag_invalid", "body", "+", "right"],
  ]);
});

t.test("B13: what JSON or text says by itself comes before what would have to be parsed", async (t) => {
  t.strictSame(await answer("/scalars", { v: true }), { kind: "boolean", v: true });
  t.strictSame(await answer("/scalars", { v: "5" }), { kind: "bigint", v: "5" });
  t.strictSame(await answer("/scalars", { v: 5 }), { kind: "bigint", v: "5" });
  t.strictSame(await answer("/scalars", { v: "2020-01-01T00:00:00Z" }), {
    kind: "object",
    v: "2020-01-01T00:00:00.000Z",
  });
  t.equal((await client.get("/text?value=5")).json(), "5");
});
