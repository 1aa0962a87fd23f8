// Types taught once, in the headers of answers: written by their codecs, checked, and documented as their wire types.
import t from "tap";
import { App, type Coded, html, type Int, type Raw, type Reply, reply } from "typeway";
import { TestClient } from "typeway/testing";
import { type Day, Decimal, plainDate, type UserId, type userId, type words } from "./money.js";

interface Paging {
  /** What all of them cost. */
  "x-price": Decimal;
  "x-day"?: Day;
  "x-prices"?: Decimal[];
  "x-owner"?: Coded<typeof userId> | null;
  "x-words"?: Coded<typeof words>;
  "x-total": Int;
  "last-modified"?: Date;
}

const logged: unknown[] = [];
const app = new App({ title: "Headers", version: "1.0.0", log: (entry) => logged.push(entry) });
const day = plainDate.decode("2024-02-29");
const price = new Decimal("10.50");

app.get("/few", (): Reply<200, string, Paging> => reply(200, "few", { "x-price": price, "x-total": 1 }));
app.get(
  "/all",
  (): Reply<200, string, Paging> =>
    reply(200, "all", {
      "x-price": price,
      "x-day": day,
      "x-prices": [price, new Decimal("-2")],
      "x-owner": "u-1" as UserId,
      "x-words": { list: ["a", "b"], count: 2 },
      "x-total": 2,
      "last-modified": new Date(0),
    }),
);
app.get(
  "/null",
  (): Reply<200, string, Paging> => reply(200, "null", { "x-price": price, "x-owner": null, "x-total": 2 }),
);
app.get(
  "/bad",
  (): Reply<200, string, Paging> => reply(200, "bad", { "x-price": price, "x-owner": "u" as UserId, "x-total": 3 }),
);
app.get(
  "/fake",
  (): Reply<200, string, Paging> => reply(200, "fake", { "x-price": "10" as unknown as Decimal, "x-total": 4 }),
);
app.get("/empty", (): Reply<204, undefined, { "x-price": Decimal }> => reply(204, undefined, { "x-price": price }));
app.get("/page", (): Raw<"text/html", 200, { "x-day": Day }> => html("<p>", { headers: { "x-day": day } }));
app.get(
  "/created/{kind}",
  (kind: string): Reply<200, string, { "x-price": Decimal }> | Reply<201, string, { "x-day": Day }> =>
    kind === "day" ? reply(201, kind, { "x-day": day }) : reply(200, kind, { "x-price": price }),
);
app.get("/either/{kind}", (kind: string): Reply<200, 1, { "x-at": Decimal }> | Reply<200, 2, { "x-at": Day }> =>
  kind === "day" ? reply(200, 2, { "x-at": day }) : reply(200, 1, { "x-at": price }),
);

const client = new TestClient(app, { raiseServerErrors: false });

const headersOf = async (path: string): Promise<Record<string, string>> => {
  const { headers } = await client.get(path);
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-") || name === "last-modified"));
};

t.test("a header with a codec: its text is what the codec makes of the value, others are as ever", async (t) => {
  const sniff = { "x-content-type-options": "nosniff" };
  t.strictSame(await headersOf("/few"), { ...sniff, "x-price": "10.50", "x-total": "1" });
  t.strictSame(await headersOf("/all"), {
    ...sniff,
    "x-price": "10.50",
    "x-day": "2024-02-29",
    "x-prices": "10.50, -2",
    "x-owner": "u-1",
    "x-words": "a, b",
    "x-total": "2",
    "last-modified": "Thu, 01 Jan 1970 00:00:00 GMT",
  });
});

t.test("a header with a codec: null is no header, and an answer without a body has headers too", async (t) => {
  t.equal((await headersOf("/null"))["x-owner"], undefined);
  const { status, headers } = await client.get("/empty");
  t.strictSame([status, headers.get("x-price")], [204, "10.50"]);
});

t.test("a header with a codec: of raw answers, and of each status its own", async (t) => {
  t.equal((await headersOf("/page"))["x-day"], "2024-02-29");
  t.equal((await headersOf("/created/day"))["x-day"], "2024-02-29");
  t.equal((await headersOf("/created/price"))["x-price"], "10.50");
});

t.test("a header with a codec: of one status, the codec of the value's class writes it", async (t) => {
  t.equal((await headersOf("/either/day"))["x-at"], "2024-02-29");
  t.equal((await headersOf("/either/price"))["x-at"], "10.50");
});

t.test("a header that its codec cannot write, or that is not of its wire type, is a 500 with its place", async (t) => {
  logged.length = 0;
  t.equal((await client.get("/bad")).status, 500);
  t.equal((await client.get("/fake")).status, 500);
  t.match(JSON.stringify(logged[0]), /\["response","headers","x-owner"\]/);
  t.match(JSON.stringify(logged[1]), /\["response","headers","x-price"\]/);
});

t.test("a header with a codec: the document shows the wire type", (t) => {
  const { paths } = app.openapi();
  const wire = { type: "string", pattern: "^-?[0-9]+(\\.[0-9]+)?$" };
  const day = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
  t.strictSame(Object(paths["/all"])["get"].responses["200"].headers, {
    "x-price": { description: "What all of them cost.", required: true, schema: wire },
    "x-day": { schema: day },
    "x-prices": { schema: { type: "array", items: wire } },
    "x-owner": { schema: { type: "string", minLength: 3 } },
    "x-words": { schema: { type: "array", items: { type: "string" } } },
    "x-total": { required: true, schema: { type: "integer", format: "int64" } },
    "last-modified": { schema: { type: "string", format: "http-date" } },
  });
  t.end();
});

t.test("a header that is no text, from code that nobody checked: refused, never [object Object]", async (t) => {
  const app = new App({ log: () => undefined });
  app.get("/", () => reply(200, 1, { "x-a": { toString: () => "a" } as unknown as string }));
  t.equal((await new TestClient(app, { raiseServerErrors: false }).get("/")).status, 500);
});
