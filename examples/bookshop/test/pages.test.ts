import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import t from "tap";
import { createApp } from "../dist/app.js";
import { openPool } from "../dist/database/connect.js";

const artifacts = fileURLToPath(new URL("../../../.artifacts/", import.meta.url));
const executable = [process.env["CHROMIUM"], "/usr/bin/chromium"].find((path) => path && existsSync(path));

if (executable === undefined) {
  t.comment("NOT RUN in a browser: there is no /usr/bin/chromium, and CHROMIUM does not name one.");
  t.pass("no browser to run in");
} else {
  const app = createApp(() => openPool());
  const server = await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launch(executable);
  t.teardown(async () => {
    await browser.close();
    await app.close();
  });
  await mkdir(artifacts, { recursive: true });

  await t.test("/docs: shows every operation, and its example creates a book which the next GET returns", async (t) => {
    const { page, complaints } = await open(browser, `${origin}/docs`);
    await page.waitForSelector("#operations-Books-addBook");
    t.equal(await page.locator(".opblock").count(), 14);
    await page.screenshot({ path: `${artifacts}docs.png` });

    const operation = page.locator("#operations-Books-addBook");
    await operation.locator(".opblock-summary-control").click();
    await operation.locator(".try-out__btn").click();
    await operation.locator(".execute").click();
    t.equal(
      (await operation.locator(".live-responses-table .response-col_status").last().textContent())?.trim(),
      "201",
    );
    await page.screenshot({ path: `${artifacts}docs-try-it-out.png`, fullPage: true });
    t.strictSame(complaints, []);

    const created = await fetch(`${origin}/books/9780141439792`);
    t.equal(created.status, 200);
    t.match(await created.json(), { title: "Northanger Abbey", author: { name: "Jane Austen" }, language: "en" });
  });

  await t.test("/redoc: shows every operation", async (t) => {
    const { page, complaints } = await open(browser, `${origin}/redoc`);
    for (const summary of ["Search the shop.", "Add an author.", "Place an order."]) {
      await page.getByRole("heading", { name: summary }).first().waitFor();
    }
    await page.screenshot({ path: `${artifacts}redoc.png` });
    t.strictSame(complaints, []);
  });
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Opens a page and collects what should not happen in it: errors, warnings, and requests to anybody else. */
async function open(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(url).host) complaints.push(`left the host: ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
