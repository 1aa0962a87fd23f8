// Swagger UI's Authorize in a real browser: log in, call, log out, get 401.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import t from "tap";
import app from "../dist/main.js";

const artifacts = fileURLToPath(new URL("../../../.artifacts/", import.meta.url));
const executable = [process.env["CHROMIUM"], "/usr/bin/chromium"].find((path) => path && existsSync(path));

if (executable === undefined) {
  t.comment("NOT RUN in a browser: there is no /usr/bin/chromium, and CHROMIUM does not name one.");
  t.pass("no browser to run in");
} else {
  const server = await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launch(executable);
  t.teardown(async () => {
    await browser.close();
    await app.close();
  });
  await mkdir(artifacts, { recursive: true });

  await t.test("/docs: log in by Authorize, call a protected route, log out, get 401", async (t) => {
    const { page, complaints } = await open(browser, `${origin}/docs`);
    const operation = page.locator("#operations-default-readMe");
    await operation.locator(".opblock-summary-control").click();
    await operation.locator(".try-out__btn").click();

    await logIn(page, "ann", "correct horse");
    t.equal(await execute(page, operation), "200");
    t.match(await operation.locator(".live-responses-table .highlight-code").first().textContent(), /"ann"/);
    await page.screenshot({ path: `${artifacts}docs-authorized.png` });

    await page.locator(".auth-wrapper .btn.authorize").first().click();
    await page.locator(".auth-btn-wrapper").getByText("Logout").click();
    await page.locator(".auth-btn-wrapper .btn-done").click();
    t.equal(await execute(page, operation), "401");
    t.strictSame(complaints, ["console: the server responded with a status of 401 (Unauthorized)"]);
  });

  await t.test("/docs: a wrong password is said where it was typed", async (t) => {
    const { page } = await open(browser, `${origin}/docs`);
    await fillIn(page, "ann", "wrong horse");
    await page.locator(".auth-container .errors").waitFor();
    t.match(await page.locator(".auth-container .errors").textContent(), /Incorrect username or password/);
  });

  await t.test("/docs/oauth2-redirect: is there for the flows that leave the page", async (t) => {
    const { page, complaints } = await open(browser, `${origin}/docs/oauth2-redirect`);
    t.match(await page.title(), /OAuth2 redirect/);
    t.equal(complaints.filter((each) => each.startsWith("left")).length, 0);
  });
}

async function fillIn(page: Page, username: string, password: string): Promise<void> {
  await page.locator(".auth-wrapper .btn.authorize").first().click();
  await page.locator("#oauth_username").fill(username);
  await page.locator("#oauth_password").fill(password);
  await page.locator(".auth-btn-wrapper .btn.authorize").click();
}

async function logIn(page: Page, username: string, password: string): Promise<void> {
  await fillIn(page, username, password);
  await page.locator(".auth-btn-wrapper").getByText("Logout").waitFor();
  await page.locator(".auth-btn-wrapper .btn-done").click();
}

/** @returns the status that the page shows */
async function execute(page: Page, operation: Locator): Promise<string | undefined> {
  const answered = page.waitForResponse((response) => response.url().endsWith("/me"));
  await operation.locator(".execute").click();
  const status = String((await answered).status());
  const shown = operation.locator(".live-responses-table .response-col_status").last();
  await shown.filter({ hasText: status }).waitFor();
  return (await shown.textContent())?.trim().slice(0, 3);
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

/** Opens a page and collects what should not happen in it: errors, and requests to anybody else. */
async function open(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error")
      complaints.push(`console: ${message.text().replace("Failed to load resource: ", "")}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(url).host) complaints.push(`left the host: ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
