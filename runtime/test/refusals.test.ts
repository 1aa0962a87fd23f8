import { App, ValidationError } from "@typeway/runtime";
import { body, depends, endpoint, listed, object, provider, query, string } from "./endpoint.js";
import { onBoth } from "./transports.js";

const post: RequestInit = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };

/** `POST /items` takes `{"name": …}`. */
const save = (item: unknown) => item;
const item = body("item", object({ name: string }));

onBoth("422 a refused request is answered alike, whether or not anybody could see the error", async (t, serve) => {
  const plain = new App().post("/items", save, endpoint(save, [item]));
  const handled = new App().post("/items", save, endpoint(save, [item])).onError(RangeError, () => "never");
  const [one, other] = [await serve(plain), await serve(handled)];
  const [first, second] = [await one("/items", post), await other("/items", post)];
  const heads = [first, second].map(({ headers }) =>
    [...headers].filter(([name]) => !["date", "connection", "keep-alive"].includes(name)),
  );
  t.strictSame([first.status, second.status], [422, 422]);
  t.strictSame(await first.json(), await second.json());
  t.strictSame(heads[0], heads[1]);
  t.strictSame(new Map(heads[0]).get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
});

onBoth("422 what was opened for who is asking has the error thrown in", async (t, serve) => {
  const seen: unknown[] = [];
  const session = provider(
    function* session(name: unknown) {
      try {
        yield name;
      } catch (error) {
        seen.push(error);
        throw error;
      }
    },
    [query("name", string, { or: "" })],
  );
  const app = new App();
  const handler = (_session: unknown, item: unknown) => item;
  app.post("/items", handler, endpoint(handler, [depends(session, { authenticates: true }), item]));
  const visit = await serve(app);
  const reply = await visit("/items", post);
  t.equal(reply.status, 422);
  t.match(await reply.json(), { detail: [{ type: "missing", loc: ["body"] }] });
  t.match(seen, [{ status: 422, body: {}, issues: [{ type: "missing" }] }]);
  t.ok(seen[0] instanceof ValidationError);
});

onBoth("422 middleware can change what a refused request is answered", async (t, serve) => {
  const app = new App();
  app.use(async ({ response }, next) => {
    await next();
    response.headers.set("x-status", String(response.status));
  });
  const audit = provider(() => undefined);
  app.post("/items", { dependencies: [listed(audit)] }, save, endpoint(save, [item]));
  const visit = await serve(app);
  const reply = await visit("/items", post);
  t.strictSame([reply.status, reply.headers.get("x-status")], [422, "422"]);
  t.match(await reply.json(), { detail: [{ type: "missing" }] });
});
