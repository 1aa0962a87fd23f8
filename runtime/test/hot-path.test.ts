import { createHook } from "node:async_hooks";
import { App, HttpError, type Middleware } from "@typeway/runtime";
import t from "tap";
import { serve } from "../dist/core.js";
import {
  auto,
  body,
  cookie,
  depends,
  endpoint,
  header,
  int,
  object,
  path,
  provider,
  query,
  string,
} from "./endpoint.js";
import { FakeExchange } from "./fake-exchange.js";

t.test("a request that need not wait is answered at once, without a promise", async (t) => {
  const app = new App({ log: () => undefined });
  const constant = () => ({ hello: "world" });
  const typed = (...args: unknown[]) => args;
  const nothing = () => undefined;
  const save = (item: unknown) => item;
  const fail = () => {
    throw new HttpError(409);
  };
  const boom = () => {
    throw new Error("boom");
  };
  const config = provider(() => ({ name: "config" }));
  const session = provider(
    function* (value: unknown) {
      yield value;
    },
    [depends(config)],
  );
  app.get("/constant", constant, endpoint(constant));
  const params = [
    auto("id", int),
    query("q", string, { or: "" }),
    header("x-a", string, { or: "" }),
    cookie("c", string, { or: "" }),
  ];
  app.get("/typed/{id}", typed, endpoint(typed, params));
  app.get("/nothing", nothing, endpoint(nothing));
  app.post("/items", save, endpoint(save, [body("item", object({ name: string }))]));
  app.get("/fail", fail, endpoint(fail)).get("/boom", boom, endpoint(boom));
  const tree = (...args: unknown[]) => args;
  app.get("/tree", tree, endpoint(tree, [depends(session), depends(session, { scope: "function" }), depends(config)]));
  const undo = provider(function* () {
    yield 1;
  });
  const failing = (id: string) => {
    throw new HttpError(410, id);
  };
  app.get("/undo/{id}", failing, endpoint(failing, [path("id"), depends(undo)]));
  const token = provider((token: string) => token, [header("x-a", string, { or: "" })]);
  const guarded = (...args: unknown[]) => args;
  const guardedParams = [
    depends(config),
    depends(token, { authenticates: true }),
    body("item", object({ name: string })),
  ];
  app.post("/guarded", guarded, endpoint(guarded, guardedParams));
  // Others may have middleware.
  app.get("/around", { middleware: [(_, next) => next()], timeout: 1 }, constant, endpoint(constant));
  await app.start();

  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === "PROMISE") promises += 1;
    },
  });
  const answer = (method: string, target: string, content?: string) => {
    const exchange = new FakeExchange(method, target, content);
    hook.enable();
    app[serve](exchange, target, "", undefined);
    hook.disable();
    return [exchange.answer?.status, exchange.answer?.body];
  };

  t.strictSame(answer("GET", "/constant"), [200, '{"hello":"world"}']);
  t.strictSame(answer("GET", "/typed/7?q=a+b"), [200, '[7,"a b","",""]']);
  t.strictSame(answer("GET", "/nothing"), [204, undefined]);
  t.strictSame(answer("POST", "/items", '{"name":"tea"}'), [200, '{"name":"tea"}']);
  t.strictSame(answer("GET", "/tree"), [200, '[{"name":"config"},{"name":"config"},{"name":"config"}]']);
  t.strictSame(answer("POST", "/guarded", '{"name":"a"}'), [200, '[{"name":"config"},"",{"name":"a"}]']);
  t.strictSame(answer("GET", "/fail"), [409, '{"detail":"Conflict"}']);
  t.strictSame(answer("GET", "/undo/7"), [410, '{"detail":"7"}']);
  t.match(answer("GET", "/boom"), [500, /Internal Server Error/]);
  t.strictSame(answer("GET", "/nowhere"), [404, '{"detail":"Not Found"}']);
  t.strictSame(answer("DELETE", "/items"), [405, '{"detail":"Method Not Allowed"}']);
  t.match(answer("POST", "/items", "{"), [400, /json_invalid/]);
  t.match(answer("POST", "/items", "{}"), [422, /missing/]);
  t.strictSame(promises, 0);
  await app.close();
});

t.test("what a route does not ask for is not made", async (t) => {
  const app = new App();
  const constant = () => 1;
  app.get("/", constant, endpoint(constant));
  await app.start();
  const exchange = new FakeExchange("GET", "/?%zz=%zz");
  for (const name of ["rawHeaders", "client", "signal", "raw"] as const)
    Object.defineProperty(exchange, name, { get: () => t.fail(`${name} was looked at`) });
  app[serve](exchange, exchange.target, "", undefined);
  t.strictSame(exchange.answer, {
    status: 200,
    headers: ["content-type", "application/json", "x-content-type-options", "nosniff", "content-length", "1"],
    body: "1",
  });
  await app.close();
});

t.test("middleware that hands on what next() returns is run without a promise of its own", async (t) => {
  const app = new App({ log: () => undefined });
  const constant = () => 1;
  const stamp: Middleware = ({ response }, next) => {
    response.headers.append("x-stamp", "1");
    return next();
  };
  app.get("/one", { middleware: [stamp] }, constant, endpoint(constant));
  app.get("/five", { middleware: [stamp, stamp, stamp, stamp, stamp] }, constant, endpoint(constant));
  await app.start();

  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === "PROMISE") promises += 1;
    },
  });
  const answer = async (target: string) => {
    const exchange = new FakeExchange("GET", target);
    promises = 0;
    hook.enable();
    app[serve](exchange, target, "", undefined);
    hook.disable();
    const made = promises;
    await new Promise(setImmediate);
    return { made, stamps: exchange.answer?.headers.filter((_, i, all) => all[i - 1] === "x-stamp") };
  };

  // The first headers make Node load fetch.
  await answer("/one");
  const one = await answer("/one");
  const five = await answer("/five");
  t.strictSame([one.stamps, five.stamps], [["1"], ["1, 1, 1, 1, 1"]]);
  t.ok(one.made > 0);
  t.equal(five.made, one.made);
  await app.close();
});

t.test("a dependency that need not wait costs no promise behind one that does", async (t) => {
  const app = new App();
  const session = provider(async () => "session");
  const user = provider((session: unknown) => session, [depends(session)]);
  const page = provider(() => "page");
  const handler = (...args: unknown[]) => args;
  app.get("/one", handler, endpoint(handler, [depends(session)]));
  app.get("/three", handler, endpoint(handler, [depends(session), depends(user), depends(page)]));
  await app.start();

  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === "PROMISE") promises += 1;
    },
  });
  const answer = async (target: string) => {
    const exchange = new FakeExchange("GET", target);
    promises = 0;
    hook.enable();
    app[serve](exchange, target, "", undefined);
    await new Promise(setImmediate);
    hook.disable();
    return { made: promises, body: exchange.answer?.body };
  };

  // What is made once, or by what started before, is not of the request.
  const fewest = async (target: string) => {
    const answers = [await answer(target), await answer(target), await answer(target)];
    return answers.reduce((least, each) => (each.made < least.made ? each : least));
  };
  const one = await fewest("/one");
  const three = await fewest("/three");
  t.strictSame([one.body, three.body], ['["session"]', '["session","session","page"]']);
  t.ok(one.made > 0);
  t.equal(three.made, one.made);
  await app.close();
});
