// Who leaves early, and what comes too late: behind middleware as without.
import { once } from "node:events";
import { connect as openSocket } from "node:net";
import { App, type Context, connect, type LogEntry, type Middleware, stream } from "@typeway/runtime";
import type { Test } from "tap";
import { endpoint, json } from "../endpoint.js";
import { onBoth, onEach, serveOn } from "../transports.js";

const any = { empty: true, plain: json, otherReplies: null };
const through: Middleware = (_context, next) => next();
const departure = "info A request ended with its client's departure.";

function logging(): { readonly logged: string[]; readonly log: (entry: LogEntry) => void } {
  const logged: string[] = [];
  return { logged, log: ({ level, message }) => void logged.push(`${level} ${message}`) };
}

/** Asks, and leaves once `waiting` has happened; then closes the application, which waits for every request. */
async function askAndLeave(t: Test, app: App, path: string, waiting: Promise<unknown>): Promise<void> {
  const port = await serveOn(t, app);
  const socket = openSocket(port, "127.0.0.1").on("error", () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await waiting;
  socket.destroy();
  await once(socket, "close");
  await app.close();
}

function signalled(): { readonly happened: Promise<void>; readonly happen: () => void } {
  let happen!: () => void;
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happened, happen };
}

for (const [name, middleware] of [
  ["no middleware", []],
  ["middleware", [through]],
] as const)
  onEach(`departure: a mounted listener that has not answered hears of it by close (${name})`, async (t) => {
    const { logged, log } = logging();
    const events: string[] = [];
    const { happened, happen } = signalled();
    const app = new App({ log, middleware });
    app.mount("/slow", (_request, response) => {
      response.on("close", () => {
        events.push("close");
        response.end("for nobody");
      });
      happen();
    });
    await askAndLeave(t, app, "/slow", happened);
    t.strictSame(events, ["close"]);
    t.strictSame(logged, []);
  });

onEach("departure: connect lets nobody through who has left while a middleware was making up its mind", async (t) => {
  const { logged, log } = logging();
  const events: string[] = [];
  const { happened, happen } = signalled();
  const app = new App({ log });
  const undecided = connect((_request, response) => {
    response.on("close", () => events.push("close"));
    happen();
  });
  const handle = () => events.push("handler");
  app.get("/", { middleware: [undecided] }, handle, endpoint(handle, [], any));
  await askAndLeave(t, app, "/", happened);
  t.strictSame(events, ["close"]);
  t.strictSame(logged, [departure]);
});

onEach("departure: connect stops a stream of which nothing has come yet", async (t) => {
  const { logged, log } = logging();
  const events: string[] = [];
  const { happened, happen } = signalled();
  const app = new App({ log });
  const silent = () => {
    const source = new ReadableStream<Uint8Array>({ pull: happen, cancel: () => void events.push("cancelled") });
    return stream(source);
  };
  const passing = connect((_request, _response, next) => next());
  app.get("/", { middleware: [passing] }, silent, endpoint(silent, [], any));
  await askAndLeave(t, app, "/", happened);
  t.strictSame(events, ["cancelled"]);
  t.strictSame(logged, [departure]);
});

onEach("late: what a mounted listener throws after its answer is logged", async (t) => {
  const { happened, happen } = signalled();
  const { logged, log } = logging();
  const app = new App({ log: (entry) => [log(entry), happen()], middleware: [through] });
  app.mount("/done", async (_request, response) => {
    response.end("done");
    await Promise.resolve();
    throw new Error("after the end");
  });
  const port = await serveOn(t, app);
  t.equal(await (await fetch(`http://127.0.0.1:${port}/done`)).text(), "done");
  await happened;
  t.strictSame(logged, ["error A mounted listener failed after its answer."]);
});

onBoth(
  "late: a second next() after the end of a middleware is logged, whether or not there was a first",
  async (t, serve) => {
    const { logged, log } = logging();
    const calls: Promise<void>[] = [];
    const again = signalled();
    const app = new App({ log });
    const twice: Middleware = (_context, next) => {
      void again.happened.then(() => calls.push(next()));
      return next();
    };
    const handle = (_context: Context) => "once";
    app.get("/", { middleware: [twice] }, handle, endpoint(handle, [], any));
    const visit = await serve(app);
    t.equal((await visit("/")).status, 200);
    again.happen();
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(calls);
    t.equal(calls.length, 1);
    t.strictSame(logged, ["error The middleware 'twice' called next() after it had ended."]);
  },
);
