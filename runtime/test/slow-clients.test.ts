/** Answers whose clients read slowly, or leave; and requests that somebody reads as a stream. */

import { once } from "node:events";
import { connect } from "node:net";
import { App, type Context } from "@typeway/runtime";
import t from "tap";
import { messagesOf } from "../dist/server/messages.js";
import { body, context, endpoint } from "./endpoint.js";
import { RawClient, statuses } from "./raw-client.js";
import { onEachServer } from "./servers.js";
import { portOf } from "./transports.js";

const host = "Host: shop.test";
const json = "Content-Type: application/json";
const get = (path: string, ...more: readonly string[]) => [`GET ${path} HTTP/1.1`, host, ...more, "", ""];
const megabyte = "x".repeat(1_048_576);

onEachServer("big answers wait for their reader, in their order, and nobody else does", async (t, serve) => {
  const app = new App();
  const big = () => megabyte.repeat(4);
  app.get("/big", big, endpoint(big));
  app.get(
    "/small",
    () => 1,
    endpoint(() => 1),
  );
  const port = portOf(await serve(app));
  const slow = connect({ port, host: "127.0.0.1" });
  t.teardown(() => slow.destroy());
  slow.pause();
  const sent = ["/big", "/small", "/big", "/big"].flatMap((path) => get(path).slice(0, -1));
  slow.write([...sent, ...get("/small", "Connection: close")].join("\r\n"));
  await using other = await RawClient.open(port);
  await other.send(...get("/small")).until(/\r\n\r\n1$/);
  let received = "";
  slow.setEncoding("latin1").on("data", (piece) => {
    received += piece;
  });
  slow.resume();
  await once(slow, "end");
  const bodies = received.split(/HTTP\/1\.1 200 OK\r\n[\s\S]*?\r\n\r\n/).slice(1);
  t.strictSame(
    bodies.map((one) => one.length),
    [4 * megabyte.length + 2, 1, 4 * megabyte.length + 2, 4 * megabyte.length + 2, 1],
  );
});

onEachServer("a client that leaves in the middle of its answer, or before it, harms nobody", async (t, serve) => {
  const app = new App({ log: () => undefined });
  const big = () => megabyte.repeat(8);
  let arrived: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const late = () => {
    arrived();
    return new Promise<number>((resolve) => {
      answer = () => resolve(1);
    });
  };
  app.get("/big", big, endpoint(big)).get("/late", late, endpoint(late));
  const server = await serve(app);
  const port = portOf(server);
  const gone = connect({ port, host: "127.0.0.1" }).pause();
  gone.write(get("/big").join("\r\n"));
  await once(gone, "readable");
  gone.destroy();
  for (const leave of ["destroy", "end"] as const) {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    client.write(get("/late").join("\r\n"));
    await arrival;
    client[leave]();
    await once(client, leave === "end" ? "end" : "close");
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer();
    client.destroy();
  }
  await using other = await RawClient.open(port);
  t.strictSame(statuses(await other.send(...get("/nowhere", "Connection: close")).end()), [404]);
});

/** Reads a request as any Node code would. */
async function streamed({ raw: { request } }: Context): Promise<object> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  const { complete, readableEnded, trailers, headers } = request;
  return { text, complete, readableEnded, trailers, host: headers.host };
}

const chunked = ["Transfer-Encoding: chunked", "Trailer: X-Sum", ""];

onEachServer("a request is a stream for who asks: at once, late, with a body or without", async (t, serve) => {
  const app = new App();
  const late = async (context: Context) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return await streamed(context);
  };
  for (const [path, handler] of Object.entries({ "/now": streamed, "/late": late }))
    app.post(path, handler, endpoint(handler, [context()])).get(path, handler, endpoint(handler, [context()]));
  const port = portOf(await serve(app));
  for (const path of ["/now", "/late"]) {
    await using client = await RawClient.open(port);
    client.send(...get(path));
    client.send(`POST ${path} HTTP/1.1`, host, "Content-Length: 3", "", "tea");
    client.send(
      `POST ${path} HTTP/1.1`,
      host,
      "Connection: close",
      ...chunked,
      "2",
      "te",
      "1",
      "a",
      "0",
      "X-Sum: 7",
      "",
      "",
    );
    const bodies = (await client.end()).match(/\{.*?\}\}?(?=HTTP|$)|\{[^\r]*\}/g);
    const said = { complete: true, readableEnded: true, host: "shop.test" };
    t.strictSame(
      bodies?.map((text) => JSON.parse(text)),
      [
        { text: "", trailers: {}, ...said },
        { text: "tea", trailers: {}, ...said },
        { text: "tea", trailers: { "x-sum": "7" }, ...said },
      ],
      path,
    );
  }
});

onEachServer("a body is read whole, in however many pieces it comes and whoever looks on", async (t, serve) => {
  const app = new App();
  const events: string[] = [];
  const save = (item: unknown) => item;
  const later = async (context: Context) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return Buffer.from(await context.body()).toString();
  };
  const watched = async (context: Context) => {
    const reading = context.body();
    for (const event of ["data", "end", "close"]) context.raw.request.on(event, () => events.push(event));
    return Buffer.from(await reading).toString();
  };
  app.post("/", save, endpoint(save, [body("item")]));
  app.post("/later", later, endpoint(later, [context()]));
  app.post("/watched", watched, endpoint(watched, [context()]));
  const port = portOf(await serve(app));
  for (const path of ["/", "/later", "/watched"]) {
    await using client = await RawClient.open(port);
    client.send(`POST ${path} HTTP/1.1`, host, json, "Connection: close", "Content-Length: 7", "", "");
    for (const piece of ["[1", ",2", ",3]"]) {
      client.send(piece);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    t.match(await client.end(), path === "/" ? /\r\n\r\n\[1,2,3\]$/ : /\r\n\r\n"\[1,2,3\]"$/, path);
  }
  t.equal(events.filter((event) => event === "end").length, 1);
  await using empty = await RawClient.open(port);
  empty.send("POST /later HTTP/1.1", host, "Connection: close", "Transfer-Encoding: chunked", "", "0", "", "");
  t.match(await empty.end(), /\r\n\r\n""$/, "an empty one, too");
});

onEachServer("who reads a body hears of a client that leaves in its middle", async (t, serve) => {
  const app = new App({ log: () => undefined });
  let heard: (error: unknown) => void = () => undefined;
  let arrived: () => void = () => undefined;
  const save = async (context: Context) => {
    const reading = context.body();
    arrived();
    await reading.catch((error: unknown) => heard(error));
  };
  app.post("/", save, endpoint(save, [context()]));
  const port = portOf(await serve(app));
  for (const leave of ["destroy", "resetAndDestroy"] as const) {
    const client = connect({ port, host: "127.0.0.1" });
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const error = new Promise<unknown>((resolve) => {
      heard = resolve;
    });
    client.write(["POST / HTTP/1.1", host, "Content-Length: 9", "", "[1"].join("\r\n"));
    await arrival;
    client[leave]();
    t.match(await error, { status: 400, message: "The body ended early" }, leave);
  }
});

t.test("elsewhere than in the versions of Node they were read in, requests and responses are its own", async (t) => {
  t.strictSame(Object.keys(messagesOf(process.versions)), ["IncomingMessage", "ServerResponse"]);
  t.strictSame(messagesOf({ ...process.versions, node: "26.0.0" }), {});
  t.strictSame(messagesOf({ ...process.versions, bun: "1.3.0" }), {});
});
