import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

async function logIn(username: string, password: string, scope = ""): Promise<string> {
  const answer = await client.post("/token", { form: { grant_type: "password", username, password, scope } });
  return answer.json<{ access_token: string }>().access_token;
}
const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

t.test("J4: POST /token: gives a token for user name and password", async (t) => {
  const answer = await client.post("/token", { form: { username: "bob", password: "battery staple" } });
  t.equal(answer.status, 200);
  t.equal(answer.headers.get("cache-control"), "no-store");
  t.match(answer.json(), { token_type: "bearer", expires_in: 900, scope: "notes:read" });
});

t.test("POST /token: a wrong password and an unknown user get the same answer", async (t) => {
  for (const form of [
    { username: "bob", password: "correct horse" },
    { username: "eve", password: "nobody's password" },
  ]) {
    const answer = await client.post("/token", { form });
    t.equal(answer.status, 400);
    t.strictSame(answer.json(), {
      error: "invalid_grant",
      error_description: "Incorrect username or password",
    });
  }
});

t.test("GET /me: says who is asking, and 401 to who does not say", async (t) => {
  const token = await logIn("ann", "correct horse");
  t.strictSame((await client.get("/me", bearing(token))).json(), { username: "ann", roles: ["admin"] });
  const nobody = await client.get("/me");
  t.equal(nobody.status, 401);
  t.equal(nobody.headers.get("www-authenticate"), "Bearer");
});

t.test("POST /notes: wants a scope that the token holds", async (t) => {
  const note = { json: "Sell tea" };
  const [ann, bob] = [await logIn("ann", "correct horse"), await logIn("bob", "battery staple")];
  t.strictSame((await client.post("/notes", { ...note, ...bearing(ann) })).status, 201);
  const refused = await client.post("/notes", { ...note, ...bearing(bob) });
  t.equal(refused.status, 403);
  t.equal(refused.headers.get("www-authenticate"), 'Bearer error="insufficient_scope", scope="notes:write"');
  const narrow = await logIn("ann", "correct horse", "notes:read");
  t.equal((await client.post("/notes", { ...note, ...bearing(narrow) })).status, 403);
});

t.test("GET /admin/users: wants a role", async (t) => {
  const [ann, bob] = [await logIn("ann", "correct horse"), await logIn("bob", "battery staple")];
  t.strictSame((await client.get("/admin/users", bearing(ann))).json(), ["ann", "bob"]);
  t.equal((await client.get("/admin/users", bearing(bob))).status, 403);
  t.equal((await client.get("/admin/users")).status, 401);
});

t.test("the document is valid and says what each operation needs", async (t) => {
  t.strictSame(await validateDocument(app.openapi()), []);
  const { paths } = app.openapi();
  t.match(paths["/notes"]?.["post"], { security: [{ Accounts: ["notes:write"] }] });
  t.match(paths["/admin/users"]?.["get"], { security: [{ Accounts: [] }] });
});
