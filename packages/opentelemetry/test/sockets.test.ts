// X8: a WebSocket's span lasts as long as its connection.
import { setImmediate } from "node:timers/promises";
import { instrument } from "@typeway/opentelemetry";
import { HttpError } from "@typeway/runtime";
import t from "tap";
import { WebSocket } from "ws";
import { Record, Site, serve } from "./site.js";

t.test("X8 a WebSocket: one span with 101 or the status that refused it, and no duration of a request", async (t) => {
  const site = new Site()
    .onSocket("/open", async (socket) => socket.send("hello"))
    .onSocket("/refused", () => {
      throw new HttpError(403);
    })
    .onSocket("/boom", async (socket) => {
      await socket.send("hello");
      throw new TypeError("boom");
    });
  const record = new Record();
  t.teardown(() => record.close());
  instrument(site, { tracerProvider: record.tracerProvider, meterProvider: record.meterProvider });
  const { port } = await serve(t, site);
  const seen = async (path: string) => {
    record.forget();
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("close", resolve));
    while (record.server === undefined) await setImmediate();
    const { name, attributes } = record.server;
    return [name, attributes["http.response.status_code"], attributes["error.type"]];
  };
  t.strictSame(await seen("/open"), ["GET /open", 101, undefined]);
  t.equal(record.named("handler /open")?.parentSpanContext?.spanId, record.server?.spanContext().spanId);
  t.strictSame(await seen("/refused"), ["GET /refused", 403, undefined]);
  t.strictSame(await seen("/boom"), ["GET /boom", 101, "TypeError"]);
  t.strictSame((await record.points("http.server.request.duration")).points, []);
});
