import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from "node:zlib";
import { type DecompressOptions, decompress } from "@typeway/middleware";
import t from "tap";
import { onBoth, Site, serveOn } from "./site.js";

const site = (options?: DecompressOptions) =>
  new Site()
    .use(decompress(options))
    .on("POST /echo", async (context) => {
      const body = Buffer.from(await context.body()).toString();
      const { headers } = context.request;
      return {
        body,
        again: await context.request.text(),
        coding: headers.get("content-encoding"),
        length: headers.get("content-length"),
      };
    })
    .on("POST /big", async (context) => (await context.body()).length, { bodyLimit: 20_000_000 })
    .on("POST /unread", () => "unread");

const send = (body: Uint8Array, coding: string): RequestInit => ({
  method: "POST",
  body: Uint8Array.from(body),
  headers: { "content-encoding": coding, "content-type": "application/json" },
});
const plain = '{"n":1}';

onBoth("52 decompress: gzip, deflate and br are read as if they had not been", async (t, serve) => {
  const visit = await serve(site());
  const codings = { gzip: gzipSync, "x-gzip": gzipSync, GZIP: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [coding, pack] of Object.entries(codings)) {
    const answer = await visit("/echo", send(pack(plain), coding));
    t.strictSame(await answer.json(), { body: plain, again: plain, coding: null, length: null }, coding);
  }
  const bare = await visit("/echo", { method: "POST", body: plain });
  t.match(await bare.json(), { body: plain, coding: null });
  t.equal((await visit("/unread", send(gzipSync(plain), "gzip"))).status, 200);
});

onBoth("52 decompress: bytes that are not so coded are 400", async (t, serve) => {
  const visit = await serve(site());
  for (const body of [Buffer.from(plain), gzipSync(plain).subarray(0, 20), Buffer.from([0x1f, 0x8b, 8, 0])]) {
    const answer = await visit("/echo", send(body, "gzip"));
    t.strictSame([answer.status, await answer.json()], [400, { detail: "The body is not gzip" }]);
  }
});

onBoth("52 decompress: the limit holds before and after", async (t, serve) => {
  const visit = await serve(site());
  const of = (size: number) => gzipSync(Buffer.alloc(size));
  t.equal((await visit("/echo", send(of(1_048_576), "gzip"))).status, 200);
  t.equal((await visit("/echo", send(of(1_048_577), "gzip"))).status, 413);
  const small = await serve(site({ limit: 10 }));
  t.equal((await small("/big", send(of(10), "gzip"))).status, 200);
  t.equal((await small("/big", send(of(11), "gzip"))).status, 413);
  const large = await serve(site({ limit: 2_000_000 }));
  t.equal((await large("/echo", send(of(1_900_000), "gzip"))).status, 200);
  t.throws(() => decompress({ limit: 0 }), { code: "TYPEWAY_OPTION_INVALID" });
});

onBoth("52 decompress: what is mounted reads what was decoded", async (t, serve) => {
  const app = site()
    .mount("/fetch", async (request: Request) =>
      Response.json([
        await request.text(),
        request.headers.get("content-encoding"),
        request.headers.get("content-length"),
      ]),
    )
    .mount("/node", async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const isCoded = request.headers["content-encoding"] === "gzip";
      response.end(JSON.stringify(String(isCoded ? gunzipSync(body) : body)));
    });
  const visit = await serve(app);
  const fetched = await visit("/fetch", send(gzipSync(plain), "gzip"));
  t.strictSame(await fetched.json(), [plain, null, null]);
  const listened = await visit("/node", send(gzipSync(plain), "gzip"));
  t.equal(await listened.json(), plain, "a listener of node:http may get it as sent; then its header says so");
  const broken = await visit("/fetch", send(Buffer.from(plain), "gzip"));
  t.strictSame([broken.status, await broken.json()], [400, { detail: "The body is not gzip" }]);
});

t.test("52 decompress: ten megabytes that would be ten gigabytes are 413 and cost no memory", async (t) => {
  const port = await serveOn(t, site({ limit: 1_048_576 }));
  // A member of a thousandth of its size, ten thousand times over: gzip may hold as many as it likes.
  const member = gzipSync(Buffer.alloc(1_000_000), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 10_000 }, () => member));
  const visit = () =>
    fetch(`http://127.0.0.1:${port}/big`, { ...send(new Uint8Array(), "gzip"), body: new Uint8Array(bomb) });
  t.ok(bomb.length < 20_000_000);
  t.equal((await visit()).status, 413);
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }, 2);
  for (let i = 0; i < 5; i++) t.equal((await visit()).status, 413);
  clearInterval(watch);
  t.ok(most > 0 && most < 20 * bomb.length, `${most} bytes at most, where one body is ${bomb.length}`);
});
