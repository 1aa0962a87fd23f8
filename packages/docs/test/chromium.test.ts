import { redocPage, swaggerPage } from "@typeway/docs";
import t from "tap";
import { openBrowser, serveSite, visit } from "./browser.js";

const hostile = [
  '<img src=x onerror="alert(1)">',
  "<script>alert(2)</script></script>",
  "[click](javascript:alert(3))",
  "![far](https://elsewhere.example/pixel.png)",
].join("\n\n");

/** A document with this in every place where Markdown may stand. */
const documentSaying = (words: string) => ({
  openapi: "3.1.0",
  info: { title: "Shop </script><script>alert(4)</script>", version: "1.0.0", description: words },
  servers: [{ url: "/prefix" }],
  security: [],
  tags: [{ name: "items", description: words }],
  paths: {
    "/items/{id}": {
      get: {
        tags: ["items"],
        operationId: "readItem",
        summary: "Read one item",
        description: words,
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" }, description: words }],
        responses: {
          "200": {
            description: words,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: { Item: { type: "object", description: words, properties: { id: { type: "integer" } } } },
  },
});

const options = {
  title: "Shop </script><script>alert(4)</script>",
  openapiUrl: "openapi.json",
  assetsUrl: "docs/assets",
};
const pages = { "/prefix/docs": swaggerPage(options), "/prefix/redoc": redocPage(options) };

t.test("in a browser, with an ordinary document", async (t) => {
  const browser = await openBrowser();
  const site = await serveSite(pages, documentSaying("Some **Markdown** with a [link](https://elsewhere.example)."));
  t.teardown(async () => {
    await browser.close();
    await site.close();
  });

  t.test("Swagger UI: shows it and sends requests; the console stays silent and the host is not left", async (t) => {
    const { tab, complaints, strangers } = await visit(browser, `${site.origin}/prefix/docs`);
    await tab.getByText("Read one item").click();
    await tab.getByText("Try it out").click();
    await tab.getByPlaceholder("id").fill("7");
    await tab.getByText("Execute", { exact: true }).click();
    await tab.locator(".live-responses-table .response-col_status").filter({ hasText: "200" }).waitFor();
    t.equal(await tab.locator(".request-url pre").textContent(), `${site.origin}/prefix/items/7`);
    t.equal(await tab.title(), `${options.title} - Swagger UI`);
    t.strictSame(complaints, []);
    t.strictSame(strangers, []);
  });

  t.test("Redoc: shows it and finds things in it; the console stays silent and the host is not left", async (t) => {
    const { tab, complaints, strangers } = await visit(browser, `${site.origin}/prefix/redoc`);
    await tab.getByRole("heading", { name: "Read one item" }).waitFor();
    await tab.locator("input[aria-label=Search]").fill("item");
    await tab.locator('[data-role="search:results"]').waitFor();
    t.equal(await tab.title(), `${options.title} - Redoc`);
    t.strictSame(complaints, []);
    t.strictSame(strangers, []);
  });
});

t.test("29 in a browser, with a hostile document: nothing of it runs", async (t) => {
  const browser = await openBrowser();
  const site = await serveSite(pages, documentSaying(hostile));
  t.teardown(async () => {
    await browser.close();
    await site.close();
  });

  t.test("Swagger UI: none of it runs or leaves the host", async (t) => {
    const { tab, alerts, strangers } = await visit(browser, `${site.origin}/prefix/docs`);
    await tab.getByText("Read one item").click();
    await tab.locator(".opblock-description").waitFor();
    t.equal(await tab.locator("#swagger-ui").locator("script, [onerror], a[href^='javascript:']").count(), 0);
    t.strictSame(alerts, []);
    t.strictSame(strangers, []);
  });

  t.test("Swagger UI: the page's own address cannot point it elsewhere", async (t) => {
    const elsewhere = "?url=https://elsewhere.example/openapi.json&configUrl=https://elsewhere.example/config.json";
    const { tab, strangers } = await visit(browser, `${site.origin}/prefix/docs${elsewhere}`);
    await tab.getByText("Read one item").waitFor();
    t.strictSame(strangers, []);
  });

  t.test("Redoc: none of it runs or leaves the host", async (t) => {
    const { tab, alerts, strangers } = await visit(browser, `${site.origin}/prefix/redoc`);
    await tab.getByRole("heading", { name: "Read one item" }).waitFor();
    t.equal(await tab.locator("#redoc").locator("script, [onerror], a[href^='javascript:']").count(), 0);
    t.strictSame(alerts, []);
    t.strictSame(strangers, []);
  });
});
