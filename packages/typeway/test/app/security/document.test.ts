// J13: security schemes in the document, from wherever they are taken.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  type ApiKey,
  App,
  type BasicCredentials,
  type Bearer,
  type Depends,
  HttpError,
  type OAuth2AuthorizationCode,
  type OAuth2ClientCredentials,
  type OAuth2Implicit,
  type OAuth2Password,
  type OpenIdConnect,
  Router,
} from "typeway";
import { TestClient } from "typeway/testing";

type Accounts = { name: "Accounts"; description: "Our accounts"; refreshUrl: "/refresh" };
type Password = OAuth2Password<"/token", { "items:read": "Read items" }, Accounts>;
type Code = OAuth2AuthorizationCode<"https://login.test/authorize", "/token", {}, Accounts>;

const currentUser = (token: Password) => {
  if (token === "bad") throw new HttpError(401, "Unknown token");
  return token;
};
const deeper = (user: Depends<typeof currentUser>) => user;
function requireKey(key: ApiKey<"header", "X-Key", { status: 403 }>) {
  return key;
}
function requireJwt(token: Bearer<{ bearerFormat: "JWT" }>) {
  return token;
}

const router = new Router({ prefix: "/router", dependencies: [requireJwt] });
router.get("/inside", () => "");
const app = new App({
  title: "Secured",
  version: "1",
  contact: { name: "a" },
  license: { name: "MIT", url: "https://a.test" },
});
app.get("/open", (q = "") => q);
app.get("/deep", (user: Depends<typeof deeper>) => user);
app.get("/code", (token: Code) => token);
app.get("/optional", (token?: Bearer<{ bearerFormat: "JWT" }>) => token ?? "");
app.get("/either", (_who: BasicCredentials<{ description: "Staff" }> | ApiKey<"query", "api key">) => "");
app.get(
  "/both",
  (session: ApiKey<"cookie", "session">, key: ApiKey<"header", "X-Key", { status: 403 }>) => session + key,
);
app.get("/again", { dependencies: [requireKey] }, (key: ApiKey<"header", "X-Key", { status: 403 }>) => key);
app.get(
  "/flows",
  (_a?: OAuth2ClientCredentials<"/token">, _b?: OAuth2Implicit<"/authorize">, _c?: OpenIdConnect<"/oidc">) => "",
);
app.include(router);
t.teardown(() => app.close());

interface Operation {
  readonly security?: unknown;
  readonly parameters?: unknown;
  readonly responses: Readonly<Record<string, { description: string; headers?: unknown; content?: unknown }>>;
}
const operationAt = (path: string, version?: "3.0" | "3.1" | "3.2"): Operation =>
  app.openapi(version).paths[path]?.["get"] as Operation;

t.test("J13: every scheme once, by name, flows of one name together", async (t) => {
  t.strictSame(app.openapi().components?.["securitySchemes"], {
    Accounts: {
      type: "oauth2",
      flows: {
        password: { tokenUrl: "/token", refreshUrl: "/refresh", scopes: { "items:read": "Read items" } },
        authorizationCode: {
          authorizationUrl: "https://login.test/authorize",
          tokenUrl: "/token",
          refreshUrl: "/refresh",
          scopes: {},
        },
      },
      description: "Our accounts",
    },
    Basic: { type: "http", scheme: "basic", description: "Staff" },
    Bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
    OAuth2ClientCredentials: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: {} } } },
    OAuth2Implicit: { type: "oauth2", flows: { implicit: { authorizationUrl: "/authorize", scopes: {} } } },
    OpenIdConnect: { type: "openIdConnect", openIdConnectUrl: "/oidc" },
    "cookie.session": { type: "apiKey", in: "cookie", name: "session" },
    "header.X-Key": { type: "apiKey", in: "header", name: "X-Key" },
    "query.api_key": { type: "apiKey", in: "query", name: "api key" },
  });
});

t.test("J13: what an operation needs, at any depth, from routers and options too", async (t) => {
  t.equal(operationAt("/open").security, undefined);
  t.strictSame(operationAt("/deep").security, [{ Accounts: [] }]);
  t.strictSame(operationAt("/code").security, [{ Accounts: [] }]);
  t.strictSame(operationAt("/router/inside").security, [{ Bearer: [] }]);
  t.strictSame(operationAt("/again").security, [{ "header.X-Key": [] }]);
});

t.test("J13: alternatives, combinations and optional credentials", async (t) => {
  t.strictSame(operationAt("/either").security, [{ Basic: [] }, { "query.api_key": [] }]);
  t.strictSame(operationAt("/both").security, [{ "cookie.session": [], "header.X-Key": [] }]);
  t.strictSame(operationAt("/optional").security, [{ Bearer: [] }, {}]);
  t.strictSame(operationAt("/flows").security, [
    { OAuth2ClientCredentials: [] },
    { OAuth2Implicit: [] },
    { OpenIdConnect: [] },
    {},
  ]);
});

t.test("a credential is no parameter, and its absence is a documented answer", async (t) => {
  const { parameters, responses } = operationAt("/deep");
  t.equal(parameters, undefined);
  t.strictSame(Object.keys(responses), ["200", "401"]);
  t.strictSame(responses["401"], {
    description: "Unknown token; Not authenticated",
    headers: {
      "WWW-Authenticate": {
        description: "The schemes that are taken (RFC 9110 §11.6.1).",
        schema: { type: "string" },
      },
    },
    content: { "application/json": { schema: { $ref: "#/components/schemas/HttpError" } } },
  });
  t.strictSame(Object.keys(operationAt("/both").responses), ["200", "401", "403"]);
  t.equal(operationAt("/both").responses["403"]?.headers, undefined);
});

for (const version of ["3.0", "3.1", "3.2"] as const) {
  t.test(`the document is valid OpenAPI ${version}`, async (t) => {
    t.strictSame(await validateDocument(app.openapi(version)), []);
  });
}

t.test("J13: one name for two schemes is an error that names both", async (t) => {
  const rivals = new App();
  rivals.get("/a", (token: Bearer<{ name: "Key" }>) => token);
  rivals.get("/b", (key: ApiKey<"header", "X-Key", { name: "Key" }>) => key);
  t.throws(() => rivals.openapi(), {
    message: /^Two security schemes are called "Key": of .*document\.test\.ts:\d+:\d+ and of .*document\.test\.ts:/,
  });
  await t.rejects(rivals.start(), { code: "TYPEWAY_SECURITY_NAME", details: { name: "Key" } }, "at start-up already");
});

t.test("paths at which tokens are got follow the prefix that clients see", async (t) => {
  const outer = new App({ rootPath: "/behind" });
  const inner = new App();
  inner.get("/me", (token: OAuth2Password<"/token">) => token);
  outer.mount("/v1", inner);
  outer.get("/me", (token: OAuth2Password<"/token">) => token);
  const client = new TestClient(outer);
  t.teardown(() => client.close());
  const tokenUrl = async (path: string): Promise<unknown> => {
    const document = (await client.get(path)).json<ReturnType<App["openapi"]>>();
    return document.components?.["securitySchemes"]?.["OAuth2Password"];
  };
  const flow = (url: string) => ({ type: "oauth2", flows: { password: { tokenUrl: url, scopes: {} } } });
  t.strictSame(await tokenUrl("/openapi.json"), flow("/behind/token"));
  t.strictSame(await tokenUrl("/v1/openapi.json"), flow("/behind/v1/token"));
  t.strictSame(outer.openapi().components?.["securitySchemes"]?.["OAuth2Password"], flow("/behind/token"));
});
