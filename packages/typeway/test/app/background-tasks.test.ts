// Background tasks. The tests are named after FastAPI's rows (L1 …) and run over real sockets.
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import type { Test } from "tap";
import {
  App,
  type AppOptions,
  type BackgroundTasks,
  type Context,
  type Depends,
  HttpError,
  type LogEntry,
  reply,
  TypewayError,
  text,
} from "typeway";
import { listening, onEach } from "./transports.js";

/** An application that writes down what happens, and what it logs. */
function diary(options: AppOptions = {}) {
  const events: string[] = [];
  const logged: LogEntry[] = [];
  const app = new App({ ...options, log: (entry) => logged.push(entry) });
  return { app, events, logged, say: (event: string) => void events.push(event) };
}

/** Serves an application until the test ends. @returns its address */
async function serve(t: Test, app: App): Promise<string> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

onEach("L1: tasks run after the answer, in order, one after the other, synchronous or not", async (t) => {
  const { app, events, say } = diary();
  const slowly = async (name: string): Promise<void> => {
    say(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    say(`${name} ends`);
  };
  app.post("/orders", (tasks: BackgroundTasks): string => {
    tasks.add(slowly, "mail");
    tasks.add(say, "log");
    tasks.add(async () => {
      await slowly("invoice");
      tasks.add(say, "added by a task");
    });
    say("handler");
    return "ordered";
  });
  const reply = await fetch(`${await serve(t, app)}/orders`, { method: "POST" });
  t.equal(await reply.json(), "ordered");
  await app.close();
  t.strictSame(events, [
    "handler",
    "mail begins",
    "mail ends",
    "log",
    "invoice begins",
    "invoice ends",
    "added by a task",
  ]);
});

onEach("L1: the answer is with the client before the first task begins", async (t) => {
  const { app } = diary();
  const arrived = new Int32Array(new SharedArrayBuffer(4));
  let outcome = "";
  app.get("/", (tasks: BackgroundTasks): string => {
    // Blocks this thread until the client, in another, has the whole answer.
    tasks.add(() => {
      outcome = Atomics.wait(arrived, 0, 0, 10_000);
    });
    return "answer";
  });
  const url = await serve(t, app);
  const client = `
    const { workerData } = require("node:worker_threads");
    fetch(workerData.url).then((reply) => reply.text()).then(() => {
      Atomics.store(workerData.arrived, 0, 1);
      Atomics.notify(workerData.arrived, 0);
    });`;
  const worker = new Worker(client, { eval: true, workerData: { url, arrived } });
  await new Promise((resolve) => worker.once("exit", resolve));
  await app.close();
  t.not(outcome, "timed-out");
  t.not(outcome, "");
});

onEach("L2: dependencies and the handler share one list; what they opened is closed after the tasks", async (t) => {
  const { app, events, say } = diary();
  function* session(tasks: BackgroundTasks): Generator<string> {
    tasks.add(say, "task of the dependency");
    yield "session";
    say("session closed");
  }
  const audit = ({ tasks }: Context): void => tasks.add(say, "task of the context");
  app.get("/", (opened: Depends<typeof session>, _: Depends<typeof audit>, tasks: BackgroundTasks): string => {
    tasks.add(say, "task of the handler");
    return opened;
  });
  t.equal(await (await fetch(await serve(t, app))).json(), "session");
  await app.close();
  t.strictSame(events, ["task of the dependency", "task of the context", "task of the handler", "session closed"]);
});

onEach("L3: whatever the handler answers with, the tasks run", async (t) => {
  const { app, events, say } = diary();
  app.get("/response", (tasks: BackgroundTasks): Response => {
    tasks.add(say, "response");
    return new Response("x");
  });
  app.get("/text", (tasks: BackgroundTasks) => {
    tasks.add(say, "text");
    return text("x");
  });
  app.get("/reply", (tasks: BackgroundTasks) => {
    tasks.add(say, "reply");
    return reply(202);
  });
  app.get("/nothing", (tasks: BackgroundTasks): void => tasks.add(say, "nothing"));
  const url = await serve(t, app);
  for (const [path, status] of [
    ["response", 200],
    ["text", 200],
    ["reply", 202],
    ["nothing", 204],
  ] as const)
    t.equal((await fetch(`${url}/${path}`)).status, status);
  await app.close();
  t.strictSame(events, ["response", "text", "reply", "nothing"]);
});

onEach("L4, 38: a task that fails is logged with the request's id, and the others run", async (t) => {
  const { app, events, logged, say } = diary();
  app.get("/", (tasks: BackgroundTasks): string => {
    tasks.add(function sendMail() {
      throw new Error("no such address");
    });
    tasks.add(() => Promise.reject(new Error("later")));
    tasks.add(say, "last");
    return "done";
  });
  const answer = await fetch(await serve(t, app), { headers: { "x-request-id": "r-1" } });
  t.equal(answer.status, 200);
  await app.close();
  t.strictSame(events, ["last"]);
  const [first, second, ...others] = logged;
  t.match(first, {
    level: "error",
    message: "A background task failed.",
    requestId: "r-1",
    path: "/",
    details: { task: "sendMail" },
    error: { message: "no such address" },
  });
  t.match(second, { requestId: "r-1", error: { message: "later" } });
  t.strictSame(others, []);
});

onEach("L5: an error drops what was added before it", async (t) => {
  const { app, events, say } = diary();
  app.get("/known", (tasks: BackgroundTasks): string => {
    tasks.add(say, "task");
    throw new HttpError(409);
  });
  app.get("/unknown", (tasks: BackgroundTasks): string => {
    tasks.add(say, "task");
    throw new Error("x");
  });
  const url = await serve(t, app);
  t.equal((await fetch(`${url}/known`)).status, 409);
  t.equal((await fetch(`${url}/unknown`)).status, 500);
  await app.close();
  t.strictSame(events, []);
});

onEach("L5: clean-ups and handlers of the error add tasks of their own", async (t) => {
  class Rejected extends Error {}
  const { app, events, say } = diary();
  function* session(tasks: BackgroundTasks): Generator<string> {
    try {
      yield "session";
    } finally {
      tasks.add(say, "task of the clean-up");
    }
  }
  const fail = (_: Depends<typeof session>, tasks: BackgroundTasks): string => {
    tasks.add(say, "task of the handler");
    throw new Rejected();
  };
  app.get("/", fail);
  app.onError(Rejected, (_, { tasks }) => {
    tasks.add(say, "task of onError");
    return reply(409, { reason: "rejected" });
  });
  const url = await serve(t, app);
  t.equal((await fetch(url)).status, 409);
  await app.close();
  t.strictSame(events, ["task of the clean-up", "task of onError"]);
});

onEach("38: shutdown waits for tasks up to a limit, and then says which it cut", async (t) => {
  const { app, events, logged, say } = diary({ drainTime: 100 });
  let finish = (): void => {};
  app.get("/quick", (tasks: BackgroundTasks): string => {
    tasks.add(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      say("quick");
    });
    return "";
  });
  app.get("/endless", (tasks: BackgroundTasks): string => {
    tasks.add(async function reindex() {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    tasks.add(say, "never");
    return "";
  });
  app.onStop(() => say("stopped"));
  const url = await serve(t, app);
  await fetch(`${url}/quick`);
  await app.close();
  t.strictSame(events.splice(0), ["quick", "stopped"]);
  t.strictSame(logged, []);

  await fetch(`${await serve(t, app)}/endless`, { headers: { "x-request-id": "r-2" } });
  await app.close();
  t.strictSame(events, ["stopped"]);
  t.equal(logged.length, 1);
  t.match(logged[0], {
    level: "warn",
    message: "Shutdown did not wait for background tasks.",
    requestId: "r-2",
    details: { tasks: ["reindex", /^(say|\(anonymous\))$/] },
  });
  finish();
});

onEach("a task that is added too late is refused, not lost", async (t) => {
  const { app } = diary();
  let kept: BackgroundTasks | undefined;
  app.get("/", (tasks: BackgroundTasks): string => {
    kept = tasks;
    return "";
  });
  await fetch(await serve(t, app));
  await app.close();
  t.throws(() => kept?.add(() => undefined), TypewayError);
});

onEach("tasks of an answer that middleware replaces by an error do not run", async (t) => {
  const { app, events, say } = diary();
  app.use(async (_, next) => {
    await next();
    throw new HttpError(503);
  });
  app.get("/", (tasks: BackgroundTasks): string => {
    tasks.add(say, "task");
    return "";
  });
  t.equal((await fetch(await serve(t, app))).status, 503);
  await app.close();
  t.strictSame(events, []);
});
