import { App, HttpError, type Middleware, Router } from "@typeway/runtime";
import { endpoint } from "../endpoint.js";
import { onBoth } from "../transports.js";

/** Writes down when it is entered and left, and what it then sees. */
const witness =
  (log: string[], name: string): Middleware =>
  async (context, next) => {
    log.push(`> ${name}`);
    await next();
    log.push(`< ${name} ${context.response.status}`);
  };

onBoth(
  "middleware: the first added is outermost; application, inclusion, router and route in turn",
  async (t, serve) => {
    const log: string[] = [];
    const see = (name: string) => witness(log, name);
    const app = new App({ middleware: [see("app option")], log: () => undefined });
    const router = new Router({ prefix: "/items", middleware: [see("router option")] });
    const handler = () => {
      log.push("handler");
      return 1;
    };
    router.use(see("router 1"), see("router 2"));
    router.get("/with", { middleware: [see("route")] }, handler, endpoint(handler));
    router.get("/without", handler, endpoint(handler));
    app.use(see("app 1")).use(see("app 2"));
    app.include(router, { prefix: "/a", middleware: [see("included as a")] });
    app.include(router, { prefix: "/b" });
    app.get("/outside", handler, endpoint(handler));
    const visit = await serve(app);
    const asked = async (path: string) => {
      log.length = 0;
      const response = await visit(path);
      return [response.status, await response.text(), ...log];
    };

    t.strictSame(await asked("/a/items/with"), [
      ...[200, "1", "> app option", "> app 1", "> app 2", "> included as a", "> router option", "> router 1"],
      ...["> router 2", "> route", "handler", "< route 200", "< router 2 200", "< router 1 200"],
      ...["< router option 200", "< included as a 200", "< app 2 200", "< app 1 200", "< app option 200"],
    ]);
    t.strictSame(await asked("/b/items/without"), [
      ...[200, "1", "> app option", "> app 1", "> app 2", "> router option", "> router 1", "> router 2", "handler"],
      ...["< router 2 200", "< router 1 200", "< router option 200", "< app 2 200", "< app 1 200", "< app option 200"],
    ]);
    const around = (status: number, ...inside: readonly string[]) => [
      ...["> app option", "> app 1", "> app 2", ...inside],
      ...[`< app 2 ${status}`, `< app 1 ${status}`, `< app option ${status}`],
    ];
    t.strictSame(await asked("/outside"), [200, "1", ...around(200, "handler")]);
    t.strictSame(await asked("/nowhere"), [404, '{"detail":"Not Found"}', ...around(404)]);
    t.strictSame(await asked("/a/items/nowhere"), [404, '{"detail":"Not Found"}', ...around(404)]);
  },
);

onBoth("middleware: runs around 405, OPTIONS, what is not percent-encoded, redirects and mounts", async (t, serve) => {
  const log: string[] = [];
  const inner = new App();
  inner.use(witness(log, "inner"));
  const handler = () => "hello";
  inner.get("/hello", handler, endpoint(handler));
  const app = new App({ redirectSlashes: true });
  app.use(witness(log, "app"));
  app.get("/hello", handler, endpoint(handler));
  const router = new Router({ middleware: [witness(log, "router")] });
  router.mount("/app", inner);
  router.mount("/fetch", () => new Response("fetched"));
  router.mount("/node", (_request, response) => void response.writeHead(201).end("listened"));
  app.include(router);
  const visit = await serve(app);
  const asked = async (path: string, init?: RequestInit) => {
    log.length = 0;
    const response = await visit(path, { redirect: "manual", ...init });
    return [response.status, await response.text(), ...log];
  };

  t.strictSame(await asked("/hello", { method: "PUT" }), [
    405,
    '{"detail":"Method Not Allowed"}',
    "> app",
    "< app 405",
  ]);
  t.strictSame(await asked("/hello", { method: "OPTIONS" }), [204, "", "> app", "< app 204"]);
  t.strictSame(await asked("/hello/"), [307, "", "> app", "< app 307"]);
  t.match(await asked("/%zz"), [400, /bad_percent_encoding/, "> app", "< app 400"]);
  t.strictSame(await asked("/app/hello"), [
    ...[200, '"hello"', "> app", "> router", "> inner", "< inner 200", "< router 200", "< app 200"],
  ]);
  t.strictSame(await asked("/app/nowhere"), [
    ...[404, '{"detail":"Not Found"}', "> app", "> router", "> inner", "< inner 404", "< router 404", "< app 404"],
  ]);
  t.strictSame(await asked("/fetch/x"), [200, "fetched", "> app", "> router", "< router 200", "< app 200"]);
  t.strictSame(await asked("/node/x"), [201, "listened", "> app", "> router", "< router 201", "< app 201"]);
});

onBoth("middleware: nothing leaves, and nothing is cleaned up, before the outermost is done", async (t, serve) => {
  const log: string[] = [];
  const app = new App({ log: () => undefined });
  app.use(async (context, next) => {
    await next();
    context.tasks.add(() => log.push("task of middleware"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push("outermost done");
  });
  const handler = (...args: unknown[]) => args.length;
  app.get("/", handler, endpoint(handler));
  const late = () => Promise.reject(new HttpError(418));
  app.get("/late", late, endpoint(late));
  const visit = await serve(app);
  t.equal(await (await visit("/")).text(), "0");
  t.equal((await visit("/late")).status, 418);
  await app.close();
  t.strictSame(log, ["outermost done", "task of middleware", "outermost done", "task of middleware"]);
});
