// Start-up, shutdown and the values in between. The tests are named after FastAPI's rows (L6 …) over real sockets.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import t, { type Test } from "tap";
import {
  App,
  type BackgroundTasks,
  type Context,
  type Depends,
  type Lifespan,
  Router,
  type State,
  type WebSocket,
} from "typeway";
import { WebSocket as Client } from "undici";
import { listening, onEach } from "./transports.js";

declare module "typeway" {
  interface State {
    /** What lifespans of these tests have opened. */
    opened?: string[];
    owner?: string;
    visits?: number;
  }
}

/** Serves an application until the test ends. @returns its address */
async function serve(t: Test, app: App): Promise<string> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = async (url: string): Promise<unknown> => (await fetch(url)).json();

onEach("L6: what the lifespan yields is the state, of the context and by type, until it ends", async (t) => {
  const app = new App({
    lifespan: async function* () {
      const opened = ["database"];
      yield { opened };
      opened.pop();
    },
  });
  app.get("/context", ({ state }: Context) => state.opened ?? []);
  app.get("/type", (state: State) => state.opened ?? []);
  app.get("/inner", (state: State, { state: same }: Context) => state === same);
  const url = await serve(t, app);
  const { opened } = app.state;
  t.strictSame(opened, ["database"]);
  t.strictSame(await get(`${url}/context`), ["database"]);
  t.strictSame(await get(`${url}/type`), ["database"]);
  t.equal(await get(`${url}/inner`), true);
  await app.close();
  t.strictSame(opened, []);
  t.strictSame({ ...app.state }, {}, "what is closed is not offered any longer");
});

onEach("L9: what a request sets is its own, and what it does not set is the application's", async (t) => {
  const app = new App();
  app.state.visits = 10;
  const count = (state: State): number => {
    state.visits = (state.visits ?? 0) + 1;
    return state.visits;
  };
  app.get("/", (first: Depends<typeof count, { cache: false }>, second: Depends<typeof count, { cache: false }>) => [
    first,
    second,
  ]);
  const url = await serve(t, app);
  t.strictSame(await get(url), [11, 12]);
  t.strictSame(await get(url), [11, 12]);
  t.equal(app.state.visits, 10);
});

onEach("L9: a dependency of the application gets the application's state", async (t) => {
  const app = new App();
  app.state.visits = 10;
  const total = (state: State) => ({ is: state === app.state });
  const seen = (state: State, shared: Depends<typeof total, { scope: "app" }>) => [state === app.state, shared.is];
  app.get("/", (both: Depends<typeof seen>) => both);
  t.strictSame(await get(await serve(t, app)), [false, true]);
});

onEach("L7: lifespans of routers run with the application's, whose state wins; each once", async (t) => {
  const events: string[] = [];
  const yielding = (state: Partial<State>, name: string): Lifespan =>
    function* () {
      events.push(`start ${name}`);
      yield state;
      events.push(`stop ${name}`);
    };
  const inner = new Router({ lifespan: yielding({ owner: "inner", opened: ["inner"] }, "inner") });
  const outer = new Router({ lifespan: yielding({ owner: "outer", visits: 1 }, "outer") }).include(inner);
  const app = new App({ lifespan: yielding({ owner: "app" }, "app") });
  app.include(outer, { prefix: "/a" }).include(outer, { prefix: "/b" });
  app.get("/", ({ owner, visits, opened }: State) => ({ owner, visits, opened }));
  t.strictSame(await get(await serve(t, app)), { owner: "app", visits: 1, opened: ["inner"] });
  await app.close();
  t.strictSame(events, ["start app", "start outer", "start inner", "stop inner", "stop outer", "stop app"]);
});

onEach("L7: a mounted application runs its lifespan, too, and has a state of its own", async (t) => {
  const events: string[] = [];
  const lifespan = (name: string): Lifespan =>
    async function* () {
      events.push(`start ${name}`);
      yield { owner: name };
      events.push(`stop ${name}`);
    };
  const sub = new App({ lifespan: lifespan("sub") });
  sub.get("/", (state: State) => state.owner ?? null);
  const app = new App({ lifespan: lifespan("app") }).mount("/sub", sub);
  app.get("/", (state: State) => state.owner ?? null);
  const url = await serve(t, app);
  t.strictSame([await get(url), await get(`${url}/sub`)], ["app", "sub"]);
  await app.close();
  t.strictSame(events, ["start app", "start sub", "stop sub", "stop app"]);
});

onEach("L8: hooks run beside a lifespan, not instead of it", async (t) => {
  const events: string[] = [];
  const app = new App({
    lifespan: function* () {
      events.push("lifespan");
      yield;
      events.push("end of lifespan");
    },
  });
  app.onStart(() => events.push("start 1")).onStart(async () => events.push("start 2"));
  app.onStop(() => events.push("stop 1")).onStop(async () => events.push("stop 2"));
  await serve(t, app);
  await app.close();
  t.strictSame(events, ["lifespan", "start 1", "start 2", "stop 2", "stop 1", "end of lifespan"]);
});

onEach("the order of shutdown, as one list", async (t) => {
  const events: string[] = [];
  const say = (name: string): void => {
    events.push(name);
  };
  const lifespan = (name: string): Lifespan =>
    async function* () {
      say(`${name} opens`);
      yield;
      await Promise.resolve();
      say(`${name} closes`);
    };
  async function* pool(): AsyncGenerator<string> {
    say("pool opens");
    yield "pool";
    say("pool closes");
  }
  function* session(_pool: Depends<typeof pool, { scope: "app" }>): Generator<string> {
    yield "session";
    say("session closes");
  }
  const sub = new App({ lifespan: lifespan("lifespan of the mounted app") });
  const router = new Router({ lifespan: lifespan("lifespan of the router") });
  const app = new App({ lifespan: lifespan("lifespan of the app") }).include(router).mount("/sub", sub);
  app.onStart(() => say("start hook")).onStop(() => say("stop hook 1"));
  app.onStop(() => say("stop hook 2"));
  let proceed = (): void => {};
  const held = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  app.get("/held", async (tasks: BackgroundTasks, _session: Depends<typeof session>) => {
    tasks.add(() => say("task"));
    say("handler starts");
    await held;
    say("handler ends");
    return "done";
  });
  app.websocket("/socket", async (socket: WebSocket) => {
    await socket.accept();
    for await (const message of socket) say(message);
    say("socket closes");
  });
  const server = await app.listen(listening(t));
  server.once("close", () => say("listener closed, connections ended"));
  const { port } = server.address() as AddressInfo;
  const answer = fetch(`http://127.0.0.1:${port}/held`);
  while (!events.includes("handler starts")) await new Promise((resolve) => setImmediate(resolve));
  const socket = new Client(`ws://127.0.0.1:${port}/socket`);
  await once(socket, "open");

  t.equal(app.phase, "running");
  const closed = app.close();
  t.equal(app.phase, "stopping");
  while (!events.includes("socket closes")) await new Promise((resolve) => setImmediate(resolve));
  proceed();
  const reply = await answer;
  t.equal(reply.headers.get("connection"), "close");
  t.equal(await reply.json(), "done");
  await closed;
  t.equal(app.phase, "stopped");
  t.strictSame(events, [
    "lifespan of the app opens",
    "lifespan of the router opens",
    "lifespan of the mounted app opens",
    "start hook",
    "pool opens",
    "handler starts",
    "socket closes",
    "handler ends",
    "task",
    "session closes",
    "listener closed, connections ended",
    "stop hook 2",
    "stop hook 1",
    "pool closes",
    "lifespan of the mounted app closes",
    "lifespan of the router closes",
    "lifespan of the app closes",
  ]);
});

t.test("a start that fails closes what was opened, in reverse, and tells each why", async (t) => {
  const events: string[] = [];
  const lifespan = (name: string): Lifespan =>
    async function* () {
      try {
        yield;
      } catch (error) {
        events.push(`${name}: ${error instanceof Error ? error.message : ""}`);
        throw error;
      } finally {
        events.push(`${name} closed`);
      }
    };
  const sub = new App();
  sub.onStop(() => events.push("mounted app closed"));
  const app = new App({ lifespan: lifespan("app") }).include(new Router({ lifespan: lifespan("router") }));
  app.mount("/sub", sub);
  app.onStop(() => events.push("stop hook"));
  app.onStart(() => {
    throw new Error("no database");
  });
  await t.rejects(app.listen({ port: 0, signals: false }), { message: "no database" });
  t.strictSame(events, [
    "mounted app closed",
    "router: no database",
    "router closed",
    "app: no database",
    "app closed",
  ]);
  t.equal(app.phase, "stopped");
});
