import { Readable } from "node:stream";
import { createGzip, gunzipSync, gzipSync } from "node:zlib";
import { App, bytes, type Chunks, type Middleware, reply, stream, text } from "@typeway/runtime";
import { endpoint, json } from "../endpoint.js";
import { onBoth } from "../transports.js";

const any = { empty: true, plain: json, otherReplies: null };

/** What the document of `body` shows: whole bodies at once, streams as they come. */
const gzip: Middleware = async ({ response }, next) => {
  await next();
  const { body } = response;
  if (body === undefined) return;
  if (typeof body === "string" || body instanceof Uint8Array) response.body = gzipSync(body);
  else response.body = Readable.from(body).pipe(createGzip());
  response.headers.set("content-encoding", "gzip");
};

onBoth("middleware: sees complete bodies as text or bytes, and may replace them", async (t, serve) => {
  const app = new App();
  const seen: unknown[] = [];
  app.use(async ({ response }, next) => {
    t.equal(response.body, undefined);
    t.throws(
      () => {
        response.body = "early";
      },
      { code: "TYPEWAY_BODY_EARLY" },
    );
    await next();
    seen.push(response.body);
  });
  const shout: Middleware = async ({ response }, next) => {
    await next();
    if (typeof response.body === "string") response.body = `${response.body.toUpperCase()} é`;
    else if (response.body instanceof Uint8Array) response.body = response.body.subarray(0, 1);
  };
  const answers: Record<string, () => unknown> = {
    json: () => ({ a: "b" }),
    text: () => text("hello"),
    bytes: () => bytes(Buffer.from("bytes")),
    none: () => undefined,
    moved: () => reply(304),
  };
  for (const [path, handler] of Object.entries(answers))
    app.get(`/${path}`, { middleware: [shout] }, handler, endpoint(handler, [], any));
  const visit = await serve(app);
  const asked = async (path: string, method = "GET") => {
    seen.length = 0;
    const response = await visit(path, { method });
    return [response.status, response.headers.get("content-length"), await response.text(), ...seen];
  };

  t.strictSame(await asked("/json"), [200, "12", '{"A":"B"} é', '{"A":"B"} é']);
  t.strictSame(await asked("/json", "HEAD"), [200, "12", "", '{"A":"B"} é']);
  t.strictSame(await asked("/text"), [200, "8", "HELLO é", "HELLO é"]);
  t.strictSame(await asked("/bytes"), [200, "1", "b", Buffer.from("b")]);
  t.strictSame(await asked("/none"), [204, null, "", undefined]);
  t.strictSame(await asked("/moved"), [304, null, "", undefined]);
  await app.close();
});

onBoth("middleware: streams stay streams and can be wrapped", async (t, serve) => {
  const log: unknown[] = [];
  const app = new App({ log: ({ message }) => log.push(message) });
  async function* chunks() {
    try {
      for (const each of ["one ", "two ", "three"]) {
        log.push(`made ${each}`);
        yield each;
      }
    } finally {
      log.push("closed");
    }
  }
  const counting: Middleware = async ({ response }, next) => {
    await next();
    log.push("next done");
    const { body } = response;
    if (typeof body !== "object" || body instanceof Uint8Array) return;
    response.body = (async function* (): Chunks & AsyncGenerator<Uint8Array> {
      let bytes = 0;
      for await (const chunk of body) {
        bytes += chunk.byteLength;
        yield chunk;
      }
      log.push(bytes);
    })();
  };
  const streamed = () => stream(chunks());
  const web = () => new Response("from a Response", { headers: { "content-length": "15" } });
  app.get("/counted", { middleware: [counting] }, streamed, endpoint(streamed, [], any));
  app.get("/zipped", { middleware: [gzip] }, streamed, endpoint(streamed, [], any));
  app.get("/both", { middleware: [gzip, counting] }, streamed, endpoint(streamed, [], any));
  app.get("/web", { middleware: [async (_, next) => next()] }, web, endpoint(web, [], any));
  app.get("/web-zipped", { middleware: [gzip] }, web, endpoint(web, [], any));
  const instead: Middleware = async ({ response }, next) => {
    await next();
    response.body = "instead";
  };
  app.get("/instead", { middleware: [instead] }, streamed, endpoint(streamed, [], any));
  app.get("/dropped", { middleware: [async (_, next) => next().then(() => "dropped")] }, streamed, endpoint(streamed));
  const visit = await serve(app);
  const asked = async (path: string, init?: RequestInit) => {
    log.length = 0;
    const response = await visit(path, { headers: { "accept-encoding": "identity" }, ...init });
    const length = response.headers.get("content-length");
    const sent = Buffer.from(await response.arrayBuffer());
    // fetch unzips what comes over a socket, and leaves alone what app.fetch answers.
    const isZipped = sent[0] === 0x1f;
    return [response.status, length, (isZipped ? gunzipSync(sent) : sent).toString(), ...log];
  };
  const made = ["made one ", "made two ", "made three", "closed"];

  t.strictSame(await asked("/counted"), [200, null, "one two three", "next done", ...made, 13]);
  t.strictSame(await asked("/zipped"), [200, null, "one two three", ...made]);
  t.strictSame(await asked("/both"), [200, null, "one two three", "next done", ...made, 13]);
  t.strictSame(await asked("/counted", { method: "HEAD" }), [200, null, "", "next done"]);
  t.strictSame(await asked("/web"), [200, "15", "from a Response"]);
  t.strictSame(await asked("/web-zipped"), [200, null, "from a Response"]);
  t.strictSame(await asked("/instead"), [200, "7", "instead"]);
  t.strictSame(await asked("/dropped"), [200, "9", '"dropped"']);
});

onBoth("middleware: a stream that fails on the way breaks off, and its clean-ups run once", async (t, serve) => {
  const log: unknown[] = [];
  const app = new App({ log: ({ message }) => log.push(message) });
  const failing = () =>
    stream(
      (async function* () {
        yield "one";
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new Error("broken");
      })(),
    );
  app.use(async (_, next) => {
    await next();
  });
  app.get("/", failing, endpoint(failing, [], any));
  const visit = await serve(app);
  await t.rejects(visit("/").then((response) => response.text()));
  await app.close();
  t.strictSame(log, ["A streamed answer failed."]);
});
