import { compress, etag } from "@typeway/middleware";
import { HttpError, reply, stream } from "@typeway/runtime";
import { onBoth, Site } from "./site.js";

const changed = new Date("2026-11-01T10:00:00Z");
const site = (...options: Parameters<typeof etag>) => {
  let closed = 0;
  const chunks = async function* () {
    try {
      yield "a";
      yield "b";
    } finally {
      closed += 1;
    }
  };
  return new Site()
    .use(etag(...options))
    .on("GET /items", () => reply(200, { n: 1 }, { "cache-control": "max-age=5", "content-language": "en" }))
    .on("PUT /items", () => ({ n: 1 }))
    .on("GET /missing", () => Promise.reject(new HttpError(404)))
    .on("GET /own", () => reply(200, 1, { etag: '"v1"' }))
    .on("GET /dated", () => reply(200, 1, { etag: undefined, "last-modified": changed }))
    .on("GET /stream", () => stream(chunks(), { headers: { etag: '"s1"' } }))
    .on("GET /plain-stream", () => stream(chunks()))
    .on("GET /closed", () => closed);
};

onBoth("etag: answers to GET and HEAD are named by their bytes", async (t, serve) => {
  const visit = await serve(site());
  const tagOf = async (path: string, method = "GET") => {
    const answer = await visit(path, { method });
    await answer.text();
    return answer.headers.get("etag");
  };
  const made = await tagOf("/items");
  t.match(made, /^"7-[\w-]{27}"$/);
  t.equal(await tagOf("/items", "HEAD"), made);
  t.equal(await tagOf("/own"), '"v1"');
  t.equal(await tagOf("/items", "PUT"), null);
  t.equal(await tagOf("/missing"), null);
  t.equal(await tagOf("/plain-stream"), null);
});

onBoth("etag: who has it gets 304 and no body, whatever form the name has", async (t, serve) => {
  const visit = await serve(site());
  const made = (await visit("/items")).headers.get("etag") ?? "";
  const ask = async (headers: Record<string, string>, method = "GET", path = "/items") => {
    const answer = await visit(path, { method, headers });
    return [answer.status, await answer.text()];
  };
  t.strictSame(await ask({ "if-none-match": made }), [304, ""]);
  t.strictSame(await ask({ "if-none-match": `W/${made}` }), [304, ""]);
  t.strictSame(await ask({ "if-none-match": `"other", ${made}` }), [304, ""]);
  t.strictSame(await ask({ "if-none-match": "*" }), [304, ""]);
  t.strictSame(await ask({ "if-none-match": made }, "HEAD"), [304, ""]);
  t.strictSame(await ask({ "if-none-match": '"other"' }), [200, '{"n":1}']);
  t.strictSame(await ask({ "if-none-match": made, "cache-control": "no-cache" }), [304, ""]);
  t.strictSame(await ask({ "if-none-match": made }, "PUT"), [200, '{"n":1}']);
  t.strictSame(await ask({ "if-none-match": "*" }, "GET", "/missing"), [404, '{"detail":"Not Found"}']);
  t.strictSame(await ask({ "if-none-match": '"v1"' }, "GET", "/own"), [304, ""]);
});

onBoth("etag: a 304 has the headers that caches need and none of the body's", async (t, serve) => {
  const visit = await serve(site({ weak: true }));
  const made = (await visit("/items")).headers.get("etag") ?? "";
  t.match(made, /^W\/"7-[\w-]{27}"$/);
  const { headers } = await visit("/items", { headers: { "if-none-match": made } });
  t.equal(headers.get("etag"), made);
  t.equal(headers.get("cache-control"), "max-age=5");
  for (const name of ["content-type", "content-length", "content-language"]) t.equal(headers.get(name), null, name);
});

onBoth("etag: Last-Modified counts where no name was sent", async (t, serve) => {
  const visit = await serve(site());
  const ask = async (since: string, more = {}) =>
    (await visit("/dated", { headers: { "if-modified-since": since, ...more } })).status;
  t.equal(await ask("Sun, 01 Nov 2026 10:00:00 GMT"), 304);
  t.equal(await ask("Sun, 01 Nov 2026 09:59:59 GMT"), 200);
  t.equal(await ask("never"), 200);
  t.equal(await ask("Sun, 01 Nov 2026 10:00:00 GMT", { "if-none-match": '"x"' }), 200);
});

onBoth("etag: a stream that is not sent is closed", async (t, serve) => {
  const visit = await serve(site());
  t.equal(await (await visit("/stream")).text(), "ab");
  const answer = await visit("/stream", { headers: { "if-none-match": '"s1"' } });
  t.strictSame([answer.status, await answer.text(), answer.headers.get("content-type")], [304, "", null]);
  t.equal(await (await visit("/closed")).json(), 1, "the second was never begun");
});

onBoth("etag inside compress: the name is weak where the bytes are others", async (t, serve) => {
  const long = "long ".repeat(500);
  const visit = await serve(new Site().use(compress(), etag()).on("GET /", () => long));
  const plain = await visit("/", { headers: { "accept-encoding": "identity" } });
  const small = await visit("/", { headers: { "accept-encoding": "gzip" } });
  t.equal(small.headers.get("etag"), `W/${plain.headers.get("etag")}`);
  const again = await visit("/", {
    headers: { "accept-encoding": "gzip", "if-none-match": small.headers.get("etag") ?? "" },
  });
  t.strictSame([again.status, again.headers.get("content-encoding")], [304, null]);
});
