// X8: what a request's span says, by the semantic conventions for HTTP servers.
import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { type InstrumentOptions, instrument } from "@typeway/opentelemetry";
import { HttpError, Router, reply, stream } from "@typeway/runtime";
import t, { type Test } from "tap";
import { Record, Site, serve } from "./site.js";

function recorded(t: Test, site: Site, options: InstrumentOptions = {}): Record {
  const record = new Record();
  t.teardown(() => record.close());
  instrument(site, { tracerProvider: record.tracerProvider, meterProvider: record.meterProvider, ...options });
  return record;
}

t.test("X8 a request: one server span with route, method, status and addresses", async (t) => {
  const site = new Site().on("GET /users/{userId}", () => "Ada");
  const record = recorded(t, site);
  const { visit, port } = await serve(t, site);
  await visit("/users/7?token=secret", { headers: { "user-agent": "test/1" } });
  const span = record.server;
  t.equal(span?.name, "GET /users/{userId}");
  t.equal(span?.kind, SpanKind.SERVER);
  t.same(span?.status, { code: SpanStatusCode.UNSET });
  const { "network.peer.port": peerPort, ...attributes } = span?.attributes ?? {};
  t.type(peerPort, "number");
  t.strictSame(attributes, {
    "http.request.method": "GET",
    "url.scheme": "http",
    "url.path": "/users/7",
    "server.address": "127.0.0.1",
    "server.port": port,
    "client.address": "127.0.0.1",
    "network.peer.address": "127.0.0.1",
    "network.protocol.version": "1.1",
    "user_agent.original": "test/1",
    "http.route": "/users/{userId}",
    "http.response.status_code": 200,
  });
});

t.test("X8 a path: what a route takes as a secret is not in it", async (t) => {
  const site = new Site().on("GET /reset/{token}", () => "done");
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  await visit("/reset/hunter2");
  t.equal(record.server?.attributes["url.path"], "/reset/{token}");
  t.notMatch(JSON.stringify(record.server?.attributes), "hunter2");
});

t.test("X8 traceparent: the span continues the caller's trace, and a root begins one", async (t) => {
  const site = new Site().on("GET /", () => 1);
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  await visit("/", { headers: { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` } });
  t.equal(record.server?.spanContext().traceId, "a".repeat(32));
  t.equal(record.server?.parentSpanContext?.spanId, "b".repeat(16));
  record.forget();
  await visit("/", { headers: { traceparent: "nonsense" } });
  t.equal(record.server?.parentSpanContext, undefined);
});

t.test("X8 errors: 5xx and broken answers are errors, 4xx are the client's", async (t) => {
  const site = new Site()
    .on("GET /gone", () => Promise.reject(new HttpError(410)))
    .on("GET /busy", () => reply(503, "busy"))
    .on("GET /boom", () => Promise.reject(new TypeError("boom")))
    .on("GET /torn", () => stream(torn()));
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  const seen = async (path: string) => {
    record.forget();
    await visit(path).catch(() => undefined);
    while (record.server === undefined) await setImmediate();
    const { name, status, attributes, events } = record.server;
    return [name, status.code, attributes["http.response.status_code"], attributes["error.type"], events.length];
  };
  t.strictSame(await seen("/gone"), ["GET /gone", SpanStatusCode.UNSET, 410, undefined, 0]);
  t.strictSame(await seen("/nowhere"), ["GET", SpanStatusCode.UNSET, 404, undefined, 0]);
  t.strictSame(await seen("/busy"), ["GET /busy", SpanStatusCode.ERROR, 503, "503", 0]);
  t.strictSame(await seen("/boom"), ["GET /boom", SpanStatusCode.ERROR, 500, "TypeError", 1]);
  t.strictSame(await seen("/torn"), ["GET /torn", SpanStatusCode.ERROR, 200, "RangeError", 1]);
});
async function* torn() {
  yield "begun";
  throw new RangeError("torn");
}

t.test("X8 a streamed answer: its span lasts until the last chunk, and what makes the chunks is within", async (t) => {
  const ids: (string | undefined)[] = [];
  const site = new Site().on("GET /", () => stream(chunks()));
  async function* chunks() {
    for (let i = 0; i < 3; i++) {
      await setImmediate();
      ids.push(trace.getActiveSpan()?.spanContext().spanId);
      yield String(i);
    }
  }
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  t.equal((await visit("/")).text, "012");
  const server = record.server?.spanContext().spanId;
  t.ok(server);
  t.strictSame(ids, [server, server, server]);
});

t.test("X8 context: active in middleware, and in a handler that was called after its body had arrived", async (t) => {
  const site = new Site().use(async (_, next) => {
    const span = trace.getTracer("t").startSpan("in middleware");
    await next();
    span.end();
  });
  const record = recorded(t, site);
  const tracer = record.tracerProvider.getTracer("test");
  site.on("POST /", async (context) => {
    await context.body();
    tracer.startSpan("query").end();
    return 1;
  });
  const { visit } = await serve(t, site);
  await visit("/", { method: "POST", body: "x".repeat(100_000) });
  const handler = record.named("handler POST /");
  t.equal(record.named("query")?.parentSpanContext?.spanId, handler?.spanContext().spanId);
  t.equal(handler?.parentSpanContext?.spanId, record.server?.spanContext().spanId);
});

t.test("X8 exclude: paths and patterns that nobody wants to hear of", async (t) => {
  const site = new Site()
    .on("GET /health", () => 1)
    .on("GET /healthy", () => 1)
    .on("GET /docs/{page}", () => 1);
  const record = recorded(t, site, { exclude: ["/health", /^\/docs\//] });
  const { visit } = await serve(t, site);
  for (const path of ["/health", "/health?x=1", "/docs/a", "/healthy"]) t.equal((await visit(path)).status, 200, path);
  t.strictSame(
    record.spans.filter(({ kind }) => kind === SpanKind.SERVER).map(({ name }) => name),
    ["GET /healthy"],
  );
});

t.test("X8 steps: false leaves the request's own span", async (t) => {
  const site = new Site().on("GET /", () => 1);
  const record = recorded(t, site, { steps: false });
  await (await serve(t, site)).visit("/");
  t.strictSame(
    record.spans.map(({ name }) => name),
    ["GET /"],
  );
});

t.test("X8 mounted applications and listeners: one span, with the route where there is one", async (t) => {
  const child = new Site().on("GET /items/{id}", () => 1);
  const site = new Site().include(new Router({ prefix: "/r" })).mount("/child", child);
  site.mount("/node", (_, response) => {
    response.statusCode = 201;
    response.end("made");
  });
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  const seen = async (path: string) => {
    record.forget();
    await visit(path);
    while (record.server === undefined) await setImmediate();
    return [record.server.name, record.server.attributes["http.response.status_code"]];
  };
  t.strictSame(await seen("/child/items/7"), ["GET /child/items/{id}", 200]);
  t.strictSame(await seen("/child/nothing"), ["GET", 404]);
  t.strictSame(await seen("/node/x"), ["GET", 201]);
});

t.test("X8 methods that nobody knows are one name in the record", async (t) => {
  const site = new Site().on("GET /", () => 1);
  const record = recorded(t, site);
  const { port } = await serve(t, site);
  const socket = connect(port, "127.0.0.1");
  socket.write("PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await once(socket, "data");
  socket.destroy();
  t.match(record.server, {
    name: "HTTP",
    attributes: { "http.request.method": "_OTHER", "http.request.method_original": "PROPFIND", "server.address": "x" },
  });
});

t.test("X8 without an SDK nothing is recorded and everything is served", async (t) => {
  const site = instrument(new Site().on("GET /", () => 1));
  t.equal((await (await serve(t, site)).visit("/")).text, "1");
});

t.test("X8 followBy(undefined): from the next request on nobody follows", async (t) => {
  const site = new Site().on("GET /", () => 1);
  const record = recorded(t, site);
  const { visit } = await serve(t, site);
  await visit("/");
  site.followBy(undefined);
  record.forget();
  await visit("/");
  t.strictSame(record.spans, []);
});
