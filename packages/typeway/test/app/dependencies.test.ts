// Dependencies. The tests are named after the rows of FastAPI's feature list (I1 …).
import t from "tap";
import { App, type Depends, HttpError, type Int } from "typeway";
import { TestClient } from "typeway/testing";
import type { Paging, Tracked } from "./providers.js";
import { events, openTracked, type paging } from "./providers.js";

class Commons {
  constructor(
    readonly q?: string,
    readonly limit: Int = 100,
  ) {}
}
function token(token: string) {
  return token;
}
async function user(name: Depends<typeof token>, page: Depends<typeof paging>) {
  return { name, limit: page.limit };
}
let calls = 0;
function counted() {
  return ++calls;
}
const twice = (first: Depends<typeof counted>, second: Depends<typeof counted>) => [first, second];

const app = new App({ title: "Dependencies", version: "1.0.0" });
app.get("/function", (page: Depends<typeof paging>) => page);
app.get("/alias", (page: Paging) => page);
app.get("/class", (commons: Depends<typeof Commons>) => ({ q: commons.q, limit: commons.limit }));
app.get("/tree", (who: Depends<typeof user>, page: Paging) => ({ who, page }));
app.get("/cached", (pair: Depends<typeof twice>, again: Depends<typeof counted>) => [...pair, again]);
app.get("/uncached", (pair: Depends<typeof twice>, again: Depends<typeof counted, { cache: false }>) => [
  ...pair,
  again,
]);
app.get("/tracked", (tracked: Tracked) => {
  events.push(`handler ${tracked}`);
  return tracked;
});
app.get("/failing", (_tracked: Tracked): string => {
  throw new HttpError(409, "failed");
});

const client = new TestClient(app);
t.teardown(() => client.close());
t.beforeEach(() => {
  events.length = 0;
  calls = 0;
});

t.test("I1 a function's parameters come from the request and join validation and document", async (t) => {
  t.strictSame((await client.get("/function?limit=3")).json(), { limit: 3, offset: 0 });
  const refused = await client.get("/function?limit=x&offset=y");
  t.equal(refused.status, 422);
  t.strictSame(
    refused.json<{ detail: { loc: unknown[] }[] }>().detail.map(({ loc }) => loc),
    [
      ["query", "limit"],
      ["query", "offset"],
    ],
  );
  t.match(app.openapi().paths["/function"]?.["get"], {
    parameters: [{ name: "limit", schema: { default: 10 } }, { name: "offset" }],
  });
});

t.test("I2 a dependency can be named by an alias of another file, imported as a type", async (t) => {
  t.strictSame((await client.get("/alias?offset=2")).json(), { limit: 10, offset: 2 });
});

t.test("I3 a class is constructed from the request", async (t) => {
  t.strictSame((await client.get("/class?q=a")).json(), { q: "a", limit: 100 });
});

t.test("I4 dependencies have dependencies, and all issues come at once", async (t) => {
  t.strictSame((await client.get("/tree?token=ada&limit=3")).json(), {
    who: { name: "ada", limit: 3 },
    page: { limit: 3, offset: 0 },
  });
  t.strictSame(
    (await client.get("/tree?limit=x"))
      .json<{ detail: { type: string; loc: unknown[] }[] }>()
      .detail.map(({ type, loc }) => [type, ...loc]),
    [
      ["missing", "query", "token"],
      ["int_parsing", "query", "limit"],
    ],
  );
});

t.test("I5 a dependency is called once per request, unless it is asked for anew", async (t) => {
  t.strictSame((await client.get("/cached")).json(), [1, 1, 1]);
  t.strictSame((await client.get("/cached")).json(), [2, 2, 2]);
  t.strictSame((await client.get("/uncached")).json(), [3, 3, 4]);
});

t.test(
  "I7 what follows yield runs after the response, inner ones last to be opened and first to be closed",
  async (t) => {
    const reply = await client.get("/tracked");
    t.equal(reply.json(), "inner outer");
    await new Promise((resolve) => setTimeout(resolve, 10));
    t.strictSame(events, ["open inner", "open outer", "handler inner outer", "close outer", "close inner"]);
  },
);

t.test("I10 what the handler throws is thrown into the generator", async (t) => {
  const reply = await client.get("/failing");
  t.strictSame([reply.status, reply.json()], [409, { detail: "failed" }]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  t.strictSame(events, [
    "open inner",
    "open outer",
    "outer saw failed",
    "close outer",
    "inner saw failed",
    "close inner",
  ]);
});

t.test("I17 an override is used wherever the original is depended upon, with parameters of its own", async (t) => {
  app.override(openTracked, (mark: string) => `replaced ${mark}`);
  t.teardown(() => app.clearOverrides());
  t.equal((await client.get("/tracked?mark=x")).json(), "replaced x");
  t.equal((await client.get("/tracked")).status, 422);
  app.clearOverrides();
  t.equal((await client.get("/tracked")).json(), "inner outer");
});
