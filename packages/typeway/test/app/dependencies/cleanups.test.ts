// What follows a dependency's `yield`, over a socket. Named after the rows of FastAPI's feature list.
import t from "tap";
import { App, type BackgroundTasks, type Depends, HttpError, stream, text } from "typeway";
import { events, type Tracked } from "../providers.js";
import { onEach } from "../transports.js";
import { Raw } from "./raw.js";
import { serve } from "./serve.js";

t.beforeEach(() => {
  events.length = 0;
});

onEach("I7: entered from the inside out, closed in reverse after the answer; async and not", async (t) => {
  const app = new App();
  app.get("/tracked", (tracked: Tracked) => {
    events.push(`handler ${tracked}`);
    return tracked;
  });
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/tracked"), [200, "inner outer"]);
  await app.close();
  t.strictSame(events, ["open inner", "open outer", "handler inner outer", "close outer", "close inner"]);
});

onEach(
  "I8, I9: scope function closes before the answer, request after the tasks; each error where it belongs",
  async (t) => {
    function* brief() {
      yield "brief";
      events.push("close brief");
      throw new HttpError(418, "too brief");
    }
    function* long() {
      yield "long";
      events.push("close long");
      throw new HttpError(418, "too long");
    }
    const logged: unknown[] = [];
    const app = new App({
      log: ({ message, error }) => logged.push([message, error instanceof Error && error.message]),
    });
    app.get("/function", (tasks: BackgroundTasks, _: Depends<typeof brief, { scope: "function" }>) => {
      tasks.add(() => events.push("task"));
      return "sent";
    });
    app.get("/request", (tasks: BackgroundTasks, _: Depends<typeof long>) => {
      tasks.add(() => events.push("task"));
      return "sent";
    });
    const { ask } = await serve(t, app);
    t.strictSame(await ask("/function"), [418, { detail: "too brief" }]);
    t.strictSame(await ask("/request"), [200, "sent"]);
    await app.close();
    t.strictSame(events, ["close brief", "task", "close long"]);
    t.strictSame(logged, [["The clean-up of a dependency failed.", "too long"]]);
  },
);

class NoStock extends Error {}

onEach(
  "I10: what is thrown enters at the `yield`: it can be replaced, and swallowing it changes nothing",
  async (t) => {
    async function* translating() {
      try {
        yield "t";
      } catch (error) {
        if (error instanceof NoStock) throw new HttpError(409, `Out of ${error.message}`);
        throw error;
      }
    }
    function* swallowing() {
      try {
        yield "s";
      } catch {
        events.push("swallowed");
      }
    }
    function* outer() {
      try {
        yield "o";
      } catch (error) {
        events.push(`outer saw ${error instanceof Error && error.message}`);
        throw error;
      }
    }
    const app = new App({ log: () => undefined });
    app.get("/translated/{what}", (what: string, _o: Depends<typeof outer>, _: Depends<typeof translating>): string => {
      throw what === "tea" ? new NoStock(what) : new HttpError(410, what);
    });
    app.get("/swallowed", async (_o: Depends<typeof outer>, _: Depends<typeof swallowing>): Promise<string> => {
      throw new HttpError(404, "nothing there");
    });
    const { ask } = await serve(t, app);
    t.strictSame(await ask("/translated/tea"), [409, { detail: "Out of tea" }]);
    t.strictSame(await ask("/translated/milk"), [410, { detail: "milk" }]);
    t.strictSame(await ask("/swallowed"), [404, { detail: "nothing there" }]);
    t.strictSame(events, ["outer saw Out of tea", "outer saw milk", "swallowed", "outer saw nothing there"]);
  },
);

onEach(
  "I11: a stream keeps what is of scope request open until its last chunk, or until its client leaves",
  async (t) => {
    function* open() {
      events.push("open");
      yield { isOpen: true };
      events.push("close");
    }
    function* brief() {
      yield 1;
      events.push("close brief");
    }
    const app = new App({ log: () => undefined });
    app.get("/finite", (_: Depends<typeof brief, { scope: "function" }>, _db: Depends<typeof open>) => {
      async function* chunks() {
        for (const chunk of ["one ", "two"]) {
          events.push(chunk);
          yield chunk;
        }
      }
      return stream(chunks(), { type: "text/plain" });
    });
    app.get("/endless", (_: Depends<typeof open>) => {
      async function* chunks() {
        for (;;) yield "again ";
      }
      return stream(chunks(), { type: "text/plain" });
    });
    const { ask, port } = await serve(t, app);
    t.strictSame(await ask("/finite"), [200, "one two"]);
    const client = await Raw.open(port);
    await client.send("GET /endless HTTP/1.1", "Host: x", "", "").until(/again/);
    t.strictSame(events, ["open", "close brief", "one ", "two", "close", "open"]);
    client.leave();
    await app.close();
    t.strictSame(events.slice(6), ["close"]);
  },
);

class Connection implements AsyncDisposable {
  constructor(readonly name = "main") {
    events.push(`connect ${name}`);
  }
  async [Symbol.asyncDispose]() {
    await Promise.resolve();
    events.push(`disconnect ${this.name}`);
  }
}
class Lock implements Disposable {
  [Symbol.dispose]() {
    events.push("unlock");
  }
}

onEach("I19: what is disposable is disposed of: made by a class, returned, or used inside a generator", async (t) => {
  const lock = () => new Lock();
  async function* transaction(connection: Depends<typeof Connection>) {
    await using inner = new Connection(`${connection.name} inner`);
    yield inner.name;
    events.push("commit");
  }
  /** Handing on what it was handed is no opening. */
  const same = (connection: Depends<typeof Connection>) => connection;
  const shared = new Connection("shared");
  /** What lives longer is yielded. */
  function* borrowed() {
    yield shared;
  }
  const app = new App();
  app.get("/borrowed", (connection: Depends<typeof borrowed>) => connection.name);
  app.get("/", (_: Depends<typeof lock>, inner: Depends<typeof transaction>, again: Depends<typeof same>) => {
    return text(`${inner} ${again.name}`);
  });
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/borrowed"), [200, "shared"]);
  t.strictSame(await ask("/"), [200, "main inner main"]);
  await app.close();
  t.strictSame(events, [
    "connect shared",
    "connect main",
    "connect main inner",
    "commit",
    "disconnect main inner",
    "disconnect main",
    "unlock",
  ]);
});

onEach("I20: scope app: one value for all requests, at start-up or on first need, closed at shutdown", async (t) => {
  const opened: string[] = [];
  async function* openPool() {
    opened.push("pool");
    yield { name: "pool", size: 2 };
    opened.push("no pool");
  }
  const settings = () => {
    opened.push("settings");
    return { greeting: "hello" };
  };
  function* openCache(_: Depends<typeof settings>) {
    opened.push("cache");
    yield new Map([["a", 1]]);
    opened.push("no cache");
  }
  const app = new App();
  app.get("/pool", (pool: Depends<typeof openPool, { scope: "app"; eager: true }>) => pool.size);
  app.get("/cache", (cache: Depends<typeof openCache, { scope: "app" }>) => cache.size);
  const { ask } = await serve(t, app);
  t.strictSame(opened, ["pool"]);
  t.strictSame(await Promise.all([ask("/cache"), ask("/cache"), ask("/pool")]), [
    [200, 1],
    [200, 1],
    [200, 2],
  ]);
  const pool = await app.resolve(openPool);
  t.strictSame([pool.size, (await app.resolve(openCache)).get("a")], [2, 1], "the same outside requests");
  t.strictSame(opened.splice(0), ["pool", "settings", "cache"]);
  await app.close();
  t.strictSame(opened, ["no cache", "no pool"]);
});

t.test("I20: app.resolve in a script: nothing else is started, and `await using` closes it", async (t) => {
  const opened: string[] = [];
  async function* openDb() {
    opened.push("open");
    yield "db";
    opened.push("close");
  }
  const report = (db: Depends<typeof openDb>) => `report of ${db}`;
  {
    await using app = new App({
      lifespan: function* () {
        opened.push("lifespan");
        yield;
      },
    });
    t.equal(await app.resolve(report), "report of db");
    t.equal(await app.resolve(openDb), "db");
  }
  t.strictSame(opened, ["open", "close"]);
  await using app = new App();
  app.override(openDb, () => "a fake");
  t.equal(await app.resolve(report), "report of a fake");
});
