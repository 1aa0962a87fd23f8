import { App, HttpError } from "@typeway/runtime";
import t from "tap";
import { method } from "../dist/compiled/method.js";
import { AppValues } from "../dist/dependencies/app-values.js";
import { context, depends, endpoint, header, int, provider, query, replacement } from "./endpoint.js";
import { onBoth } from "./transports.js";

const app = { scope: "app" } as const;
const eager = { scope: "app", eager: true } as const;

/** Providers of scope "app" that write down what happens to them. */
function diary() {
  const lines: string[] = [];
  const opened = (name: string, needs: readonly Parameters<typeof depends>[0][] = []) =>
    provider(
      Object.defineProperty(
        async function* () {
          await Promise.resolve();
          lines.push(`open ${name}`);
          yield name;
          await Promise.resolve();
          lines.push(`close ${name}`);
        },
        "name",
        { value: name },
      ),
      needs.map((need) => depends(need)),
    );
  return { lines, opened };
}

onBoth("eager: opened at start-up, after lifespans and before start hooks, closed in reverse", async (t, serve) => {
  const { lines, opened } = diary();
  const config = opened("config");
  const pool = opened("pool", [config]);
  const lazy = opened("lazy");
  const subject = new App({
    async *lifespan() {
      lines.push("lifespan");
      yield;
      lines.push("end of lifespan");
    },
  });
  subject.onStart(() => lines.push("start hook")).onStop(() => lines.push("stop hook"));
  const handle = (...names: string[]) => names;
  subject.get("/", handle, endpoint(handle, [depends(lazy, app), depends(pool, eager)]));
  const other = (name: string) => [name];
  subject.get("/other", other, endpoint(other, [depends(pool, app)]));
  const visit = await serve(subject);
  await subject.start();
  t.strictSame(lines, ["lifespan", "open config", "open pool", "start hook"]);
  t.strictSame(await (await visit("/")).json(), ["lazy", "pool"]);
  t.strictSame(await (await visit("/other")).json(), ["pool"]);
  await subject.close();
  t.strictSame(lines.slice(4), [
    "open lazy",
    "stop hook",
    "close lazy",
    "close pool",
    "close config",
    "end of lifespan",
  ]);
});

t.test("eager: a failure is the start's, names the dependency and closes what was opened", async (t) => {
  const { lines, opened } = diary();
  let down = true;
  const cause = new Error("connection refused");
  const pool = provider(
    async function openPool() {
      if (down) throw cause;
      return "pool";
    },
    [depends(opened("config"))],
  );
  const subject = new App({
    *lifespan() {
      try {
        yield;
      } finally {
        lines.push("end of lifespan");
      }
    },
  });
  subject.onStart(() => lines.push("start hook"));
  const handle = (name: string) => name;
  subject.get("/", handle, endpoint(handle, [depends(pool, eager)]));
  await t.rejects(subject.listen({ port: 0, signals: false }), {
    code: "TYPEWAY_DEPENDENCY_START",
    message:
      "TYPEWAY_DEPENDENCY_START: The dependency 'openPool' of scope \"app\" is opened at start-up, which failed: " +
      "connection refused",
    cause,
  });
  t.strictSame(lines.splice(0), ["open config", "close config", "end of lifespan"]);
  down = false;
  await subject.start();
  t.strictSame(lines.splice(0), ["open config", "start hook"], "the next start tries again");
  await subject.close();
});

t.test("eager: what a lifespan has overridden is opened in its stead", async (t) => {
  const { lines, opened } = diary();
  const [real, fake] = [opened("real"), opened("fake")];
  const subject = new App({
    *lifespan(self) {
      self.override(real.provider, fake.provider, replacement(fake));
      yield;
    },
  });
  const handle = (name: string) => name;
  subject.get("/", handle, endpoint(handle, [depends(real, eager)]));
  await subject.start();
  await subject.close();
  t.strictSame(lines, ["open fake", "close fake"]);
});

t.test("resolve: a value without a start, built once for all who ask, the same that requests get", async (t) => {
  const { lines, opened } = diary();
  const pool = opened("pool", [opened("config")]);
  const subject = new App({
    *lifespan() {
      lines.push("lifespan");
      yield;
    },
  });
  const handle = (name: string) => name;
  subject.get("/", handle, endpoint(handle, [depends(pool, app)]));
  const resolve = (): Promise<string> => subject.resolve(pool.provider, replacement(pool));
  t.strictSame(await Promise.all([resolve(), resolve(), resolve()]), ["pool", "pool", "pool"]);
  t.strictSame(lines, ["open config", "open pool"], "nothing else is started");
  t.equal(await (await subject.fetch(new Request("http://x/"))).json(), "pool");
  t.equal(await resolve(), "pool");
  t.strictSame(lines.splice(0), ["open config", "open pool", "lifespan"]);
  await subject.close();
  t.strictSame(lines.splice(0), ["close pool", "close config"]);
  t.equal(await resolve(), "pool", "after a shutdown it is built anew");
  await subject.close();
  t.strictSame(lines, ["open config", "open pool", "close pool", "close config"], "also without ever having started");
});

t.test("resolve: a failure is thrown as it is and not kept; a synchronous value is as good", async (t) => {
  let tries = 0;
  const flaky = provider(() => {
    tries += 1;
    if (tries === 1) throw new HttpError(503);
    return { tries };
  });
  await using subject = new App();
  await t.rejects(subject.resolve(flaky.provider, replacement(flaky)), { message: "Service Unavailable" });
  const built = await subject.resolve(flaky.provider, replacement(flaky));
  t.strictSame(built, { tries: 2 });
  t.equal(await subject.resolve(flaky.provider, replacement(flaky)), built);
});

t.test("resolve: overrides count; a lifespan may ask", async (t) => {
  const real = provider(() => "real");
  const fake = provider(() => "fake");
  const found: string[] = [];
  await using subject = new App({
    async *lifespan(self) {
      found.push(await self.resolve(real.provider, replacement(real)));
      yield;
    },
  });
  subject.override(real.provider, fake.provider, replacement(fake));
  await subject.start();
  t.strictSame(found, ["fake"]);
});

t.test("scope app: the application's state is there, at start-up and outside requests", async (t) => {
  const named = provider((state: object) => Object.keys(state), [context("State")]);
  const subject = new App({
    *lifespan() {
      yield { opened: 1 };
    },
  });
  const handle = (names: string[]) => names;
  subject.get("/", handle, endpoint(handle, [depends(named, eager)]));
  t.strictSame(await (await subject.fetch(new Request("http://x/"))).json(), ["opened"]);
  await subject.close();
  Object.assign(subject.state, { count: 1 });
  t.strictSame(await subject.resolve(named.provider, replacement(named)), ["count"]);
  await subject.close();
});

t.test("scope app: what failed to open is tried again", async (t) => {
  let tries = 0;
  const flaky = provider(async () => {
    tries += 1;
    if (tries === 1) throw new HttpError(503);
    return tries;
  });
  const subject = new App();
  const handle = (value: number) => value;
  subject.get("/", handle, endpoint(handle, [depends(flaky, app)]));
  t.equal((await subject.fetch(new Request("http://x/"))).status, 503);
  t.equal(await (await subject.fetch(new Request("http://x/"))).json(), 2);
  t.equal(await (await subject.fetch(new Request("http://x/"))).json(), 2);
});

t.test("close waits for what is being built, and closes it", async (t) => {
  const { lines } = diary();
  let go = (): void => undefined;
  const slow = provider(async function* () {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    lines.push("open");
    yield 1;
    lines.push("close");
  });
  const subject = new App();
  const resolving = subject.resolve(slow.provider, replacement(slow));
  await new Promise((resolve) => setImmediate(resolve));
  const closing = subject.close();
  go();
  t.equal(await resolving, 1);
  await closing;
  t.strictSame(lines, ["open", "close"]);
});

t.test("close does not wait for ever for what is never built, and closes it when it is", async (t) => {
  const events: string[] = [];
  const report = (error: unknown): void => void events.push(String(error));
  const values = new AppValues({}, { limit: 5, report });
  let go = (): void => undefined;
  async function* hanging() {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    yield 1;
    events.push("closed");
  }
  const building = values.open({ provider: hanging, construct: false }, []);
  await values.close();
  const late = "Error: After 0.005 seconds shutdown no longer waits for what is being built: 'hanging'.";
  t.strictSame(events, [late]);
  go();
  t.equal(await building, 1);
  await new Promise((resolve) => setImmediate(resolve));
  t.strictSame(events, [late, "closed"]);
});

t.test("resolve: a method that was replaced is replaced for every object, as it is for requests", async (t) => {
  const opener = { open: () => "own" };
  const bound = method(opener, "open") as () => string;
  const subject = new App();
  const compiled = replacement(provider(bound));
  t.equal(await subject.resolve(bound, compiled), "own");
  await subject.close();
  const fake = provider(() => "fake");
  subject.override(opener.open, fake.provider as () => string, replacement(fake));
  t.equal(await subject.resolve(bound, compiled), "fake");
  await subject.close();
});

t.test("scope app: what belongs to one request is refused, by name", async (t) => {
  const refusals = [
    [provider(function reads() {}, [query("q")]), /'reads' has scope "app" but needs the request's 'q'/],
    [provider(function asks() {}, [context()]), /of 'asks' asks for Context in a dependency of scope "app"/],
    [provider(function scoped() {}, [context("SecurityScopes")]), /SecurityScopes in a dependency of scope "app"/],
    [
      provider(function deep() {}, [depends(provider(function inner() {}, [header("x-a", int)]))]),
      /'inner' has scope "app" but needs the request's 'x-a'/,
    ],
    [
      provider(function wrong() {}, [
        depends(
          provider(function brief() {}),
          { scope: "request" },
        ),
      ]),
      /'wrong' has scope "app" but needs 'brief' of scope "request"/,
    ],
  ] as const;
  for (const [wanted, message] of refusals) {
    await t.rejects(new App().resolve(wanted.provider, replacement(wanted)), { message });
    const handle = () => undefined;
    await t.rejects(new App().get("/", handle, endpoint(handle, [depends(wanted, app)])).start(), { message });
  }
  const plain = provider(function plain() {});
  const handle = function handle() {};
  await t.rejects(new App().get("/", handle, endpoint(handle, [depends(plain, { eager: true })])).start(), {
    code: "TYPEWAY_DEPENDENCY_EAGER",
    message: /'handle' asks for 'plain' at start-up/,
  });
  await t.rejects(new App().resolve(plain.provider), { code: "TYPEWAY_NOT_COMPILED", message: /resolve\(plain\)/ });
});
