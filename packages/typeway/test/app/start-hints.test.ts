// What works, but hardly as it was meant, is told in the log of the start, once.
import t from "tap";
import {
  App,
  type AppOptions,
  type Bearer,
  type Depends,
  HttpError,
  type Lifespan,
  type OAuth2Password,
  Router,
  type Security,
  type SecurityScopes,
} from "typeway";

type Login = OAuth2Password<"/token", { "items:read": "Read items" }>;
const whoever = (token: Bearer): string => token;
const careful = (token: Login, { scopes }: SecurityScopes): string => `${token} ${scopes.join()}`;
const careless = (token: Login): string => token;
const now = (): number => 1;

async function hintsOf(build: (app: App) => unknown, options: AppOptions = {}): Promise<unknown[]> {
  const logged: unknown[] = [];
  const app = new App({ ...options, log: ({ level, message }) => logged.push([level, message]) });
  build(app);
  await app.start();
  await app.close();
  return logged;
}

t.test("Security with scopes that nothing checks", async (t) => {
  t.strictSame(await hintsOf((app) => app.get("/a", (user: Security<typeof whoever, ["items:read"]>) => user)), [
    ["warn", "GET /a asks for the scopes items:read, which nothing checks: no parameter is SecurityScopes."],
  ]);
  t.strictSame(await hintsOf((app) => app.get("/a", (user: Security<typeof careful, ["items:read"]>) => user)), []);
  t.strictSame(await hintsOf((app) => app.get("/a", (user: Security<typeof whoever>) => user)), []);
});

t.test("a scope that the scheme does not list", async (t) => {
  t.strictSame(await hintsOf((app) => app.get("/a", (user: Security<typeof careful, ["items:write"]>) => user)), [
    ["warn", "GET /a asks for the scope items:write, which its security scheme does not list."],
  ]);
  t.match(await hintsOf((app) => app.get("/a", (user: Security<typeof careless, ["x"]>) => user)), { length: 2 });
});

t.test("an override of what nobody asks for", async (t) => {
  const other = (): number => 2;
  t.strictSame(
    await hintsOf((app) =>
      app
        .get("/", (n: Depends<typeof now>) => n)
        .override(other, () => 3)
        .override(now, () => 4),
    ),
    [["warn", "override(other) replaces what no route depends on."]],
  );
});

t.test("a second handler of one class or status, of one router", async (t) => {
  const answer = (): string => "x";
  const router = new Router({ prefix: "/r" }).onError(HttpError, answer);
  router.get("/", answer);
  t.strictSame(await hintsOf((app) => app.onError(HttpError, answer).include(router)), []);
  router.onError(HttpError, answer);
  t.strictSame(await hintsOf((app) => app.include(router).onStatus(404, answer).onStatus(404, answer)), [
    ["warn", "onStatus(404) was called twice for one router; the last handler answers."],
    ["warn", "onError(HttpError) was called twice for one router; the last handler answers."],
  ]);
});

t.test("a lifespan that is no generator is refused, with what to write", async (t) => {
  const untyped = (lifespan: unknown): AppOptions => ({ lifespan: lifespan as Lifespan, log: () => undefined });
  for (const [lifespan, made] of [
    [async function opens() {}, "a promise"],
    [function opens() {}, "nothing"],
    [
      function opens() {
        return 1;
      },
      "a value of type number",
    ],
  ] as const)
    await t.rejects(new App(untyped(lifespan)).start(), {
      code: "TYPEWAY_LIFESPAN_KIND",
      message: new RegExp(`The lifespan 'opens' returned ${made}, and is no generator\\. Write .async function\\*`),
    });
  t.strictSame(
    await hintsOf(() => undefined, {
      lifespan: function* () {
        yield;
      },
    }),
    [],
  );
});
