import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, type AppOptions, type OpenApiDocument, redocPage, swaggerPage, swaggerRedirectPage } from "typeway";
import { TestClient } from "typeway/testing";
import { compiledEndpoint } from "./endpoint.js";

const id = { in: "auto", name: "id", required: true, many: false } as const;

/** An app with one operation. */
function shop(options: AppOptions = {}): App {
  const app = new App({ title: "Shop", ...options });
  const readItem = (id: string) => ({ id });
  return app.get("/items/{id}", readItem, compiledEndpoint({ name: "readItem", slots: [id] }));
}

async function statuses(app: App, ...paths: string[]): Promise<number[]> {
  await using client = new TestClient(app);
  const found: number[] = [];
  for (const path of paths) found.push((await client.get(path)).status);
  return found;
}

t.test("O1 the document and its pages: at /openapi.json, /docs and /redoc", async (t) => {
  await using client = new TestClient(shop());
  const document = await client.get("/openapi.json");
  t.equal(document.status, 200);
  t.equal(document.headers.get("content-type"), "application/json");
  t.equal(document.headers.get("cache-control"), "no-cache");
  t.match(document.json(), {
    openapi: "3.1.0",
    info: { title: "Shop", version: "0.1.0" },
    paths: { "/items/{id}": { get: { operationId: "readItem", parameters: [{ name: "id", in: "path" }] } } },
  });
  for (const [path, title] of [
    ["/docs", "Shop - Swagger UI"],
    ["/redoc", "Shop - Redoc"],
  ] as const) {
    const page = await client.get(path);
    t.equal(page.status, 200);
    t.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    t.match(page.headers.get("content-security-policy"), "default-src 'none'");
    t.match(page.text, `<title>${title}</title>`);
    t.match(page.text, '"url":"./openapi.json"');
    for (const [, url = ""] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await client.get(`/${url}`);
      t.equal(asset.status, 200, url);
      t.equal(asset.headers.get("cache-control"), "public, max-age=31536000, immutable");
    }
  }
});

t.test("O1 the document: is answered with 304 to those who know it", async (t) => {
  await using client = new TestClient(shop());
  const { headers, bytes } = await client.get("/openapi.json");
  const etag = headers.get("etag") ?? "";
  t.match(etag, /^"[\w-]{22}"$/);
  t.equal(headers.get("content-length"), String(bytes.length));
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await client.get("/openapi.json", { headers: { "if-none-match": known } });
    t.equal(again.status, 304, known);
    t.equal(again.headers.get("etag"), etag);
    t.equal(again.text, "");
  }
  t.equal((await client.get("/openapi.json", { headers: { "if-none-match": '"other"' } })).status, 200);
  t.equal((await client.head("/openapi.json")).headers.get("etag"), etag);
  t.equal((await client.post("/openapi.json")).status, 405);
});

t.test("O2 addresses: can be changed, and the pages still find what they need", async (t) => {
  const app = shop({ docs: { openapiUrl: "/api/v1/document.json", swaggerUrl: "/api/ui", redocUrl: "/reference/" } });
  t.strictSame(await statuses(app, "/openapi.json", "/docs", "/redoc"), [404, 404, 404]);
  await using client = new TestClient(app);
  for (const path of ["/api/v1/document.json", "/api/ui", "/reference/"]) {
    t.equal((await client.get(path)).status, 200, path);
  }
  for (const path of ["/api/ui", "/reference/"]) {
    const page = await client.get(path);
    const settings = /"url":"([^"]+)"/.exec(page.text)?.[1] ?? "";
    t.equal(new URL(settings, page.url).pathname, "/api/v1/document.json");
    for (const [, url = ""] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const { pathname } = new URL(url, page.url);
      t.equal((await client.get(pathname)).status, 200, pathname);
    }
  }
});

t.test("O2 addresses: null switches one off, openapiUrl: null and docs: false all of them", async (t) => {
  const all = ["/openapi.json", "/docs", "/redoc"];
  t.strictSame(await statuses(shop({ docs: { swaggerUrl: null } }), ...all), [200, 404, 200]);
  t.strictSame(await statuses(shop({ docs: { redocUrl: null } }), ...all), [200, 200, 404]);
  t.strictSame(await statuses(shop({ docs: { openapiUrl: null } }), ...all), [404, 404, 404]);
  t.strictSame(await statuses(shop({ docs: false }), ...all), [404, 404, 404]);
});

t.test("O2 addresses: tools can ask for them", async (t) => {
  t.strictSame(new App().pages, { openapi: "/openapi.json", swagger: "/docs", redoc: "/redoc" });
  t.strictSame(new App({ prefix: "/api", docs: { redocUrl: null, swaggerUrl: "/ui" } }).pages, {
    openapi: "/api/openapi.json",
    swagger: "/api/ui",
  });
  t.strictSame(new App({ docs: { openapiUrl: null } }).pages, {});
  t.strictSame(new App({ docs: false }).pages, {});
  await using client = new TestClient(shop({ prefix: "/api" }));
  t.equal((await client.get("/api/docs")).status, 200);
});

t.test("O3 info: everything that is said about the API", async (t) => {
  const info = {
    title: "Shop",
    version: "2.0.0",
    summary: "Sells.",
    description: "A **shop**.",
    termsOfService: "https://shop.example/terms",
    contact: { name: "Ada", url: "https://shop.example", email: "ada@shop.example" },
    license: { name: "MIT", identifier: "MIT" },
  };
  const servers = [{ url: "https://api.shop.example", description: "Live" }];
  const openapiTags = [
    { name: "b", description: "B." },
    { name: "a", description: "A." },
  ];
  const externalDocs = { url: "https://docs.shop.example", description: "More" };
  const app = shop({ ...info, servers, openapiTags, externalDocs });
  const document = app.openapi();
  t.strictSame(document.info, info);
  t.strictSame(document["servers"], servers);
  t.strictSame(document["tags"], openapiTags);
  t.strictSame(document["externalDocs"], externalDocs);
  t.strictSame(await validateDocument(document), []);
  t.strictSame(new App().openapi().info, { title: "Typeway", version: "0.1.0" });
  await using client = new TestClient(app);
  const policy = (await client.get("/docs")).headers.get("content-security-policy");
  t.match(policy, "connect-src 'self' https://api.shop.example;", "so that it can be tried out");
});

t.test("O4 Swagger UI's parameters, Redoc's options and OAuth settings: reach the pages", async (t) => {
  const app = shop({
    docs: { swagger: { docExpansion: "none" }, oauth: { clientId: "ui" }, redoc: { hideHostname: true } },
  });
  await using client = new TestClient(app);
  t.match((await client.get("/docs")).text, '"docExpansion":"none"');
  t.match((await client.get("/docs")).text, '"oauth":{"clientId":"ui"}');
  t.match((await client.get("/redoc")).text, '"hideHostname":true');
  t.match((await client.get("/docs/oauth2-redirect")).text, "window.opener.swaggerUIRedirectOauth2");
});

t.test("O5 own pages and assets: by option, or on routes of one's own with the package's assets", async (t) => {
  const assets = { swaggerJs: "https://cdn.example/ui.js", swaggerCss: "/ui.css", redocJs: "/redoc.js" };
  await using elsewhere = new TestClient(shop({ docs: { assets } }));
  t.match((await elsewhere.get("/docs")).text, 'src="https://cdn.example/ui.js"');
  t.match((await elsewhere.get("/docs")).text, 'href="/ui.css"');
  t.match((await elsewhere.get("/redoc")).text, 'src="/redoc.js"');

  const app = shop({ docs: { swaggerUrl: null, redocUrl: null } });
  const own = { openapiUrl: "/openapi.json", title: "Own" };
  const raw = (name: string) =>
    compiledEndpoint<() => ReturnType<typeof swaggerPage>>({ name, answers: { empty: false } });
  app.get("/docs", () => swaggerPage(own), raw("swagger"));
  app.get("/redoc", () => redocPage(own), raw("redoc"));
  app.get("/back", () => swaggerRedirectPage(), raw("back"));
  await using client = new TestClient(app);
  for (const path of ["/docs", "/redoc"]) {
    const page = await client.get(path);
    t.match(page.text, "<title>Own - ");
    t.match(page.headers.get("content-security-policy"), "default-src 'none'");
    for (const [, url = ""] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      t.equal((await client.get(url)).status, 200, url);
    }
  }
  t.match((await client.get("/back")).text, "swaggerUIRedirectOauth2");
});

t.test("O6 under a prefix: the document names it as server, and the pages stay relative", async (t) => {
  const serversOf = async (app: App, path: string) => {
    await using client = new TestClient(app);
    return (await client.get(path)).json<OpenApiDocument>()["servers"];
  };
  t.strictSame(await serversOf(shop(), "/openapi.json"), [{ url: "/" }]);
  const rooted = shop({ rootPath: "/api" });
  t.strictSame(await serversOf(rooted, "/openapi.json"), [{ url: "/api" }]);
  t.strictSame(rooted.openapi()["servers"], [{ url: "/api" }]);
  const servers = [{ url: "https://api.example" }];
  t.strictSame(await serversOf(shop({ rootPath: "/api", servers }), "/openapi.json"), [{ url: "/api" }, ...servers]);
  t.strictSame(
    await serversOf(shop({ rootPath: "/api", servers, rootPathInServers: false }), "/openapi.json"),
    servers,
  );
  const parent = new App({ docs: false, rootPath: "/proxy" }).mount("/v1", shop());
  t.strictSame(await serversOf(parent, "/v1/openapi.json"), [{ url: "/proxy/v1" }]);
  await using client = new TestClient(parent);
  const page = await client.get("/v1/docs");
  t.match(page.text, '"url":"./openapi.json"');
  for (const [, url = ""] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    t.equal((await client.get(new URL(url, page.url).pathname)).status, 200, url);
  }
});

t.test("the document's own routes: are in no document and in no list", async (t) => {
  const app = shop();
  t.strictSame(app.routes, [{ name: "readItem", path: "/items/{id}", methods: ["GET"], tags: [] }]);
  t.strictSame(
    app.records.map((record) => record.path),
    ["/items/{id}"],
  );
  t.strictSame(Object.keys(app.openapi().paths), ["/items/{id}"]);
});

t.test("openapi(): starts nothing, and knows of routes that come later", async (t) => {
  const app = shop();
  const events: string[] = [];
  app.onStart(() => events.push("start"));
  t.strictSame(Object.keys(app.openapi().paths), ["/items/{id}"]);
  app.get("/later", () => 1, compiledEndpoint({ name: "later" }));
  t.strictSame(Object.keys(app.openapi().paths), ["/items/{id}", "/later"]);
  t.strictSame(events, []);
  await app.start();
  t.equal(app.openapi(), app.openapi(), "made once");
  await app.close();
});

t.test("N20 onOpenapi: changes the document, or replaces it, once", async (t) => {
  let made = 0;
  const app = shop()
    .onOpenapi((document) => {
      made += 1;
      document.info["x-logo"] = { url: "/logo.svg" };
    })
    .onOpenapi((document) => ({ ...document, "x-replaced": true }));
  await using client = new TestClient(app);
  const served = (await client.get("/openapi.json")).json();
  await client.get("/openapi.json");
  t.match(served, { info: { title: "Shop", "x-logo": { url: "/logo.svg" } }, "x-replaced": true });
  t.strictSame(app.openapi(), served);
  t.equal(made, 1);
});

t.test("N3 operationId: a function names what nobody has named", async (t) => {
  const app = shop({
    operationId: ({ name, path, methods, tags }) => `${name} ${path} ${methods} ${tags.length}`.replace(/\W+/g, "_"),
  });
  t.match(app.openapi().paths, { "/items/{id}": { get: { operationId: "readItem_items_id_GET_0" } } });
});

t.test("N11 separateSchemas: reaches the document", async (t) => {
  const thing = {
    "src/a.ts#Thing": { name: "Thing", input: { type: "object" }, output: { type: "object", required: ["id"] } },
  };
  const answers = [{ status: null, content: { mediaType: "application/json", schema: { $ref: "src/a.ts#Thing" } } }];
  const slots = [{ in: "query", name: "q", required: false, many: false }] as const;
  const doc = { schemas: thing, answers, slots: [{ schema: { $ref: "src/a.ts#Thing" } }] };
  const namesWith = (options: AppOptions) => {
    const app = new App(options).get("/x", () => 1, compiledEndpoint({ name: "x", slots, doc }));
    return Object.keys(app.openapi().components?.["schemas"] ?? {});
  };
  t.strictSame(namesWith({}), ["Issue", "Thing-Input", "Thing-Output", "ValidationError"]);
  t.strictSame(namesWith({ separateSchemas: false }), ["Issue", "Thing", "ValidationError"]);
});

t.test(
  "N21 openapiVersion: the version of the document, by option and by call, and changes are made to it",
  async (t) => {
    const seen: string[] = [];
    const app = shop({ openapiVersion: "3.0", license: { name: "MIT", identifier: "MIT" } });
    app.onOpenapi((document) => void seen.push(document.openapi));
    t.match(app.openapi(), { openapi: "3.0.3", info: { license: { url: "https://spdx.org/licenses/MIT.html" } } });
    t.match(app.openapi("3.2"), { openapi: "3.2.0", info: { license: { identifier: "MIT" } } });
    t.strictSame(seen, ["3.0.3", "3.2.0"]);
    await using client = new TestClient(app);
    t.match((await client.get("/openapi.json")).json(), { openapi: "3.0.3" });
    t.equal(shop().openapi().openapi, "3.1.0");
  },
);
