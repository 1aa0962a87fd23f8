// Object types that tell which properties must not be there (`?: never`): alone, in unions, both ways, in the document.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, type Exact, type Int, type JsonSchema, schemaOf } from "typeway";
import { TestClient } from "typeway/testing";

type Without<T, U> = { [Name in Exclude<keyof T, keyof U>]?: never };
type Xor<T, U> = (T & Without<U, T>) | (U & Without<T, U>);

interface ByName {
  name: string;
  id?: never;
}
interface ById {
  id: Int;
  name?: never;
}
interface Card {
  card: string;
  holder?: string;
}
interface Account {
  iban: string;
  holder?: string;
}
interface Open {
  id: Int;
  draft?: never;
  [name: string]: unknown;
}
interface Parts {
  parts: { key: ByName | ById }[];
}

const app = new App({ title: "Either", version: "1.0.0" });
app.post("/users", (user: ByName | ById) => (user.id === undefined ? `name ${user.name}` : `id ${user.id}`));
app.post("/payments", (payment: Xor<Card, Account>): Xor<Card, Account> => payment);
app.post("/alone", (user: ByName): ByName => user);
app.post("/exact", (user: Exact<ByName>) => user.name);
app.post("/refusing", { undeclaredInput: "refuse" }, (user: ByName | ById) => user);
app.post("/open", (open: Open) => open);
app.post("/parts", ({ parts }: Parts) => parts.map(({ key }) => key));
app.get("/answers/{kind}", (kind: string): ByName | ById => {
  if (kind === "both") return { name: "Ada", id: 1 } as never;
  return kind === "name" ? { name: "Ada" } : { id: 7 };
});
app.get("/both", (): ByName => ({ name: "Ada", id: 1 }) as never);
app.get("/inferred", (full = false) => (full ? { id: 1, name: "Ada" } : { id: 2 }));

const client = new TestClient(app, { raiseServerErrors: false });
const post = async (path: string, json: unknown): Promise<unknown> => (await client.post(path, { json })).json();
const extra = (...loc: unknown[]) => ({ type: "extra_forbidden", loc, msg: "This property is not declared" });

t.test("never: the member is the one whose property is there", async (t) => {
  t.equal(await post("/users", { name: "Ada" }), "name Ada");
  t.equal(await post("/users", { id: 7, other: 1 }), "id 7");
  t.strictSame(await post("/payments", { card: "1", holder: "Ada" }), { card: "1", holder: "Ada" });
  t.strictSame(await post("/payments", { iban: "1" }), { iban: "1" });
  t.strictSame(await post("/parts", { parts: [{ key: { id: 1 } }, { key: { name: "a" } }] }), [
    { id: 1 },
    { name: "a" },
  ]);
});

t.test("never: both, or none, are of no member; nothing is dropped to make it fit", async (t) => {
  const both = await client.post("/users", { json: { name: "Ada", id: 7 } });
  t.equal(both.status, 422);
  t.match(both.json(), { detail: [extra("body", "ByName", "id"), extra("body", "ById", "name")] });
  t.equal((await client.post("/users", { json: { name: "Ada", id: null } })).status, 422);
  t.match(await post("/users", {}), {
    detail: [
      { type: "missing", loc: ["body", "ByName", "name"] },
      { type: "missing", loc: ["body", "ById", "id"] },
    ],
  });
  t.equal((await client.post("/payments", { json: { card: "1", iban: "2" } })).status, 422);
});

t.test("never: also outside a union, of exact and of open objects; one issue each", async (t) => {
  t.strictSame(await post("/alone", { name: "Ada", other: 1 }), { name: "Ada" });
  for (const path of ["/alone", "/exact"])
    t.match(await post(path, { name: "Ada", id: 1 }), { detail: [{ ...extra("body", "id") }] });
  t.match(await post("/refusing", { name: "Ada", id: 1 }), { detail: { length: 2 } });
  t.strictSame(await post("/open", { id: 1, more: 2 }), { id: 1, more: 2 });
  t.match(await post("/open", { id: 1, draft: true }), { detail: [extra("body", "draft")] });
});

t.test("never: an answer is written by the member that it is of, and is of none with both", async (t) => {
  t.strictSame((await client.get("/answers/name")).json(), { name: "Ada" });
  t.strictSame((await client.get("/answers/id")).json(), { id: 7 });
  t.equal((await client.get("/answers/both")).status, 500);
  t.equal((await client.get("/both")).status, 500);
});

t.test("never: what is inferred of several literals says nothing of the kind", async (t) => {
  t.strictSame((await client.get("/inferred?full=true")).json(), { id: 1, name: "Ada" });
  t.strictSame((await client.get("/inferred")).json(), { id: 2 });
  t.notMatch(JSON.stringify(app.openapi().paths["/inferred"]), '"not"');
});

t.test("never: the document says so", async (t) => {
  const document = app.openapi();
  t.strictSame(
    (await validateDocument(document)).filter(({ severity }) => severity === "error"),
    [],
  );
  t.strictSame(document.components?.["schemas"]?.["ByName"], {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
    not: { required: ["id"] },
  } satisfies JsonSchema);
  t.match(schemaOf<{ a: 1; b?: never; c?: never }>(), {
    not: { anyOf: [{ required: ["b"] }, { required: ["c"] }] },
  });
  const old = new App({ title: "Old", version: "1.0.0", openapiVersion: "3.0" });
  old.post("/users", (user: ByName | ById): ByName | ById => user);
  t.strictSame(
    (await validateDocument(old.openapi())).filter(({ severity }) => severity === "error"),
    [],
  );
});
