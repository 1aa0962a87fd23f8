// The order of a request (design §3) as one list of events, seen from the application and from the other end of a socket.
import type { AddressInfo } from "node:net";
import type { Test } from "tap";
import {
  App,
  type BackgroundTasks,
  type Bearer,
  type Check,
  type Depends,
  HttpError,
  type Int,
  type Security,
  type SecurityScopes,
} from "typeway";
import { listening, onEach } from "../transports.js";
import { Raw } from "./raw.js";

/** What happens, in order; who waits for an event is told of it. */
class Diary {
  lines: string[] = [];
  readonly #waiting = new Map<string, () => void>();

  write(line: string): void {
    this.lines.push(line);
    this.#waiting.get(line)?.();
    this.#waiting.delete(line);
  }
  until(line: string): Promise<void> {
    if (this.lines.includes(line)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(line, resolve));
  }
  take(): string[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }
}
const diary = new Diary();

/** Opens something, and writes down what is thrown in. */
async function* opened(name: string): AsyncGenerator<string, void, undefined> {
  diary.write(`${name} opens`);
  try {
    yield name;
  } catch (error) {
    diary.write(`${name} sees '${error instanceof Error ? error.message : error}'`);
    throw error;
  } finally {
    await Promise.resolve();
    diary.write(`${name} closes`);
  }
}
const openPool = () => opened("pool");
const openSession = (_pool: Depends<typeof openPool, { scope: "app"; eager: true }>) => opened("session");
const openTransaction = (_session: Depends<typeof openSession>) => opened("transaction");
function currentUser({ text }: SecurityScopes, token: Bearer, _session: Depends<typeof openSession>) {
  diary.write(`user asked for ${text}`);
  if (token !== "ada") throw new HttpError(401, "Unknown token");
  return token;
}
const audit = (_user: Depends<typeof currentUser>) => diary.write("audit of every route");

const decoded = (order: { count: number }) => {
  diary.write("body decoded");
  return order.count > 0;
};
interface Order {
  count: number;
}
class Receipt {
  constructor(readonly by: string) {}
  get total(): number {
    diary.write("serialized");
    return 1;
  }
}

function makeApp(): App {
  const app = new App({
    dependencies: [audit],
    log: ({ level, message }) => diary.write(`log ${level}: ${message}`),
    lifespan: async function* () {
      diary.write("lifespan opens");
      yield;
      diary.write("lifespan closes");
    },
  });
  app.onStart(() => diary.write("start hook")).onStop(() => diary.write("stop hook"));
  app.use(async (_context, next) => {
    diary.write("middleware in");
    await next();
    diary.write("middleware out");
  });
  app.onError(RangeError, () => {
    diary.write("error handler");
    return { detail: "out of range" };
  });
  app.post(
    "/orders/{id}",
    async (
      id: Int,
      order: Check<Order, typeof decoded>,
      user: Security<typeof currentUser, ["orders:write"]>,
      tasks: BackgroundTasks,
      signal: AbortSignal,
      _transaction: Depends<typeof openTransaction, { scope: "function" }>,
    ): Promise<{ by: string; total: number }> => {
      diary.write("handler");
      tasks.add(async () => {
        await diary.until("client has the answer");
        diary.write("background task");
      });
      if (id === 2) throw new RangeError(`no order ${order.count}`);
      if (id === 3) await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      return new Receipt(user);
    },
  );
  return app;
}

async function start(t: Test): Promise<{ readonly app: App; readonly port: number }> {
  diary.take();
  const app = makeApp();
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  return { app, port: (server.address() as AddressInfo).port };
}

/** Sends its body when it is asked to. */
async function order(client: Raw, path: string, token: string): Promise<void> {
  const body = '{"count":1}';
  client.send(
    `POST ${path} HTTP/1.1`,
    "Host: x",
    `Authorization: Bearer ${token}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Expect: 100-continue",
    "",
    "",
  );
  await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
  diary.write("client is told to send its body");
  client.send(body);
}

const opening = ["lifespan opens", "pool opens", "start hook"];
const until = (event: string) => [
  "middleware in",
  "session opens",
  "user asked for ",
  "user asked for orders:write",
  "client is told to send its body",
  "body decoded",
  "audit of every route",
  "transaction opens",
  event,
];
const closing = ["stop hook", "pool closes", "lifespan closes"];

onEach("I8: success, from the start to the end of the application", async (t) => {
  const { app, port } = await start(t);
  await using client = await Raw.open(port);
  await order(client, "/orders/1", "ada");
  t.match(await client.until(/\{.*\}/), /200 OK[\s\S]*\{"by":"ada","total":1\}$/);
  diary.write("client has the answer");
  await diary.until("session closes");
  await app.close();
  t.strictSame(diary.take(), [
    ...opening,
    ...until("handler"),
    "transaction closes",
    "serialized",
    "middleware out",
    "client has the answer",
    "background task",
    "session closes",
    ...closing,
  ]);
});

onEach("I10: a thrown error, which unwinds what is open before it is answered", async (t) => {
  const { app, port } = await start(t);
  await using client = await Raw.open(port);
  await order(client, "/orders/2", "ada");
  t.match(await client.until(/\{.*\}/), /500 Internal Server Error[\s\S]*\{"detail":"out of range"\}$/);
  diary.write("client has the answer");
  await app.close();
  t.strictSame(diary.take(), [
    ...opening,
    ...until("handler"),
    "transaction sees 'no order 1'",
    "transaction closes",
    "session sees 'no order 1'",
    "session closes",
    "error handler",
    "middleware out",
    "client has the answer",
    ...closing,
  ]);
});

onEach("I13: who is not let in is not asked for a body, and nothing else happens", async (t) => {
  const { app, port } = await start(t);
  await using client = await Raw.open(port);
  client.send(
    "POST /orders/x HTTP/1.1",
    "Host: x",
    "Authorization: Bearer eve",
    "Content-Length: 9",
    "Expect: 100-continue",
    "",
    "",
  );
  t.match(await client.until(/\{.*\}/), /^HTTP\/1\.1 401 Unauthorized[\s\S]*\{"detail":"Unknown token"\}$/);
  await app.close();
  t.strictSame(diary.take(), [
    ...opening,
    "middleware in",
    "session opens",
    "user asked for ",
    "session sees 'Unknown token'",
    "session closes",
    "middleware out",
    ...closing,
  ]);
});

onEach("33: a client that leaves, which the handler is told of", async (t) => {
  const { app, port } = await start(t);
  const client = await Raw.open(port);
  await order(client, "/orders/3", "ada");
  await diary.until("handler");
  diary.write("client leaves");
  client.leave();
  await diary.until("middleware out");
  await app.close();
  t.strictSame(diary.take(), [
    ...opening,
    ...until("handler"),
    "client leaves",
    "transaction sees 'The client went away.'",
    "transaction closes",
    "session sees 'The client went away.'",
    "session closes",
    "log info: A request ended with its client's departure.",
    "middleware out",
    ...closing,
  ]);
});

onEach("39: a shutdown, which waits for requests under way and for what follows them", async (t) => {
  const { app, port } = await start(t);
  await using client = await Raw.open(port);
  await order(client, "/orders/1", "ada");
  await diary.until("middleware out");
  diary.write("close is called");
  const closed = app.close();
  await client.until(/\{.*\}/);
  diary.write("client has the answer");
  await closed;
  diary.write("close is done");
  t.strictSame(diary.take(), [
    ...opening,
    ...until("handler"),
    "transaction closes",
    "serialized",
    "middleware out",
    "close is called",
    "client has the answer",
    "background task",
    "session closes",
    ...closing,
    "close is done",
  ]);
});
