// J14: the flows of OAuth 2 that leave Swagger UI and come back to its redirect page, in a real browser.
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { chromium, type Page } from "playwright-core";
import t from "tap";
import { App, type Form, HttpError, type OAuth2AuthorizationCode, type Query, redirect } from "typeway";
import { TestClient } from "typeway/testing";

/** What an authorization server is asked. */
interface Asked {
  response_type: "code";
  client_id: string;
  redirect_uri: string;
  state: string;
  scope?: string;
}

const app = new App({ docs: { oauth: { clientId: "docs" } } });
/** An authorization server that trusts everybody. */
app.get("/authorize", ({ redirect_uri, state, client_id }: Query<Asked>) => {
  if (client_id !== "docs") throw new HttpError(400, "Unknown client");
  return redirect(`${redirect_uri}?${new URLSearchParams({ code: "c0de", state })}`);
});
app.post("/exchange", (code: Form<string>, grant_type: Form<string>) => ({
  access_token: `${grant_type} ${code}`.replace(" ", "-"),
  token_type: "bearer",
}));
app.get("/me", function readMe(token: OAuth2AuthorizationCode<"/authorize", "/exchange", { me: "Oneself" }>) {
  return token;
});

const server = await app.listen({ host: "127.0.0.1", port: 0, signals: false });
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
t.teardown(() => app.close());

t.test("J14: the page may ask the token URLs of the document, and no other host", async (t) => {
  const elsewhere = new App({ servers: [{ url: "https://api.test/v1" }] });
  elsewhere.get("/me", (token: OAuth2AuthorizationCode<"https://a.test/authorize", "https://b.test/token">) => token);
  const client = new TestClient(elsewhere);
  t.teardown(() => client.close());
  const policy = (await client.get("/docs")).headers.get("content-security-policy") ?? "";
  t.equal(
    policy.split("; ").find((each) => each.startsWith("connect-src")),
    "connect-src 'self' https://api.test https://a.test https://b.test",
  );
});

const executablePath = [process.env["CHROMIUM"], "/usr/bin/chromium"].find((path) => path && existsSync(path));
if (executablePath === undefined) t.comment("NOT RUN in a browser: there is no /usr/bin/chromium.");
else
  t.test("J14: Authorize leaves for the authorization server and comes back with a token", async (t) => {
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
    });
    t.teardown(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${origin}/docs`);
    await authorize(page);
    const operation = page.locator("#operations-default-readMe");
    await operation.locator(".opblock-summary-control").click();
    await operation.locator(".try-out__btn").click();
    const answered = page.waitForResponse((response) => response.url().endsWith("/me"));
    await operation.locator(".execute").click();
    const answer = await answered;
    t.equal(answer.status(), 200);
    t.equal(await answer.json(), "authorization_code-c0de");
  });

async function authorize(page: Page): Promise<void> {
  await page.locator(".auth-wrapper .btn.authorize").first().click();
  t.equal(await page.locator("#client_id_authorizationCode").inputValue(), "docs");
  await page.locator(".auth-btn-wrapper .btn.authorize").click();
  await page.locator(".auth-btn-wrapper").getByText("Logout").waitFor();
  await page.locator(".auth-btn-wrapper .btn-done").click();
}
