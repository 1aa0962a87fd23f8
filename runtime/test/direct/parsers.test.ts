/** The parsers of the direct transport live in memory that nothing collects: what is taken is given back. */
import { App } from "@typeway/runtime";
import t from "tap";
import { Llhttp } from "../../dist/direct/llhttp.js";
import { RequestParser } from "../../dist/direct/request-parser.js";
import { body, endpoint } from "../endpoint.js";
import { RawClient } from "../raw-client.js";
import { portOf } from "../transports.js";

const host = "Host: shop.test";
const get = (...fields: readonly string[]): string => ["GET / HTTP/1.1", host, ...fields, "", ""].join("\r\n");
const post = ["POST / HTTP/1.1", host, "Content-Type: application/json", "Content-Length: 4", "", ""].join("\r\n");
const upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];

t.test("37 a parser is freed once, however its connection ends, and its memory used again", async (t) => {
  const { open } = Llhttp.prototype;
  const { free } = RequestParser.prototype;
  t.teardown(() => {
    Llhttp.prototype.open = open;
    RequestParser.prototype.free = free;
  });
  const places = new Set<number>();
  let [opened, freed] = [0, 0];
  Llhttp.prototype.open = function () {
    const place = open.call(this);
    places.add(place);
    opened += 1;
    return place;
  };
  RequestParser.prototype.free = function () {
    freed += 1;
    free.call(this);
  };
  const app = new App({ log: () => undefined });
  const answer = () => "answer";
  const save = (item: unknown) => item;
  app.get("/", answer, endpoint(answer)).post("/", save, endpoint(save, [body("item")]));
  app.websocket("/socket", answer, endpoint(answer));
  const port = portOf(await app.listen({ port: 0, signals: false, transport: "direct" }));
  t.teardown(() => app.close());
  const sent = [
    "",
    get(),
    get("Connection: close"),
    get().repeat(3),
    "GET / HT",
    `${post}[1`,
    `${post}[1] `,
    "\0",
    get(...upgrade),
    get(...upgrade).replace("/", "/socket"),
    "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
  ];
  const [rounds, turn] = [200, () => new Promise((resolve) => setImmediate(resolve))];
  for (let round = 0; round < rounds; round++) {
    const clients = await Promise.all(sent.map(() => RawClient.open(port)));
    for (const [index, text] of sent.entries()) clients[index]?.send(text);
    while (opened < (round + 1) * sent.length) await turn();
    await turn();
    for (const { socket } of clients) round % 2 === 0 ? socket.destroy() : socket.resetAndDestroy();
  }
  for (let turns = 0; freed < opened && turns < 10_000; turns++) await turn();
  t.equal(opened, rounds * sent.length);
  t.equal(freed, opened);
  t.ok(places.size < opened / 10, `${places.size} places`);
});
