// Either of two credentials, both of two, and what a refused request never shows.
import t from "tap";
import {
  type ApiKey,
  App,
  type BasicCredentials,
  type Bearer,
  type Depends,
  type Form,
  HttpError,
  type LogEntry,
  type Query,
} from "typeway";
import { answeredWith, basic, refusedWith, serve } from "./ask.js";

type Key = ApiKey<"header", "X-Key">;

const log: LogEntry[] = [];
const app = new App({ log: (entry) => log.push(entry) });
app.get("/either", (who: Bearer | BasicCredentials | Key) => (typeof who === "string" ? who : who.username));
app.get("/both", (token: Bearer, key: Key) => ({ token, key }));
app.get("/keys", (key: ApiKey<"query", "key"> | ApiKey<"cookie", "key">) => key);
app.get("/closed", { undeclaredInput: "refuse" }, (key: ApiKey<"query", "key">, page: Query<string>) => key + page);

let calls = 0;
const user = (token: Bearer): string => {
  calls += 1;
  if (token === "broken") throw new Error(`no such token`);
  if (token !== "good") throw new HttpError(401, "Unknown token");
  return token;
};
app.post("/items", (_who: Depends<typeof user>, item: { name: string }, limit: Query<number>) => ({ item, limit }));
app.post("/forms", (_who: Depends<typeof user>, title: Form<string>) => title);
app.post("/orders", (_session: ApiKey<"cookie", "session">, order: { id: string }) => order.id);
app.websocket("/socket", async (_who: Depends<typeof user>) => undefined);

const ask = await serve(app);
t.teardown(() => app.close());
t.beforeEach(() => {
  calls = 0;
  log.length = 0;
});
const bearer = (token: string) => ["Authorization", `Bearer ${token}`];
const challenges = ["Bearer", 'Basic realm="API", charset="UTF-8"', "APIKey"];

t.test("alternatives: any will do, the token before the password before the key", async (t) => {
  t.strictSame(await ask("/either", bearer("abc")), answeredWith("abc"));
  t.strictSame(await ask("/either", ["Authorization", basic("ann:x")]), answeredWith("ann"));
  t.strictSame(await ask("/either", ["X-Key", "k"]), answeredWith("k"));
  t.strictSame(await ask("/either", [...bearer("abc"), "X-Key", "k"]), answeredWith("abc"));
  t.strictSame(await ask("/keys?key=q", ["Cookie", "key=c"]), answeredWith("q"));
});

t.test("alternatives: a broken one does not keep a usable one from being used", async (t) => {
  t.strictSame(await ask("/either", ["Authorization", "Basic %%%", "X-Key", "k"]), answeredWith("k"));
  t.strictSame(await ask("/either", ["Authorization", "Basic %%%"]), refusedWith(...challenges));
});

t.test("alternatives: the answer challenges by every scheme, each in a field of its own", async (t) => {
  t.strictSame(await ask("/either"), refusedWith(...challenges));
  t.strictSame(await ask("/keys"), refusedWith("APIKey"));
});

t.test("combinations: each is needed", async (t) => {
  t.strictSame(await ask("/both", [...bearer("abc"), "X-Key", "k"]), answeredWith({ token: "abc", key: "k" }));
  t.strictSame(await ask("/both", bearer("abc")), refusedWith("APIKey"));
  t.strictSame(await ask("/both", ["X-Key", "k"]), refusedWith("Bearer"));
});

t.test("a key in the query is declared input", async (t) => {
  t.strictSame(await ask("/closed?key=a&page=b"), answeredWith("ab"));
  const refused = await ask("/closed?key=secret&page=b&other=c");
  t.equal(refused.status, 422);
  t.notMatch(JSON.stringify(refused), /secret/);
});

t.test("I13, J1: 401 comes before the 415, 413 and 422 of what else is wrong", async (t) => {
  const wrong = ["Content-Type", "text/xml", "Content-Length", "99999999"];
  t.strictSame(await ask("/items?limit=x", wrong, "POST"), refusedWith("Bearer"));
  t.equal(calls, 0);
  const unknown = await ask("/items?limit=x", [...bearer("bad"), ...wrong], "POST");
  t.strictSame([unknown.status, unknown.body], [401, { detail: "Unknown token" }]);
});

t.test("401 comes before the fields of a form", async (t) => {
  const form = ["Content-Type", "application/x-www-form-urlencoded", "Content-Length", "0"];
  t.strictSame(await ask("/forms", form, "POST"), refusedWith("Bearer"));
  const missing = await ask("/forms", [...form, ...bearer("good")], "POST");
  t.match([missing.status, missing.body], [422, { detail: [{ type: "missing", loc: ["body", "title"] }] }]);
});

t.test("J15: what a page of another site can send without asking is no JSON body", async (t) => {
  const visitor = ["Cookie", "session=good", "Content-Length", "2"];
  // Such requests carry the visitor's cookies, but only these three types of content.
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"])
    t.equal((await ask("/orders", [...visitor, "Content-Type", type], "POST")).status, 415, type);
  t.equal((await ask("/orders", visitor, "POST")).status, 415, "no type at all");
});

t.test("46 a socket is authenticated before it is opened", async (t) => {
  const handshake = ["Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13"];
  const key = ["Sec-WebSocket-Key", Buffer.alloc(16).toString("base64")];
  t.strictSame(await ask("/socket", [...handshake, ...key]), refusedWith("Bearer"));
  t.equal((await ask("/socket", [...handshake, ...key, ...bearer("bad")])).status, 401);
});

t.test("55 no answer and no log line shows a credential", async (t) => {
  const answers = [
    await ask("/items", [...bearer("broken"), "X-Secret", "hush"], "POST"),
    await ask("/items", bearer("hush, hush"), "POST"),
    await ask("/either", ["Authorization", basic("hush"), "X-Key", ""]),
    await ask("/keys?key=hush&key=hush"),
    await ask("/keys?key=hush%ff"),
    await ask("/keys", ["Cookie", "key="]),
  ];
  t.strictSame(
    answers.map(({ status }) => status),
    [500, 401, 401, 401, 400, 401],
  );
  const shown = JSON.stringify([answers, log.map((entry) => ({ ...entry, error: String(entry.error) }))]);
  t.notMatch(shown, /hush|aHVzaA/);
  t.equal(log.length, 1, "of the unexpected error");
});

t.test("credentials that no request can carry together are refused at start-up, wherever they are taken", async (t) => {
  const staff = ({ username }: BasicCredentials) => username;
  const either = (who: Bearer | BasicCredentials) => who;
  const impossible = new App();
  impossible.get("/both", { dependencies: [staff] }, (token: Bearer) => token);
  await t.rejects(impossible.start(), {
    code: "TYPEWAY_CREDENTIALS_EXCLUDE",
    message: /: 'credentials' of 'staff' \(.*\) and 'token' \(.*\) both need the one Authorization/,
  });
  const possible = new App();
  possible.get("/either", { dependencies: [staff] }, (_who: Depends<typeof either>, token?: Bearer) => token ?? "");
  await possible.start();
  t.pass("a choice, and what is optional, exclude nothing");
});
