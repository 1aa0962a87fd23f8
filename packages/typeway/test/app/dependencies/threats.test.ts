// Clients that leave, bodies that are refused, clean-ups that hang: rows of the threats table, over a socket.
import { mock } from "node:test";
import t from "tap";
import {
  App,
  type Bearer,
  type Context,
  type Depends,
  HttpError,
  type Int,
  type Security,
  stream,
  type WebSocket,
} from "typeway";
import { onEach } from "../transports.js";
import { Raw } from "./raw.js";
import { serve } from "./serve.js";

const events: string[] = [];
const waiting = new Set<() => void>();
function tell(event: string): void {
  events.push(event);
  for (const look of waiting) look();
}
/** Resolves when this has happened. */
async function until(event: string): Promise<void> {
  if (events.includes(event)) return;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!events.includes(event)) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
  });
}
t.beforeEach(() => {
  events.length = 0;
  waiting.clear();
});

async function* watched(signal: AbortSignal) {
  signal.addEventListener("abort", () => tell("signal"));
  tell("open");
  try {
    yield signal;
  } catch (error) {
    tell(`saw ${error instanceof HttpError ? error.status : error instanceof Error && error.message}`);
    throw error;
  } finally {
    tell("close");
  }
}
function user(token: Bearer, _: Depends<typeof watched>) {
  if (token !== "ada") throw new HttpError(401, "Unknown token");
  return token;
}
const head = (target: string, length: number, ...more: readonly string[]): string[] => [
  `POST ${target} HTTP/1.1`,
  "Host: x",
  "Authorization: Bearer ada",
  `Content-Length: ${length}`,
  ...more,
  "",
  "",
];
const json = "Content-Type: application/json";

onEach(
  "33, 34 a client that leaves at 0, 50 or 100 % of its body or of the answer: one signal, one clean-up",
  async (t) => {
    const app = new App({ log: () => undefined });
    app.post("/wait", async (signal: AbortSignal, _user: Security<typeof user>, n: { n: Int }): Promise<Int> => {
      tell("handler");
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      return n.n;
    });
    app.post("/stream", (_user: Security<typeof user>, _n: { n: Int }) => {
      async function* chunks() {
        for (;;) yield "again ";
      }
      return stream(chunks(), { type: "text/plain" });
    });
    app.post("/answer", (_user: Security<typeof user>, n: { n: Int }) => n);
    const { port } = await serve(t, app);

    for (const part of ["", '{"n"']) {
      const client = await Raw.open(port);
      client.send(...head("/wait", 7, json)).send(part);
      await until("open");
      client.leave();
      await until("close");
      t.strictSame(events.splice(0).sort(), ["close", "open", "saw 400", "signal"], `after ${part.length} bytes`);
    }
    const patient = await Raw.open(port);
    patient.send(...head("/wait", 7, json)).send('{"n":1}');
    await until("handler");
    patient.leave();
    await until("close");
    t.strictSame(events.splice(0), ["open", "handler", "signal", "saw The client went away.", "close"]);

    const reading = await Raw.open(port);
    await reading
      .send(...head("/stream", 7, json))
      .send('{"n":1}')
      .until(/again/);
    reading.leave();
    await until("close");
    t.strictSame(events.splice(0), ["open", "signal", "close"], "in the middle of a stream");

    const content = await Raw.open(port);
    await content
      .send(...head("/answer", 7, json))
      .send('{"n":1}')
      .until(/\{"n":1\}$/);
    content.leave();
    await app.close();
    t.strictSame(events, ["open", "close"], "an answer that is complete: no signal");
  },
);

onEach("34 a client that leaves while a dependency opens: what it opens is closed", async (t) => {
  async function* slow(_: Depends<typeof watched>) {
    tell("opening slow");
    await until("signal");
    tell("open slow");
    try {
      yield 1;
    } finally {
      tell("close slow");
    }
  }
  const app = new App().get("/", (_: Depends<typeof slow>) => "x");
  const { port } = await serve(t, app);
  const client = await Raw.open(port);
  client.send("GET / HTTP/1.1", "Host: x", "", "");
  await until("opening slow");
  client.leave();
  await until("close");
  await app.close();
  t.strictSame(events, ["open", "opening slow", "signal", "open slow", "close slow", "close"]);
});

onEach("34 a client that leaves while authentication is under way: its body is not waited for", async (t) => {
  async function slow(token: Bearer, _: Depends<typeof watched>) {
    tell("asking");
    await until("signal");
    await new Promise((resolve) => setTimeout(resolve, 20));
    return token;
  }
  const app = new App();
  app.post("/", (_user: Security<typeof slow>, n: { n: Int }) => n);
  const { port } = await serve(t, app);
  const client = await Raw.open(port);
  client.send(...head("/", 7, json)).send('{"n"');
  await until("asking");
  client.leave();
  await until("close");
  await app.close();
  t.strictSame(events, ["open", "asking", "signal", "saw 400", "close"]);
});

onEach(
  "34 a body that is too large, of another type, or not JSON: what authentication opened is closed, once",
  async (t) => {
    const app = new App({ bodyLimit: 10 });
    app.post("/", (_user: Security<typeof user>, n: { n: Int }) => n);
    const { ask } = await serve(t, app);
    const post = (body: string, type = "application/json") =>
      ask("/", { method: "POST", body, headers: { "content-type": type, authorization: "Bearer ada" } });
    for (const [status, seen, body, type] of [
      [413, "413", '{"n":"12345"}'],
      [415, "415", "n=1", "text/plain"],
      [400, "body.1: The body is not valid JSON", "{"],
      [422, "body.n: Expected an integer", '{"n":""}'],
    ] as const) {
      t.equal((await post(body, type))[0], status);
      t.strictSame(events.splice(0), ["open", `saw ${seen}`, "close"]);
    }
  },
);

onEach(
  "34 a clean-up that hangs is logged after five seconds, and the others run; what it throws later is logged",
  async (t) => {
    const logged: unknown[] = [];
    let go = (_: Error): void => undefined;
    async function* hanging() {
      yield 1;
      tell("hangs");
      await new Promise((_, reject) => {
        go = reject;
      });
    }
    const failing = () => ({
      [Symbol.dispose]() {
        tell("fails");
        throw new Error("fails");
      },
    });
    const app = new App({
      log: ({ error }) => {
        logged.push(error instanceof Error && error.message);
        tell("logged");
      },
    });
    app.get("/", (_a: Depends<typeof watched>, _b: Depends<typeof hanging>, _c: Depends<typeof failing>) => "x");
    const { port } = await serve(t, app);
    await using client = await Raw.open(port);
    mock.timers.enable({ apis: ["setTimeout"] });
    t.teardown(() => mock.timers.reset());
    await client.send("GET / HTTP/1.1", "Host: x", "", "").until(/"x"$/);
    await until("hangs");
    t.strictSame(events, ["open", "fails", "logged", "hangs"]);
    mock.timers.tick(4_999);
    t.strictSame(events.length, 4);
    mock.timers.tick(1);
    await until("close");
    go(new Error("too late"));
    mock.timers.reset();
    await app.close();
    t.strictSame(logged, [
      "fails",
      "TYPEWAY_CLEANUP_SLOW: The clean-up of 'hanging' has taken more than 5 seconds and is no longer waited for.",
      "too late",
    ]);
  },
);

onEach("46 a client that leaves before its socket is accepted: what has been opened is closed", async (t) => {
  async function slow(token: Bearer, _: Depends<typeof watched>) {
    tell("asking");
    await until("client has left");
    await new Promise((resolve) => setTimeout(resolve, 20));
    return token;
  }
  const app = new App({ log: () => undefined });
  app.websocket("/", async (socket: WebSocket<string, string>, _user: Security<typeof slow>) => {
    tell("handler");
    for await (const message of socket) tell(message);
    await socket.send("you are gone");
    tell("sent");
  });
  const { port } = await serve(t, app);
  const client = await Raw.open(port);
  client.send(
    "GET / HTTP/1.1",
    "Host: x",
    "Authorization: Bearer ada",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "",
    "",
  );
  await until("asking");
  client.leave();
  tell("client has left");
  await until("close");
  await app.close();
  t.strictSame(
    events.filter((event) => !event.startsWith("saw")),
    ["open", "asking", "client has left", "signal", "handler", "close"],
  );
});

onEach("54 100 Continue is sent when route, caller, type and size have been looked at, and only then", async (t) => {
  const app = new App({ bodyLimit: 10 });
  app.post("/", (_user: Security<typeof user>, n: { n: Int }) => n);
  app.post("/own", async ({ request }: Context) => request.text());
  app.post("/none", () => "no body wanted");
  const { port } = await serve(t, app);
  const expecting = "Expect: 100-continue";
  const first = async (...lines: readonly string[]): Promise<string> => {
    await using client = await Raw.open(port);
    return (await client.send(...lines).until(/\r\n\r\n/)).slice(9, 12);
  };
  const stranger = (target: string) => head(target, 7, json, expecting).with(2, "Authorization: Bearer eve");
  t.equal(await first(...head("/nowhere", 7, json, expecting)), "404");
  t.equal(await first(...head("/", 7, json, expecting).with(0, "PUT / HTTP/1.1")), "405");
  t.equal(await first(...stranger("/")), "401");
  t.equal(await first(...head("/", 7, json, expecting).filter((line) => !line.startsWith("Authorization"))), "401");
  t.equal(await first(...head("/", 7, expecting, "Content-Type: text/plain")), "415");
  t.equal(await first(...head("/", 11, json, expecting)), "413");
  t.equal(await first(...head("/none", 7, json, expecting)), "200");
  t.equal(await first(...head("/", 7, json, "Expect: something else")), "417");
  for (const target of ["/", "/own"]) {
    await using client = await Raw.open(port);
    client.send(...head(target, 7, json, expecting));
    await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    t.match(await client.send('{"n":1}').until(/\}"?$/), /200 OK/, target);
  }
});
