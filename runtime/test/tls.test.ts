import { once } from "node:events";
import { Agent, request } from "node:https";
import { connect as connectTcp } from "node:net";
import { connect } from "node:tls";
import { App, type Context } from "@typeway/runtime";
import type { Test } from "tap";
import { certificate } from "./certificate.js";
import { body, context, endpoint } from "./endpoint.js";
import { statuses } from "./raw-client.js";
import { listening, onEach, portOf } from "./transports.js";

async function serve(t: Test): Promise<{ readonly app: App; readonly port: number }> {
  const app = new App({ log: () => undefined });
  const save = (item: unknown, { url }: Context) => ({ item, scheme: url.protocol });
  app.post("/", save, endpoint(save, [body("item"), context()]));
  const server = await app.listen({ ...listening(t), tls: certificate });
  t.teardown(() => app.close());
  return { app, port: portOf(server) };
}

const post = ["POST / HTTP/1.1", "Host: shop.test", "Content-Type: application/json", "Content-Length: 3", "", "[1]"];

onEach("HTTPS: requests are answered, one after the other on one connection", async (t) => {
  const { port } = await serve(t);
  const agent = new Agent({ keepAlive: true, ca: certificate.cert, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  for (const reused of [false, true]) {
    const asking = request({
      agent,
      port,
      host: "127.0.0.1",
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    asking.end("[1]");
    const [answer] = await once(asking, "response");
    answer.setEncoding("utf8");
    let text = "";
    for await (const chunk of answer) text += chunk;
    t.equal(text, '{"item":[1],"scheme":"https:"}');
    t.equal(asking.reusedSocket, reused);
  }
});

onEach("HTTPS: an upgrade that is not for a socket is ignored, what is no request is 400", async (t) => {
  const { port } = await serve(t);
  const client = connect({ port, host: "127.0.0.1", ca: certificate.cert }).setEncoding("latin1");
  t.teardown(() => client.destroy());
  let received = "";
  client.on("data", (text: string) => {
    received += text;
  });
  const [first = "", ...rest] = post;
  client.write([first, "Connection: Upgrade", "Upgrade: h2c", ...rest].join("\r\n"));
  client.write(`${post.join("\r\n")}nonsense\r\n\r\n`);
  await once(client, "end");
  t.strictSame(statuses(received), [200, 200, 400]);
});

onEach("HTTPS: shutdown waits for no handshake that does not come", async (t) => {
  const { app, port } = await serve(t);
  const silent = connectTcp(port, "127.0.0.1");
  silent.on("error", () => undefined);
  await once(silent, "connect");
  const closed = once(silent, "close");
  silent.resume();
  await app.close();
  await closed;
  t.pass();
});

onEach("HTTPS: a certificate that is none is an error that says so", async (t) => {
  const app = new App();
  await t.rejects(app.listen({ ...listening(t), tls: { ...certificate, cert: "none" } }), {
    code: "TYPEWAY_OPTION_INVALID",
    message:
      /^TYPEWAY_OPTION_INVALID: tls cannot be used: .*; cert and key are the text of PEM files, not their paths\.$/,
  });
});

onEach("HTTPS: without a certificate nobody could connect, so it is an error", async (t) => {
  for (const tls of [{}, { key: certificate.key }])
    await t.rejects(new App().listen({ ...listening(t), tls }), {
      code: "TYPEWAY_OPTION_INVALID",
      message: "TYPEWAY_OPTION_INVALID: tls has no certificate: give it cert and key, pfx or SNICallback.",
    });
});
