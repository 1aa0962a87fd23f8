/** Clients that send without reading, or leave at any moment. */
import { once } from "node:events";
import { App, stream, type WebSocket } from "@typeway/runtime";
import { body, context, endpoint } from "./endpoint.js";
import { exchange, RawClient, statuses } from "./raw-client.js";
import { onEach, serveOn } from "./transports.js";

const host = "Host: shop.test";
const json = "Content-Type: application/json";
const close = "Connection: close";
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** With everything that can be under way. `proceed` lets what waits be answered. */
function busyApp(log: (entry: { message: string }) => void = () => undefined) {
  const app = new App({ log });
  let proceed: () => void = () => undefined;
  const proceeding = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const save = (item: unknown) => item;
  const wait = async () => {
    await proceeding;
    return "waited";
  };
  const parts = () =>
    stream(
      (async function* () {
        yield "first ";
        await proceeding;
        yield "last";
      })(),
    );
  const talk = async (socket: WebSocket) => {
    for await (const message of socket) await socket.send(message);
  };
  app.post("/", save, endpoint(save, [body("item")]));
  app.get("/wait", wait, endpoint(wait));
  app.get("/parts", parts, endpoint(parts));
  app.websocket("/talk", talk, endpoint(talk, [context("WebSocket")]));
  return { app, proceed };
}

const get = (path: string, ...fields: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, host, ...fields, "", ""].join("\r\n");
const upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
const handshake = get("/talk", ...upgrade, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
const post = ["POST / HTTP/1.1", host, json, "Content-Length: 4", "", ""].join("\r\n");

/** What a client may have sent, and received, when something happens. */
const states: Readonly<Record<string, readonly [sent: string, received: RegExp]>> = {
  "nothing said": ["", /^/],
  "an idle connection": [get("/nowhere"), / 404 .*\}$/s],
  "half a head": ["GET /wa", /^/],
  "half a body": [`${post}[1`, /^/],
  "half a body, after an answer": [`${get("/nowhere")}${post}[1`, / 404 .*\}$/s],
  "a request that is being answered": [get("/wait"), /^/],
  "an answer that is being sent": [get("/parts"), /first/],
  "a pipeline": [get("/wait") + get("/parts") + get("/nowhere"), /^/],
  "a pipeline that ends in a fault": [`${get("/wait")}\0`, /^/],
  "a body that nobody reads": [`POST /nowhere HTTP/1.1\r\n${host}\r\nContent-Length: 100000\r\n\r\nx`, /404/],
  "an open socket": [handshake, /101/],
};

onEach("33 a client may leave in every state, politely or not", async (t) => {
  const logged: string[] = [];
  const { app, proceed } = busyApp(({ message }) => logged.push(message));
  const port = await serveOn(t, app);
  for (const [sent, received] of Object.values(states)) {
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const client = await RawClient.open(port);
      await client.send(sent).until(received);
      await turn();
      client.socket[leave]();
    }
  }
  t.strictSame(statuses(await exchange(port, get("/nowhere", close))), [404]);
  proceed();
  await app.close();
  t.strictSame(
    logged.filter((message) => !message.includes("departure")),
    [],
  );
});

onEach("39 a stop finishes what is under way, in every state, and cuts nothing", async (t) => {
  const { app, proceed } = busyApp();
  const port = await serveOn(t, app);
  const clients: Record<string, RawClient> = {};
  for (const [name, [sent, received]] of Object.entries(states)) {
    // Its end is the other side's to agree to.
    if (name === "an open socket") continue;
    const client = await RawClient.open(port);
    t.teardown(() => client[Symbol.asyncDispose]());
    await client.send(sent).until(received);
    clients[name] = client;
  }
  const closed = app.close();
  await turn();
  clients["half a head"]?.send("it HTTP/1.1", host, "", "");
  clients["half a body"]?.send(",1");
  clients["half a body, after an answer"]?.send(",2");
  clients["a body that nobody reads"]?.socket.end();
  proceed();
  const ends: Record<string, readonly number[]> = {};
  for (const [name, client] of Object.entries(clients)) ends[name] = statuses(await client.end());
  await closed;
  t.strictSame(ends, {
    "nothing said": [],
    "an idle connection": [404],
    "half a head": [200],
    "half a body": [400],
    "half a body, after an answer": [404, 400],
    "a request that is being answered": [200],
    "an answer that is being sent": [200],
    "a pipeline": [200],
    "a pipeline that ends in a fault": [200],
    "a body that nobody reads": [404],
  });
});

onEach("35 requests in a pipeline that nobody reads the answers of do not pile up", async (t) => {
  const app = new App();
  const [count, answer] = [30_000, "x".repeat(4_000)];
  let served = 0;
  const much = () => {
    served += 1;
    return answer;
  };
  app.get("/", much, endpoint(much));
  const port = await serveOn(t, app);
  await using client = await RawClient.open(port);
  client.socket.pause();
  for (let sent = 0; sent < count; sent += 1_000) client.send(get("/").repeat(1_000));
  client.send(get("/", close));
  for (let before = -1; before !== served; ) {
    before = served;
    for (let turns = 0; turns < 100; turns++) await turn();
  }
  t.ok(served < count / 2, `${served} are served before anything is read`);
  let received = 0;
  client.socket.removeAllListeners("data").on("data", (text: string) => {
    received += text.length;
  });
  const end = once(client.socket, "end");
  client.socket.resume();
  await end;
  t.equal(served, count + 1);
  t.ok(received > count * answer.length);
});
