/** Clients that take their time, against the timers of the direct transport; those of node:http are its own. */
import { mock } from "node:test";
import { App } from "@typeway/runtime";
import t, { type Test } from "tap";
import { limits } from "../../dist/exchange/limits.js";
import { body, endpoint } from "../endpoint.js";
import { RawClient, statuses } from "../raw-client.js";
import { portOf } from "../transports.js";

const host = "Host: shop.test";
/** In milliseconds; less than any silence that ends a connection. */
const pause = 4_000;

async function serve(t: Test): Promise<number> {
  mock.timers.enable({ apis: ["setInterval"] });
  const app = new App();
  const save = (item: unknown) => item;
  app.post("/", save, endpoint(save, [body("item")]));
  const server = await app.listen({ port: 0, signals: false, transport: "direct" });
  t.teardown(async () => {
    mock.timers.reset();
    await app.close();
  });
  return portOf(server);
}

/** Lets what has been sent arrive. */
async function arrival(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Sends one text after the other, and passes the time between them. @returns how much time has passed at the end */
async function dribble(client: RawClient, texts: Iterable<string>): Promise<number> {
  let passed = 0;
  let isOpen = true;
  client.socket.on("end", () => {
    isOpen = false;
  });
  for (const text of texts) {
    client.send(text);
    await arrival();
    if (!isOpen) break;
    mock.timers.tick(pause);
    passed += pause;
    await arrival();
  }
  return passed;
}

t.test("10 a head that comes letter by letter is 408", async (t) => {
  await using client = await RawClient.open(await serve(t));
  const passed = await dribble(client, "GET / HTTP/1.1\r\nHost: shop.test");
  t.strictSame(statuses(await client.end()), [408]);
  t.ok(passed <= limits.headersTimeout + 2 * pause, `${passed} ms`);
});

t.test("10 empty lines are nothing, and so is silence", async (t) => {
  const port = await serve(t);
  await using lines = await RawClient.open(port);
  await using silent = await RawClient.open(port);
  const passed = await dribble(lines, Array<string>(50).fill("\r\n"));
  t.strictSame(statuses(await lines.end()), [408]);
  t.strictSame(statuses(await silent.end()), [408]);
  t.ok(passed <= limits.headersTimeout + 2 * pause, `${passed} ms`);
});

t.test("10 between two requests a connection is kept for a while, whatever empty lines come", async (t) => {
  const port = await serve(t);
  await using lines = await RawClient.open(port);
  await using silent = await RawClient.open(port);
  for (const client of [lines, silent]) await client.send("GET /nowhere HTTP/1.1", host, "", "").until(/\}$/);
  const passed = await dribble(lines, Array<string>(50).fill("\r\n"));
  t.strictSame(statuses(await lines.end()), [404]);
  t.strictSame(statuses(await silent.end()), [404]);
  t.ok(passed <= limits.keepAliveTimeout + 2 * pause, `${passed} ms`);
});

t.test("8 a body that comes letter by letter is 408 in the end", async (t) => {
  await using client = await RawClient.open(await serve(t));
  client.send("POST / HTTP/1.1", host, "Content-Type: application/json", "Content-Length: 100", "", "");
  const passed = await dribble(client, " ".repeat(99));
  t.strictSame(statuses(await client.end()), [408]);
  t.ok(passed > limits.bodyIdle && passed <= limits.requestTimeout + 3 * pause, `${passed} ms`);
});
