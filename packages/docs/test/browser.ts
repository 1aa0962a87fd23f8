import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { type Asset, assets, type Page } from "@typeway/docs";
import { type Browser, chromium, type Request, type Page as Tab } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? installed.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("Chromium is not installed; CHROMIUM may name it.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** Pages and a document by path, and the assets under `/prefix/docs/assets/`. */
export async function serveSite(pages: Readonly<Record<string, Page>>, document: object): Promise<Site> {
  const byFile = new Map<string, Asset>(
    Object.values(assets).map((asset) => [`/prefix/docs/assets/${asset.file}`, asset]),
  );
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    const page = pages[path];
    const asset = byFile.get(path);
    if (page) response.writeHead(200, page.headers).end(page.html);
    else if (asset) response.writeHead(200, { "content-type": asset.type }).end(await asset.read());
    else if (path === "/prefix/openapi.json") {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
    } else if (path.startsWith("/prefix/items/"))
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface Visit {
  readonly tab: Tab;
  /** What the console says in red or yellow, and exceptions nobody caught. */
  readonly complaints: string[];
  /** Dialogs that a script opened. */
  readonly alerts: string[];
  /** Addresses of other hosts that were asked for over the network. */
  readonly strangers: string[];
}

export async function visit(browser: Browser, url: string): Promise<Visit> {
  const tab = await browser.newPage();
  const complaints: string[] = [];
  const alerts: string[] = [];
  const strangers: string[] = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("dialog", (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  const isStranger = (request: Request) => {
    const { origin, protocol } = new URL(request.url());
    return protocol.startsWith("http") && origin !== new URL(url).origin;
  };
  tab.on("requestfinished", (request) => {
    if (isStranger(request)) strangers.push(request.url());
  });
  tab.on("requestfailed", (request) => {
    // What the page's policy stops never reaches the network.
    if (isStranger(request) && request.failure()?.errorText !== "csp") strangers.push(request.url());
  });
  await tab.goto(url);
  return { tab, complaints, alerts, strangers };
}
