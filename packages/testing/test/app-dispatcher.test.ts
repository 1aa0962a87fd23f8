import { Readable } from "node:stream";
import { AppDispatcher } from "@typeway/testing";
import t from "tap";
import { interceptors, request, stream, FormData as UndiciFormData, fetch as undiciFetch } from "undici";
import { echo, fakeApp } from "./fake-app.js";

t.test("undici's fetch: is answered by the app, whatever the host", async (t) => {
  const dispatcher = new AppDispatcher(fakeApp(echo));
  const response = await undiciFetch("https://anywhere.example/items?q=1", {
    dispatcher,
    method: "POST",
    headers: { "x-key": "1" },
    body: JSON.stringify({ a: 1 }),
  });
  t.equal(response.status, 200);
  t.equal(response.statusText, "OK");
  t.match(await response.json(), {
    method: "POST",
    url: "https://anywhere.example/items?q=1",
    headers: { host: "anywhere.example", "x-key": "1" },
    body: '{"a":1}',
  });
});

t.test("Node's own fetch: is answered by the app as well", async (t) => {
  const options: object = { dispatcher: new AppDispatcher(fakeApp(echo)), method: "PUT", body: "x" };
  const response = await fetch("http://anywhere.example/", options);
  t.match(await response.json(), { method: "PUT", body: "x" });
});

t.test("undici's request: every kind of body and header", async (t) => {
  const dispatcher = new AppDispatcher(fakeApp(echo));
  const send = async (
    body: Readable | UndiciFormData | Buffer | string | null,
    headers: string[] | Record<string, string | string[]>,
  ) => (await request("http://app.example/", { dispatcher, method: "POST", headers, body })).body.json();
  t.match(await send(Readable.from(["a", "b"]), ["x-a", "1", "x-b", "2"]), {
    body: "ab",
    headers: { "x-a": "1", "x-b": "2" },
  });
  t.match(await send(Buffer.from("bytes"), { "x-a": ["1", "2"] }), { body: "bytes", headers: { "x-a": "1, 2" } });
  t.match(await send(null, {}), { body: "" });
  const form = new UndiciFormData();
  form.append("file", new File(["content"], "a.txt"));
  t.match(await send(form, {}), {
    body: /filename="a.txt"/,
    headers: { "content-type": /^multipart\/form-data; boundary=/ },
  });
  const { body } = await request("http://app.example/items", { dispatcher, query: { a: [1, 2] } });
  t.match(await body.json(), { url: "http://app.example/items?a=1&a=2" });
});

t.test("answers: several cookies, and chunks as they come", async (t) => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const app = fakeApp(() => {
    const chunks = async function* () {
      yield new TextEncoder().encode("first");
      await gate;
      yield new TextEncoder().encode("second");
    };
    const headers = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
    return new Response(Readable.toWeb(Readable.from(chunks(), { objectMode: false })) as ReadableStream<Uint8Array>, {
      headers,
    });
  });
  const response = await undiciFetch("http://app.example/", { dispatcher: new AppDispatcher(app) });
  t.strictSame(response.headers.getSetCookie(), ["a=1", "b=2"]);
  const read: string[] = [];
  for await (const chunk of response.body ?? []) {
    read.push(Buffer.from(chunk).toString());
    open();
  }
  t.strictSame(read, ["first", "second"]);
});

t.test("a caller that stops: the app's signal fires and its stream is closed", async (t) => {
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  let signal: AbortSignal | undefined;
  const app = fakeApp((request) => {
    signal = request.signal;
    return new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1024)),
        cancel: () => close(),
      }),
    );
  });
  const abort = new AbortController();
  const response = await undiciFetch("http://app.example/", {
    dispatcher: new AppDispatcher(app),
    signal: abort.signal,
  });
  const reading = response.arrayBuffer();
  abort.abort();
  await t.rejects(reading, { name: "AbortError" });
  await closed;
  t.equal(signal?.aborted, true);
});

t.test("a slow reader: the app is not asked for more than it can take", async (t) => {
  let pulled = 0;
  const app = fakeApp(
    () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled += 1;
            if (pulled > 1000) controller.close();
            else controller.enqueue(new Uint8Array(64 * 1024));
          },
        }),
      ),
  );
  const { body } = await request("http://app.example/", { dispatcher: new AppDispatcher(app) });
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  t.ok(pulled < 20, `${pulled} chunks were asked for`);
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  t.equal(bytes, 1000 * 64 * 1024);
});

t.test("errors: reject the request when asked to, before and while the answer is sent", async (t) => {
  const failure = new Error("broken");
  const app = fakeApp((request, observer) => {
    if (new URL(request.url).pathname === "/at-once") throw failure;
    return new Response(
      new ReadableStream({
        async pull(controller) {
          controller.enqueue(new Uint8Array(1));
          await new Promise(setImmediate);
          observer?.unexpected(failure);
          controller.close();
        },
      }),
    );
  });
  const raising = new AppDispatcher(app, { raiseServerErrors: true });
  await t.rejects(request("http://app.example/at-once", { dispatcher: raising }), failure);
  const late = await request("http://app.example/late", { dispatcher: raising });
  await t.rejects(late.body.text(), failure);
  const quiet = await request("http://app.example/at-once", { dispatcher: new AppDispatcher(app) });
  t.equal(quiet.statusCode, 500);
});

t.test("undici's interceptors and the rest of its API: work over it", async (t) => {
  let asked = 0;
  const app = fakeApp(() => {
    asked += 1;
    return asked < 3 ? new Response(null, { status: 503 }) : new Response("done");
  });
  const dispatcher = new AppDispatcher(app);
  const retrying = dispatcher.compose(interceptors.retry({ minTimeout: 1, statusCodes: [503] }));
  t.equal(await (await request("http://app.example/", { dispatcher: retrying })).body.text(), "done");

  const chunks: Buffer[] = [];
  const { Writable } = await import("node:stream");
  await stream(
    "http://app.example/",
    { dispatcher, method: "GET" },
    () =>
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          chunks.push(chunk);
          done();
        },
      }),
  );
  t.equal(Buffer.concat(chunks).toString(), "done");
  await dispatcher.close();
  await new Promise<void>((resolve) => dispatcher.destroy(resolve));
});
