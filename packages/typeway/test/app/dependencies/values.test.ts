// What dependencies are and where their values come from, over a socket. Named after the rows of FastAPI's feature list.
import {
  App,
  type BackgroundTasks,
  type Body,
  type Context,
  type Depends,
  type Header,
  HttpError,
  type Int,
  type Security,
  type SecurityScopes,
} from "typeway";
import type { Paging, paging } from "../providers.js";
import { onEach } from "../transports.js";
import { issuesOf, serve } from "./serve.js";

class Commons {
  constructor(
    readonly q?: string,
    readonly limit: Int = 100,
  ) {}
}
const openSession = (token: string) => ({ token });
async function user(session: Depends<typeof openSession>, page: Depends<typeof paging>) {
  return { name: session.token, limit: page.limit };
}

onEach("I1: a function's parameters come from the request and join validation and document", async (t) => {
  const app = new App();
  app.get("/items", (page: Depends<typeof paging>) => page);
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/items?limit=3"), [200, { limit: 3, offset: 0 }]);
  const [status, body] = await ask("/items?limit=x&offset=y");
  t.equal(status, 422);
  t.strictSame(issuesOf(body), [
    ["int_parsing", "query", "limit"],
    ["int_parsing", "query", "offset"],
  ]);
  t.match(app.openapi().paths["/items"]?.["get"], {
    parameters: [
      { name: "limit", in: "query", schema: { default: 10 } },
      { name: "offset", in: "query" },
    ],
  });
});

onEach("I2: a dependency is named by an alias of another file, imported as a type", async (t) => {
  const app = new App().get("/items", (page: Paging) => page);
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/items?offset=2"), [200, { limit: 10, offset: 2 }]);
});

onEach("I3: a class is constructed from the request", async (t) => {
  const app = new App();
  app.get("/items", (commons: Depends<typeof Commons>) => ({
    isOne: commons instanceof Commons,
    q: commons.q,
    limit: commons.limit,
  }));
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/items?q=a"), [200, { isOne: true, q: "a", limit: 100 }]);
});

onEach("I4: dependencies have dependencies, and all issues come at once", async (t) => {
  const app = new App().get("/items", (who: Depends<typeof user>, page: Paging) => ({ who, page }));
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/items?token=ada&limit=3"), [
    200,
    { who: { name: "ada", limit: 3 }, page: { limit: 3, offset: 0 } },
  ]);
  const [, body] = await ask("/items?limit=x");
  t.strictSame(issuesOf(body), [
    ["missing", "query", "token"],
    ["int_parsing", "query", "limit"],
  ]);
});

onEach("I5: called once per request, by function, scopes and lifetime; `cache: false` calls anew", async (t) => {
  let calls = 0;
  const counted = () => ++calls;
  const scoped = ({ text }: SecurityScopes) => `${++calls} ${text}`;
  const twice = (first: Depends<typeof counted>, second: Depends<typeof counted>) => [first, second];
  const app = new App();
  app.get("/cached", (pair: Depends<typeof twice>, again: Depends<typeof counted>) => [...pair, again]);
  app.get("/anew", (pair: Depends<typeof twice>, again: Depends<typeof counted, { cache: false }>) => [...pair, again]);
  app.get("/lifetimes", (one: Depends<typeof counted>, two: Depends<typeof counted, { scope: "function" }>) => [
    one,
    two,
  ]);
  app.get(
    "/scopes",
    (a: Security<typeof scoped, ["a"]>, b: Security<typeof scoped, ["b"]>, c: Security<typeof scoped, ["a"]>) => [
      a,
      b,
      c,
    ],
  );
  const { ask } = await serve(t, app);
  t.strictSame(await ask("/cached"), [200, [1, 1, 1]]);
  t.strictSame(await ask("/cached"), [200, [2, 2, 2]]);
  t.strictSame(await ask("/anew"), [200, [3, 3, 4]]);
  t.strictSame(await ask("/lifetimes"), [200, [5, 6]]);
  t.strictSame(await ask("/scopes"), [200, ["7 a", "8 b", "7 a"]]);
});

onEach("I12: with an invalid request no dependency runs, so none has side effects", async (t) => {
  let calls = 0;
  const counts = () => ++calls;
  const app = new App().post("/items", (_: Depends<typeof counts>, n: Body<Int>) => n);
  const { post } = await serve(t, app);
  const [status, body] = await post("/items", "x");
  t.strictSame([status, issuesOf(body)], [422, [["int_type", "body"]]]);
  t.equal(calls, 0);
  t.strictSame(await post("/items", 1), [200, 1]);
  t.equal(calls, 1);
});

onEach("I13: who is asking is found out first: 401 comes before 422, and before a body that is no JSON", async (t) => {
  function known(xToken: Header<string> = "") {
    if (xToken !== "secret") throw new HttpError(401, "Who are you?");
    return xToken;
  }
  const app = new App().post("/items", (_: Security<typeof known>, page: Int, n: Body<Int>) => page + n);
  const { ask, post } = await serve(t, app);
  const refused = [401, { detail: "Who are you?" }];
  t.strictSame(await post("/items?page=x", "x"), refused);
  const noJson = { method: "POST", body: "{", headers: { "content-type": "application/json" } };
  t.strictSame(await ask("/items", noJson), refused);
  const [status, body] = await post("/items?page=x", "x", { "x-token": "secret" });
  t.strictSame(
    [status, issuesOf(body)],
    [
      422,
      [
        ["int_parsing", "query", "page"],
        ["int_type", "body"],
      ],
    ],
  );
});

onEach("I15: body parameters of dependencies and of the handler are the keys of one object", async (t) => {
  const priced = (price: Body<number>) => price * 2;
  const app = new App();
  app.post("/items", (item: { name: string }, double: Depends<typeof priced>) => ({ ...item, double }));
  const { post } = await serve(t, app);
  t.strictSame(await post("/items", { item: { name: "tea" }, price: 2 }), [200, { name: "tea", double: 4 }]);
  const [, body] = await post("/items", { item: {}, price: "2" });
  t.strictSame(issuesOf(body), [
    ["float_type", "body", "price"],
    ["missing", "body", "item", "name"],
  ]);
});

onEach("I16: dependencies get what handlers get: context, request, signal, tasks, scopes", async (t) => {
  const done: string[] = [];
  const everything = (
    context: Context,
    request: Request,
    signal: AbortSignal,
    tasks: BackgroundTasks,
    scopes: SecurityScopes,
  ) => {
    context.response.headers.set("x-stamp", "1");
    tasks.add(() => done.push("task"));
    return [request.method, new URL(request.url).pathname, String(signal.aborted), scopes.text];
  };
  const app = new App().get("/all", (found: Depends<typeof everything>) => found);
  const { port } = await serve(t, app);
  const reply = await fetch(`http://127.0.0.1:${port}/all`);
  t.strictSame(await reply.json(), ["GET", "/all", "false", ""]);
  t.equal(reply.headers.get("x-stamp"), "1");
  await app.close();
  t.strictSame(done, ["task"]);
});

onEach("I17: an override is used everywhere, its own parameters are read, the document stays", async (t) => {
  const app = new App();
  app.get("/me", (who: Depends<typeof user>) => who);
  const document = JSON.stringify(app.openapi());
  const { ask } = await serve(t, app);
  app.override(openSession, (fake: Int) => ({ token: `fake ${fake}` }));
  t.strictSame(await ask("/me?fake=7"), [200, { name: "fake 7", limit: 10 }]);
  const [, body] = await ask("/me?fake=x");
  t.strictSame(issuesOf(body), [["int_parsing", "query", "fake"]]);
  t.equal(JSON.stringify(app.openapi()), document);
  app.clearOverrides();
  t.strictSame(await ask("/me?token=ada"), [200, { name: "ada", limit: 10 }]);
});
