import { type CorsOptions, cors } from "@typeway/middleware";
import { HttpError, reply } from "@typeway/runtime";
import t from "tap";
import { onBoth, Site } from "./site.js";

const app = "https://app.example";
const site = (options: CorsOptions) =>
  new Site()
    .use(cors(options))
    .on("GET /items", () => "here")
    .on("PUT /items", () => "put")
    .on("GET /boom", () => Promise.reject(new Error("boom")))
    .on("GET /refused", () => Promise.reject(new HttpError(409, "no", { headers: { vary: "accept" } })))
    .on("GET /own", () => reply(200, 1, { vary: "Accept", "access-control-allow-origin": "*" }));

const allow = "access-control-allow-";

/** What an answer says about reading it. */
const saidIn = ({ status, headers }: Response) => ({
  status,
  origin: headers.get(`${allow}origin`),
  credentials: headers.get(`${allow}credentials`),
  exposed: headers.get("access-control-expose-headers"),
  vary: headers.get("vary"),
});
const silent = { origin: null, credentials: null, exposed: null, vary: "Origin" };

interface Row {
  readonly said: string;
  readonly options: CorsOptions;
  readonly origin?: string;
  readonly seen: Partial<ReturnType<typeof saidIn>>;
}

const rows: readonly Row[] = [
  { said: "an origin of the list", options: { origins: [app] }, origin: app, seen: { origin: app } },
  { said: "another one", options: { origins: [app] }, origin: "https://evil.example", seen: {} },
  { said: "one that only begins the same", options: { origins: [app] }, origin: `${app}.evil.example`, seen: {} },
  {
    said: "one that only ends the same",
    options: { origins: ["https://example"] },
    origin: "https://evil.example",
    seen: {},
  },
  { said: "another scheme", options: { origins: [app] }, origin: "http://app.example", seen: {} },
  { said: "another port", options: { origins: [app] }, origin: `${app}:8443`, seen: {} },
  {
    said: "another case, which no browser sends",
    options: { origins: [app] },
    origin: "https://APP.example",
    seen: {},
  },
  { said: "the origin null", options: { origins: [app] }, origin: "null", seen: {} },
  { said: "two origins", options: { origins: [app] }, origin: `${app}, ${app}`, seen: {} },
  { said: "none", options: { origins: [app] }, seen: {} },
  {
    said: "credentials",
    options: { origins: [app], credentials: true },
    origin: app,
    seen: { origin: app, credentials: "true" },
  },
  {
    said: "credentials, another origin",
    options: { origins: [app], credentials: true },
    origin: "https://evil.example",
    seen: {},
  },
  {
    said: "exposed headers",
    options: { origins: [app], exposedHeaders: ["X-Total", "Link"] },
    origin: app,
    seen: { origin: app, exposed: "X-Total, Link" },
  },
  {
    said: "exposed headers, another origin",
    options: { origins: [app], exposedHeaders: ["X-Total"] },
    origin: "https://evil.example",
    seen: {},
  },
  { said: "everybody", options: { origins: "*" }, origin: "https://any.example", seen: { origin: "*" } },
  { said: "everybody, asked by nobody", options: { origins: "*" }, seen: { origin: "*" } },
  {
    said: "a pattern",
    options: { origins: /https:\/\/[a-z]+\.app\.example/ },
    origin: "https://eu.app.example",
    seen: { origin: "https://eu.app.example" },
  },
  {
    said: "a pattern fits the whole",
    options: { origins: /https:\/\/[a-z]+\.app\.example/ },
    origin: "https://eu.app.example.evil.test",
    seen: {},
  },
  {
    said: "also one with alternatives",
    options: { origins: /^https:\/\/a\.example|https:\/\/b\.example$/ },
    origin: "https://a.example.evil.test",
    seen: {},
  },
  { said: "a pattern for all but null", options: { origins: /.*/ }, origin: "null", seen: {} },
  {
    said: "an app's own scheme",
    options: { origins: ["capacitor://localhost"] },
    origin: "capacitor://localhost",
    seen: { origin: "capacitor://localhost" },
  },
];

for (const { said, options, origin, seen } of rows)
  onBoth(`K4, 27 cors: ${said}`, async (t, serve) => {
    const visit = await serve(site(options));
    const answer = await visit("/items", origin === undefined ? {} : { headers: { origin } });
    t.strictSame([saidIn(answer), await answer.text()], [{ ...silent, status: 200, ...seen }, '"here"']);
  });

onBoth("K4, 27 cors: errors can be read like answers, and Vary is always said", async (t, serve) => {
  const visit = await serve(site({ origins: [app], exposedHeaders: ["x-request-id"] }));
  const from = async (path: string, origin: string, method = "GET") =>
    saidIn(await visit(path, { method, headers: { origin } }));
  const heard = { ...silent, origin: app, exposed: "x-request-id" };
  t.strictSame(await from("/nowhere", app), { ...heard, status: 404 });
  t.strictSame(await from("/items", app, "DELETE"), { ...heard, status: 405 });
  t.strictSame(await from("/boom", app), { ...heard, status: 500 });
  t.strictSame(await from("/refused", app), { ...heard, status: 409, vary: "accept, Origin" });
  t.strictSame(await from("/refused", "https://evil.example"), { ...silent, status: 409, vary: "accept, Origin" });
  t.strictSame(
    await from("/own", app),
    { ...heard, status: 200, vary: "Accept, Origin" },
    "an answer's own words give way",
  );
  t.strictSame(await from("/own", "https://evil.example"), { ...silent, status: 200, vary: "Accept, Origin" });
});

onBoth("K4, 27 cors: errors of middleware inside can be read, too", async (t, serve) => {
  const app1 = site({ origins: [app] }).use(() => {
    throw new HttpError(429);
  });
  const visit = await serve(app1);
  t.strictSame(saidIn(await visit("/items", { headers: { origin: app } })), { ...silent, status: 429, origin: app });
});

const preflightVary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

onBoth("K4, 27 cors: a preflight is 204, of routes and of what has none", async (t, serve) => {
  const visit = await serve(
    site({ origins: [app], methods: ["PUT"], headers: ["X-Key"], credentials: true, maxAge: 5 }),
  );
  const ask = async (path: string, origin: string, more: Record<string, string> = {}) => {
    const headers = { origin, "access-control-request-method": "PUT", ...more };
    const answer = await visit(path, { method: "OPTIONS", headers });
    const names = ["origin", "credentials", "methods", "headers", "private-network"];
    const said = names.map((name) => answer.headers.get(`${allow}${name}`));
    return [
      answer.status,
      await answer.text(),
      ...said,
      answer.headers.get("access-control-max-age"),
      answer.headers.get("vary"),
    ];
  };
  const yes = [
    204,
    "",
    app,
    "true",
    "GET, HEAD, POST, PUT",
    "accept, accept-language, content-language, content-type, x-key",
    null,
    "5",
    preflightVary,
  ];
  const no = [204, "", null, null, null, null, null, null, preflightVary];
  t.strictSame(await ask("/items", app), yes);
  t.strictSame(await ask("/nowhere", app), yes);
  t.strictSame(
    await ask("/items", app, { "access-control-request-method": "DELETE" }),
    yes,
    "what is allowed, whatever is asked",
  );
  t.strictSame(await ask("/items", app, { "access-control-request-private-network": "true" }), yes);
  t.strictSame(await ask("/items", "https://evil.example"), no);
  t.strictSame(await ask("/items", "null"), no);
});

onBoth("K4 cors: everything may be asked for, and is then written out", async (t, serve) => {
  const visit = await serve(site({ origins: [app], methods: "*", headers: "*", credentials: true }));
  const ask = async (method: string, asked: string) => {
    const headers = { origin: app, "access-control-request-method": method, "access-control-request-headers": asked };
    const answer = await visit("/items", { method: "OPTIONS", headers });
    return [answer.headers.get(`${allow}methods`), answer.headers.get(`${allow}headers`)];
  };
  t.strictSame(await ask("REPORT", "x-a, x-b"), ["REPORT", "x-a, x-b"]);
  t.strictSame(await ask("PUT", "x-a;<b>"), ["PUT", ""]);
});

onBoth("K4, K9 cors: around one route it hears of the preflights of that route alone", async (t, serve) => {
  const shop = new Site()
    .on("PUT /items", () => "put", { middleware: [cors({ origins: [app], methods: ["PUT"] })] })
    .on("DELETE /items", () => "deleted");
  const visit = await serve(shop);
  const leaveFor = async (method: string) => {
    const headers = { origin: app, "access-control-request-method": method };
    const { status, headers: said } = await visit("/items", { method: "OPTIONS", headers });
    return [status, said.get(`${allow}origin`), said.get(`${allow}methods`)];
  };
  t.strictSame(await leaveFor("PUT"), [204, app, "GET, HEAD, POST, PUT"]);
  t.strictSame(await leaveFor("DELETE"), [204, null, null]);
  t.strictSame(await leaveFor("PATCH"), [204, null, null]);
});

onBoth("K4 cors: an OPTIONS that is no preflight is the application's", async (t, serve) => {
  const visit = await serve(site({ origins: [app] }));
  const answer = await visit("/items", { method: "OPTIONS", headers: { origin: app } });
  t.strictSame([answer.status, answer.headers.get("allow")], [204, "GET, HEAD, OPTIONS, PUT"]);
  t.equal(answer.headers.get(`${allow}origin`), app);
});

t.test("27 cors: what no browser sends, and everybody's cookies, are refused at start", async (t) => {
  const wrong: readonly (readonly [CorsOptions, RegExp])[] = [
    [{ origins: "*", credentials: true }, /would let every page there is act and read as its visitor/],
    [{ origins: /.*/, credentials: true }, /would let every page there is/],
    [{ origins: /https:\/\/.*/, credentials: true }, /would let every page there is/],
    [{ origins: /http:\/\/.+|https:\/\/app\.example/, credentials: true }, /would let every page there is/],
    [{ origins: [] }, /names nobody/],
    [{ origins: ["null"] }, /sandboxed pages of everybody/],
    [{ origins: ["*"] }, /origins: "\*"/],
    [{ origins: ["https://*.example"] }, /RegExp/],
    [{ origins: ["https://app.example/"] }, /without a path/],
    [{ origins: ["app.example"] }, /an origin is a scheme and a host/],
    [{ origins: ["https://App.example"] }, /browsers write https:\/\/app\.example/],
    [{ origins: ["https://app.example:443"] }, /browsers write https:\/\/app\.example/],
    [{ origins: [app], methods: ["GET, PUT"] }, /cors\.methods has "GET, PUT"/],
    [{ origins: [app], headers: ["x y"] }, /cors\.headers has "x y"/],
    [{ origins: [app], exposedHeaders: [""] }, /cors\.exposedHeaders has ""/],
    [{ origins: [app], maxAge: -1 }, /cors\.maxAge must be a whole number from 0/],
  ];
  for (const [options, message] of wrong)
    t.throws(() => cors(options), { code: "TYPEWAY_OPTION_INVALID", message }, String(message));
});
