import { App, HttpError, Router } from "@typeway/runtime";
import t from "tap";
import {
  context,
  depends,
  endpoint,
  header,
  int,
  type Param,
  path,
  provider,
  query,
  replacement,
  string,
} from "./endpoint.js";
import { onBoth } from "./transports.js";

const get = (app: App, path: string) => app.fetch(new Request(`http://testserver${path}`));

onBoth("I1 a dependency's parameters come from the request and are checked with the handler's", async (t, serve) => {
  const app = new App();
  const page = provider((skip: number, limit: number) => ({ skip, limit }), [query("skip", int), query("limit", int)]);
  const list = (page: unknown) => page;
  app.get("/items", list, endpoint(list, [depends(page)]));
  const visit = await serve(app);
  t.strictSame(await (await visit("/items?skip=2&limit=3")).json(), { skip: 2, limit: 3 });
  t.strictSame(await (await visit("/items?skip=x")).json(), {
    detail: [
      { type: "int_parsing", loc: ["query", "skip"], msg: "int_parsing", input: "x" },
      { type: "missing", loc: ["query", "limit"], msg: "missing", input: null },
    ],
  });
});

onBoth("I4, I5 dependencies of dependencies, each once per request", async (t, serve) => {
  const app = new App();
  let calls = 0;
  const count = provider(function count() {
    calls += 1;
    return calls;
  });
  const left = provider((n: number) => ["left", n], [depends(count)]);
  const right = provider(async (n: number) => ["right", n], [depends(count)]);
  const all = (...args: unknown[]) => args;
  app.get("/all", all, endpoint(all, [depends(left), depends(right), depends(count), query("q", string, { or: 0 })]));
  const visit = await serve(app);
  t.strictSame(await (await visit("/all")).json(), [["left", 1], ["right", 1], 1, 0]);
  t.strictSame(await (await visit("/all?q=x")).json(), [["left", 2], ["right", 2], 2, "x"]);
});

t.test("I5 cache: false calls it for each place that asks", async (t) => {
  const app = new App();
  let calls = 0;
  const count = provider((tags: string[]) => [++calls, ...tags], [query("tag", string, { many: true })]);
  const all = (...args: unknown[]) => args;
  const fresh = { cache: false };
  const params = [depends(count), depends(count), depends(count, fresh), depends(count, fresh)];
  app.get("/all", all, endpoint(all, params));
  const cached = [1, "a"];
  t.strictSame(await (await get(app, "/all?tag=a")).json(), [cached, cached, [2, "a"], [3, "a"]]);
});

t.test("I3 a class is made with its resolved parameters", async (t) => {
  class Pager {
    readonly next: number;
    constructor(readonly page: number) {
      this.next = page + 1;
    }
  }
  const app = new App();
  const list = (pager: Pager) => pager instanceof Pager && pager.next;
  app.get("/items", list, endpoint(list, [depends(provider(Pager, [query("page", int)]))]));
  t.equal(await (await get(app, "/items?page=2")).json(), 3);
});

/** Writes down what happens, in order. */
function diary() {
  const lines: string[] = [];
  const session = (name: string, params: readonly Param[] = []) =>
    provider(function* () {
      lines.push(`open ${name}`);
      try {
        yield name;
        lines.push(`commit ${name}`);
      } catch (error) {
        lines.push(`rollback ${name}: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      } finally {
        lines.push(`close ${name}`);
      }
    }, params);
  const asyncSession = (name: string, params: readonly Param[] = []) =>
    provider(async function* () {
      await Promise.resolve();
      lines.push(`open ${name}`);
      try {
        yield name;
        lines.push(`commit ${name}`);
      } finally {
        await Promise.resolve();
        lines.push(`close ${name}`);
      }
    }, params);
  return { lines, session, asyncSession };
}

onBoth("I7, I8 what follows yield runs after the answer was sent, in reverse order", async (t, serve) => {
  const { lines, session, asyncSession } = diary();
  const app = new App();
  const outer = session("outer");
  const inner = asyncSession("inner", [depends(outer)]);
  const handle = (...names: string[]) => {
    lines.push("handle");
    const toJSON = () => {
      lines.push("encode");
      return names;
    };
    return { toJSON };
  };
  const params = [depends(inner), depends(outer), depends(session("brief"), { scope: "function" })];
  app.get("/", handle, endpoint(handle, params));
  const visit = await serve(app);
  t.strictSame(await (await visit("/")).json(), ["inner", "outer", "brief"]);
  await app.close();
  t.strictSame(lines, [
    "open outer",
    "open inner",
    "open brief",
    "handle",
    "commit brief",
    "close brief",
    "encode",
    "commit inner",
    "close inner",
    "commit outer",
    "close outer",
  ]);
});

t.test("I8 background tasks run between the answer and the clean-up", async (t) => {
  const { lines, session } = diary();
  const app = new App({ log: ({ message }) => lines.push(message) });
  type Tasks = { add(task: (...args: string[]) => unknown, ...args: string[]): void };
  const handle = (_: string, tasks: Tasks) => {
    tasks.add(async (name) => lines.push(`task ${name}`), "one");
    tasks.add(() => {
      throw new Error("x");
    });
    tasks.add((name) => lines.push(`task ${name}`), "two");
  };
  app.get("/", handle, endpoint(handle, [depends(session("db")), context("BackgroundTasks")]));
  t.equal((await get(app, "/")).status, 204);
  await app.close();
  t.strictSame(lines, ["open db", "task one", "A background task failed.", "task two", "commit db", "close db"]);
});

onBoth(
  "I9 an error in the clean-up of scope function is the answer; in scope request it is logged",
  async (t, serve) => {
    const logged: unknown[] = [];
    const app = new App({ log: ({ error }) => logged.push(error) });
    const teapot = new HttpError(418);
    const failing = provider(function* () {
      yield 1;
      throw teapot;
    });
    const { lines, session } = diary();
    const handle = () => "fine";
    app.get("/function", handle, endpoint(handle, [depends(session("db")), depends(failing, { scope: "function" })]));
    app.get("/request", handle, endpoint(handle, [depends(session("db")), depends(failing)]));
    const visit = await serve(app);
    t.equal((await visit("/function")).status, 418);
    t.strictSame(lines.splice(0), ["open db", "rollback db: I'm a Teapot", "close db"]);
    t.equal((await visit("/request")).status, 200);
    await app.close();
    t.strictSame(logged, [teapot]);
    t.strictSame(lines, ["open db", "commit db", "close db"], "the others close as if nothing had happened");
  },
);

onBoth("I10 what the handler throws is thrown into the generators, which may replace it", async (t, serve) => {
  const { lines, session } = diary();
  const app = new App({ log: () => undefined });
  const translate = provider(function* () {
    try {
      yield 1;
    } catch (error) {
      throw new HttpError(409, `translated ${error instanceof Error && error.message}`);
    }
  });
  const swallow = provider(async function* () {
    try {
      yield 1;
    } catch {
      lines.push("swallowed");
    }
  });
  const fail = (status: number) => {
    throw status === 500 ? new Error("boom") : new HttpError(status, "boom");
  };
  const status = path("status", int);
  app.get("/translate/{status}", fail, endpoint(fail, [status, depends(session("db")), depends(translate)]));
  const failLater = async (status: number) => fail(status);
  app.get("/swallow/{status}", failLater, endpoint(failLater, [status, depends(session("db")), depends(swallow)]));
  const visit = await serve(app);
  const translated = await visit("/translate/500");
  t.equal(translated.status, 409);
  t.strictSame(await translated.json(), { detail: "translated boom" });
  t.strictSame(lines.splice(0), ["open db", "rollback db: translated boom", "close db"]);
  t.equal((await visit("/swallow/404")).status, 404, "swallowing it changes nothing");
  t.strictSame(lines.splice(0), ["open db", "swallowed", "rollback db: boom", "close db"]);
  t.equal((await visit("/swallow/500")).status, 500);
});

t.test("I10 an answer that cannot be written rolls back as well", async (t) => {
  const { lines, session } = diary();
  const app = new App({ log: () => undefined });
  const handle = () => 1n;
  app.get("/", handle, endpoint(handle, [depends(session("db"))]));
  t.equal((await get(app, "/")).status, 500);
  t.match(lines, ["open db", /rollback db: .*BigInt/, "close db"]);
});

t.test("I12 no dependency runs when the request is not valid", async (t) => {
  const { lines, session } = diary();
  const app = new App();
  const handle = () => "x";
  app.get("/", handle, endpoint(handle, [depends(session("db")), query("q")]));
  t.equal((await get(app, "/")).status, 422);
  t.strictSame(lines, []);
});

t.test("I12 a dependency that throws keeps the later ones and the handler from running", async (t) => {
  const { lines, session } = diary();
  const app = new App();
  const guard = provider(async () => {
    throw new HttpError(401, "no", { headers: { "www-authenticate": "Bearer" } });
  });
  const handle = () => lines.push("handle");
  app.get("/", handle, endpoint(handle, [depends(session("db")), depends(guard), depends(session("late"))]));
  const reply = await get(app, "/");
  t.equal(reply.status, 401);
  t.equal(reply.headers.get("www-authenticate"), "Bearer");
  t.strictSame(lines, ["open db", "rollback db: no", "close db"]);
});

t.test("I14, I16 closures, bound methods and the framework's objects", async (t) => {
  const service = {
    prefix: "hello ",
    greet(name: string) {
      return this.prefix + name;
    },
  };
  const made = (limit: number) => (q: string) => q.slice(0, limit);
  const stamp = provider(
    (context: { response: { headers: Headers } }) => {
      context.response.headers.set("x-stamp", "1");
    },
    [context()],
  );
  const app = new App();
  const handle = (...args: unknown[]) => args.slice(0, 2);
  const bound = service.greet.bind(service);
  const params = [depends(provider(bound, [query("q")])), depends(provider(made(2), [query("q")])), depends(stamp)];
  app.get("/", handle, endpoint(handle, params));
  const reply = await get(app, "/?q=Ada");
  t.strictSame(await reply.json(), ["hello Ada", "Ad"]);
  t.equal(reply.headers.get("x-stamp"), "1");
});

t.test("I17 override replaces a dependency wherever it is needed, also after the start", async (t) => {
  const app = new App();
  const user = provider((token: string) => `user of ${token}`, [header("x-token")]);
  const greet = provider((name: string) => `hello ${name}`, [depends(user)]);
  const handle = (greeting: string) => greeting;
  app.include(new Router().get("/users/{id}", handle, endpoint(handle, [depends(greet), path("id")])));
  const documented = () => app.records.map(({ dependencies }) => dependencies.map(({ compiled }) => compiled.slots));
  const before = documented();
  t.equal((await get(app, "/users/1")).status, 422);

  const tester = provider((id: string, name: string) => `${name} ${id}`, [path("id"), query("name")]);
  t.equal(app.override(user.provider, tester.provider, replacement(tester)), app);
  t.strictSame(await (await get(app, "/users/1?name=Ada")).json(), "hello Ada 1");
  t.strictSame(await (await get(app, "/users/1")).json(), {
    detail: [{ type: "missing", loc: ["query", "name"], msg: "missing", input: null }],
  });
  t.strictSame(documented(), before, "the document does not change");

  app.clearOverrides();
  t.equal((await get(app, "/users/1?name=Ada")).status, 422);
  t.throws(() => app.override(user.provider, () => "x"), {
    code: "TYPEWAY_NOT_COMPILED",
    message: /override\(.*\) was registered with/,
  });
});
