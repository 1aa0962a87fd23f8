import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { assets, redocPage, swaggerPage, swaggerRedirectPage } from "@typeway/docs";
import t from "tap";

t.test("O1 Swagger UI's page: whole", async (t) => {
  const page = swaggerPage({ title: "Shop", openapiUrl: "openapi.json" });
  const { "swagger-ui-bundle.js": js, "swagger-ui.css": css, "favicon-32x32.png": icon } = assets;
  const script = /<script>([^<]*)<\/script>/.exec(page.html)?.[1] ?? "";
  t.equal(
    page.html,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shop - Swagger UI</title>
<link rel="icon" href="/docs/assets/${icon.file}">
<link rel="stylesheet" href="/docs/assets/${css.file}">
<style>body { margin: 0; }</style>
</head>
<body>
<div id="swagger-ui"></div>
<script type="application/json" id="settings">{"ui":{"deepLinking":true,"layout":"BaseLayout","showExtensions":true,"showCommonExtensions":true,"validatorUrl":null,"url":"openapi.json","dom_id":"#swagger-ui","queryConfigEnabled":false}}</script>
<script src="/docs/assets/${js.file}"></script>
<script>${script}</script>
</body>
</html>
`,
  );
  t.strictSame(page.headers, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `script-src 'self' 'sha256-${createHash("sha256").update(script).digest("base64")}'`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "worker-src blob:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
  });
});

t.test(
  "O4 Swagger UI's parameters: are merged over the defaults, except those that decide what is shown",
  async (t) => {
    const { html } = swaggerPage({
      title: "Shop",
      openapiUrl: "openapi.json",
      parameters: {
        deepLinking: false,
        syntaxHighlight: { theme: "obsidian" },
        url: "https://elsewhere.example",
        queryConfigEnabled: true,
      },
      oauth: { clientId: "docs" },
    });
    const settings = JSON.parse(/id="settings">([^<]*)</.exec(html)?.[1] ?? "");
    t.strictSame(settings, {
      ui: {
        deepLinking: false,
        layout: "BaseLayout",
        showExtensions: true,
        showCommonExtensions: true,
        validatorUrl: null,
        syntaxHighlight: { theme: "obsidian" },
        url: "openapi.json",
        dom_id: "#swagger-ui",
        queryConfigEnabled: false,
      },
      oauth: { clientId: "docs" },
    });
  },
);

t.test("O5 assets elsewhere: the pages name them, and the policy lets exactly their origins in", async (t) => {
  const page = swaggerPage({
    title: "Shop",
    openapiUrl: "/api/openapi.json",
    js: "https://cdn.example/ui/bundle.js",
    css: "/static/ui.css",
    favicon: "/static/icon.png",
    connect: ["https://api.example/v1", "/relative"],
  });
  t.match(page.html, '<script src="https://cdn.example/ui/bundle.js"></script>');
  t.match(page.html, '<link rel="stylesheet" href="/static/ui.css">');
  t.match(page.html, '<link rel="icon" href="/static/icon.png">');
  t.match(page.headers["content-security-policy"], /script-src 'self' 'sha256-[^']+' https:\/\/cdn\.example;/);
  t.match(page.headers["content-security-policy"], "style-src 'self' 'unsafe-inline';");
  t.match(page.headers["content-security-policy"], "connect-src 'self' https://api.example;");
  const redoc = redocPage({ title: "Shop", openapiUrl: "openapi.json", js: "https://cdn.example/redoc.js" });
  t.match(redoc.html, '<script src="https://cdn.example/redoc.js"></script>');
  t.match(redoc.headers["content-security-policy"], "https://cdn.example;");
});

t.test("O7 whatever is put into a page: stays text", async (t) => {
  const evil = `</script><script>alert(1)</script>"'&<!--`;
  for (const { html } of [
    swaggerPage({ title: evil, openapiUrl: evil, js: evil, css: evil, favicon: evil, parameters: { [evil]: evil } }),
    redocPage({ title: evil, openapiUrl: evil, js: evil, favicon: evil, parameters: { x: evil } }),
  ]) {
    t.notMatch(html, "<script>alert");
    t.notMatch(html, "<!--");
    t.equal(html.split("</script>").length - 1, 3);
  }
});

t.test("Redoc's page: cleans HTML whatever its options say", async (t) => {
  const { html } = redocPage({
    title: "Shop",
    openapiUrl: "openapi.json",
    parameters: { sanitize: false, hideHostname: true },
  });
  const settings = JSON.parse(/id="settings">([^<]*)</.exec(html)?.[1] ?? "");
  t.strictSame(settings, { url: "openapi.json", ui: { sanitize: true, hideHostname: true } });
});

t.test("the OAuth2 redirect page: runs Swagger UI's own script and nothing else", async (t) => {
  const { html, headers } = swaggerRedirectPage();
  const script = new TextDecoder().decode(await assets["oauth2-redirect.js"].read());
  t.match(html, `<script>${script}</script>`);
  const hash = createHash("sha256").update(script).digest("base64");
  t.match(headers["content-security-policy"], `script-src 'self' 'sha256-${hash}';`);
});

t.test("assets: are what their names say, and their licences lie beside them", async (t) => {
  for (const asset of Object.values(assets)) {
    const bytes = await asset.read();
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    t.equal(bytes.length, asset.bytes, asset.name);
    t.equal(asset.etag, `"${hash}"`);
    t.equal(asset.file, asset.name.replace(/\.(\w+)$/, `.${hash}.$1`));
    t.notMatch(new TextDecoder().decode(bytes), /sourceMappingURL=\w+\.(js|css)\.map|cdn\.redoc\.ly/);
  }
  const beside = new URL("../dist/assets/", import.meta.url);
  t.match(await readFile(new URL("swagger-ui.LICENSE.txt", beside), "utf8"), "Apache License");
  t.match(await readFile(new URL("swagger-ui.NOTICE.txt", beside), "utf8"), "swagger-ui");
  t.match(await readFile(new URL("swagger-ui-bundle.js.LICENSE.txt", beside), "utf8"), "@license");
  t.match(await readFile(new URL("redoc.LICENSE.txt", beside), "utf8"), "MIT");
  t.match(await readFile(new URL("redoc.standalone.js.LICENSE.txt", beside), "utf8"), "@license");
});
