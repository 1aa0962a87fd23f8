// ReadOnly, WriteOnly and Secret: what a request may set, what an answer shows, what is shown nowhere.
import { inspect } from "node:util";
import t from "tap";
import {
  App,
  type Body,
  type Check,
  type Default,
  type Exact,
  type Header,
  type Int,
  type MinItems,
  type MinLength,
  parseJson,
  type Query,
  type ReadOnly,
  type Secret,
  ValidationError,
  type WebSocket,
  type WriteOnly,
} from "typeway";
import { TestClient } from "typeway/testing";

type Password = Secret<string & MinLength<12>>;
const areDifferent = ({ password, name }: Login): boolean => password !== name;
interface Account {
  id?: ReadOnly<Int>;
  version: Default<ReadOnly<Int>, 1>;
  name: string & MinLength<2>;
  note?: WriteOnly<string>;
  password: Password;
}
interface Login {
  name: string;
  password: Secret<string>;
}
interface Logins {
  logins: Login[] & MinItems<3>;
  login: Check<Login, typeof areDifferent>;
  either: { kind: "a"; token: Secret<Int> } | { kind: "b"; token: Secret<string> };
  exact: Exact<{ pin?: Secret<string> }>;
  loose: Int | { pin: Secret<Int> };
}
class Session {
  token: Secret<string> = "";
  readonly [name: string]: unknown;
}

const app = new App({ title: "Access", version: "1.0.0" });
app.post("/accounts", (account: Account): Account & { sent: string[] } => ({
  ...account,
  id: 7,
  sent: Object.keys(account),
}));
app.post("/exact", (account: Exact<Account>) => Object.keys(account));
app.post("/refusing", { undeclaredInput: "refuse" }, (account: Account) => Object.keys(account));
app.post("/logins", (logins: Logins) => logins.logins.length);
app.post("/several", (name: Body<Int>, pin: Secret<Body<Int>>) => ({ name, pin }));
app.get("/slots", (xKey: Secret<Header<Int>>, login: Query<{ pin: Secret<Int>; page: Int }>) => [xKey, login.pin]);
app.post("/refusing-several", { undeclaredInput: "refuse" }, (name: Body<string>, login: Body<Login>) => [
  name,
  login.name,
]);
app.get("/refusing-slots", { undeclaredInput: "refuse" }, (pin: Secret<Query<string>>) => pin.length);
app.get("/open", (): { [name: string]: string; token: Secret<string> } => ({ token: "x", other: "y" }));
app.get("/session", (): Session => ({ token: "hunter2", other: 1 }));

const client = new TestClient(app);
const detailOf = (body: unknown): unknown => (body as { detail: unknown }).detail;
const hidden = "**********";
const password = "correct horse battery";

t.test("access: a ReadOnly property is never read, a WriteOnly or Secret one never written", async (t) => {
  const reply = await client.post("/accounts", { json: { id: 1, version: 9, name: "Ada", note: "n", password } });
  t.strictSame(reply.json(), { id: 7, version: 1, name: "Ada", sent: ["version", "name", "note", "password"] });
});

t.test("access: a ReadOnly property is refused where undeclared ones are", async (t) => {
  for (const path of ["/exact", "/refusing"]) {
    const good = await client.post(path, { json: { name: "Ada", password } });
    t.equal(good.status, 200, path);
    const reply = await client.post(path, { json: { id: 1, name: "Ada", password } });
    t.strictSame(detailOf(reply.json()), [
      { type: "extra_forbidden", loc: ["body", "id"], msg: "This property is not declared", input: hidden },
    ]);
  }
});

t.test("access: a secret is shown in no issue, at no depth", async (t) => {
  const login = { name: "hunter2", password: "hunter2" };
  const json = {
    logins: [login],
    login,
    either: { kind: "c", token: "hunter2" },
    exact: { Pin: "hunter2" },
    loose: { pin: "hunter2" },
  };
  const reply = await client.post("/logins", { json });
  t.equal(reply.status, 422);
  t.strictSame(
    (detailOf(reply.json()) as { loc: unknown; input: unknown }[]).map(({ loc, input }) => [loc, input]),
    [
      [["body", "logins"], [{ name: "hunter2", password: hidden }]],
      [["body", "login"], { name: "hunter2", password: hidden }],
      [["body", "either"], { kind: "c", token: hidden }],
      [["body", "exact", "Pin"], hidden],
      [["body", "loose", "int"], { pin: hidden }],
      [["body", "loose", "object", "pin"], hidden],
    ],
  );
});

t.test("access: secret parameters", async (t) => {
  const slots = await client.get("/slots", { headers: { "x-key": "hunter2" }, query: { pin: "hunter2", page: "x" } });
  t.strictSame(
    (detailOf(slots.json()) as { input: unknown }[]).map(({ input }) => input),
    [hidden, "x", hidden],
  );
  const several = await client.post("/several", { json: { name: "x", pin: "hunter2" } });
  t.strictSame(
    (detailOf(several.json()) as { input: unknown }[]).map(({ input }) => input),
    ["x", hidden],
  );
});

t.test("access: a body that is no object shows nothing where one of its parts is or holds a secret", async (t) => {
  for (const [path, json] of [
    ["/several", "hunter2"],
    ["/several", [{ pin: "hunter2" }]],
    ["/refusing-several", { login: { name: "Ada", password: "x" }, name: "x", Login: { password: "hunter2" } }],
    ["/refusing-several", ["hunter2"]],
  ] as const) {
    const reply = await client.post(path, { json });
    t.equal(reply.status, 422);
    t.strictSame(
      (detailOf(reply.json()) as { input: unknown }[]).map(({ input }) => input),
      [hidden],
      JSON.stringify(json),
    );
  }
});

t.test(
  "access: a name in the query that may be a secret's misspelt shows nothing, nor does a secret in wrong bytes",
  async (t) => {
    const misspelt = await client.get("/refusing-slots?Pin=hunter2&pin=x");
    t.strictSame(detailOf(misspelt.json()), [
      { type: "extra_forbidden", loc: ["query", "Pin"], msg: "This property is not declared", input: hidden },
    ]);
    const broken = await client.get("/refusing-slots?pin=hunter2%ff");
    t.equal(broken.status, 400);
    t.match(detailOf(broken.json()), [{ type: "bad_percent_encoding", loc: ["query", "pin"], input: hidden }]);
  },
);

t.test("access: neither an answer nor the log quotes a text that is not JSON", async (t) => {
  const text = '{"password": hunter2}';
  const errors: ValidationError[] = [];
  const written = t.capture(process.stderr, "write", () => true);
  const app = new App();
  const passOn = (error: ValidationError): never => {
    errors.push(error);
    // Only what is no client's mistake is logged.
    throw error.status === 500 ? error : new Error("Unreadable", { cause: error });
  };
  app.get("/stored", (): Login => parseJson(text));
  app.post("/sent", (login: Login) => login.name);
  app.websocket("/socket", async (socket: WebSocket<Login, string>) => {
    await socket.receive().catch(passOn);
  });
  app.onError(ValidationError, passOn);
  await using client = new TestClient(app, { raiseServerErrors: false });

  const headers = { "content-type": "application/json" };
  for (const reply of [await client.get("/stored"), await client.post("/sent", { body: text, headers })]) {
    t.equal(reply.status, 500);
    t.notMatch(reply.text, "hunter2");
  }
  const socket = await client.websocket("/socket");
  await socket.sendRaw(text);
  t.match(await socket.closed, { code: 1011 });

  const lines = written().map(({ args: [line] }) => String(line));
  t.equal(lines.length, 3, "each failure is logged");
  t.notMatch(lines.join("\n"), "hunter2");
  t.equal(errors.length, 3);
  for (const error of errors) {
    t.match(error.issues, [{ type: "json_invalid" }]);
    // Its body is the text, for who handles the error.
    t.notMatch(inspect(Object.assign(error, { body: undefined }), { depth: Number.POSITIVE_INFINITY }), "hunter2");
  }
});

t.test("access: a secret does not leave beside an index signature either", async (t) => {
  t.strictSame((await client.get("/open")).json(), { other: "y" });
  t.strictSame((await client.get("/session")).json(), { other: 1 });
});

t.test("access: the document says where a property belongs, and splits the schemas exactly there", async (t) => {
  const { components } = app.openapi();
  const schemas = components?.["schemas"] ?? {};
  t.strictSame(schemas["Account-Input"] ?? schemas["Account"], {
    type: "object",
    properties: {
      name: { type: "string", minLength: 2 },
      note: { type: "string", writeOnly: true },
      password: { type: "string", minLength: 12, format: "password", writeOnly: true },
    },
    required: ["name", "password"],
  });
  t.notOk(Object.keys(schemas).includes("Login-Input"), "what is only read has one schema");
});

t.test("access: one schema for both directions has all properties", async (t) => {
  const shared = new App({ separateSchemas: false }).post("/accounts", (account: Account): Account => account);
  t.strictSame(shared.openapi().components?.["schemas"]?.["Account"], {
    type: "object",
    properties: {
      id: { type: "integer", format: "int64", readOnly: true },
      version: { type: "integer", format: "int64", default: 1, readOnly: true },
      name: { type: "string", minLength: 2 },
      note: { type: "string", writeOnly: true },
      password: { type: "string", minLength: 12, format: "password", writeOnly: true },
    },
    required: ["name"],
  });
});
