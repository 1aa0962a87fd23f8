import { App, HttpError } from "@typeway/runtime";
import t from "tap";
import { body, context, depends, endpoint, header, int, object, provider, query, string } from "./endpoint.js";
import { onBoth } from "./transports.js";

const post = (content: string, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: content,
  headers: { "content-type": "application/json", ...headers },
});

/** `POST /items` for callers with `x-token: secret`; writes down what runs. */
function guarded() {
  const lines: string[] = [];
  const db = provider(function* db() {
    lines.push("open db");
    yield "db";
    lines.push("close db");
  });
  const audit = provider(() => lines.push("audit"), [query("reason", string, { or: "" })]);
  const user = provider(
    async (_db: string, token: string) => {
      lines.push("user");
      if (token !== "secret") throw new HttpError(401, "Who are you?");
      return token;
    },
    [depends(db), header("x-token", string, { or: "" })],
  );
  const app = new App({ bodyLimit: 20 });
  const save = (_audit: unknown, who: string, item: unknown) => {
    lines.push("handler");
    return { who, item };
  };
  const params = [depends(audit), depends(user, { authenticates: true }), body("item", object({ n: int }))];
  app.post("/items", save, endpoint(save, params));
  return { app, lines };
}

onBoth("I13 who is asking is found out before the body is looked at, and before the others run", async (t, serve) => {
  const { app, lines } = guarded();
  const visit = await serve(app);
  const refused = [
    post("{"),
    post('{"n":"x"}'),
    post(`[${" ".repeat(100)}]`),
    post("{}", { "content-type": "text/x" }),
  ];
  for (const request of refused) {
    const reply = await visit("/items?reason=1&reason=2", request);
    t.strictSame([reply.status, await reply.json()], [401, { detail: "Who are you?" }]);
    t.strictSame(lines.splice(0), ["open db", "user"]);
  }
  const secret = { "x-token": "secret" };
  for (const [status, content, more] of [
    [400, "{", {}],
    [413, `[${" ".repeat(100)}]`, {}],
    [415, "{}", { "content-type": "text/x" }],
    [422, '{"n":"x"}', {}],
  ] as const) {
    t.equal((await visit("/items", post(content, { ...secret, ...more }))).status, status);
    t.strictSame(lines.splice(0), ["open db", "user"], "what is open is closed by throwing the error in");
  }
  const reply = await visit("/items", post('{"n":1}', secret));
  t.strictSame([reply.status, await reply.json()], [200, { who: "secret", item: { n: 1 } }]);
  await app.close();
  t.strictSame(lines, ["open db", "user", "audit", "handler", "close db"]);
});

onBoth("I12 what authentication cannot be tried with is refused at once, without the body", async (t, serve) => {
  const app = new App();
  const user = provider((id: number) => id, [header("x-user", int)]);
  const save = () => t.fail("not called");
  const params = [depends(user, { authenticates: true }), query("page", int), body("item")];
  app.post("/items", save, endpoint(save, params));
  const visit = await serve(app);
  const reply = await visit("/items?page=x", post("{", { "x-user": "ada" }));
  t.strictSame(await reply.json(), {
    detail: [
      { type: "int_parsing", loc: ["header", "x-user"], msg: "int_parsing", input: "ada" },
      { type: "int_parsing", loc: ["query", "page"], msg: "int_parsing", input: "x" },
    ],
  });
});

onBoth("J scopes accumulate on the way down, and are part of what makes a value the same", async (t, serve) => {
  const app = new App();
  let connections = 0;
  const db = provider(() => ++connections);
  const user = provider(
    ({ scopes, text }: { scopes: readonly string[]; text: string }, db: number) => ({ scopes, text, db }),
    [context("SecurityScopes"), depends(db)],
  );
  const active = provider((user: unknown) => user, [depends(user, { scopes: ["me"], authenticates: true })]);
  const list = (...args: unknown[]) => args;
  const params = [
    depends(active, { scopes: ["items", "me"], authenticates: true }),
    depends(active, { scopes: ["users"], authenticates: true }),
    depends(user),
    depends(db),
  ];
  app.get("/items", list, endpoint(list, params));
  const visit = await serve(app);
  t.strictSame(await (await visit("/items")).json(), [
    { scopes: ["items", "me"], text: "items me", db: 1 },
    { scopes: ["users", "me"], text: "users me", db: 1 },
    { scopes: [], text: "", db: 1 },
    1,
  ]);
  t.strictSame(
    app.records[0]?.dependencies.map(({ scopes }) => scopes),
    [
      ["items", "me", "users"],
      ["items", "me", "users"],
      ["items", "me", "users"],
    ],
    "the document is told of every use",
  );
});

t.test("J what authenticates cannot take a part of the body", async (t) => {
  const form = provider(function form() {}, [body("credentials")]);
  const user = provider(function user() {}, [depends(form)]);
  const handle = () => undefined;
  const app = new App().post("/", handle, endpoint(handle, [depends(user, { authenticates: true })]));
  await t.rejects(app.start(), {
    code: "TYPEWAY_DEPENDENCY_BODY",
    message: /'form' \(test\/form.ts:1:1\) takes 'credentials' from the body, but it is needed to authenticate/,
  });
});
