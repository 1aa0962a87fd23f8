// Secret in a path and in a body that is no JSON: no log and no answer shows it.
import t from "tap";
import { App, type Context, type Depends, type Path, Router, type Secret } from "typeway";
import { accessLog } from "typeway/middleware";
import { TestClient } from "typeway/testing";

interface Login {
  name: string;
  password: Secret<string>;
}
const logged: { path?: string }[] = [];
const lines: string[] = [];
const named = (pin: Secret<Path<string>>): string => pin;

const app = new App({ log: (entry) => logged.push(entry) });
app.use(accessLog({ write: (line) => lines.push(line) }));
app.get("/reset/{token}/{step}", (token: Secret<Path<string>>, step: string) => {
  throw new Error(step);
});
app.get("/keys/{kind}-{key}.json", (kind: string, key: Secret<Path<string>>) => {
  throw new Error(kind);
});
app.get("/files/{name}/{rest*}", (name: string, rest: Secret<Path<string>>) => {
  throw new Error(name);
});
const router = new Router({ prefix: "/pins/{pin}" });
router.get("/shown", (context: Context, pin: Depends<typeof named>): string => {
  if (pin === "0") throw new Error("none");
  return context.shownPath;
});
app.include(router);
app.post("/logins", (login: Login) => login.name);
app.post("/names", (name: { name: string }) => name.name);

const client = new TestClient(app, { raiseServerErrors: false });

t.test("Secret<Path>: the log has the segment's name in its place, whoever takes it", async (t) => {
  for (const [path, shown] of [
    ["/reset/hunter2/first", "/reset/{token}/first"],
    ["/keys/a-hunter2.json?x=1", "/keys/{kind}-{key}.json"],
    ["/files/a/hunter2/hunter2/c", "/files/a/{rest*}"],
    ["/pins/0/shown", "/pins/{pin}/shown"],
  ] as const) {
    logged.length = 0;
    lines.length = 0;
    t.equal((await client.get(path)).status, 500, path);
    t.strictSame(
      logged.map((entry) => entry.path),
      [shown],
    );
    t.match(lines.join(""), `"url":"${shown}"`);
    t.notMatch(JSON.stringify(logged) + lines.join(""), "hunter2");
  }
});

t.test("Secret<Path>: context.shownPath is what a log of one's own writes", async (t) => {
  t.equal((await client.get("/pins/hunter2/shown?x=1")).json(), "/pins/{pin}/shown");
  const parent = new App();
  parent.mount("/sub", app);
  t.equal((await new TestClient(parent).get("/sub/pins/hunter2/shown")).json(), "/sub/pins/{pin}/shown");
});

t.test("a body that is no JSON: what stands at the mistake is shown, but where the type has a secret", async (t) => {
  const headers = { "content-type": "application/json" };
  const refused = async (path: string) => (await client.post(path, { body: '{"name": hunter2}', headers })).json();
  const issue = {
    type: "json_invalid",
    loc: ["body", 9],
    msg: "The body is not valid JSON",
    ctx: { error: "Expected a value" },
  };
  t.strictSame(await refused("/names"), { detail: [{ ...issue, input: "h" }] });
  t.strictSame(await refused("/logins"), { detail: [{ ...issue, input: "**********" }] });
});
