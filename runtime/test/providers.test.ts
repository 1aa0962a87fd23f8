import { App } from "@typeway/runtime";
import t from "tap";
import { context, depends, endpoint, type Param, provider, query } from "./endpoint.js";

const get = (app: App) => app.fetch(new Request("http://testserver/"));

t.test("start-up names dependencies that cannot work", async (t) => {
  const started = (...params: Param[]) => {
    const handle = function handle() {};
    return new App().get("/", handle, endpoint(handle, params)).start();
  };
  const a: { provider: () => void; compiled: never } = { provider: function a() {}, compiled: undefined as never };
  const b = provider(function b() {}, [depends(a)]);
  await t.rejects(started(depends(Object.assign(a, provider(a.provider, [depends(b)])))), {
    code: "TYPEWAY_DEPENDENCY_CYCLE",
    message: /a → b → a/,
  });
  const reads = provider(function reads() {}, [query("q")]);
  await t.rejects(started(depends(reads, { scope: "app" })), {
    code: "TYPEWAY_DEPENDENCY_LIFETIME",
    message: /'reads' has scope "app" but needs the request's 'q', which does not live that long/,
  });
  const session = provider(function session() {});
  const cache = provider(function cache() {}, [depends(session, { scope: "request" })]);
  await t.rejects(started(depends(cache, { scope: "app" })), {
    message: /'cache' has scope "app" but needs 'session' of scope "request"/,
  });
  const asks = provider(function asks() {}, [context()]);
  await t.rejects(started(depends(asks, { scope: "app" })), { code: "TYPEWAY_PARAMETER_UNSUPPORTED" });
  const copied = endpoint(function original() {}, [depends(session)]);
  const copy = () => undefined;
  await t.rejects(new App().get("/", copy, copied).start(), {
    code: "TYPEWAY_DEPENDENCY_UNKNOWN",
    message: /The dependency 'session' of 'original'/,
  });
});

t.test("a generator must yield exactly once", async (t) => {
  const logged: unknown[] = [];
  const app = new App({ log: ({ error }) => logged.push(error) });
  const visit = (path: string) => app.fetch(new Request(`http://testserver${path}`));
  const never = provider(function* never() {
    if (Math.random() > 2) yield 1;
  });
  const twice = provider(function* twice() {
    yield 1;
    yield 2;
  });
  const twiceLater = provider(async function* twiceLater() {
    yield 1;
    yield 2;
  });
  for (const [name, each] of Object.entries({ never, twice, twiceLater })) {
    const handle = () => "x";
    app.get(`/${name}`, handle, endpoint(handle, [depends(each)]));
  }
  t.equal((await visit("/never")).status, 500);
  t.equal((await visit("/twice")).status, 200);
  t.equal((await visit("/twiceLater")).status, 200);
  await app.close();
  t.match(logged, [
    { message: /'never' must yield exactly once: it returned without yielding/ },
    { message: /'twice' must yield exactly once: it yielded a second time/ },
    { message: /'twiceLater' must yield exactly once/ },
  ]);
});

t.test("what a provider returns is disposed of", async (t) => {
  const lines: string[] = [];
  const app = new App();
  const sync = provider(() => ({ [Symbol.dispose]: () => void lines.push("sync") }));
  const later = provider(async () => ({
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
      lines.push("later");
    },
  }));
  const handle = () => lines.push("handle");
  app.get("/", handle, endpoint(handle, [depends(sync), depends(later)]));
  await get(app);
  await app.close();
  t.strictSame(lines, ["handle", "later", "sync"]);
});

t.test("what a provider was handed is not disposed of by it, and a function can be disposed of as well", async (t) => {
  const lines: string[] = [];
  const app = new App();
  const open = provider(() => ({ [Symbol.dispose]: () => void lines.push("close") }));
  const same = provider((opened: object) => opened, [depends(open)]);
  const later = provider(async (opened: object) => opened, [depends(open)]);
  const callback = provider(() => Object.assign(() => "called", { [Symbol.dispose]: () => void lines.push("forget") }));
  const handle = (_a: object, _b: object, call: () => string) => call();
  app.get("/", handle, endpoint(handle, [depends(same), depends(later), depends(callback)]));
  t.equal(await (await get(app)).json(), "called");
  await app.close();
  t.strictSame(lines, ["forget", "close"]);
});

t.test("what a promise brings is the value, whatever it is; whatever can be waited for is", async (t) => {
  const app = new App();
  function* numbers() {
    yield 1;
    yield 2;
  }
  const promised = provider(async () => numbers());
  // biome-ignore lint/suspicious/noThenProperty: what only looks like a promise is the subject.
  const thenable = provider(() => ({ then: (resolve: (value: string) => void) => resolve("settled") }));
  const yielding = provider(function* () {
    yield Promise.resolve("yielded");
  });
  const handle = (all: Iterable<number>, ...rest: string[]) => [...all, ...rest];
  app.get("/", handle, endpoint(handle, [depends(promised), depends(thenable), depends(yielding)]));
  t.strictSame(await (await get(app)).json(), [1, 2, "settled", "yielded"]);
  await app.close();
});
