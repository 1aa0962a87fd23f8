import { App, contextEndpoint, HttpError, Router } from "@typeway/runtime";
import t from "tap";
import { auto, context, depends, endpoint, header, int, listed, provider, query, replacement } from "./endpoint.js";
import { onBoth } from "./transports.js";

/** Writes down its name, and that it was closed. */
function diary() {
  const lines: string[] = [];
  const step = (name: string) =>
    provider(function* () {
      lines.push(name);
      yield name;
      lines.push(`close ${name}`);
    });
  return { lines, step };
}

onBoth("I6 those of app, inclusion, router and route run in this order, before the signature's", async (t, serve) => {
  const { lines, step } = diary();
  const [ofApp, ofRouter, ofInclude, ofRoute] = ["app", "router", "include", "route"].map(step);
  const own = step("signature");
  const app = new App({ dependencies: [listed(ofApp!)] });
  const router = new Router({ dependencies: [listed(ofRouter!)] });
  const handle = (name: string) => lines.push(`handler ${name}`);
  router.get("/", { dependencies: [listed(ofRoute!)] }, handle, endpoint(handle, [depends(own)]));
  app.include(router, { prefix: "/a", dependencies: [listed(ofInclude!)] });
  app.include(router, { prefix: "/b" });
  const visit = await serve(app);
  t.equal((await visit("/a/")).status, 200);
  t.equal((await visit("/nowhere")).status, 404, "I18 nothing runs where there is no route");
  t.equal((await visit("/a/", { method: "PUT" })).status, 405);
  t.equal((await visit("/b/")).status, 200);
  await app.close();
  const ran = (...names: string[]) => [
    ...names,
    "handler signature",
    ...names.toReversed().map((name) => `close ${name}`),
  ];
  t.strictSame(lines, [
    ...ran("app", "include", "router", "route", "signature"),
    ...ran("app", "router", "route", "signature"),
  ]);
});

onBoth("I6 each runs once, also when the signature asks for it or two lists name it", async (t, serve) => {
  let calls = 0;
  const count = provider(() => ++calls);
  const app = new App({ dependencies: [listed(count)] });
  const handle = (value: number) => value;
  const options = { dependencies: [listed(count), listed(count)] };
  app.get("/", options, handle, endpoint(handle, [depends(count)]));
  const visit = await serve(app);
  t.equal(await (await visit("/")).json(), 1);
  t.equal(await (await visit("/")).json(), 2);
});

onBoth("I6 their parameters are checked with the others, and may be segments of the path", async (t, serve) => {
  const check = provider((tenant: number, token: string) => [tenant, token], [auto("tenant", int), header("x-token")]);
  const app = new App({ prefix: "/{tenant}", dependencies: [listed(check)] });
  const handle = () => "fine";
  app.get("/items", handle, endpoint(handle, [query("q")]));
  const visit = await serve(app);
  t.strictSame(await (await visit("/x/items")).json(), {
    detail: [
      { type: "int_parsing", loc: ["path", "tenant"], msg: "int_parsing", input: "x" },
      { type: "missing", loc: ["header", "x-token"], msg: "missing", input: null },
      { type: "missing", loc: ["query", "q"], msg: "missing", input: null },
    ],
  });
  const asked = await visit("/7/items?q=1", { headers: { "x-token": "t" } });
  t.equal(await asked.json(), "fine");
  t.strictSame(
    app.records[0]?.dependencies.map(({ compiled, places }) => [compiled.slots.map(({ name }) => name), places]),
    [
      [
        ["tenant", "x-token"],
        ["path", "header"],
      ],
    ],
    "the document is told of them",
  );
});

onBoth("I6 what one of them throws is the answer, and the handler is not called", async (t, serve) => {
  const { lines, step } = diary();
  const guard = provider(() => {
    throw new HttpError(403, "Not you");
  });
  const app = new App({ dependencies: [listed(step("first")), listed(guard), listed(step("last"))] });
  const handle = () => lines.push("handler");
  app.get("/", handle, endpoint(handle));
  const visit = await serve(app);
  const reply = await visit("/");
  t.strictSame([reply.status, await reply.json()], [403, { detail: "Not you" }]);
  t.strictSame(lines, ["first"]);
});

onBoth("I17 override replaces them as well", async (t, serve) => {
  const guard = provider((): number => {
    throw new HttpError(403);
  });
  const app = new App({ dependencies: [listed(guard)] });
  const handle = () => "in";
  app.get("/", handle, endpoint(handle));
  const open = provider(() => 1);
  app.override(guard.provider, open.provider, replacement(open));
  const visit = await serve(app);
  t.equal(await (await visit("/")).json(), "in");
  app.clearOverrides();
  t.equal((await visit("/")).status, 403);
});

onBoth(
  "I18 routes that a package adds by itself are left alone, mounted applications have their own",
  async (t, serve) => {
    const { lines, step } = diary();
    const app = new App({ dependencies: [listed(step("outer"))] });
    const other = new App({ dependencies: [listed(step("inner"))] });
    const handle = () => "x";
    const page = () => new Response("page");
    app.get("/docs", page, contextEndpoint("page") as never);
    app.get("/docs/checked", { dependencies: [listed(step("page's own"))] }, page, contextEndpoint("page") as never);
    other.get("/", handle, endpoint(handle));
    app.mount("/other", other);
    const visit = await serve(app);
    t.equal(await (await visit("/docs")).text(), "page");
    t.strictSame(lines.splice(0), []);
    t.equal(await (await visit("/docs/checked")).text(), "page");
    t.equal((await visit("/other/")).status, 200);
    await app.close();
    t.strictSame(lines, ["page's own", "close page's own", "inner", "close inner"]);
  },
);

t.test("one that was not compiled is named at start-up", async (t) => {
  const guard = () => undefined;
  const handle = () => "x";
  const app = new App({ dependencies: [guard] }).get("/items", handle, endpoint(handle));
  await t.rejects(app.start(), {
    code: "TYPEWAY_NOT_COMPILED",
    message: /^TYPEWAY_NOT_COMPILED: 'dependencies' of GET \/items was registered with 'guard', but/,
  });
});

t.test("one that needs itself, or what cannot be had there, is named at start-up", async (t) => {
  const handle = function handle() {};
  const socket = provider(function socket() {}, [context("WebSocket")]);
  const app = new App({ dependencies: [listed(socket)] }).get("/", handle, endpoint(handle));
  await t.rejects(app.start(), { code: "TYPEWAY_PARAMETER_UNSUPPORTED", message: /'websocket' of 'socket'/ });
});
