// What each kind of credential takes from a request, and the answer where there is none. The tests are named after the
// rows of FastAPI's feature list (J1 …).
import t from "tap";
import {
  type ApiKey,
  App,
  type BasicCredentials,
  type Bearer,
  type Depends,
  type OAuth2AuthorizationCode,
  type OAuth2ClientCredentials,
  type OAuth2Implicit,
  type OAuth2Password,
  type OpenIdConnect,
} from "typeway";
import { answeredWith, basic, refusedWith, serve } from "./ask.js";

type Token = OAuth2Password<"/token", { "items:read": "Read items" }>;
interface User {
  name: string;
}
const currentUser = (token: Token): User => ({ name: token.replace("token-of-", "") });
const activeUser = async (user: Depends<typeof currentUser>): Promise<User> => user;

const app = new App({ title: "Credentials" });
app.get("/oauth2", (token: Token) => ({ token }));
app.get("/me", (user: Depends<typeof activeUser>) => user);
app.get("/bearer", (token: Bearer) => token);
app.get("/realm", (token: Bearer<{ realm: 'a "b" \\' }>) => token);
app.get("/basic", (user: BasicCredentials) => user);
app.get("/basic-realm", ({ username }: BasicCredentials<{ realm: "simple" }>) => username);
app.get("/header", (key: ApiKey<"header", "X-Key">) => key);
app.get("/query", (key: ApiKey<"query", "api key">, page = "1") => ({ key, page }));
app.get("/cookie", (key: ApiKey<"cookie", "session">) => key);
app.get("/openid", (token: OpenIdConnect<"/.well-known/openid-configuration">) => token);
app.get("/code", (token: OAuth2AuthorizationCode<"/authorize", "/token">) => token);
app.get("/client", (token: OAuth2ClientCredentials<"/token">) => token);
app.get("/implicit", (token: OAuth2Implicit<"/authorize">) => token);
app.get("/optional", (token?: Bearer, user?: BasicCredentials, key?: ApiKey<"header", "X-Key">) => ({
  token: token ?? null,
  user: user?.username ?? null,
  key: key ?? null,
}));
app.get("/forbidden", (key: ApiKey<"header", "X-Key", { status: 403 }>) => key);
app.get("/own", (token: Bearer<{ detail: "Log in first" }>) => token);

const ask = await serve(app);
t.teardown(() => app.close());

const authorization = (value: string) => ["Authorization", value];

t.test("J1: the token of OAuth 2, and 401 with a challenge where there is none", async (t) => {
  t.strictSame(await ask("/oauth2", authorization("Bearer abc")), answeredWith({ token: "abc" }));
  t.strictSame(await ask("/oauth2"), refusedWith("Bearer"));
  for (const other of ["Basic abc", "Bearer", "Bearer ", "Bearerabc", "abc", "Bearer\tabc", ""])
    t.strictSame(await ask("/oauth2", authorization(other)), refusedWith("Bearer"), JSON.stringify(other));
});

t.test("J1: the scheme's name in any case, the token without the spaces around it", async (t) => {
  for (const sent of ["bearer abc", "BEARER abc", "bEaReR   abc  "])
    t.strictSame(await ask("/oauth2", authorization(sent)), answeredWith({ token: "abc" }), JSON.stringify(sent));
});

t.test("J1: a token that is none, or sent twice, is refused and says why; it is not repeated", async (t) => {
  const invalid = refusedWith('Bearer error="invalid_token"');
  for (const sent of ["Bearer two words", `Bearer ${"x".repeat(8193)}`, "Bearer caf\u00e9"])
    t.strictSame(await ask("/oauth2", authorization(sent)), invalid, sent.slice(0, 20));
  t.strictSame((await ask("/oauth2", authorization(`Bearer ${"x".repeat(8192)}`))).status, 200);
  t.strictSame(
    await ask("/oauth2", [...authorization("Bearer a"), ...authorization("Bearer b")]),
    refusedWith('Bearer error="invalid_request"'),
  );
});

t.test("J2: a chain of dependencies ends in the credential", async (t) => {
  t.strictSame(await ask("/me", authorization("Bearer token-of-ann")), answeredWith({ name: "ann" }));
  t.strictSame(await ask("/me"), refusedWith("Bearer"));
});

t.test("J6: user and password; the password may hold colons, both are UTF-8", async (t) => {
  const rows: readonly [string, string, string][] = [
    ["ann:secret", "ann", "secret"],
    ["ann:a:b:c", "ann", "a:b:c"],
    ["ann:", "ann", ""],
    [":", "", ""],
    ["zoë:пароль", "zoë", "пароль"],
  ];
  for (const [sent, username, password] of rows)
    t.strictSame(await ask("/basic", authorization(basic(sent))), answeredWith({ username, password }), sent);
  t.strictSame((await ask("/basic", authorization(`bAsIc ${basic("a:b").slice(6)}`))).status, 200);
});

t.test("J6: what is no user and password is refused with the realm", async (t) => {
  const wrong = {
    nothing: [],
    "another scheme": authorization("Bearer abc"),
    "no base64": authorization("Basic %%%"),
    "base64 without padding": authorization(basic("ann:s").replace(/=+$/, "")),
    "base64 of the web": authorization("Basic __8-Og=="),
    "no colon": authorization(basic("ann")),
    "no UTF-8": authorization(basic(Uint8Array.of(0x61, 0x3a, 0xff))),
    "a control character": authorization(basic("ann:\u0000")),
    twice: [...authorization(basic("a:b")), ...authorization(basic("a:b"))],
  };
  for (const [name, headers] of Object.entries(wrong)) {
    t.strictSame(await ask("/basic", headers), refusedWith('Basic realm="API", charset="UTF-8"'), name);
    const realm = refusedWith('Basic realm="simple", charset="UTF-8"');
    t.strictSame(await ask("/basic-realm", headers), realm, `${name}, own realm`);
  }
});

t.test("J7: a bearer token; a realm is quoted", async (t) => {
  t.strictSame(await ask("/bearer", authorization("Bearer a.b-c_d~e+f/g==")), answeredWith("a.b-c_d~e+f/g=="));
  t.strictSame(await ask("/bearer"), refusedWith("Bearer"));
  t.strictSame(await ask("/realm"), refusedWith('Bearer realm="a \\"b\\" \\\\"'));
});

t.test("J8: a key in a header, the query or a cookie", async (t) => {
  t.strictSame(await ask("/header", ["x-KEY", " k1 "]), answeredWith("k1"));
  t.strictSame(await ask("/query?api+key=k%202&page=2"), answeredWith({ key: "k 2", page: "2" }));
  t.strictSame(await ask("/query?api%20key=k"), answeredWith({ key: "k", page: "1" }));
  t.strictSame(await ask("/cookie", ["Cookie", "a=b; session=k%203"]), answeredWith("k 3"));
});

t.test("J8: an absent, empty or repeated key is refused", async (t) => {
  const refused = refusedWith("APIKey");
  for (const headers of [[], ["X-Key", ""], ["X-Key", "a", "X-Key", "b"], ["X-Key", "a", "x-key", "a"]])
    t.strictSame(await ask("/header", headers), refused, JSON.stringify(headers));
  for (const query of ["", "?", "?api+key", "?api+key=", "?api+key=a&api+key=a", "?key=a"])
    t.strictSame(await ask(`/query${query}`), refused, query);
  for (const cookie of ["", "session=", "sessions=a"])
    t.strictSame(await ask("/cookie", ["Cookie", cookie]), refused, cookie);
  const unreadable = await ask("/query?api+key=%zz");
  t.equal(unreadable.status, 400);
  t.match(JSON.stringify(unreadable.body), /\*{10}/, "what was sent is not shown");
  t.notMatch(JSON.stringify(unreadable.body), /zz/);
});

t.test("J9, J10: OpenID Connect and the other flows of OAuth 2 take the same token", async (t) => {
  for (const path of ["/openid", "/code", "/client", "/implicit"]) {
    t.strictSame(await ask(path, authorization("Bearer abc")), answeredWith("abc"), path);
    t.strictSame(await ask(path), refusedWith("Bearer"), path);
  }
});

t.test("J11: an optional credential is undefined where it is absent, and refused where it is broken", async (t) => {
  t.strictSame(await ask("/optional"), answeredWith({ token: null, user: null, key: null }));
  t.strictSame(await ask("/optional", ["X-Key", "k"]), answeredWith({ token: null, user: null, key: "k" }));
  t.strictSame(
    await ask("/optional", authorization("Bearer abc")),
    answeredWith({ token: "abc", user: null, key: null }),
  );
  t.strictSame(
    await ask("/optional", authorization(basic("ann:b"))),
    answeredWith({ token: null, user: "ann", key: null }),
  );
  t.equal((await ask("/optional", authorization("Basic %%%"))).status, 401);
});

t.test("J12: another status and another detail by options", async (t) => {
  t.strictSame(await ask("/forbidden"), { status: 403, body: { detail: "Not authenticated" }, challenges: [] });
  t.strictSame(await ask("/own"), { status: 401, body: { detail: "Log in first" }, challenges: ["Bearer"] });
});
