import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

/** A browser of its own. The cookie is for https only, so that is what the tests speak. */
function open(): TestClient {
  return new TestClient(app, { baseUrl: "https://shop.test" });
}
const ada = { name: "Ada", password: "analytical" };

t.teardown(() => app.close());

t.test("logging in: a session that lasts until logging out", async (t) => {
  const client = open();
  const stranger = await client.get("/me");
  t.strictSame([stranger.status, stranger.json()], [401, { detail: "Log in first" }]);

  const login = await client.post("/login", { json: ada });
  t.equal(login.status, 204);
  t.match(
    login.headers.get("set-cookie"),
    /^__Host-session=[^;]+; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  t.strictSame((await client.get("/me")).json(), { name: "Ada" });
  t.equal((await open().get("/me")).status, 401, "other browsers are not logged in");

  t.equal((await client.post("/logout")).status, 204);
  t.equal((await client.get("/me")).status, 401);
});

t.test("logging in: wrong names and wrong passwords are told alike", async (t) => {
  const client = open();
  for (const json of [
    { ...ada, password: "guess" },
    { ...ada, name: "Nobody" },
  ]) {
    const answer = await client.post("/login", { json });
    t.strictSame([answer.status, answer.json()], [401, { detail: "Wrong name or password" }]);
    t.equal(answer.headers.get("set-cookie"), null);
  }
});

t.test("a session: is there before anybody logs in, and goes along", async (t) => {
  const client = open();
  t.strictSame((await client.post("/cart/tea")).json(), ["tea"]);
  t.equal((await client.post("/orders")).status, 401);
  await client.post("/login", { json: { name: "Grace", password: "nanosecond" } });
  t.strictSame((await client.post("/cart/milk")).json(), ["tea", "milk"]);
  t.strictSame((await client.post("/orders")).json(), { name: "Grace", items: ["tea", "milk"] });
  t.equal((await client.post("/orders")).status, 409);
});

t.test("a session: cannot be made up or changed", async (t) => {
  const client = open();
  await client.post("/login", { json: ada });
  const cookie = client.cookies.get("__Host-session") ?? "";
  const swap = (text: string) => text.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  const [time, data = "", signature = ""] = decodeURIComponent(cookie).split(".");
  for (const forged of [
    `${time}.${swap(data)}.${signature}`,
    `${time}.${data}.${swap(signature)}`,
    `${time}.${data}`,
  ]) {
    const answer = await open().get("/me", { cookies: { "__Host-session": encodeURIComponent(forged) } });
    t.equal(answer.status, 401, forged);
  }
});

t.test("logging in: who guesses is slowed down", async (t) => {
  const client = open();
  let answer = await client.post("/login", { json: ada });
  for (let guesses = 0; guesses < 10; guesses++)
    answer = await client.post("/login", { json: { ...ada, password: "guess" } });
  t.strictSame([answer.status, answer.json()], [429, { detail: "Too Many Requests" }]);
  t.match(answer.headers.get("retry-after"), /^\d+$/);
});

t.test("the document: is valid, and says who is refused", async (t) => {
  const document = app.openapi();
  t.match(document.paths, { "/me": { get: { responses: { 401: { description: "Log in first" } } } } });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});
