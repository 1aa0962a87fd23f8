import { brotliCompressSync, gzipSync } from "node:zlib";
import { TestClient } from "@typeway/testing";
import t from "tap";
import { echo, fakeApp } from "./fake-app.js";

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

t.test("R1 TestClient: every method, in this process", async (t) => {
  const app = fakeApp(echo);
  await using client = new TestClient(app);
  for (const method of ["get", "post", "put", "patch", "delete", "options"] as const) {
    const reply = await client[method]("/items");
    t.equal(reply.status, 200);
    t.match(reply.json<Echo>(), { method: method.toUpperCase(), url: "http://testserver/items", body: "" });
  }
  t.equal((await client.head("/items")).status, 200);
  t.equal((await client.request("TRACE", "/items")).json<Echo>().method, "TRACE");
  t.equal((await client.request("QUERY", "/items", { body: "x" })).json<Echo>().method, "QUERY");
  t.equal((await client.request("GET", "/items", { body: "x" })).json<Echo>().body, "x");
});

t.test("R1 TestClient: query, headers and body as they are given", async (t) => {
  await using client = new TestClient(fakeApp(echo), { headers: { "x-key": "all", "x-other": "all" } });
  const reply = await client.post("/items?a=1", {
    query: { b: "x y", c: 2, d: true, e: ["1", "2"] },
    headers: { "X-Key": "one" },
    json: { name: "tea" },
  });
  t.strictSame(reply.json(), {
    method: "POST",
    url: "http://testserver/items?a=1&b=x+y&c=2&d=true&e=1&e=2",
    headers: {
      "content-length": "14",
      "content-type": "application/json",
      host: "testserver",
      "x-key": "one",
      "x-other": "all",
    },
    body: '{"name":"tea"}',
  });
});

t.test("R1 TestClient: forms, files, text and bytes", async (t) => {
  await using client = new TestClient(fakeApp(echo));
  const sent = async (options: Parameters<TestClient["post"]>[1]) => (await client.post("/", options)).json<Echo>();

  const fields = await sent({ form: { name: "a b", note: "é" } });
  t.equal(fields.headers["content-type"], "application/x-www-form-urlencoded");
  t.equal(fields.body, "name=a+b&note=%C3%A9");

  const form = new FormData();
  form.append("note", "hello");
  form.append("file", new File(["content"], "a.txt", { type: "text/plain" }));
  const files = await sent({ form });
  t.match(files.headers["content-type"], /^multipart\/form-data; boundary=/);
  t.match(files.body, 'name="file"; filename="a.txt"');
  t.match(files.body, "hello");
  t.equal(files.headers["content-length"], String(files.body.length));

  t.equal((await sent({ body: "plain" })).body, "plain");
  t.notOk("content-type" in (await sent({ body: new TextEncoder().encode("bytes") })).headers);
  t.equal((await sent({ json: null })).body, "null");
  t.equal(
    (await sent({ json: 1, headers: { "content-type": "application/x+json" } })).headers["content-type"],
    "application/x+json",
  );
  await t.rejects(client.post("/", { json: 1, body: "x" }), {
    message: "A request has one body: give one of `json`, `form` and `body`.",
  });
});

t.test("R1 TestClient: paths are appended to the base address, as they are", async (t) => {
  await using client = new TestClient(fakeApp(echo), { baseUrl: "https://shop.example:8443/api/" });
  const urlOf = async (path: string) => (await client.get(path)).json<Echo>().url;
  t.equal(await urlOf("/items/%2F"), "https://shop.example:8443/api/items/%2F");
  t.equal(await urlOf("items"), "https://shop.example:8443/api/items");
  t.equal(await urlOf("//double"), "https://shop.example:8443/api//double");
  t.equal(await urlOf("http://other.example/x"), "http://other.example/x");
});

t.test("R1 TestClient: an answer's status, headers, text, bytes and JSON", async (t) => {
  const answers: Record<string, () => Response> = {
    "/text": () =>
      new Response("grün", { status: 201, headers: { "x-a": "1", "content-type": "text/plain; charset=utf-8" } }),
    "/latin": () =>
      new Response(new Uint8Array([0xfc]), { headers: { "content-type": "text/plain; charset=iso-8859-1" } }),
    "/empty": () => new Response(null, { status: 204 }),
    "/html": () => new Response("<h1>x</h1>"),
    "/gzip": () => new Response(new Uint8Array(gzipSync("packed")), { headers: { "content-encoding": "gzip" } }),
    "/twice": () =>
      new Response(new Uint8Array(brotliCompressSync(gzipSync("packed"))), {
        headers: { "content-encoding": "gzip, br" },
      }),
  };
  const fallback = () => new Response(null, { status: 404 });
  await using client = new TestClient(fakeApp((request) => (answers[new URL(request.url).pathname] ?? fallback)()));
  const text = await client.get("/text");
  t.equal(text.status, 201);
  t.equal(text.headers.get("X-A"), "1");
  t.equal(text.text, "grün");
  t.strictSame([...text.bytes], [0x67, 0x72, 0xc3, 0xbc, 0x6e]);
  t.equal((await client.get("/latin")).text, "ü");
  t.equal((await client.get("/empty")).status, 204);
  t.equal((await client.get("/empty")).text, "");
  t.equal((await client.get("/gzip")).text, "packed");
  t.equal((await client.get("/twice")).text, "packed");
  t.throws(() => text.json(), { name: "SyntaxError", message: "The answer (201 from /text) is not JSON: grün" });
});

t.test("R1 TestClient: cookies are kept and sent where they belong", async (t) => {
  await using client = new TestClient(
    fakeApp((request) => {
      const { pathname, searchParams } = new URL(request.url);
      const headers = new Headers();
      for (const cookie of searchParams.getAll("set")) headers.append("set-cookie", cookie);
      return Response.json({ path: pathname, cookie: request.headers.get("cookie") }, { headers });
    }),
  );
  const cookieAt = async (path: string, options = {}) =>
    (await client.get(path, options)).json<{ cookie: unknown }>().cookie;
  const set = (path: string, ...cookies: string[]) => client.get(path, { query: { set: cookies } });

  t.equal(await cookieAt("/"), null);
  await set(
    "/account/login",
    "session=a%20b; Path=/; HttpOnly",
    "deep=1",
    "secret=1; Secure; Path=/",
    "far=1; Domain=example.com",
  );
  t.equal(await cookieAt("/"), "session=a%20b");
  t.equal(await cookieAt("/account"), "deep=1; session=a%20b");
  t.equal(await cookieAt("/accounts"), "session=a%20b");
  t.equal(await cookieAt("http://other.example/"), null);
  t.equal(await cookieAt("https://testserver/"), "session=a%20b; secret=1");
  t.equal(client.cookies.get("session"), "a%20b");

  await set("/", "session=; Max-Age=0; Path=/", "gone=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "soon=1; Max-Age=60");
  t.equal(await cookieAt("/"), "soon=1");
  t.equal(await cookieAt("/", { cookies: { soon: "other", more: "a b" } }), "soon=other; more=a%20b");
  t.equal(await cookieAt("/", { headers: { cookie: "own=1" } }), "own=1");
  t.equal(await cookieAt("/"), "soon=1", "what a request brings along is not kept");
  client.cookies.clear();
  t.equal(await cookieAt("/"), null);
});

t.test("R1 TestClient: cookies of a domain go to the hosts below it", async (t) => {
  const app = fakeApp((request) =>
    new URL(request.url).pathname === "/set"
      ? new Response(null, {
          headers: [
            ["set-cookie", "a=1; Domain=.shop.example"],
            ["set-cookie", "b=1"],
          ],
        })
      : new Response(request.headers.get("cookie")),
  );
  await using client = new TestClient(app, { baseUrl: "http://www.shop.example" });
  await client.get("/set");
  t.equal((await client.get("/")).text, "a=1; b=1");
  t.equal((await client.get("http://api.shop.example/")).text, "a=1");
  t.equal((await client.get("http://notshop.example/")).text, "");
});

t.test("R1 TestClient: redirects are followed as RFC 9110 says", async (t) => {
  const app = fakeApp(async (request) => {
    const url = new URL(request.url);
    const [, kind, status] = url.pathname.split("/");
    if (kind === "loop") return new Response(null, { status: 307, headers: { location: "/loop" } });
    if (kind === "out")
      return new Response(null, { status: 302, headers: { location: "https://elsewhere.example/x" } });
    if (kind === "from") {
      return new Response("moved", {
        status: Number(status),
        headers: { location: "../to?x=1", "set-cookie": "seen=1; Path=/" },
      });
    }
    return echo(request);
  });
  await using client = new TestClient(app);
  for (const [status, method, after] of [
    [301, "POST", "GET"],
    [302, "POST", "GET"],
    [302, "PUT", "PUT"],
    [303, "PUT", "GET"],
    [303, "POST", "GET"],
    [307, "POST", "POST"],
    [308, "PATCH", "PATCH"],
    [307, "GET", "GET"],
  ] as const) {
    const hasBody = method !== "GET";
    const reply = await client.request(method, `/from/${status}`, hasBody ? { json: { a: 1 } } : {});
    const arrived = reply.json<Echo>();
    const keepsBody = after === method && hasBody;
    t.equal(arrived.method, after, `${status} ${method}`);
    t.equal(arrived.url, "http://testserver/to?x=1");
    t.equal(arrived.body, keepsBody ? '{"a":1}' : "");
    t.equal(arrived.headers["content-type"], keepsBody ? "application/json" : undefined);
    t.equal(arrived.headers["cookie"], "seen=1");
    t.equal(reply.url.href, "http://testserver/to?x=1");
  }
  const kept = await client.get("/from/307", { followRedirects: false });
  t.equal(kept.status, 307);
  t.equal(kept.headers.get("location"), "../to?x=1");
  t.equal((await client.get("/out")).status, 302, "another origin is not followed");
  await t.rejects(client.get("/loop"), { message: "GET /loop was redirected more than 20 times." });
});

t.test("R1 TestClient: an unexpected error of the app is thrown here, unless it is told not to", async (t) => {
  const failure = new Error("broken");
  const app = fakeApp(() => {
    throw failure;
  });
  await using raising = new TestClient(app);
  const thrown = await raising.get("/").catch((error: unknown) => error);
  t.equal(thrown, failure);

  await using quiet = new TestClient(app, { raiseServerErrors: false });
  const reply = await quiet.get("/");
  t.equal(reply.status, 500);
  t.strictSame(reply.json(), { detail: "Internal Server Error" });
});

t.test("R2 TestClient: start-up runs once before the first request, shutdown when it is closed", async (t) => {
  const app = fakeApp(echo);
  {
    await using client = new TestClient(app);
    t.strictSame(app.events, []);
    await client.get("/a");
    t.equal(await client.start(), client);
    await client.get("/b");
  }
  t.strictSame(app.events, ["start", "GET /a", "GET /b", "close"]);

  const client = new TestClient(app);
  await client.close();
  await client.close();
  t.strictSame(app.events.slice(4), ["close"]);
  await t.rejects(client.get("/"), { message: "The client is closed." });
});
