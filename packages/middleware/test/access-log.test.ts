import { accessLog, requestId } from "@typeway/middleware";
import { HttpError, stream, text } from "@typeway/runtime";
import t from "tap";
import { onBoth, Site } from "./site.js";

type Options = Parameters<typeof accessLog>[0];

function site(options: Options = {}) {
  const lines: string[] = [];
  const app = new Site({ trustProxy: ["127.0.0.1"] })
    .use(accessLog({ write: (line) => lines.push(line), ...options }))
    .on("GET /items", () => text("héllo"))
    .on("POST /items", async (context) => (await context.body()).length)
    .on("GET /refused", () => Promise.reject(new HttpError(409)))
    .on("GET /boom", () => Promise.reject(new Error("boom")))
    .on("GET /stream", () => stream(chunks()))
    .on("GET /torn", () => stream(torn()));
  return { app, lines, last: () => JSON.parse(lines.at(-1) ?? "null") };
}
async function* chunks() {
  yield "abc";
  yield "def";
}
async function* torn() {
  yield "abc";
  throw new Error("torn");
}

onBoth("accessLog: one line of JSON per request, as pino writes it", async (t, serve) => {
  const { app, lines, last } = site();
  const visit = await serve(app);
  await visit("/items?token=secret", { headers: { "x-request-id": "r1", "x-forwarded-for": "203.0.113.7" } });
  const { level, time, pid, hostname, req, res, responseTime, msg, ...more } = last();
  t.strictSame([level, pid, msg, more], [30, process.pid, "request completed", {}]);
  t.strictSame(req, { id: "r1", method: "GET", url: "/items", remoteAddress: "203.0.113.7", remotePort: 0 });
  t.strictSame(res, { statusCode: 200, contentLength: 6 });
  t.ok(Number.isInteger(time) && typeof hostname === "string" && responseTime >= 0);
  t.equal(lines.length, 1);
  await visit("/refused");
  t.match(last(), { level: 40, res: { statusCode: 409 } });
  await visit("/boom");
  t.match(last(), { level: 50, res: { statusCode: 500 } });
  await visit("/items", { method: "DELETE" });
  t.match(last(), { level: 40, req: { method: "DELETE" }, res: { statusCode: 405 } });
  t.equal(lines.length, 4);
});

onBoth("accessLog: a stream is written down when it has ended", async (t, serve) => {
  const { app, last, lines } = site();
  const visit = await serve(app);
  const answer = await visit("/stream");
  t.equal(await answer.text(), "abcdef");
  t.match(last(), { res: { statusCode: 200, contentLength: 6 }, msg: "request completed" });
  t.equal(answer.headers.get("x-request-id"), last().req.id);
  await t.rejects(visit("/torn").then((answer) => answer.text()));
  t.match(last(), { res: { statusCode: 200, contentLength: 3 }, msg: "request aborted" });
  await visit("/stream", { method: "HEAD" });
  t.match(last(), { req: { method: "HEAD" }, msg: "request completed" });
  t.equal(lines.length, 3);
});

onBoth("55 accessLog: neither secrets nor bodies are written down", async (t, serve) => {
  const { app, lines } = site({ headers: ["user-agent"] });
  const visit = await serve(app);
  const headers = { authorization: "Bearer s3cret", cookie: "sid=s3cret", "x-api-key": "s3cret", "user-agent": "tap" };
  await visit("/items?key=s3cret", { method: "POST", body: "s3cret", headers });
  t.match(JSON.parse(lines[0] ?? ""), { req: { method: "POST", headers: { "user-agent": "tap" } } });
  t.notMatch(lines[0], /s3cret/);
  for (const name of ["Authorization", "cookie", "Proxy-Authorization", "x-api-key"])
    t.throws(() => accessLog({ headers: [name] }), { code: "TYPEWAY_OPTION_INVALID", message: /holds a secret/ }, name);
});

onBoth("55 accessLog: no client writes a line of its own, or a long one", async (t, serve) => {
  const { app, lines } = site({ headers: ["user-agent", "referer"], query: true });
  const visit = await serve(app);
  const evil = '%0a%0d{"level":60}%e2%80%a8%1b[2J';
  await visit(`/${evil}?a=${evil}`, { headers: { "user-agent": 'x"}\t{"level":60,"msg":"\u0080\u009b' } });
  await visit(`/${"é".repeat(900)}?${"q".repeat(2000)}`, {
    headers: { "user-agent": "\u009b".repeat(2000), referer: "r".repeat(3000) },
  });
  t.equal(lines.length, 2);
  for (const line of lines) {
    t.ok(Buffer.byteLength(line) <= 2048, `${Buffer.byteLength(line)} bytes`);
    t.match(line, /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/);
    t.match(JSON.parse(line), { level: 40, msg: "request completed" });
  }
  t.match(JSON.parse(lines[0] ?? ""), { req: { headers: { "user-agent": 'x"}\t{"level":60,"msg":"\u0080\u009b' } } });
});

onBoth("accessLog: requests may be left out; what is set inside is seen", async (t, serve) => {
  const { app, last, lines } = site({ skip: ({ url }) => url.pathname === "/health" });
  app.use(requestId({ fromCaller: false, generate: () => "made" })).on("GET /health", () => "fine");
  const visit = await serve(app);
  await visit("/health");
  t.equal(lines.length, 0);
  await visit("/items");
  t.equal(last().req.id, "made");
});

onBoth(
  "accessLog: a log that fails, at once or later, takes neither the answer nor the process with it",
  async (t, serve) => {
    const warnings: string[] = [];
    const keep = ({ name, message }: Error): void => void warnings.push(`${name}: ${message}`);
    process.on("warning", keep);
    t.teardown(() => process.off("warning", keep));
    const fail = (): never => {
      throw new Error("disk full");
    };
    for (const write of [fail, async () => fail()]) {
      const { app } = site({ write });
      const visit = await serve(app);
      t.equal((await visit("/items")).status, 200);
      t.equal(await (await visit("/stream")).text(), "abcdef");
      await app.close();
      t.strictSame(app.logged, []);
    }
    await new Promise((resolve) => setImmediate(resolve));
    t.strictSame(warnings, Array(4).fill("AccessLogWarning: A line could not be written: Error: disk full"));
  },
);

t.test("accessLog: goes to standard output, where nothing else is said", async (t) => {
  const written = t.capture(process.stdout, "write", () => true);
  const app = new Site().use(accessLog()).on("GET /items", () => 1);
  await app.fetch(new Request("http://shop.test/items"));
  written.restore();
  const lines = written()
    .map(({ args: [line] }) => String(line))
    .filter((line) => line.includes("request completed"));
  t.equal(lines.length, 1);
  t.match(lines[0], /^\{"level":30,.*\}\n$/);
});
