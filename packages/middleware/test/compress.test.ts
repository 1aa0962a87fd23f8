import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { brotliDecompressSync, createGunzip, gunzipSync } from "node:zlib";
import { type CompressOptions, compress } from "@typeway/middleware";
import { bytes, reply, stream, text } from "@typeway/runtime";
import t, { type Test } from "tap";
import { Site, serveOn } from "./site.js";

const long = "all work and no play ".repeat(100);
const site = (options?: CompressOptions) =>
  new Site()
    .use(compress(options))
    .on("GET /long", () => text(long))
    .on("GET /json", () => ({ long }))
    .on("GET /short", () => text("short"))
    .on("GET /noise", () => bytes(randomBytes(2000), { type: "text/x-noise" }))
    .on("GET /png", () => bytes(Buffer.from(long), { type: "image/png" }))
    .on("GET /done", () => text(long, { headers: { "content-encoding": "x-own" } }))
    .on("GET /fixed", () => text(long, { headers: { "cache-control": "public, no-transform" } }))
    .on("GET /part", () => text(long, { status: 206, headers: { "content-range": "bytes 0-9/10" } }))
    .on("GET /tagged", () => reply(200, long, { etag: '"v1"', "accept-ranges": "bytes", vary: "origin" }))
    .on("GET /weak", () => reply(200, long, { etag: 'W/"v1"' }))
    .on("GET /events", () => stream(chunksOf("data: 1\n\n"), { type: "text/event-stream" }))
    .on("GET /stream", () => stream(chunksOf(long, long), { type: "text/plain" }))
    .on("GET /nothing", () => undefined);

async function* chunksOf(...chunks: readonly string[]) {
  yield* chunks;
}

/** Bytes as they are on the wire: fetch would undo the coding. */
async function ask(port: number, path: string, accept?: string, method = "GET") {
  const headers = accept === undefined ? {} : { "accept-encoding": accept };
  const request = get({ host: "127.0.0.1", port, path, headers, method, agent: false });
  const [answer]: IncomingMessage[] = (await once(request, "response")) as [IncomingMessage];
  if (answer === undefined) throw new Error("No answer.");
  const body = Buffer.concat(await answer.toArray());
  return { answer, body, coding: answer.headers["content-encoding"], vary: answer.headers.vary };
}

const serve = (t: Test, options?: CompressOptions) => serveOn(t, site(options));

t.test("K5 compress: by what the client likes best, and among equals by our order", async (t) => {
  const port = await serve(t);
  const rows: readonly (readonly [accept: string | undefined, coding: string | undefined])[] = [
    ["gzip", "gzip"],
    ["gzip, deflate, br", "br"],
    ["br;q=0.5, gzip", "gzip"],
    ["GZIP;q=0.8, *;q=0", "gzip"],
    ["*", "br"],
    ["gzip;q=0, *", "br"],
    ["deflate", undefined],
    ["identity", undefined],
    ["gzip;q=0", undefined],
    ["gzip;q=0.5, identity", undefined],
    ["", undefined],
    [undefined, undefined],
  ];
  for (const [accept, coding] of rows) {
    const { answer, body, coding: seen, vary } = await ask(port, "/long", accept);
    t.equal(seen, coding, String(accept));
    t.equal(vary, "Accept-Encoding");
    t.equal(answer.headers["content-length"], String(body.length));
    const plain = seen === "br" ? brotliDecompressSync(body) : seen === "gzip" ? gunzipSync(body) : body;
    t.equal(plain.toString(), long);
  }
  const { body } = await ask(port, "/json", "gzip");
  t.strictSame(JSON.parse(gunzipSync(body).toString()), { long });
});

t.test("K5 compress: what gains nothing, or must stay, is left as it is", async (t) => {
  const port = await serve(t);
  for (const path of ["/short", "/noise", "/png", "/done", "/fixed", "/part", "/events", "/nothing"]) {
    const { answer, coding } = await ask(port, path, "gzip, br");
    t.equal(coding, path === "/done" ? "x-own" : undefined, path);
    t.equal(answer.headers.vary, path === "/noise" ? "Accept-Encoding" : undefined);
  }
  t.equal((await ask(port, "/nowhere", "gzip")).coding, undefined);
});

t.test("K5 compress: the name of the bytes becomes a weak one, and parts are no longer offered", async (t) => {
  const port = await serve(t);
  const tagged = await ask(port, "/tagged", "gzip");
  t.match(tagged.answer.headers, { etag: 'W/"v1"', vary: "origin, Accept-Encoding" });
  t.equal(tagged.answer.headers["accept-ranges"], undefined);
  t.equal((await ask(port, "/weak", "gzip")).answer.headers.etag, 'W/"v1"');
  t.match((await ask(port, "/tagged")).answer.headers, { etag: '"v1"', "accept-ranges": "bytes" });
});

t.test("K5 compress: HEAD has the head of GET", async (t) => {
  const port = await serve(t);
  for (const path of ["/long", "/stream"]) {
    const [head, whole] = [await ask(port, path, "gzip", "HEAD"), await ask(port, path, "gzip")];
    t.equal(head.body.length, 0);
    for (const name of ["content-encoding", "content-length", "content-type", "vary"])
      t.equal(head.answer.headers[name], whole.answer.headers[name], `${path} ${name}`);
  }
});

t.test("K5 compress: streams leave chunk by chunk", async (t) => {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = async function* () {
    yield "first ";
    await waiting;
    yield "second";
  };
  const port = await serveOn(
    t,
    new Site().use(compress()).on("GET /", () => stream(slow(), { type: "text/plain" })),
  );
  for (const coding of ["gzip", "br"]) {
    const request = get({ host: "127.0.0.1", port, headers: { "accept-encoding": coding }, agent: false });
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    t.match(answer.headers, { "content-encoding": coding, "transfer-encoding": "chunked" });
    if (coding === "br") {
      t.equal(brotliDecompressSync(Buffer.concat(await answer.toArray())).toString(), "first second");
      continue;
    }
    const plain = answer.pipe(createGunzip()).setEncoding("utf8");
    t.strictSame(await once(plain, "data"), ["first "]);
    release();
    t.strictSame(await once(plain, "data"), ["second"]);
  }
});

t.test("K5 compress: a client that goes away closes the stream behind", { timeout: 10_000 }, async (t) => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const endless = async function* () {
    try {
      for (;;) yield long;
    } finally {
      closed();
    }
  };
  const app = new Site().use(compress()).on("GET /", () => stream(endless(), { type: "text/plain" }));
  const request = get({
    host: "127.0.0.1",
    port: await serveOn(t, app),
    headers: { "accept-encoding": "gzip" },
    agent: false,
  });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  await once(answer, "data");
  answer.destroy();
  await isClosed;
  t.pass("closed");
});

t.test("K5 compress: a stream that fails breaks off", async (t) => {
  const broken = async function* () {
    yield long;
    throw new Error("torn");
  };
  const app = new Site().use(compress()).on("GET /", () => stream(broken(), { type: "text/plain" }));
  await t.rejects(ask(await serveOn(t, app), "/", "gzip"), { code: "ECONNRESET" });
  t.match(app.logged, [{ level: "error", message: "A streamed answer failed.", error: { message: "torn" } }]);
});

t.test("compress: options", async (t) => {
  const port = await serve(t, { minimumSize: 5, encodings: ["gzip"], level: 1 });
  t.equal((await ask(port, "/long", "br, gzip")).coding, "gzip");
  t.equal((await ask(port, "/short", "gzip")).coding, undefined, "it would be longer");
  t.throws(() => compress({ level: 10 }), {
    code: "TYPEWAY_OPTION_INVALID",
    message: /compress\.level must be from 1 to 9/,
  });
  t.throws(() => compress({ minimumSize: -1 }), { code: "TYPEWAY_OPTION_INVALID" });
});

t.test("compress: zstd where Node can write it", async (t) => {
  const zlib: object = await import("node:zlib");
  if (!("zstdDecompressSync" in zlib) || typeof zlib.zstdDecompressSync !== "function") {
    t.throws(() => compress({ encodings: ["zstd"] }), { message: /has "zstd", which this Node cannot write/ });
    return;
  }
  const port = await serve(t, { encodings: ["zstd"] });
  for (const path of ["/long", "/stream"]) {
    const { body, coding } = await ask(port, path, "zstd");
    t.equal(coding, "zstd");
    t.equal(String(zlib.zstdDecompressSync(body)), path === "/long" ? long : long + long);
  }
});
