// Dependencies without a value: `dependencies` of application, inclusion, router, route and WebSocket, over a socket.
import t from "tap";
import { App, type Depends, type Header, HttpError, type Int, Router, type Security, type WebSocket } from "typeway";
import { onEach } from "../transports.js";
import { issuesOf, serve } from "./serve.js";

const ran: string[] = [];
const step = (name: string) => () => void ran.push(name);
function known(xToken: Header<string>) {
  ran.push("known");
  if (xToken !== "secret") throw new HttpError(401, "Who are you?");
  return xToken;
}
const pageOf = (most: Int) => (page: Int) => {
  ran.push(`page ${page} of ${most}`);
  if (page > most) throw new HttpError(404, "No such page");
};
class Counter {
  readonly seen: number[] = [];
  count(page: Int) {
    this.seen.push(page);
  }
}
t.beforeEach(() => {
  ran.length = 0;
});

onEach("I6: application, inclusion, router, route, signature: in this order, each once", async (t) => {
  const app = new App({ dependencies: [step("app")] });
  const router = new Router({ prefix: "/items", dependencies: [step("router"), known] });
  const own = step("signature");
  const handler = (_own: Depends<typeof own>, _token: Depends<typeof known>) => ran;
  router.get("/{page}", { dependencies: [pageOf(5), step("route"), known] }, handler);
  app.include(router, { dependencies: [step("include")] });
  const { ask } = await serve(t, app);
  const secret = { headers: { "x-token": "secret" } };
  t.strictSame(await ask("/items/3", secret), [
    200,
    ["app", "include", "router", "known", "page 3 of 5", "route", "signature"],
  ]);
  t.strictSame(await ask("/items/6", secret), [404, { detail: "No such page" }]);
  const [, body] = await ask("/items/x");
  t.strictSame(
    issuesOf(body),
    [
      ["missing", "header", "x-token"],
      ["int_parsing", "path", "page"],
    ],
    "their parameters are checked together",
  );
  t.match(app.openapi().paths["/items/{page}"]?.["get"], {
    parameters: [
      { name: "page", in: "path", required: true },
      { name: "x-token", in: "header", required: true },
    ],
  });
});

onEach("I14: closures and methods of instances, each with its own state", async (t) => {
  const [first, second] = [new Counter(), new Counter()];
  const app = new App();
  app.get("/first", { dependencies: [first.count, pageOf(1)] }, () => first.seen);
  app.get("/second", { dependencies: [second.count, pageOf(2)] }, () => second.seen);
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/first?page=1"), [200, [1]]);
  t.strictSame(await ask("/second?page=2"), [200, [2]]);
  t.strictSame(await ask("/first?page=2"), [404, { detail: "No such page" }]);
  t.strictSame(first.seen, [1, 2]);
});

onEach(
  "I18: those of the application are for its routes, not for what is missing, nor for its own pages",
  async (t) => {
    const app = new App({ title: "Global", dependencies: [known] });
    app.get("/items", () => "in");
    app.mount(
      "/other",
      new App({ dependencies: [step("other")] }).get("/", () => "other"),
    );
    const { ask } = await serve(t, app);
    t.strictSame(await ask("/items", { headers: { "x-token": "x" } }), [401, { detail: "Who are you?" }]);
    t.strictSame(ran.splice(0), ["known"]);
    t.strictSame(await ask("/nowhere"), [404, { detail: "Not Found" }]);
    t.strictSame(await ask("/items", { method: "PUT" }), [405, { detail: "Method Not Allowed" }]);
    for (const page of ["/docs", "/redoc", "/openapi.json"]) t.equal((await ask(page))[0], 200, page);
    t.strictSame(ran.splice(0), []);
    t.strictSame(await ask("/other/"), [200, "other"]);
    t.strictSame(ran, ["other"], "a mounted application has its own");
  },
);

onEach("46 what authenticates runs before a socket is accepted, wherever it is asked for", async (t) => {
  const app = new App();
  const chat = async (socket: WebSocket<string, string>) => {
    await socket.accept();
  };
  const mine = async (socket: WebSocket<string, string>, page: Int, _token: Security<typeof known>) => {
    ran.push(`page ${page}`);
    await socket.accept();
  };
  app.websocket("/listed", { dependencies: [known] }, chat);
  app.websocket("/asked", mine);
  const { port } = await serve(t, app);
  const knock = async (path: string, token: string) => {
    const { request } = await import("node:http");
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "x-token": token,
    };
    return new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ port, path, headers }, (response) => resolve(response.resume().statusCode));
      asked.on("error", reject).end();
      asked.on("upgrade", (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      });
    });
  };
  t.equal(await knock("/listed", "wrong"), 401);
  t.equal(await knock("/asked?page=x", "wrong"), 401, "before 422");
  t.strictSame(ran.splice(0), ["known", "known"]);
  t.equal(await knock("/asked?page=x", "secret"), 422);
  t.equal(await knock("/listed", "secret"), 101);
  t.equal(await knock("/asked?page=1", "secret"), 101);
});
