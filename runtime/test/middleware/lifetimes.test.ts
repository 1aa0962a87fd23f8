import { once } from "node:events";
import { connect as openSocket } from "node:net";
import { App, type Context, connect, type Middleware, stream } from "@typeway/runtime";
import { context, depends, endpoint, json, provider } from "../endpoint.js";
import { onBoth, onEach, serveOn } from "../transports.js";

const any = { empty: true, plain: json, otherReplies: null };
const through: Middleware = (_, next) => next();

/** A dependency that writes down how it ends. */
const sessionOf = (events: unknown[]) =>
  provider(async function* () {
    try {
      yield "session";
      events.push("committed");
    } catch (error) {
      events.push(`rolled back: ${error}`);
    }
  });

onBoth(
  "middleware: an answer that it drops for an error of its own rolls back what the handler did",
  async (t, serve) => {
    const events: unknown[] = [];
    const app = new App({ log: () => undefined });
    app.use(async ({ url }, next) => {
      await next();
      if (url.pathname === "/failing") throw new Error("after");
      if (url.pathname === "/replaced") return "instead";
    });
    const handler = (_session: unknown, { tasks }: Context) => {
      tasks.add(() => events.push("task"));
      return "fine";
    };
    for (const path of ["/fine", "/failing", "/replaced"])
      app.get(path, handler, endpoint(handler, [depends(sessionOf(events)), context()]));
    const visit = await serve(app);
    t.equal((await visit("/fine")).status, 200);
    t.equal((await visit("/failing")).status, 500);
    t.equal(await (await visit("/replaced")).text(), '"instead"');
    await app.close();
    t.strictSame(events, ["task", "committed", "rolled back: Error: after", "task", "committed"]);
  },
);

onBoth("middleware: tasks run whoever answers", async (t, serve) => {
  const events: unknown[] = [];
  const app = new App({ log: () => undefined });
  app.use(async ({ tasks, url }, next) => {
    if (url.pathname !== "/") {
      tasks.add(() => events.push("of who stopped here"));
      return "stopped";
    }
    await next();
    tasks.add(() => events.push("added after next"));
  });
  const handler = () => "inside";
  app.get("/", handler, endpoint(handler));
  const visit = await serve(app);
  await visit("/");
  await visit("/stopped");
  await app.close();
  t.strictSame(events, ["added after next", "of who stopped here"]);
});

onEach("middleware: a client that leaves ends the stream, and the dependencies of its handler", async (t) => {
  const events: unknown[] = [];
  const ended = withResolvers();
  const app = new App({ log: () => undefined });
  const passing = connect((_request, _response, next) => next());
  const endless = () =>
    stream(
      (async function* () {
        try {
          for (;;) {
            yield "more ";
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        } finally {
          events.push("stream closed");
          if (events.filter((event) => event === "stream closed").length === 2) ended.resolve();
        }
      })(),
    );
  const session = sessionOf(events);
  app.get("/native", { middleware: [through] }, endless, endpoint(endless, [depends(session)], any));
  app.get("/connect", { middleware: [passing] }, endless, endpoint(endless, [depends(session)], any));
  const port = await serveOn(t, app);
  for (const path of ["/native", "/connect"]) {
    const socket = openSocket(port, "127.0.0.1").on("error", () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, "data");
    socket.destroy();
  }
  await ended.promise;
  await app.close();
  t.strictSame(events.sort(), ["committed", "committed", "stream closed", "stream closed"]);
});

onEach("middleware: a client that leaves before the answer fires the signal, and nothing is sent", async (t) => {
  const events: unknown[] = [];
  const app = new App({ log: () => undefined });
  const left = withResolvers();
  app.use(async (context, next) => {
    await next();
    events.push(context.signal.aborted, context.response.status);
  });
  const waiting = ({ signal }: Context) =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        resolve("too late");
        left.resolve();
      });
      events.push("waiting");
    });
  app.get("/", waiting, endpoint(waiting, [context()]));
  const port = await serveOn(t, app);
  const socket = openSocket(port, "127.0.0.1").on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  socket.destroy();
  await left.promise;
  await app.close();
  t.strictSame(events, ["waiting", true, 200]);
});

onEach("middleware: what is written to the raw response leaves at once", async (t) => {
  const app = new App({ log: (entry) => t.fail(entry.message) });
  app.use(async ({ raw }) => {
    raw.response.writeHead(202).end("raw");
  });
  const port = await serveOn(t, app);
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  t.strictSame([answer.status, await answer.text()], [202, "raw"]);
});

onEach("timeout: a body that does not come is 503 as well, and the connection ends", async (t) => {
  const app = new App({ log: () => undefined, timeout: 0.03 });
  const save = async (context: Context) => (await context.body()).length;
  app.post("/", save, endpoint(save, [context()]));
  const port = await serveOn(t, app);
  const socket = openSocket(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  t.match(answer, /^HTTP\/1\.1 503 [\s\S]*Service Unavailable/);
});

function withResolvers() {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
