import { AsyncLocalStorage } from "node:async_hooks";
import { App } from "@typeway/runtime";
import t from "tap";
import { body, endpoint, query, string } from "./endpoint.js";
import { RawClient, statuses } from "./raw-client.js";
import { portOf } from "./transports.js";

t.test("requests straight from a socket are answered, one after the other on one connection", async (t) => {
  const app = new App();
  const read = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  app.get("/", read, endpoint(read, [query("q", string, { or: null })]));
  app.post("/", save, endpoint(save, [body("item")]));
  const server = await app.listen({ port: 0, signals: false, transport: "direct" });
  t.teardown(() => app.close());
  await using client = await RawClient.open(portOf(server));
  client.send("GET /?q=1 HTTP/1.1", "Host: shop.test", "", "");
  t.match(
    await client.until(/\}$/),
    /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/json\r\nx-content-type-options: nosniff\r\ncontent-length: 9\r\nDate: .*\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\n\{"q":"1"\}$/,
  );
  client.send("POST / HTTP/1.1", "Host: shop.test", "Content-Type: application/json", "Content-Length: 3", "", "[");
  client.send("2]");
  t.strictSame(statuses(await client.until(/\{"item":\[2\]\}$/)), [200, 200]);
});

t.test("a transport that there is not is an error that says so, and nothing is left open", async (t) => {
  const app = new App();
  const options: object = { port: 0, signals: false, transport: "fast" };
  await t.rejects(app.listen(options), {
    name: "TypewayError",
    code: "TYPEWAY_OPTION_INVALID",
    message: "TYPEWAY_OPTION_INVALID: transport is 'fast', which is neither 'node' nor 'direct'.",
  });
  t.equal(app.phase, "stopped");
});

t.test("what a handler enters ends with its request, not with its connection", async (t) => {
  const store = new AsyncLocalStorage<string>();
  const app = new App();
  const enter = () => {
    const before = store.getStore() ?? null;
    store.enterWith("entered");
    return { before };
  };
  app.get("/", enter, endpoint(enter));
  await using client = await RawClient.open(portOf(await app.listen({ port: 0, signals: false, transport: "direct" })));
  t.teardown(() => app.close());
  const get = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  client.send(get + get);
  t.equal((await client.until(/\}[\s\S]*\}$/)).match(/\{"before":null\}/g)?.length, 2);
  client.send(get);
  t.equal((await client.until(/\}[\s\S]*\}[\s\S]*\}$/)).match(/\{"before":null\}/g)?.length, 3);
});
