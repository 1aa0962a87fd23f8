import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { mock } from "node:test";
import { App, type Context, stream } from "@typeway/runtime";
import t from "tap";
import { body, context, depends, endpoint, provider } from "./endpoint.js";
import { RawClient, statuses } from "./raw-client.js";
import { listening, onEach, portOf, serveOn } from "./transports.js";

const host = "Host: shop.test";
const json = "Content-Type: application/json";

function echoApp(): App {
  const app = new App();
  const save = (item: unknown) => item;
  return app.post("/", save, endpoint(save, [body("item")]));
}

onEach("6 a length above the limit is refused before the body is read", async (t) => {
  const port = await serveOn(t, echoApp());
  await using client = await RawClient.open(port);
  const received = await client.send("POST / HTTP/1.1", host, json, "Content-Length: 50000000", "", "").end();
  t.match(received, /^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close\r\n[\s\S]*\{"detail":"Payload Too Large"\}$/i);
});

onEach("7 a body that turns out too large: the client gets to read the 413", async (t) => {
  const port = await serveOn(t, echoApp());
  const megabyte = Buffer.alloc(1_048_576, "x");
  const upload = (length: boolean) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { "content-type": "application/json", ...(length && { "content-length": 8 * megabyte.length }) };
      const request = sendRequest({ port, host: "127.0.0.1", method: "POST", headers, agent: false }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
        response.on("error", reject);
      });
      request.on("error", reject);
      for (let sent = 0; sent < 8; sent++) request.write(megabyte);
      request.end();
    });
  for (const length of [true, false])
    t.strictSame(await Promise.all(Array.from({ length: 25 }, () => upload(length))), Array(25).fill(413));
});

onEach("8 a client that stops in the middle of its body is 408 after a while", async (t) => {
  mock.timers.enable({ apis: ["setInterval", "Date"] });
  t.teardown(() => mock.timers.reset());
  const port = await serveOn(t, echoApp());
  await using slow = await RawClient.open(port);
  await using steady = await RawClient.open(port);
  for (const client of [slow, steady]) client.send("POST / HTTP/1.1", host, json, "Content-Length: 6", "", "[1");
  const seen = async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  await seen();
  mock.timers.tick(10_000);
  steady.send(",2");
  await seen();
  mock.timers.tick(10_000);
  const received = await slow.end();
  t.match(received, /^HTTP\/1\.1 408 [\s\S]*connection: close[\s\S]*\{"detail":"Request Timeout"\}$/i);
  t.match(await steady.send("3]").until(/\}?\]$/), /\r\n\r\n\[1,23\]$/);
  await using probe = await RawClient.open(port);
  probe.send("GET /nowhere HTTP/1.1", host, "", "");
  t.strictSame(statuses(await probe.until(/\}$/)), [404]);
});

t.test("10 the limits of node:http are set, and stay what they are", async (t) => {
  const app = echoApp();
  const server = await app.listen({ ...listening(t), keepAliveTimeout: 65_000, maxConnections: 100 });
  t.teardown(() => app.close());
  t.match(server, {
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    maxConnections: 100,
    maxHeadersCount: 0,
    timeout: 0,
  });
});

onEach("33 the signal fires when the client goes away before its answer, and only then", async (t) => {
  const app = new App({ log: () => undefined });
  const fired: string[] = [];
  let arrived: () => void = () => undefined;
  const arrival = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  const wait = (signal: AbortSignal) => {
    arrived();
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        fired.push("wait");
        resolve("late");
      });
    });
  };
  const quick = (signal: AbortSignal) => {
    signal.addEventListener("abort", () => fired.push("quick"));
    return "quick";
  };
  const closed: string[] = [];
  const session = provider(async function* () {
    yield "db";
    closed.push("db");
  });
  app.get("/wait", wait, endpoint(wait, [context("AbortSignal"), depends(session)]));
  app.get("/quick", quick, endpoint(quick, [context("AbortSignal")]));
  const port = await serveOn(t, app);

  const waiting = arrival();
  const gone = await RawClient.open(port);
  gone.send("GET /wait HTTP/1.1", host, "", "");
  await waiting;
  gone.socket.destroy();
  await using stays = await RawClient.open(port);
  await stays.send("GET /quick HTTP/1.1", host, "", "").until(/"quick"$/);
  stays.socket.destroy();
  await app.close();
  t.strictSame(fired, ["wait"]);
  t.strictSame(closed, ["db"], "34 its dependencies are closed all the same");
});

onEach("33 a client that goes away in the middle of its body", async (t) => {
  const logged: unknown[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  const save = (item: unknown) => item;
  app.post("/", save, endpoint(save, [body("item")]));
  const port = await serveOn(t, app);
  const client = await RawClient.open(port);
  client.send("POST / HTTP/1.1", host, json, "Content-Length: 6", "", "[1");
  await new Promise((resolve) => setTimeout(resolve, 20));
  client.socket.resetAndDestroy();
  await app.close();
  t.strictSame(logged, []);
});

onEach("35 a stream waits for its reader, and ends when the reader goes", async (t) => {
  const app = new App({ log: () => undefined });
  const chunk = Buffer.alloc(65_536);
  let made = 0;
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const endless = ({ id }: Context) =>
    stream(
      (async function* () {
        try {
          for (;;) {
            made += 1;
            yield id === "" ? "" : chunk;
          }
        } finally {
          ended();
        }
      })(),
    );
  app.get("/", endless, endpoint(endless, [context()]));
  const port = await serveOn(t, app);
  const request = sendRequest({ port, host: "127.0.0.1", agent: false }).end();
  const [response] = await once(request, "response");
  response.pause();
  let before = -1;
  while (made !== before) {
    before = made;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  t.ok(made < 1_000, "the sockets' buffers hold less than 64 MB");
  response.destroy();
  await end;
});

onEach("36 a stream that fails is seen to be incomplete", async (t) => {
  const app = new App({ log: () => undefined });
  const broken = () =>
    stream(
      (async function* () {
        yield "first";
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error("broken");
      })(),
    );
  const short = () => new Response(new Blob(["abc"]).stream(), { headers: { "content-length": "10" } });
  const long = () => new Response(new Blob(["abc"]).stream(), { headers: { "content-length": "2" } });
  const handlers = { broken, short, long };
  for (const [path, handler] of Object.entries(handlers)) app.get(`/${path}`, handler, endpoint(handler));
  const port = await serveOn(t, app);
  for (const path of Object.keys(handlers)) {
    const outcome = await new Promise((resolve) => {
      const request = sendRequest({ port, host: "127.0.0.1", path: `/${path}`, agent: false }, (response) => {
        response.resume();
        response.on("error", () => undefined).on("close", () => resolve(response.complete));
      });
      request.on("error", () => resolve(false)).end();
    });
    t.equal(outcome, false, path);
  }
});

onEach("43 a port in use is one line that says what to do", async (t) => {
  const first = echoApp();
  const port = portOf(await first.listen(listening(t)));
  t.teardown(() => first.close());
  const stopped: string[] = [];
  const second = echoApp().onStop(() => stopped.push("stopped"));
  await t.rejects(second.listen({ ...listening(t), port }), {
    code: "TYPEWAY_PORT_IN_USE",
    message: `TYPEWAY_PORT_IN_USE: Port ${port} on 127.0.0.1 is in use. Stop the other program, or choose a port: PORT=${port + 1}.`,
  });
  t.strictSame(stopped, ["stopped"], "what had been started is stopped");
  await t.rejects(echoApp().listen({ ...listening(t), host: "256.0.0.1" }), { code: "TYPEWAY_LISTEN" });
});

t.test("PORT and HOST say where to listen when the program does not", async (t) => {
  const { PORT, HOST } = process.env;
  t.teardown(() => {
    for (const [name, value] of Object.entries({ PORT, HOST })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  process.env["PORT"] = "0";
  process.env["HOST"] = "localhost";
  const app = echoApp();
  t.teardown(() => app.close());
  const server = await app.listen({ signals: false });
  t.match(server.address(), { port: Number, address: /^(127\.0\.0\.1|::1)$/ });
  for (const wrong of ["http", "-1", "70000", "1.5"]) {
    process.env["PORT"] = wrong;
    await t.rejects(echoApp().listen(), {
      code: "TYPEWAY_OPTION_INVALID",
      message: `TYPEWAY_OPTION_INVALID: The environment variable PORT is '${wrong}', not a port between 0 and 65535.`,
    });
  }
  await t.rejects(echoApp().listen({ port: 70_000 }), { message: /port is '70000'/ });
});
