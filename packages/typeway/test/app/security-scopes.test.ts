// `Security<typeof f, [scopes]>` as the transformer reads it, and `SecurityScopes` as its dependencies get it.
import t from "tap";
import { App, type Bearer, type Depends, HttpError, type Security, type SecurityScopes } from "typeway";
import { TestClient } from "typeway/testing";

function user(scopes: SecurityScopes, xUser: string) {
  if (xUser === "") throw new HttpError(401, "Not authenticated");
  return { name: xUser, scopes: scopes.scopes, text: scopes.text };
}
const reader = (who: Security<typeof user, ["read"]>) => who;
type Holder<Scope extends string> = Security<typeof reader, ["hold", Scope]>;

const app = new App();
app.get("/none", (who: Security<typeof user>) => who);
app.get("/plain", (who: Depends<typeof user>) => who);
app.get("/nested", (who: Security<typeof reader, ["items", "read"]>) => who);
app.get("/alias", (who: Holder<"mine">) => who);
app.post("/early", (_user: Security<typeof user, ["write"]>, item: { id: number }) => item);

const client = new TestClient(app);
t.teardown(() => client.close());

const scopesAt = async (path: string) =>
  (await client.get(path, { query: { xUser: "ada" } })).json<{ text: string }>().text;

t.test("Security: scopes add up from the outside in, each once", async (t) => {
  t.equal(await scopesAt("/none"), "");
  t.equal(await scopesAt("/plain"), "");
  t.equal(await scopesAt("/nested"), "items read");
  t.equal(await scopesAt("/alias"), "hold mine read");
});

t.test("Security: it runs before the body is read", async (t) => {
  const reply = await client.post("/early", { query: { xUser: "" }, json: { id: "no number" } });
  t.strictSame([reply.status, reply.json()], [401, { detail: "Not authenticated" }]);
});

t.test("Security: who has no credential is told the scopes of every use of it", async (t) => {
  const holder = (token: Bearer) => token;
  const both = (first: Security<typeof holder, ["read"]>, _second: Security<typeof holder, ["write"]>) => first;
  const twice = new TestClient(new App().get("/", both));
  t.teardown(() => twice.close());
  const reply = await twice.get("/");
  t.strictSame([reply.status, reply.headers.get("www-authenticate")], [401, 'Bearer scope="read write"']);
});
