import { App, bytes, type Context, type LogEntry, type Middleware, Router, reply, stream } from "@typeway/runtime";
import t from "tap";
import { body, context, depends, endpoint, json, provider } from "../endpoint.js";
import { onBoth } from "../transports.js";

const any = { empty: true, plain: json, otherReplies: null };
const soon = 0.03;
const mark: Middleware = async (context, next) => {
  context.response.headers.set("x-before", "kept");
  await next();
  context.response.headers.set("x-after", String(context.response.status));
};

/** Resolves when somebody says so. */
function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

onBoth(
  "33, handler timeout: 503 once, the signal fires, and what was open is closed when the handler ends",
  async (t, serve) => {
    const logged: Pick<LogEntry, "level" | "message" | "details">[] = [];
    const events: unknown[] = [];
    const finish = gate();
    const app = new App({ log: ({ level, message }) => logged.push({ level, message }), middleware: [mark] });
    const session = provider(async function* () {
      try {
        yield "session";
        events.push("committed");
      } catch (error) {
        events.push(`rolled back: ${error}`);
      }
    });
    const slow = async (_session: unknown, { signal, response, tasks }: Context) => {
      response.headers.set("x-handler", "gone");
      tasks.add(() => events.push("task"));
      signal.addEventListener("abort", () => events.push(signal.reason.name));
      await finish.opened;
      events.push("handler ended");
      response.headers.set("x-late", "never");
      return "late";
    };
    app.get("/slow", { timeout: soon }, slow, endpoint(slow, [depends(session), context()]));
    const visit = await serve(app);

    const answer = await visit("/slow");
    t.equal(answer.status, 503);
    t.strictSame(await answer.json(), { detail: "Service Unavailable" });
    const sent = ["x-before", "x-after", "x-handler", "x-late"].map((name) => answer.headers.get(name));
    t.strictSame(sent, ["kept", "503", null, null]);
    t.strictSame(events, ["TimeoutError"]);
    finish.open();
    // It waits for handlers that nobody waits for any more.
    await app.close();
    t.strictSame(events, ["TimeoutError", "handler ended", "rolled back: HttpError: Service Unavailable"]);
    t.strictSame(logged, [
      { level: "error", message: `A request took longer than ${soon} seconds.` },
      { level: "warn", message: "What came after the time of its request was over is dropped." },
    ]);
  },
);

onBoth("timeout: of the nearest that has one, for bodies, dependencies and handlers alike", async (t, serve) => {
  const finish = gate();
  const app = new App({ log: () => undefined, timeout: soon });
  const wait = () => finish.opened;
  const slow = provider(async () => {
    await finish.opened;
  });
  const never = () => "never";
  const quick = () => "quick";
  app.get("/handler", wait, endpoint(wait));
  app.get("/dependency", never, endpoint(never, [depends(slow)]));
  app.get("/quick", quick, endpoint(quick));
  app.post("/quick", quick, endpoint(quick, [body("item")]));
  const router = new Router({ timeout: false });
  router.get("/free", wait, endpoint(wait));
  app.include(router);
  const visit = await serve(app);
  t.equal((await visit("/handler")).status, 503);
  t.equal((await visit("/dependency")).status, 503);
  t.equal(await (await visit("/quick")).text(), '"quick"');
  const posted = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
  t.equal(await (await visit("/quick", posted)).text(), '"quick"');
  const free = visit("/free");
  // By now it would be over.
  await visit("/handler");
  finish.open();
  t.equal((await free).status, 204);
});

onBoth("timeout: a handler that minds the signal, and one that fails late, change nothing", async (t, serve) => {
  const logged: string[] = [];
  const finish = gate();
  const app = new App({ log: ({ message }) => logged.push(message), timeout: soon });
  const minding = ({ signal }: Context) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  const failing = async () => {
    await finish.opened;
    throw new Error("late failure");
  };
  app.get("/minding", minding, endpoint(minding, [context()]));
  app.get("/failing", failing, endpoint(failing));
  app.onError(Error, () => reply(500, "of a handler"));
  app.onStatus(503, () => reply(504, "too slow"));
  const visit = await serve(app);
  for (const path of ["/minding", "/failing"]) {
    const answer = await visit(path);
    t.strictSame([answer.status, await answer.text()], [504, '"too slow"']);
  }
  finish.open();
  await app.close();
  t.strictSame(logged.filter((line) => line.includes("took longer")).length, 2);
});

onBoth("timeout: a stream that has begun takes its time", async (t, serve) => {
  const app = new App({ timeout: soon, log: () => undefined });
  const streamed = () =>
    stream(
      (async function* () {
        yield "one ";
        await new Promise((resolve) => setTimeout(resolve, 3 * soon * 1000));
        yield "two";
      })(),
    );
  const whole = () => bytes(Buffer.from("whole"));
  app.get("/stream", streamed, endpoint(streamed, [], any)).get("/whole", whole, endpoint(whole, [], any));
  const visit = await serve(app);
  t.equal(await (await visit("/stream")).text(), "one two");
  t.equal(await (await visit("/whole")).text(), "whole");
});

t.test("timeout: what is no time is refused at start-up", async (t) => {
  const handler = () => 1;
  for (const timeout of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3_000_000, "5", true, null]) {
    const app = new App({ timeout: timeout as number });
    app.get("/", handler, endpoint(handler));
    await t.rejects(app.start(), { code: "TYPEWAY_OPTION_INVALID" });
  }
});

t.test("timeout: what is no time is refused with the path that it was given for", async (t) => {
  const handler = () => 1;
  const wrong = "must be a number of seconds above 0 and up to 2147483, or false, and is 0.";
  const router = new Router({ prefix: "/v1" });
  router.get("/slow", { timeout: 0 }, handler, endpoint(handler));
  for (const [app, of] of [
    [new App({ timeout: 0 }), ""],
    [new App().include(new Router({ prefix: "/v2", timeout: 0 })), " of '/v2'"],
    [new App().include(router), " of '/v1/slow'"],
  ] as const)
    await t.rejects(app.start(), { message: `TYPEWAY_OPTION_INVALID: The option 'timeout'${of} ${wrong}` });
});
