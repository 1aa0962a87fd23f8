import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app, { admin, clients } from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

const [till = { name: "", key: "" }] = clients;
const basic = (name: string, password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` },
});

t.test("GET /stock: a key is optional, but a wrong one is wrong", async (t) => {
  t.strictSame((await client.get("/stock")).json(), { tea: "in stock" });
  const inHeader = await client.get("/stock", { headers: { "x-key": till.key } });
  t.strictSame(inHeader.json(), { tea: "in stock", pieces: 12 });
  t.strictSame((await client.get("/stock", { query: { key: till.key } })).json(), inHeader.json());
  t.equal((await client.get("/stock", { query: { key: "guess" } })).status, 401);
});

t.test("POST /orders: needs a key, before anything is read of the order", async (t) => {
  const placed = await client.post("/orders?pieces=3", { headers: { "x-key": till.key } });
  t.strictSame([placed.status, placed.json()], [201, { pieces: 3, for: "till" }]);
  const refused = await client.post("/orders?pieces=many", { body: "no JSON" });
  t.strictSame([refused.status, refused.json()], [401, { detail: "Not authenticated" }]);
  t.equal(refused.headers.get("www-authenticate"), "APIKey");
});

t.test("GET /whoami: takes a key or a password, and asks for either", async (t) => {
  t.equal((await client.get("/whoami", { headers: { "x-key": till.key } })).json(), "till");
  t.equal((await client.get("/whoami", basic(admin.name, admin.password))).json(), "admin");
  t.equal((await client.get("/whoami", basic(admin.name, "guess"))).status, 401);
  const nobody = await client.get("/whoami");
  t.equal(nobody.headers.get("www-authenticate"), 'Basic realm="Shop", charset="UTF-8", APIKey');
});

t.test("the document is valid and lists the alternatives", async (t) => {
  t.strictSame(await validateDocument(app.openapi()), []);
  t.match(app.openapi().paths["/whoami"]?.["get"], {
    security: [{ Basic: [] }, { "header.X-Key": [] }, { "query.key": [] }],
  });
  t.match(app.openapi().paths["/stock"]?.["get"], {
    security: [{ "header.X-Key": [] }, { "query.key": [] }, {}],
  });
});
