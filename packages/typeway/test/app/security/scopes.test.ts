// J5: scopes add up on the way to the function that checks them, and stand in challenge and document.
import t from "tap";
import { App, type Depends, HttpError, type OAuth2Password, Router, type Security, type SecurityScopes } from "typeway";
import { TestClient } from "typeway/testing";
import { answeredWith, refusedWith, serve } from "./ask.js";

type Token = OAuth2Password<"/token", { items: "Items"; me: "Oneself"; admin: "Everything" }>;

/** The token says what its holder may do: `me,items`. */
function currentUser(token: Token, required: SecurityScopes) {
  const held = token.split(",");
  if (required.scopes.some((scope) => !held.includes(scope))) {
    const challenge = `Bearer error="insufficient_scope", scope="${required.text}"`;
    throw new HttpError(403, "Not enough permissions", { headers: { "www-authenticate": challenge } });
  }
  return { held, required: required.scopes };
}
const activeUser = (user: Security<typeof currentUser, ["me"]>) => user;
const requireAdmin = (_user: Security<typeof currentUser, ["admin"]>): void => undefined;

const router = new Router({ prefix: "/admin", dependencies: [requireAdmin] });
router.get("/report", () => "report");
const app = new App();
app.get("/status", (user: Depends<typeof currentUser>) => user);
app.get("/me", (user: Depends<typeof activeUser>) => user);
app.get("/items", (user: Security<typeof activeUser, ["items"]>) => user);
app.include(router);

const ask = await serve(app);
t.teardown(() => app.close());
const holding = (scopes: string) => ["Authorization", `Bearer ${scopes}`];

t.test("J5: the scopes asked for, outermost first", async (t) => {
  t.strictSame(await ask("/status", holding("none")), answeredWith({ held: ["none"], required: [] }));
  t.strictSame(await ask("/me", holding("me")), answeredWith({ held: ["me"], required: ["me"] }));
  t.strictSame(
    await ask("/items", holding("me,items")),
    answeredWith({ held: ["me", "items"], required: ["items", "me"] }),
  );
});

t.test("J5: who holds too few is answered 403, with what is missing", async (t) => {
  t.strictSame(await ask("/items", holding("me")), {
    status: 403,
    body: { detail: "Not enough permissions" },
    challenges: ['Bearer error="insufficient_scope", scope="items me"'],
  });
  t.equal((await ask("/admin/report", holding("me"))).status, 403);
  t.strictSame(await ask("/admin/report", holding("admin")), answeredWith("report"));
});

t.test("J5: the challenge to who sends no token names the scopes", async (t) => {
  t.strictSame(await ask("/status"), refusedWith("Bearer"));
  t.strictSame(await ask("/items"), refusedWith('Bearer scope="items me"'));
  t.strictSame(await ask("/admin/report"), refusedWith('Bearer scope="admin"'));
});

t.test("J5: the document merges them along the way", async (t) => {
  const { paths } = app.openapi();
  const securityOf = (path: string): unknown =>
    Object.entries(paths[path]?.["get"] ?? {}).find(([name]) => name === "security")?.[1];
  t.strictSame(securityOf("/status"), [{ OAuth2Password: [] }]);
  t.strictSame(securityOf("/items"), [{ OAuth2Password: ["items", "me"] }]);
  t.strictSame(securityOf("/admin/report"), [{ OAuth2Password: ["admin"] }]);
});

t.test("I17: a test that replaces who is asking needs no credential, and the document stays", async (t) => {
  t.teardown(() => app.clearOverrides());
  app.override(currentUser, () => ({ held: ["everything"], required: [] }));
  const client = new TestClient(app);
  t.teardown(() => client.close());
  t.strictSame((await client.get("/items")).json(), { held: ["everything"], required: [] });
  t.match(app.openapi().paths["/items"]?.["get"], { security: [{ OAuth2Password: ["items", "me"] }] });
});
