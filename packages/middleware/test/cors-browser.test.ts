import { cors } from "@typeway/middleware";
import { HttpError, html, reply } from "@typeway/runtime";
import t from "tap";
import { openBrowser } from "./browser.js";
import { Site, serveOn } from "./site.js";

await t.test("27 cors: Chromium lets a page of a listed origin read, and one of another origin not", async (t) => {
  const page = () => html("<!doctype html><title>page</title>");
  const friend = await serveOn(t, new Site().on("GET /", page));
  const stranger = await serveOn(t, new Site().on("GET /", page));
  const puts: unknown[] = [];
  const api = new Site()
    .use(
      cors({
        origins: [`http://127.0.0.1:${friend}`],
        methods: ["PUT"],
        headers: ["x-key"],
        exposedHeaders: ["x-total"],
        credentials: true,
      }),
    )
    .on("GET /items", ({ cookies }) => reply(200, [...cookies.keys()], { "x-total": 3, "x-hidden": 1 }))
    .on("PUT /items", ({ headers }) => puts.push(headers.get("x-key")))
    .on("DELETE /items", () => puts.push("deleted"))
    .on("POST /login", () => reply(204).cookie("visitor", "7"))
    .on("GET /refused", () => Promise.reject(new HttpError(409, "sold out")));
  const port = await serveOn(t, api);

  const browser = await openBrowser();
  t.teardown(() => browser.close());
  /** What a script of the page at `origin` gets. */
  const tryAll = async (origin: number) => {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${origin}/`);
    return tab.evaluate(async (base) => {
      const attempt = async (path: string, init: RequestInit = {}) => {
        try {
          const answer = await fetch(base + path, { credentials: "include", ...init });
          const { status, headers } = answer;
          return { status, body: await answer.text(), total: headers.get("x-total"), hidden: headers.get("x-hidden") };
        } catch (error) {
          return String(error);
        }
      };
      return {
        login: await attempt("/login", { method: "POST" }),
        get: await attempt("/items"),
        put: await attempt("/items", { method: "PUT", headers: { "x-key": "k", "content-type": "application/json" } }),
        otherMethod: await attempt("/items", { method: "DELETE" }),
        otherHeader: await attempt("/items", { headers: { "x-other": "1" } }),
        refused: await attempt("/refused"),
        nowhere: await attempt("/nowhere", { method: "PUT" }),
      };
    }, `http://127.0.0.1:${port}`);
  };

  const unread = "TypeError: Failed to fetch";
  const answer = (status: number, body: string, total: string | null = null) => ({ status, body, total, hidden: null });
  t.strictSame(await tryAll(friend), {
    login: answer(204, ""),
    get: answer(200, '["visitor"]', "3"),
    put: answer(200, "1"),
    otherMethod: unread,
    otherHeader: unread,
    refused: answer(409, '{"detail":"sold out"}'),
    nowhere: answer(404, '{"detail":"Not Found"}'),
  });
  t.strictSame(puts, ["k"]);
  const nothing = await tryAll(stranger);
  t.strictSame(new Set(Object.values(nothing)), new Set([unread]));
  t.strictSame(puts, ["k"], "what needs a preflight never came");
});
