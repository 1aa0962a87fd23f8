// Details of errors: written by the type that their class says they have, as the document shows them.
import t from "tap";
import { App, type Coded, HttpError, type Int, type Minimum, type Secret } from "typeway";
import { TestClient } from "typeway/testing";
import { type Day, Decimal, plainDate, type UserId, type userId } from "../money.js";

interface Conflict {
  version: bigint;
  at: Date;
  tags: Set<string>;
  byName: Map<string, Int>;
  bytes: Uint8Array;
  price: Decimal;
  day?: Day;
  token: Secret<string>;
  count: Int & Minimum<0>;
}
class Conflicting extends HttpError<409, Conflict> {
  constructor(count = 1) {
    const detail: Conflict & { more: string } = {
      version: 2n ** 64n,
      at: new Date(0),
      tags: new Set(["a"]),
      byName: new Map([["b", 2]]),
      bytes: new Uint8Array([1]),
      price: new Decimal("1.50"),
      day: plainDate.decode("2024-02-29"),
      token: "hunter2",
      more: "undeclared",
      count,
    };
    super(409, detail);
  }
}
class Again extends Conflicting {}
abstract class Coming<Code extends string, Detail> extends HttpError<503, { code: Code; more: Detail }> {}
class Later extends Coming<"later", bigint> {
  constructor() {
    super(503, { code: "later", more: 5n });
  }
}
const Owned = class extends HttpError<403, { owner: Coded<typeof userId> }> {
  constructor() {
    super(403, { owner: "u-1" as UserId });
  }
};
class Silent extends HttpError<410, { at: Date } | undefined> {
  constructor() {
    super(410);
  }
}
class Untyped extends HttpError<418> {
  constructor() {
    super(418, { size: 7n });
  }
}
class Cached extends HttpError<304> {
  constructor() {
    super(304);
  }
}

const logged: unknown[] = [];
const app = new App({ title: "Details", version: "1.0.0", log: (entry) => logged.push(entry) });
app.get("/conflict", (count: Int = 1): string => {
  throw new Conflicting(count);
});
app.get("/loose", { checkResponses: "off" }, (): string => {
  throw new Conflicting(-1);
});
app.get("/again", (): string => {
  throw new Again();
});
app.get("/later", (): string => {
  throw new Later();
});
app.get("/owned", (): string => {
  throw new Owned();
});
app.get("/silent", (): string => {
  throw new Silent();
});
app.get("/untyped", (): string => {
  throw new Untyped();
});
app.get("/cached", (): string => {
  throw new Cached();
});

const client = new TestClient(app, { raiseServerErrors: false });
const conflict = {
  version: "18446744073709551616",
  at: "1970-01-01T00:00:00.000Z",
  tags: ["a"],
  byName: { b: 2 },
  bytes: "AQ==",
  price: "1.50",
  day: "2024-02-29",
  count: 1,
};
const answer = async (path: string): Promise<unknown> => {
  const { status, text } = await client.get(path);
  return [status, text === "" ? undefined : JSON.parse(text)];
};

t.test("details: declared properties, by their types, of a class and of those that extend it", async (t) => {
  t.strictSame(await answer("/conflict"), [409, { detail: conflict }]);
  t.strictSame(await answer("/again"), [409, { detail: conflict }]);
  t.strictSame(await answer("/later"), [503, { detail: { code: "later", more: "5" } }]);
  t.strictSame(await answer("/owned"), [403, { detail: { owner: "u-1" } }]);
  t.strictSame(await answer("/untyped"), [418, { detail: { size: "7" } }], "its constructor says it");
});

t.test("details: without one the phrase, also where the type allows for none", async (t) => {
  t.strictSame(await answer("/silent"), [410, { detail: "Gone" }]);
});

t.test("details: one that is not of its type is a 500 with its place, unless answers are not checked", async (t) => {
  logged.length = 0;
  t.match(await answer("/conflict?count=-1"), [500, { detail: "Internal Server Error" }]);
  t.match(logged, { length: 1 });
  t.match(String((logged[0] as { error: unknown }).error), /'Conflicting' .*error\.detail\.count/);
  t.strictSame(await answer("/loose"), [409, { detail: { ...conflict, count: -1 } }]);
});

t.test("details: as problem details", async (t) => {
  const app = new App({ errors: "problem" });
  app.get("/", (): string => {
    throw new Conflicting();
  });
  const reply = await new TestClient(app).get("/");
  t.strictSame(reply.json(), {
    type: "about:blank",
    title: "Conflict",
    status: 409,
    instance: "/",
    ...conflict,
  });
});

t.test("details: the document says what leaves; a status without a body has no content", (t) => {
  const { paths, components } = app.openapi();
  t.strictSame(Object.keys(Object(components?.["schemas"]?.["Conflict"]).properties), Object.keys(conflict));
  t.strictSame(Object(paths["/cached"]?.["get"]).responses["304"], { description: "Not Modified" });
  t.end();
});
