// What is thrown documents itself, and handlers of errors document what they answer.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Depends,
  defaultAnswer,
  HttpError,
  type Int,
  type Reply,
  Router,
  reply,
  ValidationError,
} from "typeway";
import { Closed, OutOfStock, type openShop, Reserved, ShopError, type Sku, take } from "./shop.js";

interface Sorry {
  sorry: string;
}

/** Statuses with descriptions and, where there is one, the body's schema, of one operation. */
function answersOf(app: App, path: string, method = "get") {
  const { [method]: operation } = app.openapi().paths[path] ?? {};
  const { responses } = operation as { responses: Record<string, { description: string; content?: object }> };
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, content = {} }]) => [
      status,
      [description, ...Object.values(content).map(({ schema }: { schema?: unknown }) => schema)],
    ]),
  );
}

const detail = (schema: object) => ({ type: "object", properties: { detail: schema }, required: ["detail"] });
const code = (only: string) =>
  detail({ type: "object", properties: { code: { type: "string", const: only } }, required: ["code"] });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

t.test(
  "H9: errors of a handler, of dependencies and of what they call are in the document by themselves",
  async (t) => {
    const app = new App();
    app.get("/buy/{sku}", async (sku: string, till: Depends<typeof openShop>): Promise<Int> => till.pay(sku));
    t.strictSame(answersOf(app, "/buy/{sku}"), {
      200: ["Successful response", { type: "integer", format: "int64" }],
      404: ["Not Found", ref("HttpError")],
      409: ["The article is sold out.", { anyOf: [code("reserved"), detail(ref("Sku"))] }],
      422: ["The request is not of the declared type", ref("ValidationError")],
      503: ["Service Unavailable", code("closed")],
    });
    const problems = await validateDocument(app.openapi());
    t.strictSame(
      problems.filter(({ severity }) => severity === "error"),
      [],
    );
  },
);

t.test("H9: @throws describes a class or a status, and adds what nobody sees", async (t) => {
  const app = new App();
  /**
   * Reserve one.
   * @throws {OutOfStock} Somebody was faster.
   * @throws {404} There is none of that name.
   * @throws {423} The shelf is locked.
   */
  function reserve(sku: string): Int {
    return take(sku);
  }
  app.get("/reserve", reserve);
  t.match(answersOf(app, "/reserve"), {
    404: ["There is none of that name.", ref("HttpError")],
    409: ["Somebody was faster.", detail(ref("Sku"))],
    423: ["The shelf is locked.", ref("HttpError")],
  });
});

t.test("H9: errors of what the dependencies option names are in the document of every route below", async (t) => {
  const mustBeOpen = (sunday = false): void => {
    if (sunday) throw new Closed();
  };
  const router = new Router({ prefix: "/r", dependencies: [mustBeOpen] }).get("/", (): Int => 1);
  const app = new App().include(router).get("/", (): Int => 1);
  t.strictSame(Object.keys(answersOf(app, "/r/")), ["200", "422", "503"]);
  t.strictSame(Object.keys(answersOf(app, "/")), ["200"]);
});

t.test("H9: what a catch keeps is not documented", async (t) => {
  const app = new App();
  app.get("/", (): Int => {
    try {
      return take("tea");
    } catch {
      return 0;
    }
  });
  t.strictSame(Object.keys(answersOf(app, "/")), ["200"]);
});

t.test("H9: a handler of a class stands in the place of its errors, and of no others", async (t) => {
  const app = new App();
  app.onError(OutOfStock, ({ detail: { sku } }): Reply<410, Sorry> => reply(410, { sorry: sku }));
  /** @returns Something of the shop. */
  app.onError(ShopError, (error): { code: string } => ({ code: error.detail.code }));
  app.get("/buy", async (sku: string, till: Depends<typeof openShop>): Promise<Int> => till.pay(sku));
  app.get("/other", (): Int => 1);
  t.strictSame(answersOf(app, "/buy"), {
    200: ["Successful response", { type: "integer", format: "int64" }],
    404: ["Not Found", ref("HttpError")],
    409: ["Something of the shop.", { type: "object", properties: { code: { type: "string" } }, required: ["code"] }],
    410: ["Gone", ref("Sorry")],
    422: ["The request is not of the declared type", ref("ValidationError")],
    503: ["Something of the shop.", { type: "object", properties: { code: { type: "string" } }, required: ["code"] }],
  });
  t.strictSame(Object.keys(answersOf(app, "/other")), ["200"], "an HttpError is documented where it is thrown");
});

t.test("H9: what no function of the program throws is documented at every route below its handler", async (t) => {
  class TimedOut extends Error {}
  const app = new App();
  const jobs = new Router({ prefix: "/jobs" });
  jobs.onError(TimedOut, (): Reply<504, Sorry> => reply(504, { sorry: "later" }));
  jobs.onStatus(500, (): Sorry => ({ sorry: "ours" }));
  jobs.get("/run", (): Int => 1);
  app.get("/run", (): Int => 1).include(jobs);
  t.strictSame(Object.keys(answersOf(app, "/jobs/run")), ["200", "500", "504"]);
  t.strictSame(Object.keys(answersOf(app, "/run")), ["200"]);
});

t.test("H3: a handler of ValidationError or 422 changes the documented 422 everywhere below", async (t) => {
  const below = (app: App) => {
    const router = new Router({ prefix: "/r" }).get("/{id}", (id: Int): Int => id);
    return app.include(router).get("/nothing", (): Int => 1);
  };
  const byClass = below(new App());
  byClass.onError(ValidationError, ({ issues }): Sorry => ({ sorry: String(issues.length) }));
  const byStatus = below(new App({ errors: "problem" }));
  byStatus.onStatus(422, (): Reply<418, Sorry> => reply(418, { sorry: "tea" }));
  const byDefault = below(new App());
  byDefault.onError(ValidationError, (error, context) => defaultAnswer(error, context));
  t.strictSame(answersOf(byClass, "/r/{id}")[422], ["The request is not of the declared type", ref("Sorry")]);
  t.strictSame(Object.keys(byClass.openapi().components?.["schemas"] ?? {}), ["Sorry"]);
  t.strictSame(Object.keys(answersOf(byStatus, "/r/{id}")), ["200", "418"]);
  t.strictSame(answersOf(byStatus, "/r/{id}")[418], ["I'm a Teapot", ref("Sorry")]);
  t.strictSame(answersOf(byDefault, "/r/{id}")[422], [
    "The request is not of the declared type",
    ref("ValidationError"),
  ]);
  for (const app of [byClass, byStatus, byDefault]) {
    t.strictSame(Object.keys(answersOf(app, "/nothing")), ["200"]);
    const problems = await validateDocument(app.openapi());
    t.strictSame(
      problems.filter(({ severity }) => severity === "error"),
      [],
    );
  }
});

t.test("H8: the innermost router's handler is the one that is documented", async (t) => {
  const inner = new Router({ prefix: "/inner" }).get("/", (): Sku => {
    throw new Reserved();
  });
  inner.onStatus(409, () => reply(409, "inner" as const));
  const outer = new Router({ prefix: "/outer" }).include(inner).get("/", (): Sku => {
    throw new Reserved();
  });
  const app = new App().include(outer);
  app.onError(HttpError, (error) => ({ status: error.status }));
  app.onError(Reserved, () => reply(409, "app" as const));
  t.strictSame(answersOf(app, "/outer/inner/")[409], ["Conflict", { type: "string", const: "inner" }]);
  t.strictSame(answersOf(app, "/outer/")[409], ["Conflict", { type: "string", const: "app" }]);
});
