// Row 32: whatever throws, wherever, at once, after a tick or later: the process lives and the next request is served.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import t from "tap";
import {
  App,
  type BackgroundTasks,
  type Check,
  type Context,
  type Depends,
  HttpError,
  type Int,
  reply,
  stream,
  type WebSocket,
} from "typeway";
import { TestClient } from "typeway/testing";
import { onEach, portFor } from "../transports.js";

type How = "now" | "tick" | "late";

/** Throws at once, or returns what rejects. */
function fail(how: How, place: string): Promise<never> {
  if (how === "now") throw new Error(place);
  return how === "tick" ? Promise.reject(new Error(place)) : wait(5).then(() => fail("now", place));
}

const byFunction = (how: How) => fail(how, "dependency");
const byAsync = async (how: How) => fail(how, "async dependency");
class ByClass {
  constructor(readonly how: How) {
    if (how) throw new Error("class");
  }
}
async function* beforeYield(how: How) {
  await fail(how, "before yield");
  yield 1;
}
async function* afterYield(how: How) {
  yield 1;
  await fail(how, "after yield");
}
function* syncAfterYield(_how: How) {
  yield 1;
  throw new Error("sync after yield");
}
const disposing = (how: How) => ({ [Symbol.asyncDispose]: () => fail(how, "dispose") });
const appWide = (): Promise<never> => wait(1).then(() => fail("now", "app"));
const isNever = (_: string): boolean => {
  throw new TypeError("check");
};
class Lazy {
  get value(): Int {
    throw new Error("getter");
  }
}

const app = new App({ log: () => undefined });
app.use(async (context, next) => {
  const [, place, how] = context.url.pathname.split("/");
  if (place === "middleware-before") await fail(how as How, place);
  await next();
  if (place === "middleware-after") await fail(how as How, place);
});
app.get("/fine", () => "fine");
app.get("/handler/{how}", (how: How) => fail(how, "handler"));
app.get("/async-handler/{how}", async (how: How) => fail(how, "async handler"));
app.get("/dependency/{how}", (x: Depends<typeof byFunction>) => x);
app.get("/async-dependency/{how}", (x: Depends<typeof byAsync>) => x);
app.get("/class/{how}", (x: Depends<typeof ByClass>): How => x.how);
app.get("/before-yield/{how}", (x: Depends<typeof beforeYield>) => x);
app.get("/after-yield/{how}", (x: Depends<typeof afterYield>) => x);
app.get("/sync-after-yield/{how}", (x: Depends<typeof syncAfterYield>) => x);
app.get("/function-scope/{how}", (x: Depends<typeof afterYield, { scope: "function" }>) => x);
app.get("/dispose/{how}", (_: Depends<typeof disposing>) => 1);
app.get("/app-scope/{how}", (_how: How, x: Depends<typeof appWide, { scope: "app" }>) => x);
app.get("/option/{how}", { dependencies: [byAsync] }, (how: How) => how);
app.get("/check/{how}", (how: Check<string, typeof isNever>) => how);
app.get("/getter/{how}", (_how: How): Lazy => new Lazy());
app.get("/middleware-before/{how}", (how: How) => how);
app.get("/middleware-after/{how}", (how: How) => how);
app.get("/task/{how}", (how: How, tasks: BackgroundTasks) => {
  tasks.add(() => fail(how, "task"));
  return 1;
});
app.get("/stream/{how}", (how: How) =>
  stream(
    (async function* () {
      yield "begun";
      await fail(how, "stream");
    })(),
  ),
);
app.get("/on-error/{how}", (how: How) => {
  throw new RangeError(how);
});
app.onError(RangeError, (error) => fail(error.message as How, "onError"));
app.get("/on-status/{how}", (how: How) => {
  throw new HttpError(418, how);
});
app.onStatus(418, async (error) => fail(error.detail as How, "onStatus"));
app.get("/reply-headers/{how}", (how: How, context: Context) => {
  context.response.headers.set("x-how", how);
  return reply(200, how, { "x-bad": "a\r\nb" });
});
app.mount("/fetch", (request: Request) => fail(request.url.split("/").at(-1) as How, "fetch"));
app.mount("/node", (request: IncomingMessage, _response: ServerResponse) => fail(request.url?.slice(1) as How, "node"));
app.websocket("/socket/{how}", async (how: How, socket: WebSocket<string>) => {
  await socket.send("open");
  await fail(how, "socket");
});

const client = new TestClient(app, { raiseServerErrors: false });
let port = 0;
t.beforeEach(async (t) => {
  port = await portFor(app, t);
});
t.teardown(async () => {
  await client.close();
  await app.close();
});

/** The status, or that the answer broke off. */
async function statusOf(path: string): Promise<number | "broken off"> {
  const answer = fetch(`http://127.0.0.1:${port}${path}`);
  return answer.then((reply) => reply.text().then(() => reply.status)).catch(() => "broken off");
}

const places: readonly (readonly [place: string, status: number | "broken off"])[] = [
  ["handler", 500],
  ["async-handler", 500],
  ["dependency", 500],
  ["async-dependency", 500],
  ["class", 500],
  ["before-yield", 500],
  ["after-yield", 200],
  ["sync-after-yield", 200],
  ["function-scope", 500],
  ["dispose", 200],
  ["app-scope", 500],
  ["option", 500],
  ["check", 422],
  ["getter", 500],
  ["middleware-before", 500],
  ["middleware-after", 500],
  ["task", 200],
  ["stream", "broken off"],
  ["on-error", 500],
  ["on-status", 500],
  ["reply-headers", 500],
  ["fetch", 500],
  ["node", 500],
];

for (const [place, status] of places) {
  onEach(`32 what throws in ${place}: the next request is served`, async (t) => {
    for (const how of ["now", "tick", "late"]) {
      t.equal(await statusOf(`/${place}/${how}`), status, how);
      t.equal(await statusOf("/fine"), 200);
    }
  });
}

onEach("32 what throws in an open socket: it closes with 1011, and the next request is served", async (t) => {
  for (const how of ["now", "tick", "late"]) {
    const socket = await client.websocket(`/socket/${how}`);
    t.equal(await socket.receive(), "open");
    await t.rejects(socket.receive(), { code: 1011 }, how);
    t.equal(await statusOf("/fine"), 200);
  }
});
