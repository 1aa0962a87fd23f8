// What answers leave out. The tests are named after the rows of FastAPI's feature list (F7, F8).
import t from "tap";
import { App, type Default, type Int, type RouteOptions, reply, type TypewayError } from "typeway";
import { TestClient } from "typeway/testing";

interface Address {
  city: string | null;
  country: Default<string, "NZ">;
}
interface User {
  name: string;
  nick: string | null;
  note?: string | null;
  role: Default<"user" | "admin", "user">;
  since: Default<Date, "2020-01-01T00:00:00Z">;
  tags: Default<string[], []>;
  kind: Default<"person", "person">;
  address: Address | null;
  others: (string | null)[];
  scores: Record<string, number | null>;
  addresses: Address[];
}

const since = new Date("2020-01-01T00:00:00Z");
const user = (): User => ({
  name: "Ada",
  nick: null,
  note: null,
  role: "user",
  since,
  tags: [],
  kind: "person",
  address: { city: null, country: "NZ" },
  others: [null, "x"],
  scores: { a: null },
  addresses: [{ city: null, country: "AU" }],
});

const app = new App({ title: "Omit", log: () => {} });
app.get("/whole", user);
app.get("/null", { omit: ["null"] }, user);
app.get("/default", { omit: ["default"] }, user);
app.get("/both", { omit: ["default", "null"] }, user);
app.get("/other", { omit: ["default"] }, (): User => ({ ...user(), role: "admin", since: new Date(0), tags: ["a"] }));
// A row of a database that does not know these properties.
const row = (): User => {
  const { role: _role, tags: _tags, ...rest } = user();
  return { ...rest, address: { city: "x" } } as unknown as User;
};
app.get("/row", row);
app.get("/unset", { omit: ["unset"] }, row);
app.get("/reply", { omit: ["null"] }, () => reply(201, { a: null as string | null, b: 1 as Int }));
app.route({ path: "/routed", methods: ["GET"], omit: ["null"] }, (): { a: string | null } => ({ a: null }));
app.get("/pick", (): Pick<User, "name" | "role"> => user());
app.get("/without", (): Omit<User, "scores" | "others" | "addresses" | "address" | "since"> => user());

const client = new TestClient(app, { raiseServerErrors: false });
t.teardown(() => client.close());
const json = async (path: string): Promise<unknown> => (await client.get(path)).json();

t.test("F7: null is left out of properties at any depth, never of items and entries", async (t) => {
  t.strictSame(await json("/null"), {
    name: "Ada",
    role: "user",
    since: "2020-01-01T00:00:00.000Z",
    tags: [],
    kind: "person",
    address: { country: "NZ" },
    others: [null, "x"],
    scores: { a: null },
    addresses: [{ country: "AU" }],
  });
  t.strictSame(await json("/reply"), { b: 1 });
  t.strictSame(await json("/routed"), {});
});

t.test("F7: what is its default is left out, but for what can be nothing else", async (t) => {
  t.strictSame(await json("/default"), {
    name: "Ada",
    nick: null,
    note: null,
    kind: "person",
    address: { city: null },
    others: [null, "x"],
    scores: { a: null },
    addresses: [{ city: null, country: "AU" }],
  });
  t.match(await json("/other"), { role: "admin", since: "1970-01-01T00:00:00.000Z", tags: ["a"] });
  t.strictSame(await json("/both"), {
    name: "Ada",
    kind: "person",
    address: {},
    others: [null, "x"],
    scores: { a: null },
    addresses: [{ country: "AU" }],
  });
});

t.test("F7: what was not set is left out; without the option it is a mismatch", async (t) => {
  t.equal((await client.get("/row")).status, 500);
  const { nick, note, since: at, kind, others, scores } = (await json("/whole")) as User;
  t.strictSame(await json("/unset"), {
    name: "Ada",
    nick,
    note,
    since: at,
    kind,
    address: { city: "x" },
    others,
    scores,
    addresses: [{ city: null, country: "AU" }],
  });
});

t.test("F7: the document says what may be absent, under a name of its own", async (t) => {
  const { paths, components } = app.openapi();
  const schemas = components?.["schemas"] as Record<
    string,
    { required: string[]; properties: Record<string, unknown> }
  >;
  t.match(paths["/null"], {
    get: {
      responses: {
        200: { content: { "application/json": { schema: { $ref: "#/components/schemas/User_WithoutNull" } } } },
      },
    },
  });
  t.notOk(schemas["User_WithoutNull"]?.required.includes("nick"));
  t.strictSame(schemas["User_WithoutNull"]?.properties["nick"], { type: "string" });
  t.strictSame(schemas["User_WithoutNull"]?.properties["address"], {
    $ref: "#/components/schemas/Address_WithoutNull",
  });
  t.strictSame(schemas["User_WithoutDefault"]?.required.includes("role"), false);
  t.strictSame(schemas["User_WithoutDefault"]?.required.includes("nick"), true);
  t.strictSame(schemas["User_WithoutUnset"]?.required.includes("tags"), false);
  t.ok(
    schemas["User"]?.required.includes("nick") && schemas["User"].required.includes("role"),
    "others are as they were",
  );
});

t.test("F7: an option that the transformer has not seen is refused at the start", async (t) => {
  const options: RouteOptions = { omit: ["null"] };
  const unseen = new App();
  const register = (target: App) => target.get("/", options, (): { a: string | null } => ({ a: null }));
  register(unseen);
  await t.rejects(unseen.start(), { code: "TYPEWAY_OMIT_UNSEEN" } satisfies Partial<TypewayError>);
});

t.test("F8: Pick and Omit say which properties leave", async (t) => {
  t.strictSame(await json("/pick"), { name: "Ada", role: "user" });
  t.strictSame(
    new Set(Object.keys((await json("/without")) as object)),
    new Set(["name", "nick", "note", "role", "tags", "kind"]),
  );
});
