import { App, HttpError, reply } from "@typeway/runtime";
import { body, endpoint, path } from "./endpoint.js";
import { exchange } from "./raw-client.js";
import { onBoth, onEach, serveOn } from "./transports.js";

const safe = ["content-security-policy", "referrer-policy", "x-content-type-options", "x-frame-options"];
const ofErrors = ["default-src 'none'; frame-ancestors 'none'", "no-referrer", "nosniff", "DENY"];
const ofAnswers = [null, null, "nosniff", null];
const safeOnesOf = ({ headers }: Response) => safe.map((name) => headers.get(name));

function shop(): App {
  const app = new App({ log: () => undefined });
  const errors: Record<string, () => unknown> = {
    refused: () => new HttpError(403),
    framed: () => new HttpError(403, "x", { headers: { "X-Frame-Options": "SAMEORIGIN" } }),
    unchanged: () => new HttpError(304),
    boom: () => new Error("boom"),
  };
  const fail = (name: string) => {
    throw errors[name]?.();
  };
  const save = (item: unknown) => item;
  app.get("/errors/{name}", fail, endpoint(fail, [path("name")]));
  app.post("/items", save, endpoint(save, [body("item")]));
  app.get(
    "/plain",
    () => 1,
    endpoint(() => 1, []),
  );
  app.get(
    "/nothing",
    () => undefined,
    endpoint(() => undefined, [], { empty: true }),
  );
  return app;
}

onBoth(
  "safe headers: errors may neither load nor be framed, and tell no other site their address",
  async (t, serve) => {
    const visit = await serve(shop());
    for (const path of ["/errors/refused", "/errors/boom", "/nowhere", "/items"])
      t.strictSame(safeOnesOf(await visit(path)), ofErrors, path);
    t.strictSame(safeOnesOf(await visit("/items", { method: "POST", body: "{" })), ofErrors, "415");
    const framed = await visit("/errors/framed");
    t.equal(framed.headers.get("x-frame-options"), "SAMEORIGIN", "an error's own headers win");
  },
);

onBoth("safe headers: answers are not sniffed, and otherwise their application's affair", async (t, serve) => {
  const app = shop();
  class Sold extends Error {}
  const sell = () => {
    throw new Sold();
  };
  app.get("/sold", sell, endpoint(sell, []));
  app.onError(Sold, () => reply(410, "sold"));
  const visit = await serve(app);
  for (const path of ["/plain", "/nothing", "/sold", "/errors/unchanged"])
    t.strictSame(safeOnesOf(await visit(path)), ofAnswers, path);
});

onEach("safe headers: what is refused before it becomes a request has them, too", async (t) => {
  const port = await serveOn(t, shop());
  for (const lines of [
    ["no request", ""],
    ["GET / HTTP/1.1", "Host: a/b", "Connection: close", "", ""],
  ]) {
    const answer = await exchange(port, ...lines, "");
    for (const [index, name] of safe.entries())
      t.match(answer.toLowerCase(), `\r\n${name}: ${ofErrors[index]}\r\n`.toLowerCase());
  }
});
