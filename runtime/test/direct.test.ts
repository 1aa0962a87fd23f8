import { App } from "@typeway/runtime";
import t from "tap";
import { body, endpoint, query, string } from "./endpoint.js";
import { RawClient, statuses } from "./raw-client.js";

t.test("requests straight from a socket are answered, one after the other on one connection", async (t) => {
  const app = new App();
  const read = (q: string) => ({ q });
  const save = (item: unknown) => ({ item });
  app.get("/", read, endpoint(read, [query("q", string, { or: null })]));
  app.post("/", save, endpoint(save, [body("item")]));
  const server = await app.listen({ port: 0, signals: false, transport: "direct" });
  t.teardown(() => app.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It does not listen.");
  await using client = await RawClient.open(address.port);
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
